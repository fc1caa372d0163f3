"""The files of a model that somebody brings: where they lie, what they may be, and what they are known by.

Only weights that are plain numbers (safetensors, ONNX) are opened: a pickle runs whatever its maker wrote into it. And
only files that are here: asking must never open a connection of its own.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import BadOption

_NUMBERS = frozenset({".safetensors", ".onnx"})
_PICKLES = frozenset({".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".h5", ".msgpack"})
# What decides a vector beside the weights: shapes, tokens, how words are pooled. Not a README.
_TOLD = frozenset({".json", ".txt", ".model"})
_REPORTING = ("transformers", "sentence_transformers", "huggingface_hub", "torch", "safetensors")


def folder_of(name: str, kind: str) -> Path:
    """The folder of a model by its folder or by the name of one that was downloaded before; its weights are plain
    numbers. Raises BadOption."""
    folder = Path(name) if is_folder(name) else _downloaded(name, kind)
    weights = [path for path in _files(folder) if path.suffix in _NUMBERS]
    if not weights:
        raise BadOption(f"不能载入{kind}“{name}”：文件夹中没有 safetensors 或 ONNX 格式的权重")
    plain = {path.parent for path in weights}
    for path in _files(folder):
        if path.suffix in _PICKLES and path.parent not in plain:
            raise BadOption(f"不能载入{kind}“{name}”：{path.name} 可能含有程序，只接受 safetensors 或 ONNX 格式的权重")
    if any(not module.startswith("sentence_transformers.") for module in _modules(folder)):
        raise BadOption(f"不能载入{kind}“{name}”：modules.json 要求运行模型自带的程序")
    return folder


def fingerprint(folder: Path, use: str) -> str:
    """What a model is known by: what its files hold, and how it is used.

    Not what was loaded: a layer that a folder has no weights for, as many are saved, is drawn anew by each process.
    """
    digest = hashlib.sha256(use.encode())
    for path in _files(folder):
        if path.suffix in _NUMBERS or path.suffix in _TOLD:
            digest.update(f"\n{path.relative_to(folder).as_posix()} {path.stat().st_size} ".encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@contextmanager
def quiet() -> Iterator[None]:
    """Without the reports and bars of the libraries that load a model, and without a connection opened by them."""
    offline = {name: os.environ.get(name) for name in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_PROGRESS_BARS")}
    os.environ.update(dict.fromkeys(offline, "1"))
    from transformers.utils import logging as told

    told.get_logger()  # sets its own level at first use
    told.disable_progress_bar()  # type: ignore[no-untyped-call]
    levels = {name: logging.getLogger(name).level for name in _REPORTING}
    for name in levels:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        for name, value in offline.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def is_folder(name: str) -> bool:
    """Whether a name is the path of a folder."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # a path that no system could have
        return False


def _downloaded(name: str, kind: str) -> Path:
    """The folder of a model of this name that lies in the cache of this machine."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except Exception:  # whatever it says, it is not here
        raise BadOption(
            f"不能载入{kind}“{name}”：请给出 sentence-transformers 模型的文件夹，或先把模型下载到本机"
        ) from None


def _files(folder: Path) -> list[Path]:
    """Its files, in a fixed order; hidden ones are nobody's model."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def _modules(folder: Path) -> list[str]:
    try:
        listed = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        return [str(module["type"]) for module in listed]
    except (OSError, ValueError, TypeError, KeyError):
        return []  # a plain model of transformers has none
