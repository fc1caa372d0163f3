"""Figures that stand together, in one column, row or sentence: each bears out the others, although alone not all are sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from index.model import Figure
from qa.answer.evidence import SURE, ranked_for
from qa.answer.leaf import alone
from qa.answer.shelf import Shelf
from qa.evidence.card import Card
from qa.evidence.pair import unsaid_weight
from qa.model import Query
from qa.ranking.model import Ranked

_LIKELY = 0.5  # how sure the first choice for each must be; for one of them the ranking must be sure
_NEAR = 90  # characters from one to the other in a text
_RIVALS, _CLOSE = 3, 1.2  # of each, how many may be meant, and how little they may be behind the first
_SAID = 1.0  # what a question names must be said around each, but for so much weight


def together(queries: Sequence[Query], shelf: Shelf) -> tuple[Figure, ...] | None:
    """The first choice for each question, in their order, all of one body, document, year, stage and quantity, where they stand
    together; None where they do not, or are not likely enough."""
    if any(len(query.orgs) != 1 or not query.chunks for query in queries):
        return None
    ranked = [ranked_for(alone(query), shelf) for query in queries]
    if not all(map(_likely, ranked)) or max(each.sure for each in ranked) < SURE:
        return None
    found = [(score, cards) for score, cards in _choices(ranked) if _stand_together(cards)]
    return tuple(card.figure for card in max(found, key=lambda pair: pair[0])[1]) if found else None


def _choices(ranked: Sequence[Ranked]) -> Iterator[tuple[float, tuple[Card, ...]]]:
    """The first choices, and those with nearly as good a one in place of one of them, each with the sum of their scores."""
    near = [
        [
            i
            for i in each.order[:_RIVALS]
            if not each.evidence.bars[i] and each.scores[i] > each.scores[each.order[0]] - _CLOSE
        ]
        for each in ranked
    ]
    for picked in product(*near):
        if sum(i != each.order[0] for i, each in zip(picked, ranked, strict=True)) < 2:
            score = sum(float(each.scores[i]) for i, each in zip(picked, ranked, strict=True))
            yield score, tuple(each.evidence.cards[i] for i, each in zip(picked, ranked, strict=True))


def place(figure: Figure) -> tuple[object, ...]:
    """Where a figure is printed: a cell, or a number in a text."""
    source = figure.source
    return figure.document, source.table, source.row_index, source.column_index, source.span


def _likely(ranked: Ranked) -> bool:
    if ranked.barred or ranked.sure < _LIKELY:
        return False
    return unsaid_weight(ranked.evidence.asked, ranked.evidence.cards[ranked.order[0]]) < _SAID


def _stand_together(cards: Sequence[Card]) -> bool:
    """Whether figures are alike in all but what they are of, and stand in one column, one row or one sentence."""
    alike = {(c.info.id, c.year, c.stage, c.figure.measure, c.figure.org, c.figure.fund) for c in cards}
    sources = [c.figure.source for c in cards]
    if len(alike) > 1 or len({place(c.figure) for c in cards}) < len(cards):
        return False
    if any(s.table is None for s in sources):
        starts = [s.span.start for s in sources if s.table is None and s.span is not None]
        return len(starts) == len(sources) and max(starts) - min(starts) < _NEAR
    if len({s.table for s in sources}) > 1:
        return False
    return len({s.column_index for s in sources}) == 1 or len({s.row_index for s in sources}) == 1
