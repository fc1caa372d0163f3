"""The whole that a part is surely of: the printed figure that the part and those printed beside it come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.language.segment import plain_words
from index.model import Figure
from qa.answer.evidence import needed, ranked_for
from qa.answer.leaf import alone
from qa.answer.shelf import Shelf
from qa.arithmetic import comparable, tells
from qa.evidence.card import Card
from qa.evidence.fitting import FLOWS
from qa.evidence.pair import pairs_of, share
from qa.model import Query
from qa.plan.alike import groups
from qa.plan.cues import patterns
from qa.plan.wholes import OWN_WHOLES

_MOST = 14  # parts told one after the other
_NEAR = 3  # figures from the first part back to its whole


def part_of_proven(part: Query, said: str, shelf: Shelf) -> tuple[Figure, Figure] | None:
    """The part that a question asks about and the one whole that it is proven to be of, where nothing that the question calls the whole
    (``said``) speaks against it; None where the part is not surely meant, or no whole is proven, or two are."""
    if len(part.orgs) != 1 or not part.chunks:
        return None
    ranked = ranked_for(alone(part), shelf)
    if not ranked.order or ranked.sure < needed(ranked):
        return None
    card = ranked.evidence.cards[ranked.order[0]]
    cards = [each.under(card.info) for each in shelf.drawers.of(card.info).cards]
    wholes = [whole for whole in _wholes(card, cards) if _may_be(said, whole)]
    values = {comparable(whole.figure) for whole in wholes}
    if len(values) != 1:
        return None
    return card.figure, max(wholes, key=lambda whole: share(pairs_of(whole.label), pairs_of(said))).figure


def _wholes(part: Card, cards: Sequence[Card]) -> Iterator[Card]:
    """What is printed as the sum of a part and those beside it."""
    for group in groups(card for card in cards if card.figure.measure is part.figure.measure):
        # In prose what happens to be as much is no whole yet: it must be told over the parts, or right beside them (below).
        over = group.whole is not None and (group.listed or group.whole.label == part.parents.split("|")[0])
        if group.whole is not None and over and group.rest == 0 and any(c.number == part.number for c in group.members):
            yield group.whole
    if part.figure.source.table is None:
        yield from _told_before(part, cards)


def _told_before(part: Card, cards: Sequence[Card]) -> Iterator[Card]:
    """In prose: a figure told right before some parts in a row, or right behind them, that they come to exactly; one of so few digits
    that others come to it by chance is none."""
    like = [c for c in cards if _kind(c) == _kind(part)]
    row = [c for c in like if (c.parents, c.stage) == (part.parents, part.stage)]
    at = next(n for n, c in enumerate(row) if c.number == part.number)
    for start in range(max(0, at - _MOST), at + 1):
        for end in range(max(at, start + 1), min(len(row), start + _MOST)):
            parts = row[start : end + 1]
            before = [c for c in like if c.number < parts[0].number][-_NEAR:]
            behind = [c for c in like if c.number > parts[-1].number][:1]
            total = sum((comparable(c.figure) for c in parts), Decimal(0))
            yield from (c for c in (*before, *behind) if comparable(c.figure) == total and tells(c.figure))


def _kind(card: Card) -> tuple[object, ...]:
    figure = card.figure
    return figure.source.table, figure.measure, figure.yuan is None, card.year


def _may_be(said: str, whole: Card) -> bool:
    """Whether what a question calls the whole is printed with a figure, words that any whole may be called by aside."""
    own = "|".join((whole.label, whole.aspect, whole.parents, whole.column))
    flows = {flow for flow in FLOWS if flow in said}
    told = {flow for flow in FLOWS if flow in f"{whole.label}|{whole.parents}"}
    if len(flows) == 1 and len(told) == 1 and flows != told:
        return False
    named = [word for word in plain_words(patterns()["share"]["any_whole"].sub(" ", said)) if word.strip()]
    if not named and whole.figure.item in OWN_WHOLES:
        return False  # 全部资金 is more than 三公经费, which is a part itself
    return all(word in own for word in named)
