"""A question in the words of the one paper that it is asked of: 居民医保 where the paper prints 城乡居民基本医疗保险 alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from qa.model import Piece, Query


def as_printed(query: Query, printed: str) -> Query:
    """The question with each short form that the folded text never prints put in the words that it does print. Pieces that a notion
    explains stay as they are."""
    for short, forms in _table():
        said = short.search(query.words)
        if said is None or said[0] in printed:
            continue
        form = next((form for form in forms if form in printed), None)
        if form is not None:
            query = _put(query, said[0], form)
    return query


def _put(query: Query, short: str, form: str) -> Query:
    chunks = tuple(
        replace(chunk, text=chunk.text.replace(short, form), pieces=tuple(_piece(p, short, form) for p in chunk.pieces))
        if any(short in p.text and not p.concepts for p in chunk.pieces)
        else chunk
        for chunk in query.chunks
    )
    return replace(query, words=query.words.replace(short, form), chunks=chunks)


def _piece(piece: Piece, short: str, form: str) -> Piece:
    return piece if piece.concepts else replace(piece, text=piece.text.replace(short, form))


@cache
def _table() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    data = tomllib.loads(files("qa.question").joinpath("wording.toml").read_text(encoding="utf-8"))
    return tuple((re.compile(short), tuple(forms)) for short, forms in data["printed"].items())
