"""Every trouble between store and indexes is seen, and a refresh mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import BudgetqaError
from index.library import EmbeddedStore, Record, open_library, prepare
from index.library.snapshot import current
from index.library.upkeep import refresh, verify
from index.search import Filters, search

Make = Callable[..., Record]


@pytest.fixture
def store(tmp_path: Path, make_record: Make) -> EmbeddedStore:
    """Three documents, indexed."""
    store = open_library(tmp_path / "library", create=True)
    for year in (2019, 2020, 2021):
        store.put(prepare(make_record(name=f"{year}.txt", year=year)))
    refresh(store)
    return store


def _folder(store: EmbeddedStore) -> Path:
    found = current(store.folder)
    assert found is not None
    return found.folder


def test_all_is_well_after_a_refresh(store: EmbeddedStore) -> None:
    assert verify(store) == ()
    assert refresh(store) == 3


def test_nothing_changed_makes_nothing_new(store: EmbeddedStore) -> None:
    before = _folder(store)
    refresh(store)
    assert _folder(store) == before
    refresh(store, force=True)
    assert _folder(store) != before


def test_an_empty_library_lacks_nothing(tmp_path: Path) -> None:
    store = open_library(tmp_path, create=True)
    assert verify(store) == ()
    assert refresh(store) == 0
    assert verify(store) == ()


def _put(store: EmbeddedStore, make: Make) -> None:
    store.put(prepare(make(name="2022.txt", year=2022)))


def _remove(store: EmbeddedStore, make: Make) -> None:
    store.remove([store.documents()[0].id])


def _damage(store: EmbeddedStore, make: Make) -> None:
    name = next(name for name, _ in current(store.folder).manifest.files)  # type: ignore[union-attr]
    (_folder(store) / name).write_bytes(b"damaged")


def _lose(store: EmbeddedStore, make: Make) -> None:
    name = next(name for name, _ in current(store.folder).manifest.files)  # type: ignore[union-attr]
    (_folder(store) / name).unlink()


def _break(store: EmbeddedStore, make: Make) -> None:
    (_folder(store) / "manifest.json").write_text("{")


TROUBLE = [_put, _remove, _damage, _lose, _break]


@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_is_seen_and_a_refresh_mends_it(
    store: EmbeddedStore, make_record: Make, trouble: Callable[[EmbeddedStore, Make], None]
) -> None:
    trouble(store, make_record)
    told = verify(store)
    assert told
    assert all("budgetqa rebuild" in line for line in told)
    refresh(store)
    assert verify(store) == ()


def test_a_removed_document_is_found_no_more_even_before_the_refresh(store: EmbeddedStore) -> None:
    gone = store.documents()[1].id
    store.remove([gone])
    hits = search(store, "甲市档案局部门预算项目", Filters(), 10)
    assert gone not in {hit.passage.document for hit in hits}


def test_an_unknown_embedder_is_refused_and_the_indexes_stay(store: EmbeddedStore, tmp_path: Path) -> None:
    before = _folder(store)
    with pytest.raises(BudgetqaError):
        refresh(store, embedder=str(tmp_path / "no such model"))
    assert _folder(store) == before
    assert verify(store) == ()
