"""What changed on the disk is never answered from: it is noticed where it is read, and all of it by verify."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DamagedLibrary, LibraryError
from index.library import EmbeddedStore, Record, open_library, prepare
from index.library.connection import FILE
from index.library.snapshot import current
from index.library.upkeep import refresh, verify
from index.search import search

Make = Callable[..., Record]


@pytest.fixture
def place(tmp_path: Path, make_record: Make) -> Path:
    store = open_library(tmp_path / "library", create=True)
    for year in (2019, 2020, 2021):
        store.put(prepare(make_record(name=f"{year}.txt", year=year, amounts=("3.20", "1.05", "7.77"))))
    store.set_bodies({"甲市档案局": "甲市档案局", "市档案局": "甲市档案局"})
    refresh(store)
    store.close()
    return tmp_path / "library"


def _flip(path: Path, at: int, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def _everything(store: EmbeddedStore) -> list[object]:
    """All that an answer, a search or an export may say."""
    told: list[object] = [store.documents(), store.figures(), store.figures(org="市档案局", item="三公经费")]
    for info in store.documents():
        told += [store.document(info.id), store.figures_of(info.id), store.findings_of(info.id)]
        told += [store.passages_of(info.id), store.original(info.id)]
    told.append(search(store, "档案局部门预算"))
    return told


HARM = [
    "UPDATE contents SET text = CAST(replace(CAST(text AS TEXT), '3.20', '3.62') AS BLOB)",
    "UPDATE contents SET original = x'00'",
    "UPDATE contents SET parsed = x'7801'",
    "UPDATE contents SET digests = x''",
    "UPDATE chunks SET data = x'78' WHERE kind = 'Figure'",
    "DELETE FROM chunks WHERE kind = 'Figure'",
    "DELETE FROM chunks WHERE kind = 'Passage'",
    "UPDATE chunks SET number = number + 1",
    "UPDATE documents SET org = '乙市'",
    "UPDATE documents SET info = x'00'",
    "UPDATE documents SET removed = 1 WHERE key = 1",
    "DELETE FROM documents WHERE key = 2",
    "UPDATE bodies SET body = '乙市'",
    "DELETE FROM bodies",
    "DROP TABLE figures",
    "DROP INDEX figures_by_org",
    "DELETE FROM meta WHERE name = 'generation'",
    "DELETE FROM meta WHERE name = 'bodies'",
]


@pytest.mark.parametrize("harm", HARM)
def test_what_is_read_is_what_was_put_in(place: Path, harm: str) -> None:
    with sqlite3.connect(place / FILE) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(harm)
    db.close()
    with pytest.raises(LibraryError):
        _everything(open_library(place))
    try:
        told = verify(open_library(place))
    except LibraryError as error:
        told = (str(error),)
    assert (told and "rebuild" not in told[0]) or "restore" in " ".join(told)


LOOK_UP = [
    "DELETE FROM figures WHERE ordinal = 1",
    "UPDATE figures SET amount = '3.62' WHERE ordinal = 0",
    "UPDATE figures SET year = 1999",
    "DELETE FROM passages",
    "UPDATE passages SET ordinal = 5",
]


@pytest.mark.parametrize("harm", LOOK_UP)
def test_what_is_only_looked_up_by_is_compared_by_verify(place: Path, harm: str) -> None:
    with sqlite3.connect(place / FILE) as db:
        db.execute(harm)
    db.close()
    assert verify(open_library(place))


def test_bits_of_the_store_that_flip(place: Path) -> None:
    """A sample; ``tests/endurance/damage.py`` does it by the hundreds."""
    whole = (place / FILE).read_bytes()
    store = open_library(place)
    expected = _everything(store)
    store.close()
    chance = random.Random(7)
    unseen = 0
    for _ in range(40):
        (place / FILE).write_bytes(whole)
        _flip(place / FILE, chance.randrange(len(whole)), chance.randrange(8))
        try:
            store = open_library(place)
            told = _everything(store)
            assert told == expected or verify(store), "what changed is told as if it were true"
            unseen += told == expected and not verify(store)
        except LibraryError:
            pass
        finally:
            store.close()
    assert unseen < 40, "nothing was hit"


def _folder(place: Path) -> Path:
    found = current(place)
    assert found is not None
    return found.folder


@pytest.mark.parametrize("name", ["passages.jsonl", "vectors.faiss", "rows.npz", "notions.npz", "places.npy", "words"])
@pytest.mark.parametrize("harm", ["flip", "cut", "lose", "empty"])
def test_indexes_that_changed_are_set_aside_and_made_again(place: Path, name: str, harm: str) -> None:
    store = open_library(place)
    expected = search(store, "档案局部门预算")
    before = _folder(place)
    path = before / name
    for each in sorted(path.glob("*.*")) if path.is_dir() else [path]:
        data = each.read_bytes()
        changed = {"flip": data[:-20] + b"?" * 20, "cut": data[: len(data) // 2], "empty": b""}.get(harm)
        each.unlink()
        if changed is not None:
            each.write_bytes(changed)
    assert verify(store)
    # As another process would find it: this one has looked at these indexes already.
    from index.library import inforce

    inforce._harm.cache_clear()
    assert search(open_library(place), "档案局部门预算") == expected
    assert _folder(place) != before and not before.exists()
    assert verify(store) == ()


@pytest.mark.parametrize("content", ["", "../../etc", "1-00000000", "\udcff"])
def test_a_name_in_force_that_names_nothing(place: Path, content: str) -> None:
    (place / "indexes" / "CURRENT").write_bytes(content.encode(errors="surrogateescape"))
    assert search(open_library(place), "档案局")
    assert verify(open_library(place)) == ()


def test_a_store_that_went_back_in_time_is_not_answered_from(place: Path, make_record: Make) -> None:
    old = (place / FILE).read_bytes()
    store = open_library(place)
    store.put(prepare(make_record(name="2022.txt", year=2022)))
    refresh(store)
    store.close()
    (place / FILE).write_bytes(old)
    with pytest.raises(DamagedLibrary, match="最后写入"):
        open_library(place)
    mending = open_library(place, mending=True)
    refresh(mending, force=True)
    assert verify(open_library(place)) == ()
