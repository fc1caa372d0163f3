"""A question in the words of the one paper that it is asked of: 居民医保 where the paper prints 城乡居民基本医疗保险 alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from index.language.segment import plain_words
from qa.model import Chunk, Piece, Query
from qa.question.fillers import idle
from qa.question.slots import first, kind_of

_LONGEST = 8  # characters of what the thesaurus holds
_ARROW, _LIKE = " → ", " = "


def as_printed(query: Query, printed: str) -> Query:
    """The question with each saying that the folded text never prints put in the words that it does print. Pieces that a notion
    explains stay as they are."""
    for said, form in _meant(query, printed):
        query = _put(query, said, form)
    return query


def _meant(query: Query, printed: str) -> Iterator[tuple[str, str]]:
    """Everyday words of a question that the text never prints, each with what it prints for them; not within a notion."""
    noted = [p.text for c in query.chunks for p in c.pieces if p.concepts]
    for _, said in sayings(query.words):
        if said not in printed and not any(said in name for name in noted):
            form = next((form for form in thesaurus()[said] if form in printed), None)
            if form is not None:
                yield said, form


def sayings(text: str) -> Iterator[tuple[int, str]]:
    """The words of a folded text that the thesaurus holds, the longest first, each with its place; not those that tell what is
    asked of the figures."""
    edges = _edges(text)
    at = 0
    while at < len(text):
        ends = (end for end in range(min(len(text), at + _LONGEST), at + 1, -1) if at in edges and end in edges)
        said = next((text[at:end] for end in ends if text[at:end] in thesaurus()), "")
        if said and not _is_cue(said):
            yield at, said
        at += len(said) or 1


@cache
def _is_cue(said: str) -> bool:
    """Whether words tell what is asked of the figures, not which ones: 一共, 为什么, 比上年, 几成."""
    return idle(said) or kind_of(said) != "figure" or first("bases", said) is not None


def _edges(text: str) -> frozenset[int]:
    """The places of a folded text at which a word begins or ends."""
    found, at = {0, len(text)}, 0
    for word in plain_words(text):
        at = max(at, text.find(word, at))
        found |= {at, at + len(word)}
        at += len(word)
    return frozenset(found)


@cache
def thesaurus() -> Mapping[str, tuple[str, ...]]:
    """What people say → the forms that papers print for it, likeliest first."""
    found: dict[str, dict[str, None]] = {}
    for line in files("qa.question").joinpath("thesaurus.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        said, arrow, forms = line.partition(_ARROW)
        alike = line.split(_LIKE)
        for word in said.split() if arrow else alike:
            found.setdefault(word, {}).update(
                dict.fromkeys(f for f in (forms.split() if arrow else alike) if f != word)
            )
    return {word: tuple(forms) for word, forms in found.items() if forms}


def _put(query: Query, short: str, form: str) -> Query:
    chunks = tuple(_chunk(chunk, short, form) for chunk in query.chunks)
    words, text = query.words.replace(short, form), query.text.replace(short, form)
    return replace(query, words=words, text=text, chunks=chunks)


def _chunk(chunk: Chunk, short: str, form: str) -> Chunk:
    if not any(short in p.text and not p.concepts for p in chunk.pieces):
        return chunk
    pieces = tuple(_piece(p, short, form) for p in chunk.pieces)
    return replace(chunk, text=chunk.text.replace(short, form), pieces=pieces, said=chunk.said or chunk.text)


def _piece(piece: Piece, short: str, form: str) -> Piece:
    return piece if piece.concepts else replace(piece, text=piece.text.replace(short, form))
