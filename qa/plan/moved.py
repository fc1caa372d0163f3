"""A change that no document prints, from two figures of one thing that it does print: the one asked for, and the one of the year or
the stage that it is held against, as they stand in one row or under one name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa.answer.evidence import SURE, needed, ranked_for
from qa.answer.outcome import Found
from qa.answer.shelf import Shelf
from qa.evidence.barred import PLANNED, SPENT, STAGES
from qa.evidence.card import Card
from qa.model import Query
from qa.plan.changes import apart
from qa.plan.cues import patterns
from qa.plan.planner import BUDGETS, asks_execution, both_stages, plain_query
from qa.plan.sought import blanked
from qa.ranking.model import Ranked

_LIKELY = 0.5  # how sure the first choice must be where the other figure stands in its row or column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """The figure asked for and the one that it is held against."""

    now: Card
    then: Card


def moved(query: Query, shelf: Shelf) -> Found | None:
    """How much more or less, or in percent, worked out from two printed figures; None where they are not printed or not surely meant."""
    if query.kind not in ("change", "percent") or len(query.orgs) != 1 or asks_execution(query):
        return None
    asked = plain(query)
    ranked = ranked_for(asked, shelf) if asked.chunks else None
    if ranked is None or not ranked.order or ranked.barred or ranked.sure < _likely(ranked):
        return None
    first = ranked.evidence.cards[ranked.order[0]]
    like = [card for card in shelf.drawers.of(first.info).cards if _same_thing(first, card.under(first.info))]
    sides = _sides(query, [card.under(first.info) for card in like])
    if sides is None or not (_in_line(sides) or ranked.sure >= _enough(ranked)):
        return None
    when = _when(sides.now, sides.then), _when(sides.then, sides.now)
    return apart(sides.now.figure, sides.then.figure, when, rate=query.kind == "percent")


def plain(query: Query) -> Query:
    """The question after the figure alone, without what it is held against."""
    said = patterns()["moved"]
    years = tuple(year for year in query.years if year != query.base_year)
    figure = replace(plain_query(query), kind="figure", base=None, base_year=None, years=years, stages=(), measure=None)
    return blanked(figure, (said["against"], said["by"]))


def _likely(ranked: Ranked) -> float:
    """How sure it must be of the first choice at the least: less where the second is the same thing of another year or stage."""
    order, held = ranked.order, ranked.evidence.cards
    return _LIKELY / 2 if len(order) > 1 and _same_thing(held[order[0]], held[order[1]]) else _LIKELY


def _enough(ranked: Ranked) -> float:
    return max(SURE, needed(ranked))


def _same_thing(a: Card, b: Card) -> bool:
    """Whether two figures of one document are of one name, quantity and unit; they may be of other years and stages."""
    one, other = a.figure, b.figure
    in_text = one.source.table is None
    named = a.label == b.label or (in_text and one.item is not None and one.item == other.item)
    alike = (a.aspect, one.measure, one.unit, one.org) == (b.aspect, other.measure, other.unit, other.org)
    return named and alike and (in_text or (a.parents == b.parents and one.source.table == other.source.table))


def _sides(query: Query, like: Sequence[Card]) -> _Sides | None:
    """The two figures, where just one value each is printed for them."""
    own = [c for c in like if c.year == _year(query, c)]
    if query.base_year is None and (query.base in BUDGETS or both_stages(query)):
        now = [c for c in own if c.stage in SPENT]
        then = [c for c in own if c.stage in STAGES[query.base if query.base in BUDGETS else "年初预算"]]
    else:
        before = query.base_year or next((c.year - 1 for c in own if c.year), None)
        then = [c for c in like if c.year == before and (c.stage not in PLANNED or c.stage == c.paper.stage)]
        now = [c for c in own if c.year != before]
        stages = {c.stage for c in now}
        if len(stages) > 1:
            now = [c for c in now if c.stage == c.paper.stage or c.stage in SPENT]
    a, b = _one(now), _one(then)
    return _Sides(now=a, then=b) if a and b else None


def _year(query: Query, card: Card) -> int | None:
    asked = [year for year in query.years if year != query.base_year]
    return asked[0] if asked else card.paper.year


def _one(cards: Iterable[Card]) -> Card | None:
    """The one that all say; None of none, and of several values."""
    found = list(cards)
    return found[0] if len({c.figure.value for c in found}) == 1 else None


def _in_line(sides: _Sides) -> bool:
    """Whether they stand in one row, or in one column whose rows are years."""
    a, b = sides.now.figure.source, sides.then.figure.source
    if a.table is None or a.table != b.table:
        return False
    return a.row_index == b.row_index or a.column_index == b.column_index


def _when(card: Card, other: Card) -> str:
    """What tells one of two figures from the other: its year, else its stage."""
    return f"{card.year}年" if card.year != other.year else str(card.stage or "")
