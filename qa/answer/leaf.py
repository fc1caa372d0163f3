"""An operand of something worked out: what the rules read, or the ranking's first choice where it is sure of it."""

from __future__ import annotations

from dataclasses import replace

from index.model import Figure
from qa.answer.evidence import needed, ranked_for, reading
from qa.answer.lookup import Key, read
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.evidence.asked import Asked, asked
from qa.evidence.barred import another_part
from qa.model import Query


def leaf(query: Query, shelf: Shelf) -> dict[Key, Reading]:
    """The readings of a question narrowed to one figure of one body; {} where nothing printed is surely meant."""
    held = read_alone(query, shelf)
    of_unit = query.unit is not None or any(piece.unit for chunk in query.chunks for piece in chunk.pieces)
    if held or len(query.orgs) != 1 or not query.chunks or of_unit:
        return held
    ranked = ranked_for(alone(query), shelf)
    if not ranked.order or ranked.sure < needed(ranked):
        return {}
    first = ranked.evidence.cards[ranked.order[0]]
    return {(first.year, first.stage, first.info.scope): reading(ranked)}


def alone(query: Query) -> Query:
    """A question of nothing but the things that it names."""
    return replace(query, words=" ".join(chunk.text for chunk in query.chunks))


def read_alone(query: Query, shelf: Shelf) -> dict[Key, Reading]:
    """What the rules read, without what is another body's, level's or time's than the question asks for."""
    question = asked(query, None)
    return {key: r for key, r in read(query, shelf).items() if not of_another_part(question, r.figure, shelf)}


def of_another_part(question: Asked, figure: Figure, shelf: Shelf) -> bool:
    """Whether a figure is another body's, level's or time's than the question asks for."""
    info = shelf.named(figure.document)
    cards = shelf.drawers.of(info).cards if info else ()
    card = next((c for c in cards if c.figure.source == figure.source and c.figure.value == figure.value), None)
    return card is not None and info is not None and another_part(question, card.under(info))
