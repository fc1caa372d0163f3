"""Question sets told by a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import BadOption
from qa.ranking.sets import askable, digest, library_of, read_sets

ROOT = Path(__file__).resolve().parents[3]
FILE = """
root = ".."
left_out = ["kept.txt"]
[libraries.a]
documents = ["pages/*", "more"]
without = ["not.txt"]
[libraries.b]
documents = ["nowhere"]
[[sets]]
name = "one"
family = "f"
library = "a"
questions = "q.jsonl"
prefix = "x"
[[sets]]
name = "absent"
family = "g"
library = "b"
questions = "q.jsonl"
[[sets]]
name = "kept"
family = "f"
library = "a"
questions = "q.jsonl"
hidden = true
"""
ROWS = [
    {"id": "x1", "document": "1.txt"},
    {"id": "x2", "document": "2.txt"},
    {"id": "y3", "document": "1.txt"},
    {"id": "x4"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    for name in ("pages/1.txt", "pages/2.txt", "pages/not.txt", "more/3.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "kept.txt").write_text("2.txt\n", encoding="utf-8")
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/sets.toml").write_text(FILE, encoding="utf-8")
    return tmp_path / "lists/sets.toml"


def test_what_is_there_without_what_is_left_out(file: Path) -> None:
    sets = read_sets(file)
    (one,) = sets.sets
    assert (one.name, one.family, one.prefix, sets.missing) == ("one", "f", "x", ("absent",))
    assert [p.name for p in one.documents] == ["1.txt", "more"]
    assert [row["id"] for row in sets.questions(one)] == ["x1", "x4"]


def test_hidden_sets_ask_of_what_is_left_out(file: Path) -> None:
    sets = read_sets(file, hidden=True)
    one, kept = sets.sets
    assert [p.name for p in one.documents] == ["1.txt", "2.txt", "more"]
    assert [row["id"] for row in sets.questions(one)] == ["x1", "x4"]
    assert [row["id"] for row in sets.questions(kept)] == ["x2"]


WRONG = ["", "libraries = 3", "[[sets]]\nname = 'x'", FILE.replace('library = "a"', 'library = "c"'), "root = ["]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_is_one_clear_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "sets.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadOption, match="无法读取"):
        read_sets(tmp_path / "sets.toml")


ASKABLE = [
    ({}, True),
    ({"documents": ["1.txt"]}, True),
    ({"documents": ["somewhere/1.txt", "2.txt"]}, True),
    ({"documents": ["1.txt", "3.txt"]}, False),
    ({"documents": None, "not_with": ["2.txt"]}, False),
    ({"not_with": ["3.txt"]}, True),
]


@pytest.mark.parametrize(("row", "asked"), ASKABLE)
def test_only_what_the_library_holds_is_asked(row: dict[str, object], asked: bool) -> None:
    assert askable([row], ["a/1.txt", "2.txt"]) == ([row] if asked else [])


def test_digests_tell_names_and_content_apart(tmp_path: Path) -> None:
    found = []
    for name, text in (("a", "1"), ("a", "2"), ("b", "2")):
        (tmp_path / "f").mkdir(exist_ok=True)
        for old in (tmp_path / "f").iterdir():
            old.unlink()
        (tmp_path / "f" / name).write_text(text, encoding="utf-8")
        found.append(digest([tmp_path / "f"]))
    assert len(set(found)) == 3 and digest([tmp_path / "f"]) == found[-1]


def test_a_library_is_made_once(file: Path, tmp_path: Path) -> None:
    (one,) = read_sets(file).sets
    notes: list[str] = []
    first = library_of(one, tmp_path / "cache", notes.append)
    assert library_of(one, tmp_path / "cache", notes.append) == first and len(notes) == 1
    old = first.with_name(first.name.rpartition("-")[0] + "-older")
    first.rename(old)
    assert library_of(one, tmp_path / "cache", notes.append, stale=True) == old and len(notes) == 1


def test_the_sets_of_the_project() -> None:
    sets = read_sets(ROOT / "tests/data/training.toml")
    assert {"corpus", "manners", "provinces"} <= {s.name for s in sets.sets}
    assert not any(s.hidden for s in sets.sets)
    for one in sets.sets:
        assert not sets.left_out & {p.name for p in one.documents}
