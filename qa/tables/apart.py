"""Rows of which one column is held against another: where the accounts are above the budget, which grew most since last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import Figure, Measure
from qa import arithmetic
from qa.answer.outcome import Found
from qa.answer.phrase import amount
from qa.arithmetic import comparable
from qa.model import Computed, Value
from qa.tables.calling import called, class_fit, told_around
from qa.tables.choose import SAID
from qa.tables.relation import Column, Entry, Relation
from qa.tables.request import Asked, Sides
from qa.tables.told import RANKS, SHOWN, where
from qa.tables.words import pairs, patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A row's two figures and what lies between them; ``way`` is 1 where the first is more, 0 where they are one, -1 where it is less."""

    entry: Entry
    first: Figure
    second: Figure
    worked: Computed
    way: int


def apart(asked: Asked, relations: Sequence[Relation]) -> Found | None:
    """The rows asked for by what lies between two of their columns; None where no one table has just these columns."""
    if asked.sides is None or asked.doing not in ("order", "limit", "list", "count"):
        return None
    found = [f for r in relations if (f := _of(asked, asked.sides, r))]
    return found[0] if len({f.text for f in found}) == 1 else None


def _of(asked: Asked, compared: Sides, relation: Relation) -> Found | None:
    fit = class_fit(asked, relation)
    pair = _columns(compared, relation)
    if relation.table is None or relation.under or fit is None or pair is None or told_around(asked, relation) < SAID:
        return None
    if any(relation.lacks(column) for column in pair):
        return None
    gaps = [g for g in _gaps(called(asked, relation), pair) if g.way == compared.way]
    if asked.doing == "order":
        order = sorted(gaps, key=lambda g: abs(comparable(g.first) - comparable(g.second)), reverse=not asked.least)
        return _first(asked, order, relation) if len(order) > asked.place else None
    return _all(gaps, compared, relation)


def _columns(compared: Sides, relation: Relation) -> tuple[Column, Column] | None:
    money = [c for c in relation.columns if c.first.figure.measure is Measure.AMOUNT]
    left, right = _meant(compared.left, money, own=True), _meant(compared.right, money, own=False)
    return (left, right) if left and right and left is not right else None


def _meant(words: str, columns: Sequence[Column], *, own: bool) -> Column | None:
    """The one column of which all that is said holds; of several the accounts, for what is held against something."""
    years = {int(f"20{said['year']}") for said in patterns()["two"]["year"].finditer(words)}
    told = [(said, heading) for said, heading in pairs("columns") if said.search(words)]
    if not (years or told or own):
        return None
    fits = [
        c
        for c in columns
        if (not years or c.first.figure.year in years) and all(heading.search(c.words) for _, heading in told)
    ]
    if own and len(fits) > 1:
        spent = pairs("columns")[0][1]
        fits = [c for c in fits if spent.search(c.words)]
    return fits[0] if len(fits) == 1 else None


def _gaps(entries: Sequence[Entry], pair: tuple[Column, Column]) -> Iterator[Gap]:
    for entry in entries:
        cards = [entry.cards.get(column.index) for column in pair]
        if cards[0] is None or cards[1] is None:
            continue
        moved = arithmetic.gap(cards[0].figure, cards[1].figure)
        if moved:
            yield Gap(entry=entry, first=cards[0].figure, second=cards[1].figure, worked=moved[0], way=moved[1])


def _told(gap: Gap) -> str:
    word = "多" if gap.way > 0 else "少"
    return f"“{gap.entry.printed}”{amount(gap.first)}，比{amount(gap.second)}{word}{gap.worked.amount}{gap.worked.unit or ''}"


def _first(asked: Asked, order: Sequence[Gap], relation: Relation) -> Found:
    best = order[asked.place]
    lead = f"第{RANKS[asked.place]}" if asked.place else "最"
    return Found(
        text=f"{where(relation)}中相差{lead}{'小' if asked.least else '大'}的是{_told(best)}。",
        value=Value(amount=best.worked.amount, unit=best.worked.unit),
        figures=(best.first, best.second),
        computed=best.worked,
    )


def _all(gaps: Sequence[Gap], compared: Sides, relation: Relation) -> Found | None:
    if not gaps:
        return None
    listed = "；".join(map(_told, gaps[:SHOWN]))
    return Found(
        text=f"{where(relation)}中前者{'大' if compared.way > 0 else '小'}于后者的共{len(gaps)}项：{listed}。",
        value=Value(amount=str(len(gaps)), unit=None),
        figures=tuple(f for g in gaps for f in (g.first, g.second)),
        parts=tuple(g.first for g in gaps),  # as many as are counted
        workings=tuple(g.worked for g in gaps[:SHOWN]),
    )
