"""The derived indexes of a library: written under a new name, with a manifest, and swapped in whole.

``indexes/CURRENT`` holds the name of the snapshot in force. A crash leaves the old one in force and a folder that the
next writer clears away; a reader that has opened the old one keeps it, since one earlier snapshot is left in place.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath

from index.errors import LibraryError
from index.library.disk import sync_folder

FOLDER = "indexes"
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_ABANDONED_S = 3600
_FOLDER = re.compile(r"\d{1,18}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot was made from. ``ids`` is the digest of the passage ids, ``files`` name → SHA-256, ``sizes`` theirs."""

    schema: int
    generation: int
    vocabulary: str
    embedder: str
    embedder_digest: str
    dimensions: int
    passages: int
    ids: str
    files: tuple[tuple[str, str], ...] = ()
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot in force: where its files lie, and what they were made from."""

    folder: Path
    manifest: Manifest

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(self.manifest.sizes)


def ids_digest(ids: Iterable[str]) -> str:
    """One digest for a sequence of passage ids."""
    digest = hashlib.sha256()
    for each in ids:
        digest.update(each.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def current(library: Path) -> Snapshot | None:
    """The snapshot in force, None where none has been made yet."""
    for _ in range(3):
        try:
            name = (library / FOLDER / _CURRENT).read_text(encoding="utf-8").strip()
            if not _FOLDER.fullmatch(name):
                raise LibraryError(f"索引 {library / FOLDER} 不完整，请运行 budgetqa rebuild")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise LibraryError(f"索引 {library / FOLDER} 不完整，请运行 budgetqa rebuild") from error
        except OSError as error:
            raise LibraryError(f"索引 {library / FOLDER} 无法读取（{error.strerror}）") from error
        folder = library / FOLDER / name
        try:
            return Snapshot(folder=folder, manifest=_read(folder / _MANIFEST))
        except FileNotFoundError:
            continue  # swapped between the two readings
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise LibraryError(f"索引清单 {folder / _MANIFEST} 已损坏，请运行 budgetqa rebuild") from error
    raise LibraryError(f"索引 {library / FOLDER} 不完整，请运行 budgetqa rebuild")


def made_at(library: Path) -> int:
    """The generation that the snapshot in force was made of, 0 where that cannot be told."""
    try:
        name = (library / FOLDER / _CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return 0
    return int(name.partition("-")[0]) if _FOLDER.fullmatch(name) else 0


def write(library: Path, manifest: Manifest, fill: Callable[[Path], None]) -> Snapshot:
    """Let ``fill`` write the files into a new folder, then put it in force."""
    root = library / FOLDER
    name = f"{manifest.generation}-{secrets.token_hex(4)}"
    building = root / f".{name}"
    try:
        building.mkdir(parents=True)
        fill(building)
        paths = [p for p in sorted(building.rglob("*")) if p.is_file()]
        files = tuple((str(p.relative_to(building)), _digest(p)) for p in paths)
        complete = replace(manifest, files=files, sizes=tuple(p.stat().st_size for p in paths))
        for path in paths:
            _last(path)
        _put(building / _MANIFEST, json.dumps(asdict(complete), ensure_ascii=False, indent=1))
        _open_to_all(building, paths)
        for folder in {path.parent for path in paths}:
            sync_folder(folder)
        building.rename(root / name)
        _put(root / _CURRENT, name)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise LibraryError(f"不能写入索引 {root}（{error.strerror}）") from error
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    _clear(root, keep=name)
    return Snapshot(folder=root / name, manifest=complete)


def damage(snapshot: Snapshot, *, whole: bool = True) -> tuple[str, ...]:
    """The files of a snapshot that are missing or not as they were written; by their sizes alone where not ``whole``."""
    told = []
    manifest = snapshot.manifest
    if len(manifest.sizes) != len(manifest.files):
        return (f"索引清单 {snapshot.folder / _MANIFEST} 不完整",)
    for (name, digest), size in zip(manifest.files, manifest.sizes, strict=True):
        path = snapshot.folder / name
        try:
            if not path.is_file():
                told.append(f"索引文件 {path} 不见了")
            elif path.stat().st_size != size or (whole and _digest(path) != digest):
                told.append(f"索引文件 {path} 已损坏")
        except OSError as error:
            told.append(f"索引文件 {path} 无法读取（{error.strerror}）")
    return tuple(told)


def _read(path: Path) -> Manifest:
    told = json.loads(path.read_text(encoding="utf-8"))
    read = Manifest(**{**told, "files": tuple(map(tuple, told["files"])), "sizes": tuple(told.get("sizes", ()))})
    if not all(
        isinstance(name, str) and not PurePath(name).is_absolute() and ".." not in name for name, _ in read.files
    ):
        raise ValueError(path)
    return read


def _put(path: Path, text: str) -> None:
    """Write whole or not at all."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with temporary.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def _open_to_all(folder: Path, paths: Iterable[Path]) -> None:
    """Give each file the rights that files have here: some that others write could be read by their maker alone."""
    mode = (folder / _MANIFEST).stat().st_mode & 0o777
    for path in paths:
        path.chmod(mode)


def _last(path: Path) -> None:
    """Have a file's bytes on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _clear(root: Path, keep: str) -> None:
    """Take away every other snapshot: what was removed from the library must not go on lying there. Who has one open
    keeps it (elsewhere than on POSIX systems it stays until the next time)."""
    for path in root.iterdir():
        # What begins with a dot may be a snapshot that another process is writing just now.
        abandoned = not path.name.startswith(".") or time.time() - path.stat().st_mtime > _ABANDONED_S
        if path.is_dir() and path.name != keep and abandoned:
            shutil.rmtree(path, ignore_errors=True)
