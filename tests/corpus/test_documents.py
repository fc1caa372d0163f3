"""What comes with the project: enough documents, of several kinds, honest about what they are."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = [p for p in sorted(CORPUS.rglob("*")) if p.suffix in (".txt", ".html", ".md", ".csv")]


def test_there_are_enough_of_several_kinds() -> None:
    assert len(FILES) >= 15
    assert {p.suffix for p in FILES} == {".txt", ".html", ".md", ".csv"}


def test_each_says_that_it_is_invented_or_restated() -> None:
    for path in FILES:
        text = path.read_bytes().decode("utf-8-sig")
        assert ("虚构示例" in text) != ("重新整理编写" in text), path.name
