"""Totals that prose uses one for another when it tells a change."""

from __future__ import annotations

from dataclasses import replace

from qa.model import Chunk, Piece, Query
from qa.question.slots import cues
from qa.question.topic import WHOLE


def siblings(query: Query) -> tuple[Query, ...]:
    """The question with each total replaced by its siblings in turn; () where it names no total."""
    table = cues()["siblings"]
    found = []
    for chunk in query.chunks:
        keys = [k for p in chunk.pieces for key in p.concepts for k in table.get(key, ())]
        if chunk.text == WHOLE:
            keys = table["*"]
        for key in dict.fromkeys(keys):
            piece = Piece(text=chunk.text, concepts=(key,))
            other = tuple(Chunk(text=c.text, pieces=(piece,)) if c is chunk else c for c in query.chunks)
            found.append(replace(query, chunks=other))
    return tuple(found)
