"""A figure's number and quote are cut from its document, never composed: over every document of the corpus and the seed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from index.figures import extract
from index.language.fold import fold_text
from index.model import Document, Figure, State
from index.parsing import parse
from index.readers import SUFFIXES, read

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = sorted(p for p in CORPUS.rglob("*") if p.suffix in SUFFIXES and p.suffix not in (".py", ".toml"))


def _digits(text: str) -> str:
    return re.sub(r"[\s,]", "", fold_text(text))


def _check(document: Document, figure: Figure) -> None:
    source = figure.source
    if source.span is None:
        assert figure.state in (State.BLANK, State.NONE), figure
        return
    assert source.quote is not None
    printed, quote = source.span.cut(document.text), source.quote.cut(document.text)
    assert printed
    assert source.quote.start <= source.span.start < source.quote.end
    assert _digits(printed)[:8] in _digits(quote) or source.table is not None
    if figure.state == State.VALUE and figure.value is not None and figure.amount in _digits(printed):
        assert figure.amount in _digits(quote) or source.table is not None


def _figures(path: Path) -> tuple[Document, tuple[Figure, ...]]:
    data = path.read_bytes()
    document = parse(read(path.name, data), hashlib.sha256(data).hexdigest())
    return document, extract(document)


def test_the_corpus_is_there() -> None:
    assert len(DOCUMENTS) >= 15


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_quotes_are_found_in_the_corpus(path: Path) -> None:
    document, figures = _figures(path)
    assert len(figures) > 20
    for figure in figures:
        _check(document, figure)


def test_quotes_are_found_in_the_seed(shared: Path) -> None:
    (seed,) = (shared / "seeds").glob("*.txt")
    document, figures = _figures(seed)
    assert len(figures) > 200
    for figure in figures:
        _check(document, figure)
