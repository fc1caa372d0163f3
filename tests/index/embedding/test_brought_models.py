"""A model that somebody brings: known by its files, opened only where it is plain numbers, and silent."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.embedding import DEFAULT, EMBEDDERS, embedder, modelfiles
from index.errors import BadOption

WORDS = "甲乙丙市县局年部门预算档案项目三公经费接待会议收入支出"
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of a few numbers, saved as many are: without the weights of the pooler that nothing uses."""
    pytest.importorskip("sentence_transformers")
    from safetensors.torch import load_file, save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    plain = tmp_path_factory.mktemp("plain")
    (plain / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), "utf-8")
    config = BertConfig(
        vocab_size=5 + len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(plain)
    BertTokenizerFast(str(plain / "vocab.txt"), model_max_length=64).save_pretrained(plain)
    body = Transformer(str(plain))
    folder = tmp_path_factory.mktemp("models") / "小模型"
    SentenceTransformer(modules=[body, Pooling(16)]).save(str(folder))
    for path in folder.rglob("*.safetensors"):
        kept = {name: tensor for name, tensor in load_file(path).items() if "pooler" not in name}
        save_file(kept, path, metadata={"format": "pt"})
    return folder


def _qa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("HF_")},
    )


def test_a_library_is_searched_by_the_process_after_the_one_that_made_it(model: Path, tmp_path: Path) -> None:
    (tmp_path / "甲市档案局2021年部门预算.txt").write_text("甲市档案局2021年部门预算\n公务接待费3.20万元。\n", "utf-8")
    library = str(tmp_path / "library")
    made = _qa("ingest", str(tmp_path), "--embedder", os.path.relpath(model, ROOT), "--library", library)
    assert made.returncode == 0, made.stderr
    assert made.stderr == "", "the reports of the libraries that load it are not for people"
    assert str(model) in next((tmp_path / "library").glob("indexes/*/manifest.json")).read_text("utf-8")
    found = _qa("search", "接待费", "--library", library)
    assert (found.returncode, found.stderr) == (0, "")
    assert "3.20万元" in found.stdout
    assert _qa("verify", "--library", library).returncode == 0


def _changed_weight(folder: Path) -> None:
    path = next(folder.rglob("*.safetensors"))
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")


def _changed_token(folder: Path) -> None:
    path = folder / "tokenizer.json"
    path.write_text(path.read_text("utf-8").replace("甲", "申", 1), "utf-8")


def _changed_notice(folder: Path) -> None:
    (folder / "README.md").write_text("another", "utf-8")
    (folder / ".cache").mkdir(exist_ok=True)
    (folder / ".cache" / "a.json").write_text("{}", "utf-8")


@pytest.mark.parametrize(
    ("change", "same"), [(_changed_weight, False), (_changed_token, False), (_changed_notice, True)]
)
def test_what_decides_a_vector_decides_the_fingerprint(
    model: Path, tmp_path: Path, change: Callable[[Path], None], same: bool
) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(model, copy)
    before = modelfiles.fingerprint(copy, "")
    assert before == modelfiles.fingerprint(model, "") != modelfiles.fingerprint(model, "query: ")
    change(copy)
    assert (modelfiles.fingerprint(copy, "") == before) is same


def test_a_damaged_table_of_words_is_refused_in_one_line(tmp_path: Path) -> None:
    copy = tmp_path / "小模型"
    shutil.copytree(Path(EMBEDDERS[DEFAULT].folder), copy)
    (copy / "model.safetensors").write_bytes(b"x" * 99)
    with pytest.raises(BadOption, match="已损坏"):
        embedder(str(copy))


REFUSED = [
    ({"pytorch_model.bin": b"x"}, "没有 safetensors"),
    ({"model.safetensors": b"x", "2_Dense/pytorch_model.bin": b"x"}, "可能含有程序"),
    ({"model.safetensors": b"x", "modules.json": json.dumps([{"type": "custom_st.Run"}]).encode()}, "自带的程序"),
    ({"config.json": b"{}"}, "没有 safetensors"),
    ({"model.safetensors": b"x", "config.json": b"{}"}, "不能载入"),
]


@pytest.mark.parametrize(("files", "reason"), REFUSED)
def test_a_folder_that_is_no_plain_model_is_refused_in_one_line(
    files: dict[str, bytes], reason: str, tmp_path: Path
) -> None:
    pytest.importorskip("sentence_transformers")
    from index.embedding.base import Description
    from index.embedding.transformer import TransformerEmbedder

    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BadOption, match=reason) as told:
        TransformerEmbedder(str(tmp_path), "模型", Description())
    assert "\n" not in str(told.value)
