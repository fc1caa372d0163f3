"""Indexes that grow by what is new give what indexes made anew give, and cost no look at the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import derived, vectors
from index.library import EmbeddedStore, Record, open_library, prepare
from index.library.snapshot import current
from index.library.upkeep import refresh, verify
from index.search import Filters, search

Make = Callable[..., Record]


def _full(folder: Path, make: Make, count: int) -> EmbeddedStore:
    store = open_library(folder, create=True)
    for n in range(count):
        store.put(prepare(make(name=f"{n}.txt", org=f"第{n}县财政局", year=2015 + n % 8, amounts=(f"{n}.25", "7.00"))))
    return store


def _indexes(store: EmbeddedStore) -> derived.Derived:
    found = current(store.folder)
    assert found is not None
    return derived.read(found.folder)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose passages are read from the store."""
    seen: list[str] = []
    real = EmbeddedStore.passages_of

    def passages_of(self: EmbeddedStore, document: str) -> object:
        seen.append(document)
        return real(self, document)

    monkeypatch.setattr(EmbeddedStore, "passages_of", passages_of)
    return seen


def test_one_document_more_is_one_document_read(tmp_path: Path, make_record: Make, looked_at: list[str]) -> None:
    store = _full(tmp_path / "grown", make_record, 12)
    assert refresh(store) == 12
    more = [make_record(name=f"新{n}.txt", org=f"新{n}县财政局", year=2023, amounts=("9.99",)) for n in range(2)]
    for record in more:
        store.put(prepare(record))
        looked_at.clear()
        refresh(store)
        assert looked_at == [record.document.id]
    assert verify(store) == ()
    anew = _full(tmp_path / "anew", make_record, 12)
    for record in more:
        anew.put(prepare(record))
    refresh(anew)
    one, other = _indexes(store), _indexes(anew)
    for name in ("ids", "documents", "of", "kind_names", "kinds", "texts"):
        assert np.array_equal(getattr(one.rows, name), getattr(other.rows, name)), name
    every = np.arange(14, dtype=np.int64)
    assert np.array_equal(one.vectors.vectors(every), other.vectors.vectors(every))
    assert [one.texts.passage(row) for row in range(14)] == [other.texts.passage(row) for row in range(14)]
    for text in ("新1县财政局2023年", "第3县财政局预算", "项目0", "9.99"):
        for filters in (Filters(), Filters(years=(2023,)), Filters(orgs=("第3县财政局",))):
            found, expected = (search(s, text, filters, 14) for s in (store, anew))
            assert [(h.passage, round(h.score, 5)) for h in found] == [(h.passage, round(h.score, 5)) for h in expected]


CHANGES: list[tuple[str, Callable[[EmbeddedStore, Make], object]]] = [
    ("replaced", lambda s, make: s.put(prepare(make(name="3.txt", org="第3县财政局", salt="other")))),
    ("removed", lambda s, make: s.remove([s.documents()[2].id])),
    ("a body renamed", lambda s, make: s.set_bodies({"第1县财政局": "某县财政局", "某县财政局": "某县财政局"})),
    ("more new than old", lambda s, make: [s.put(prepare(make(name=f"+{n}", salt=f"{n}"))) for n in range(30)]),
]


@pytest.mark.parametrize(("what", "change"), CHANGES)
def test_where_more_has_changed_all_is_made_again(
    tmp_path: Path, make_record: Make, looked_at: list[str], what: str, change: Callable[[EmbeddedStore, Make], object]
) -> None:
    store = _full(tmp_path / "library", make_record, 12)
    refresh(store)
    change(store, make_record)
    looked_at.clear()
    refresh(store)
    assert set(looked_at) == {info.id for info in store.documents()}, what
    assert verify(store) == ()


def test_a_crash_while_growing_leaves_the_indexes_before(
    tmp_path: Path, make_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _full(tmp_path / "library", make_record, 12)
    refresh(store)
    before = current(store.folder)
    store.put(prepare(make_record(name="新.txt", salt="new")))
    with monkeypatch.context() as patch:
        patch.setattr("index.vectors.VectorIndex.save", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            refresh(store)
    assert current(store.folder) == before
    assert [h.passage.org for h in search(store, "第3县财政局", k=1)] == ["第3县财政局"], (
        "segments are shared, not moved"
    )
    assert refresh(store) == 13 and verify(store) == ()


def test_cells_are_kept_while_few_are_new_and_made_again_when_many_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT", 500)
    draw = np.random.default_rng(3)

    def some(count: int) -> np.ndarray:
        made = draw.standard_normal((count, 16)).astype(np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    first, few, many = some(600), some(100), some(500)
    vectors.build(first).save(tmp_path / "v")
    grown, trained = vectors.grown(tmp_path / "v", few, 600)
    assert (len(grown), trained) == (700, 600)
    every = np.concatenate([first, few])
    assert np.allclose(grown.vectors(np.arange(700, dtype=np.int64)), every)
    # Recall against a look at all, of vectors that came later too.
    hits = sum(row in grown.search(every[row], 5)[0] for row in range(0, 700, 7))
    assert hits == 100
    again, trained = vectors.grown(tmp_path / "v", many, 600)
    assert (len(again), trained) == (1100, 1100)
