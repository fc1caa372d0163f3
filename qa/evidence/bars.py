"""What bars each of some figures: the hard rules, and what its document prints beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.model import Measure
from qa.evidence.asked import Asked
from qa.evidence.barred import bar_of
from qa.evidence.card import Card
from qa.evidence.otherkind import MOVED
from qa.evidence.rates import words

_SHORT = 2  # characters of a body's name that are not enough to be known by


def bars_of(question: Asked, cards: Sequence[Card], rows: Collection[str] = ()) -> tuple[str, ...]:
    """What bars each of the cards, "" where nothing does: the rules, and what the document prints beside it. ``rows`` are the bodies
    and places that the document prints figures of."""
    beside = Beside(question, cards, rows)
    return tuple(bar_of(question, card) or beside.bar_of(card) for card in cards)


class Beside:
    """What bars a figure because of another one: of this year, where the question names none; a change, where one is asked for; of the
    body or place that the question names."""

    def __init__(self, question: Asked, cards: Sequence[Card], rows: Collection[str]) -> None:
        dated = not question.query.years and not words()["asks"]["before"].search(question.query.text)
        self._own = {_thing(c) for c in cards if c.year == c.paper.year} if dated else set()
        moved = question.query.kind == "change"
        self._moved = {(c.info.id, c.label) for c in cards if c.figure.measure in MOVED} if moved else set()

        stem = words()["body"]["stem"]
        called = {row: [form for form in (row, stem.sub("", row)) if len(form) > _SHORT] for row in rows}
        self._rows = [row for row, forms in called.items() if any(form in question.text for form in forms)]

    def bar_of(self, card: Card) -> str:
        """ "" where nothing does."""
        own = f"{card.paper.org}|{card.paper.title}|{'|'.join(card.paper.aliases)}"
        if self._rows and not any(row in card.around or row in own for row in self._rows):
            return "不是所问单位的数"
        if card.year != card.paper.year and _thing(card) in self._own:
            return "文件另印有本年度的同一项"
        if card.figure.measure is Measure.AMOUNT and (card.info.id, card.label) in self._moved:
            return "不是增减的数"
        return ""


def _thing(card: Card) -> tuple[str, str, str, str, object]:
    return card.info.id, card.label, card.aspect, card.title, card.figure.measure
