"""A library of an earlier version is brought forward, its file as it was kept; one of a later version is left alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import SchemaMismatch
from index.library import Record, open_library, prepare
from index.library.connection import FILE
from index.library.formats import form, readable
from index.library.schema import SCHEMA
from index.library.upkeep import refresh, verify
from index.search import search

Make = Callable[..., Record]

_FIRST = """
CREATE TABLE before (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, place TEXT NOT NULL UNIQUE, info BLOB NOT NULL, org TEXT NOT NULL);
INSERT INTO before SELECT key, id, place, info, org FROM documents;
DROP TABLE documents;
ALTER TABLE before RENAME TO documents;
ALTER TABLE contents DROP COLUMN digests;
ALTER TABLE chunks DROP COLUMN digest;
DELETE FROM meta WHERE name NOT IN ('schema', 'generation');
UPDATE meta SET value = 1 WHERE name = 'schema';
"""


@pytest.fixture
def first(tmp_path: Path, make_record: Make) -> Path:
    """A library as the first version wrote it."""
    store = open_library(tmp_path / "library", create=True)
    for year in (2020, 2021):
        store.put(prepare(make_record(name=f"{year}.txt", year=year)))
    refresh(store)
    store.close()
    with sqlite3.connect(tmp_path / "library" / FILE) as db:
        db.executescript(_FIRST)
    db.close()
    return tmp_path / "library"


def test_the_first_version_is_brought_forward_with_its_file_kept(first: Path, make_record: Make) -> None:
    before = (first / FILE).read_bytes()
    store = open_library(first)
    assert [i.year for i in store.documents()] == [2020, 2021]
    assert [f.amount for f in store.figures()] == ["3.20", "1.05"] * 2
    assert verify(store) == ()
    assert search(store, "档案局部门预算")
    store.remove([store.documents()[0].id])
    kept = first / f"{FILE}.before-{SCHEMA}"
    with sqlite3.connect(kept) as db:
        assert db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    db.close()
    assert len(before) > 0 and not list(first.glob("*.part"))


def test_pieces_of_another_form_are_made_again_from_the_originals(first: Path) -> None:
    store = open_library(first)
    infos = store.documents()
    store.close()
    with sqlite3.connect(first / FILE) as db:
        db.execute("UPDATE meta SET value = '{\"Figure\": [\"gone: str\"]}' WHERE name = 'form'")
    db.close()
    with pytest.raises(SchemaMismatch, match="rebuild --reread"):
        open_library(first)
    mending = open_library(first, mending=True)
    assert [(i.id, i.file, i.place) for i in mending.documents()] == [(i.id, i.file, i.place) for i in infos]
    assert mending.original(infos[0].id)


def test_a_form_that_only_grew_is_read() -> None:
    told = json.loads(form())
    assert readable(form())
    assert readable(json.dumps({**told, "Figure": told["Figure"]}))
    less = {**told, "DocumentInfo": told["DocumentInfo"][:-1]}
    assert readable(json.dumps(less)), "a field with a default was added since"
    assert not readable(json.dumps({**told, "DocumentInfo": told["DocumentInfo"][:3]})), "without a default"
    assert not readable(json.dumps({**told, "Figure": [*told["Figure"], "more: str"]})), "written by a later version"
    for nothing in (None, "", "x", "[]", "{}", "3"):
        assert not readable(nothing)
