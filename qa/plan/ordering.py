"""Figures named one by one, set in order or held against each other: bodies, years, stages, scopes, items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import Figure
from qa import arithmetic
from qa.answer import kinds
from qa.answer.lookup import read
from qa.answer.outcome import Found, Missing, Outcome
from qa.answer.phrase import amount, direction_word, thing
from qa.answer.shelf import Shelf
from qa.arithmetic import comparable
from qa.model import Computed, Query, Value
from qa.plan.changes import change
from qa.plan.operands import apart_in, left_out, no_comparison, one, operands, unlike
from qa.plan.planner import asks_apart, plain_query
from qa.plan.tree import Apart, Change, Each, Order, Trend
from qa.question.slots import cues

_MORE = {-1: "少", 0: "持平，相差", 1: "多"}


def valued(worked: Computed) -> Value:
    """The headline of what was worked out."""
    return Value(amount=worked.amount, unit=worked.unit)


def ordered(plan: Order, each: Each, query: Query, shelf: Shelf) -> Outcome:
    """Figures named one by one in order of size; the headline is the first one asked for, or the difference between two."""
    found = operands(each, shelf)
    figures = list(found.figures.items())
    if not figures or (each.by == "项目" and found.lacking):
        return no_comparison(each, shelf) if each.by == "单位" else kinds.not_found(plain_query(query), shelf)
    if reason := unlike(tuple(found.figures.values())):
        return Missing(slot="unit", text=f"{reason}，无法比较。")
    held_against = plan.apart or re.search(cues()["asked"]["against"], query.text)
    if len(figures) < 2 and found.lacking and held_against:
        return Missing(
            slot="item", text=f"{'、'.join(found.lacking)}没有可比的数字，无法比较；有数字的只有{figures[0][0]}。"
        )
    year = "、".join(f"{y}年" for y in query.years) if each.by == "单位" else ""
    what = thing(replace(figures[0][1], parents=()) if each.by == "项目" else figures[0][1])
    said = apart_in(tuple(found.figures.values()), each)
    largest = sorted(figures, key=lambda item: comparable(item[1]), reverse=not plan.lowest)
    if plan.apart and len(figures) == 2:
        return _between(largest, each, query, f"{year}{what}", lowest=plan.lowest, said=said)
    return _told_in_order(plan, largest, f"{year}{what}", left_out(found.lacking), said)


def _told_in_order(
    plan: Order, largest: Sequence[tuple[str, Figure]], what: str, tail: str, said: tuple[str, ...]
) -> Found:
    kept = largest[: plan.top] if plan.top else largest
    name, best = largest[min(plan.place, len(largest) - 1)]
    word = "最少" if plan.lowest else "最多"
    equal = "、".join(n for n, f in largest if comparable(f) == comparable(best))
    together = "（并列）" if equal != name else ""
    if len(largest) == 1:
        text = f"所查的只有{name}：{what}为{amount(best)}{tail}。"
        return Found(text=text, value=kinds.value_of(best), figures=(best,), parts=(best,), warnings=said)
    lead = f"{what}{word}的是{equal}{together}，为{amount(best)}。" if not plan.place else ""
    listed = "，".join(f"{n}{amount(f)}" for n, f in kept)
    rows = tuple(f for _, f in kept)
    return Found(
        text=f"{lead}依次为：{listed}{tail}。", value=kinds.value_of(best), figures=rows, parts=rows, warnings=said
    )


def _between(
    largest: Sequence[tuple[str, Figure]], each: Each, query: Query, what: str, *, lowest: bool, said: tuple[str, ...]
) -> Outcome:
    """What lies between two, the first one named held against the second."""
    (first, a), (second, b) = largest
    if first != each.leaves[0].name and "比" in query.text and not lowest:
        (first, a), (second, b) = (second, b), (first, a)
    moved = arithmetic.gap(a, b)
    if moved is None:
        return Missing(slot="unit", text="两个数字的计量单位不一致，无法比较。")
    worked = arithmetic.in_wished(moved[0], query.money)
    listed = "，".join(f"{name}{amount(f)}" for name, f in largest)
    return Found(
        text=f"{what}：{listed}。{first}比{second}{_MORE[moved[1]]}{worked.told}。",
        value=valued(worked),
        figures=(a, b),
        computed=worked,
        warnings=said,
    )


def trend(plan: Trend, query: Query, shelf: Shelf) -> Outcome:
    """The years in order, and how the last stands to the first."""
    asked = plain_query(query)
    found = operands(plan.of, shelf)
    if not found.figures:
        return kinds.not_found(asked, shelf) if read(asked, shelf) == {} else kinds.figure(asked, shelf)
    if len(found.figures) < 2:
        return ordered(Order(of=plan.of, lowest=query.lowest), plan.of, query, shelf)
    figures, names = list(found.figures.values()), list(found.figures)
    listed = "，".join(f"{name}{amount(f)}" for name, f in found.figures.items())
    first, last = figures[0], figures[-1]
    tail = f"（{'、'.join(found.lacking)}没有可比数字）" if found.lacking else ""
    text = f"{last.org}{thing(last)}：{listed}{tail}。"
    value = kinds.value_of(last)
    computed: Computed | None = None
    workings: tuple[Computed, ...] = ()
    if moved := arithmetic.gap(last, first):
        step, sign = moved
        text += _moved(names, step, sign)
        workings = (step,)
        computed = _headline(query, first, last, step, len(found.figures))
        if computed and computed.unit == "%":
            text += f"{direction_word(sign, rate=True)}{computed.amount}%。"
    return Found(
        text=text,
        value=valued(computed) if computed else value,
        figures=(last, *figures[:-1]),
        parts=tuple(figures),
        computed=computed,
        warnings=apart_in(figures, plan.of),
        workings=workings,
    )


def _moved(names: Sequence[str], step: Computed, sign: int) -> str:
    if not sign:
        return f"{names[-1]}与{names[0]}持平，无增减变化。"
    return f"{names[-1]}比{names[0]}{direction_word(sign)}{step.told}。"


def _headline(query: Query, first: Figure, last: Figure, step: Computed, count: int) -> Computed | None:
    """What of a trend is asked for beside the figures: the rate, the difference, or neither."""
    if query.kind == "percent":
        return arithmetic.spread(last, first)
    wants = asks_apart(query) and (count == 2 or query.kind == "change") and "怎么" not in query.text
    return step if wants else None


def apart(plan: Apart, query: Query, shelf: Shelf) -> Outcome:
    """Two figures and what lies between them."""
    asked = plain_query(query)
    found = {leaf.name: r.figure for leaf in plan.of.leaves if (r := one(leaf.query, shelf))}
    if len(found) < 2 and plan.of.by == "阶段":
        return change(Change(query=replace(query, stages=(), base="年初预算"), rate=plan.rate), shelf)
    if len(found) < 2:
        return kinds.not_found(asked, shelf)
    (first, a), (second, b) = tuple(found.items())[:2]
    moved = arithmetic.gap(a, b)
    worked = arithmetic.spread(a, b) if plan.rate else (moved[0] if moved else None)
    if moved is None or worked is None:
        return kinds.not_found(asked, shelf)
    worked = arithmetic.in_wished(worked, query.money)
    verb = direction_word(moved[1], rate=True) if plan.rate and moved[1] else _MORE[moved[1]]
    return Found(
        text=f"{a.org}{a.year or ''}年{thing(a)}{first}为{amount(a)}，{second}为{amount(b)}，{first}比{second}{verb}{worked.told}。",
        value=valued(worked),
        figures=(a, b),
        computed=worked,
    )
