"""Indexes in step with the store: made, kept, changed, proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.embedding import DEFAULT, embedder, static
from index.library import EmbeddedStore, Record, open_library, prepare
from index.library.snapshot import current
from index.library.upkeep import refresh, verify
from index.search import search

MakeRecord = Callable[..., Record]


@pytest.fixture
def store(tmp_path: Path, make_record: MakeRecord) -> EmbeddedStore:
    made = open_library(tmp_path / "资料库", create=True)
    made.put(prepare(make_record()))
    return made


@pytest.fixture
def other_model(tmp_path: Path) -> str:
    tokenizer = static.make_tokenizer(dict.fromkeys("甲乙市档案局年部门预算项目", -4.0))
    table = np.random.default_rng(2).standard_normal((tokenizer.get_vocab_size(), 16)).astype(np.float32)
    static.write(tmp_path / "另一模型", tokenizer, table)
    return str(tmp_path / "另一模型")


def _name(store: EmbeddedStore) -> str:
    snapshot = current(store.folder)
    assert snapshot is not None
    return snapshot.folder.name


def test_indexes_are_made_once_and_again_when_the_store_changed(store: EmbeddedStore, make_record: MakeRecord) -> None:
    assert "rebuild" in verify(store)[0]
    assert refresh(store) == 1
    assert verify(store) == ()
    name = _name(store)
    assert refresh(store) == 1 and _name(store) == name, "nothing changed: nothing is written"
    store.put(prepare(make_record(name="b.txt", org="乙市档案局", year=2022)))
    assert "缺少 1 个段落" in verify(store)[0]
    assert refresh(store) == 2 and _name(store) != name
    assert verify(store) == ()
    store.remove([store.documents()[0].id])
    assert "多出 1 个段落" in verify(store)[0]
    assert refresh(store) == 1 and verify(store) == ()


def test_vectors_of_texts_that_stay_are_not_made_again(
    store: EmbeddedStore, make_record: MakeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(store)
    store.put(prepare(make_record(name="b.txt", org="乙市档案局", year=2022, amounts=("7.77",))))
    made: list[int] = []
    encode = static.StaticEmbedder.encode

    def counted(self: static.StaticEmbedder, texts: list[str], *, query: bool = False) -> object:
        made.append(len(texts))
        return encode(self, texts, query=query)

    monkeypatch.setattr(static.StaticEmbedder, "encode", counted)
    refresh(store)
    assert made[-1] == 1, "one passage is new"
    refresh(store, force=True)
    assert made[-1] == 2, "asked to make all again"
    assert verify(store) == ()


def test_the_same_ids_with_other_words_are_noticed(store: EmbeddedStore, make_record: MakeRecord) -> None:
    refresh(store)
    record = make_record()
    changed = tuple(replace(p, text="换了别的话") for p in record.passages)
    store.put(prepare(replace(record, passages=changed)))
    assert "文字" in verify(store)[0]
    refresh(store)
    assert verify(store) == ()
    assert search(store, "换了别的话")[0].passage.text == "换了别的话"


def test_another_model_takes_the_place_of_the_first(store: EmbeddedStore, other_model: str) -> None:
    said: list[str] = []
    refresh(store)
    assert refresh(store, embedder=other_model, progress=said.append) == 1
    snapshot = current(store.folder)
    assert snapshot is not None
    assert (snapshot.manifest.embedder, snapshot.manifest.dimensions) == (other_model, 16)
    assert any("向量：1/1" in line for line in said)
    assert verify(store) == () and search(store, "档案局")
    refresh(store, force=True)
    kept = current(store.folder)
    assert kept is not None and kept.manifest.embedder == other_model, "a model once chosen stays"
    refresh(store, embedder=DEFAULT)
    back = current(store.folder)
    assert back is not None and back.manifest.embedder_digest == embedder().digest


@pytest.mark.parametrize("name", ["vectors.faiss", "rows.npz", "notions.npz"])
def test_damaged_indexes_are_named_and_made_again(store: EmbeddedStore, name: str) -> None:
    refresh(store)
    snapshot = current(store.folder)
    assert snapshot is not None
    path = snapshot.folder / name
    path.write_bytes(path.read_bytes()[:-9] + b"123456789")
    assert any(name in problem and "已损坏" in problem for problem in verify(store))
    refresh(store)
    assert verify(store) == ()
    path = current(store.folder).folder / name  # type: ignore[union-attr]
    path.unlink()
    assert any("不见了" in problem for problem in verify(store))


def test_an_empty_library_is_whole(tmp_path: Path) -> None:
    store = open_library(tmp_path / "library", create=True)
    assert verify(store) == ()
    assert refresh(store) == 0
    assert verify(store) == () and search(store, "三公经费") == ()
