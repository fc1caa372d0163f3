"""Doing what a plan says: sums and means, orders, differences, shares, limits; every operand is cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.model import Figure, Measure
from index.vocabulary import load
from qa import arithmetic
from qa.answer import kinds
from qa.answer.leaf import of_another_part
from qa.answer.outcome import Found, Missing, Outcome
from qa.answer.phrase import amount, thing, title
from qa.answer.shelf import Shelf
from qa.arithmetic import comparable
from qa.evidence.asked import asked as weighed
from qa.evidence.fitting import is_mean
from qa.model import Query, Value
from qa.plan.changes import change
from qa.plan.listing import RELATIONS, added_up, beyond, in_order
from qa.plan.operands import apart_in, left_out, open_sum, operands, unlike
from qa.plan.ordering import apart, ordered, trend, valued
from qa.plan.per import per
from qa.plan.planner import plain_query
from qa.plan.shares import share
from qa.plan.tree import Apart, Beyond, Change, Each, Order, Per, Plan, Share, Terms, Total, Trend
from qa.question.coordination import side_by_side

# So few are named one by one: a sum without one of them is not what was asked.
_NAMED = 6


def carried_out(plan: Plan, query: Query, shelf: Shelf) -> Outcome:
    """The plan of a question, done."""
    match plan:
        case Total():
            return _total(plan, query, shelf)
        case Order(of=Each() as each):
            return ordered(plan, each, query, shelf)
        case Order():
            return in_order(plan, query, shelf)
        case Trend():
            return trend(plan, query, shelf)
        case Apart():
            return apart(plan, query, shelf)
        case Beyond():
            return _beyond(plan, query, shelf)
        case Share():
            return share(query, plan, shelf)
        case Per():
            return per(plan, shelf) or kinds.not_found(plain_query(query), shelf)
        case Change():
            return change(plan, shelf)


def _total(plan: Total, query: Query, shelf: Shelf) -> Outcome:
    """The sum of what is named; of what stands under what is named where the parts themselves are asked for; else what is printed."""
    asked = replace(plain_query(query), kind="figure")
    if isinstance(plan.of, Each):
        each = plan.of
        if each.by == "项目" and (printed := _printed_whole(asked, shelf)):
            return printed
        found = operands(each, shelf)
        if each.by == "项目" and found.lacking:
            return open_sum(each, shelf) or kinds.not_found(asked, shelf)
        outcome = _summed(tuple(found.figures.items()), query, shelf, lacking=found.lacking, each=each)
    elif rows := added_up(asked, shelf):
        outcome = _summed([(thing(f), f) for f in rows], query, shelf)
    else:
        outcome = _fit(kinds.figure(asked, shelf), asked, shelf)
    outcome = _told_once(outcome, plan.of, query)
    return _mean(outcome, asked, shelf) if plan.mean else outcome


def _fit(outcome: Outcome, query: Query, shelf: Shelf) -> Outcome:
    """What one of them costs is not what all of them cost; what another level or another part of the year came to is no sum either."""
    figure = outcome.figures[0] if isinstance(outcome, Found) and outcome.figures else None
    if figure is None or (
        figure.measure is not Measure.PRICE and not of_another_part(weighed(query, None), figure, shelf)
    ):
        return outcome
    return kinds.not_found(query, shelf)


def _told_once(outcome: Outcome, of: Terms, query: Query) -> Outcome:
    """A sum over bodies, with a word on those left out because another one's money holds theirs."""
    counted = {org for leaf in of.leaves for org in leaf.query.orgs} if isinstance(of, Each) else set(query.orgs)
    left = [org for org in query.orgs if org not in counted]
    if not left or not isinstance(outcome, Found):
        return outcome
    return replace(outcome, warnings=(*outcome.warnings, f"{'、'.join(left)}已含在主管部门的数字内，没有重复计入。"))


def _printed_whole(query: Query, shelf: Shelf) -> Found | None:
    """The printed figure whose parts are just the notions named."""
    outcome, row = kinds.figure(query, shelf), side_by_side(query)
    if not isinstance(outcome, Found) or not outcome.value or not outcome.figures:
        return None
    notion = load().concepts.get(outcome.figures[0].item or "")
    parts = set(notion.parts) if notion else set()
    return outcome if all(any(set(p.concepts) & parts for p in c.pieces) for c in row) else None


def _summed(
    named: Sequence[tuple[str, Figure]],
    query: Query,
    shelf: Shelf,
    *,
    lacking: tuple[str, ...] = (),
    each: Each | None = None,
) -> Outcome:
    """The sum of figures told by name, ``lacking`` those that were not found; not found where nothing can be added up."""
    figures = tuple(figure for _, figure in named)
    if figures and (reason := unlike(figures)):
        return Missing(slot="unit", text=f"{reason}，无法合计。")
    worked = arithmetic.total(figures) if figures else None
    if worked is None:
        return kinds.not_found(plain_query(query), shelf)
    worked = arithmetic.in_wished(worked, query.money)
    parts = "，".join(f"{name}{amount(f)}" for name, f in named)
    if lacking and _named(query) and len(lacking) + len(figures) <= _NAMED:
        text = f"{parts}；{'、'.join(lacking)}没有可比的数字，无法合计。"
        return Found(text=text, figures=figures, parts=figures)
    said = (f"只有{len(figures)}项有数。",) if lacking else ()
    return Found(
        text=f"{_whose(figures, shelf)}{parts}，合计{worked.told}{left_out(lacking)}。",
        value=valued(worked),
        figures=figures,
        parts=figures,
        computed=worked,
        warnings=(*said, *apart_in(figures, each)),
    )


def _whose(figures: Sequence[Figure], shelf: Shelf) -> str:
    """Whose, when and of which stage figures of one document are: 甲局2023年部门预算：; "" where they are of several."""
    one = {f.document for f in figures}
    info = shelf.named(next(iter(one))) if len(one) == 1 else None
    return f"{figures[0].org}{title(info)}：" if info else ""


def _named(query: Query) -> bool:
    """Whether the things to be added up are named: of all bodies of a library some need not have any."""
    return len(query.orgs) < 2 or any(slot == "单位" for slot, _, _ in query.understood)


def _mean(outcome: Outcome, query: Query, shelf: Shelf) -> Outcome:
    """The mean of what was added up; of one figure that it is one itself (人均公用经费), never how many there are, or all together."""
    if not isinstance(outcome, Found) or outcome.value is None:
        return outcome
    worked = arithmetic.mean(outcome.parts) if len(outcome.parts) > 1 else None
    if worked is None:
        return outcome if is_mean(outcome.figures) else kinds.not_found(query, shelf)
    text = f"{outcome.text}平均{worked.told}。"
    summed = (outcome.computed,) if outcome.computed else ()
    return replace(outcome, text=text, value=valued(worked), computed=worked, workings=(*outcome.workings, *summed))


def _beyond(plan: Beyond, query: Query, shelf: Shelf) -> Outcome:
    """Those on one side of a limit: named, and counted where the question asks how many."""
    lacking: tuple[str, ...] = ()
    if isinstance(plan.of, Each):
        found = operands(plan.of, shelf)
        rows, lacking, said = dict(found.figures), found.lacking, apart_in(tuple(found.figures.values()), plan.of)
    else:
        rows, said = beyond(plan, plan.of.query, shelf)
    if not rows:
        return kinds.not_found(query, shelf)
    return _told_beyond(plan, rows, lacking, said)


def _told_beyond(plan: Beyond, rows: Mapping[str, Figure], lacking: Sequence[str], said: tuple[str, ...]) -> Outcome:
    if reason := unlike(tuple(rows.values())):
        return Missing(slot="unit", text=f"{reason}，无法比较。")
    kept = {name: f for name, f in rows.items() if RELATIONS[plan.relation](comparable(f), plan.limit)}
    order = sorted(kept.items(), key=lambda item: comparable(item[1]), reverse=True)
    tail = left_out(lacking)
    count = Value(amount=str(len(kept)), unit=None) if plan.counts else None
    if not kept:
        return Found(text=f"没有{plan.said}的{tail}。", value=count, figures=tuple(rows.values())[:20], warnings=said)
    listed = "；".join(f"{name}{amount(f)}" for name, f in order[:20])
    figures = tuple(f for _, f in order)
    return Found(
        text=f"{plan.said}的共{len(kept)}项：{listed}{tail}。",
        value=count,
        figures=figures,
        parts=figures[:20],
        warnings=said,
    )
