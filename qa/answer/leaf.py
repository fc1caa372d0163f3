"""An operand of something worked out: what the rules read, or the ranking's first choice where it is sure of it."""

from __future__ import annotations

from dataclasses import replace

from qa.answer.evidence import needed, ranked_for, reading
from qa.answer.lookup import Key, read
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.model import Query


def leaf(query: Query, shelf: Shelf) -> dict[Key, Reading]:
    """The readings of a question narrowed to one figure of one body; {} where nothing printed is surely meant."""
    held = read(query, shelf)
    of_unit = query.unit is not None or any(piece.unit for chunk in query.chunks for piece in chunk.pieces)
    if held or len(query.orgs) != 1 or not query.chunks or of_unit:
        return held
    said = replace(query, words=" ".join(chunk.text for chunk in query.chunks))
    ranked = ranked_for(said, shelf)
    if not ranked.order or ranked.sure < needed(ranked):
        return {}
    first = ranked.evidence.cards[ranked.order[0]]
    return {(first.year, first.stage, first.info.scope): reading(ranked)}
