"""Hard rules: what a figure must not be, whatever else speaks for it. A table: a name, what is said of it, and one small test.

A barred figure never answers; it may still be offered as something near.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.evidence.asked import Asked
from qa.evidence.card import Card
from qa.evidence.fitting import FLOWS, end_asked, other_months, own_level, years_ends
from qa.evidence.otherkind import dimension, kind, other_kind, people, rate
from qa.evidence.otherwise import (
    among,
    another_name,
    below,
    less,
    of_a_body,
    opposite,
    other_unit,
    row,
    unqualified,
    unsaid,
    whole_of,
)
from qa.evidence.rates import words

PLANNED = ("预算", "年初预算", "调整预算")
# Stages that may answer for the one asked for: 预算 is said of any of its states.
STAGES = {
    "决算": ("决算", "执行"),
    "执行": ("执行", "决算"),
    "预算": (*PLANNED, "执行"),
    "年初预算": ("年初预算", "预算"),
    "调整预算": ("调整预算",),
}
_OF_OPERANDS = frozenset(
    {"year", "months", "among", "scope", "area", "level", "below", "opposite", "unsaid", "unqualified", "another_name"}
)
SPENT = ("决算", "执行")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One hard rule. ``says`` is for people (Chinese)."""

    name: str
    says: str
    holds: Callable[[Asked, Card], bool]


def bar_of(question: Asked, card: Card) -> str:
    """What the first rule that bars a figure says of it; "" for one that may answer."""
    return next((bar.says for bar in BARS if bar.holds(question, card)), "")


def another_part(question: Asked, card: Card) -> bool:
    """Whether a figure is of another body, level, year or part of the year than the question asks for, or of the opposite: no operand
    of what is worked out may be."""
    return any(bar.holds(question, card) for bar in BARS if bar.name in _OF_OPERANDS)


def _year(question: Asked, card: Card) -> bool:
    if not question.query.years or card.year is None or card.year in question.query.years:
        return False
    ends = end_asked(question.query.text)
    # The state at a year's end is told by the next year's budget.
    return ends is None or card.year != ends + 1 or card.paper.stage == "决算"


def _months(question: Asked, card: Card) -> bool:
    return other_months(question.query.months, card, dated=bool(question.query.years))


def _day(question: Asked, card: Card) -> bool:
    return years_ends(question.query.text, card) < 0


def _stage(question: Asked, card: Card) -> bool:
    stages = {kind for stage in question.query.stages for kind in STAGES[stage]}
    if card.paper.stage == "预算" and words()["stage"]["whole_year"].search(question.query.text):
        return False
    return bool(stages) and card.stage is not None and card.stage not in stages


def _other_stage(question: Asked, card: Card) -> bool:
    """A budget beside the accounts that are asked, last year's accounts in a budget."""
    if question.query.stages or not card.figure.stage or card.paper.stage not in ("预算", "决算"):
        return False
    if card.year in question.query.years and card.year != card.paper.year:
        return False  # another year's has a stage of its own
    return (card.figure.stage in SPENT) != (card.paper.stage == "决算")


def _scope(question: Asked, card: Card) -> bool:
    told, asked = card.figure.scope or card.info.scope, question.query.scopes
    if not asked or told is None or told in asked:
        return False
    return not ("单位" in asked and own_level(card.around))  # a department's own part in its table of units


def _area(question: Asked, card: Card) -> bool:
    if card.paper.scope == "地区" or not words()["asks"]["whole_area"].search(question.text):
        return False
    told = f"{card.around}|{card.paper.title}"
    return not (words()["levels"]["whole"].search(told) or words()["levels"]["ours"].search(told))


def _level(question: Asked, card: Card) -> bool:
    if card.paper.scope != "地区":
        return False
    whole = words()["levels"]["whole"]
    if whole.search(question.query.text) and own_level(card.own) and not whole.search(card.own):
        return not own_level(question.query.text)
    if not own_level(question.query.text) or own_level(card.around):
        return False
    title = card.paper.title
    both = bool(words()["below"]["both"].search(title))  # 全县和县级: its title does not tell which
    return both or not own_level(title) or bool(words()["asks"]["area"].search(card.around))


def _code(question: Asked, card: Card) -> bool:
    return bool(question.codes and card.figure.code) and card.figure.code not in question.codes


def _base(question: Asked, card: Card) -> bool:
    """A change against a budget where one against last year is asked for, and the other way round."""
    wanted, told = question.query.base, card.figure.base
    if not told:
        return False
    if question.query.base_year and _told_year(card) not in (None, question.query.base_year):
        return True
    held = words()["stage"]["against_accounts"].search(question.query.text)
    if held and "预算" in told and not words()["stage"]["against_accounts"].search(f"比{told}"):
        return True
    columns = words()["columns"]
    if columns["调整预算"].search(question.query.text):
        return bool(columns["年初预算"].search(told))
    if not wanted:
        return False
    budget = "预算" in told and "上年" not in told and "执行" not in told
    if wanted == "上年":
        return budget
    return wanted == "年初预算" and "上年" in told  # last year's budget is not this year's


def _told_year(card: Card) -> int | None:
    """The year that a change is told against: as printed, last year's, or None where the words tell none."""
    told = card.figure.base or ""
    if printed := re.search(r"(?:19|20)\d{2}", told):
        return int(printed[0])
    return card.year - 1 if card.year and words()["asks"]["before"].search(told) else None


def _end(question: Asked, card: Card) -> bool:
    """What was left at the end of last year, where the end of this one is asked for, and the other way round."""
    begun, ended = words()["asks"]["begun"], words()["asks"]["ended"]
    own = f"{card.label}|{card.aspect}|{card.column}"
    if bool(begun.search(question.query.text)) == bool(ended.search(question.query.text)):
        return False
    other = begun if ended.search(question.query.text) else ended
    return bool(other.search(own)) and not (begun if other is ended else ended).search(own)


def _flow(question: Asked, card: Card) -> bool:
    """Income where expenditure is asked for, and the other way round."""
    asked = {flow for flow in FLOWS if flow in question.text}
    told = {flow for flow in FLOWS if flow in f"{card.label}|{card.aspect}|{card.parents}|{card.column}"}
    return len(asked) == 1 and len(told) == 1 and asked != told


def _before(question: Asked, card: Card) -> bool:
    """This year's, where last year's own amount is asked for (上年预算是多少), not what is compared with it."""
    last = card.paper.year is not None and card.year == card.paper.year - 1
    asked = question.query.kind == "figure" and words()["asks"]["of_last_year"].search(question.text)
    return bool(asked) and card.year is not None and not last


BARS = (
    Bar(name="year", says="不是所问年度的数", holds=_year),
    Bar(name="months", says="不是所问时段的数", holds=_months),
    Bar(name="day", says="不是所问那一天的数", holds=_day),
    Bar(name="stage", says="不是所问阶段（预算或决算）的数", holds=_stage),
    Bar(name="other_stage", says="不是文件本身阶段的数", holds=_other_stage),
    Bar(name="among", says="没有写明是所问单位的数", holds=among),
    Bar(name="scope", says="不是所问口径的数", holds=_scope),
    Bar(name="area", says="是一个单位的数，不是整个地区的", holds=_area),
    Bar(name="level", says="没有写明是本级的数", holds=_level),
    Bar(name="below", says="不是所问下级的数", holds=below),
    Bar(name="unsaid", says="没有写明是所问的那一种", holds=unsaid),
    Bar(name="other_unit", says="不是所问下属单位的数", holds=other_unit),
    Bar(name="unqualified", says="没有写明是所问的那一部分", holds=unqualified),
    Bar(name="another_name", says="是同类的另一个", holds=another_name),
    Bar(name="other_kind", says="数的不是所问的人或物", holds=other_kind),
    Bar(name="whole_of", says="是总数，不是所问的一项", holds=whole_of),
    Bar(name="of_a_body", says="是表中一个单位的数", holds=of_a_body),
    Bar(name="opposite", says="是相对的另一项", holds=opposite),
    Bar(name="code", says="科目编码不同", holds=_code),
    Bar(name="base", says="比较的对象不同", holds=_base),
    Bar(name="end", says="年初、年末不同", holds=_end),
    Bar(name="dimension", says="不是所问的那种数", holds=dimension),
    Bar(name="kind", says="不是所问的那种数", holds=kind),
    Bar(name="flow", says="收入、支出不同", holds=_flow),
    Bar(name="before", says="不是上年的数", holds=_before),
    Bar(name="less", says="没有扣除所说的部分", holds=less),
    Bar(name="rate", says="是另一种比率", holds=rate),
    Bar(name="people", says="不是人数", holds=people),
    Bar(name="row", says="没有说到并列的每一项", holds=row),
)
