"""The like ones put in order, held against a limit, or added up: only where the group proves what is said of it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from index.model import Figure
from qa import arithmetic
from qa.answer import kinds
from qa.answer.lookup import candidates
from qa.answer.outcome import Found, Outcome
from qa.answer.phrase import amount, title
from qa.answer.purchases import purchases
from qa.answer.rows import LIST_END, row_name
from qa.answer.shelf import Shelf
from qa.arithmetic import comparable
from qa.evidence.card import Card
from qa.model import Query, Value
from qa.plan.alike import Group
from qa.plan.choosing import nearest
from qa.plan.cues import patterns
from qa.plan.tree import Beyond, Order
from qa.question.numbers import whole_number

RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "under": operator.lt,
    "over": operator.gt,
}
_OPEN = "文件没有印出这些项目的总数，只能就所列各项而言。"


def in_order(plan: Order, query: Query, shelf: Shelf) -> Outcome:
    """The first by size of the like ones under what is named; not found where no group proves it, or several say otherwise."""
    told: list[tuple[tuple[Card, ...], Group]] = []
    for group in nearest(query, shelf, max(plan.top or 0, plan.place + 1, 2)):
        rows = tuple(sorted(group.members, key=lambda c: comparable(c.figure), reverse=not _ascending(plan, query)))
        wanted = _wanted(rows, plan)
        if wanted and _proven(group, wanted[-1], lowest=plan.lowest):
            told.append((rows, group))
    if not told or len({tuple(c.label for c in _wanted(rows, plan)) for rows, _ in told}) > 1:
        return kinds.not_found(query, shelf)
    rows, group = told[0]
    found = _in_words(plan, rows, group, shelf)
    return _share_of(found, rows[plan.place], group) or kinds.not_found(query, shelf) if plan.share else found


def _ascending(plan: Order, query: Query) -> bool:
    """Whether the smallest comes first: the lowest, or the largest fall."""
    moves = patterns()["moves"]
    found = moves["any"].search(query.text)
    return plan.lowest if found is None else bool(moves["down"].search(found[0]))


def _wanted(rows: Sequence[Card], plan: Order) -> Sequence[Card]:
    """Those of the rows in order that are asked for."""
    return rows[plan.place : plan.place + (plan.top or 1)]


def _proven(group: Group, last: Card, *, lowest: bool) -> bool:
    """Whether nothing that is not printed can come before the last one wanted."""
    if group.rest == 0 or (group.whole is None and (group.listed or len(group.members) > 2)):
        return True
    if group.rest is None or lowest or any(comparable(c.figure) < 0 for c in group.members):
        return group.listed
    return group.rest < comparable(last.figure)


def _open(group: Group) -> tuple[str, ...]:
    return (_OPEN,) if group.whole is None and not group.listed else ()


def _share_of(found: Found, card: Card, group: Group) -> Found | None:
    """What part of the whole the one chosen is."""
    worked = arithmetic.share(card.figure, group.whole.figure) if group.whole and group.rest == 0 else None
    if worked is None or group.whole is None:
        return None
    whole = group.whole.figure
    return replace(
        found,
        text=f"{found.text}占“{whole.label}”（{amount(whole)}）的{worked.amount}%。",
        value=Value(amount=worked.amount, unit="%"),
        figures=(card.figure, whole),
        computed=worked,
    )


def _in_words(plan: Order, rows: Sequence[Card], group: Group, shelf: Shelf) -> Found:
    figures = [c.figure for c in rows]
    wanted = figures[plan.place : plan.place + (1 if plan.place else plan.top or 1)]
    listed = "，".join(f"“{row_name(f)}”{amount(f)}" for f in figures[: max(plan.top or 1, plan.place + 1, 3)])
    info = shelf.named(wanted[0].document)
    where = f"{info.org}{title(info)}" if info else ""
    rank = "零一二三四五六七八九十"[plan.place + 1]
    word = f"第{rank}{'小' if plan.lowest else '大'}" if plan.place else ("最小" if plan.lowest else "最大")
    ties = "、".join(f"“{row_name(f)}”" for f in figures if comparable(f) == comparable(wanted[0]))
    together = "（并列）" if "、" in ties and not plan.place else ""
    names = ties if together else f"“{row_name(wanted[0])}”"
    return Found(
        text=f"{where}中{word}的是{names}{together}，为{amount(wanted[0])}。依次为：{listed}。",
        value=kinds.value_of(wanted[0]),
        figures=tuple(wanted),
        parts=tuple(figures[: max(plan.top or 1, 5)]),
        warnings=_open(group),
    )


def beyond(plan: Beyond, query: Query, shelf: Shelf) -> tuple[dict[str, Figure], tuple[str, ...]]:
    """All rows of the group that is held against a limit, by name, and what is to be said of it; {} where none is proven to be whole
    as far as the limit reaches, or several come to something else."""
    held = RELATIONS[plan.relation]
    told: list[tuple[frozenset[str], Group]] = []
    for group in nearest(query, shelf):
        above = plan.relation in ("over", "at_least")
        whole = group.rest == 0 or group.listed or (group.rest is not None and above and group.rest < plan.limit)
        if whole:
            told.append((frozenset(c.label for c in group.members if held(comparable(c.figure), plan.limit)), group))
    if not told or len({kept for kept, _ in told}) > 1:
        return {}, ()
    group = told[0][1]
    return {row_name(c.figure): c.figure for c in group.members}, _open(group)


def added_up(query: Query, shelf: Shelf) -> list[Figure]:
    """The rows that a sum over what is named adds up: those that the words name equally well, the purchases of a project, the parts
    of what is named where the parts are asked for; [] where the printed figure itself is meant."""
    named = _rows_named(query, shelf) or purchases(query, shelf)
    if len(named) > 1 or not patterns()["sum"]["parts"].search(query.text):
        return named if len(named) > 1 else []
    told = patterns()["sum"]["many"].search(query.text)
    many = whole_number(told["many"]) if told else None
    near = nearest(query, shelf)
    listed = patterns()["sum"]["listed"].search(query.text)
    proven = [g for g in near if g.rest == 0] or [g for g in near if g.whole and (listed or many == len(g.members))]
    totals = {sum(comparable(c.figure) for c in g.members) for g in proven}
    return [c.figure for c in proven[0].members] if len(totals) == 1 else []


def _rows_named(query: Query, shelf: Shelf) -> list[Figure]:
    """Every row of one table that the question's words name equally well."""
    found = [
        c
        for c in candidates(query, shelf, query.orgs[0])
        if c.match.complete and c.figure.value is not None and c.figure.source.table is not None
    ]
    if not found:
        return []
    top = found[0]
    return [
        c.figure
        for c in found
        if c.figure.source.table == top.figure.source.table
        and c.info.id == top.info.id
        and c.match.own >= top.match.own - 0.02
        and c.match.aspect == top.match.aspect
        and c.figure.aspect == top.figure.aspect
        and not LIST_END.search(c.figure.label)
    ]
