"""Yes or no: what a question tests, and how the figure or the sentence found for it decides.

The answer begins with the polarity. It is said only where what was found is about that very thing; a figure that decides
nothing (of another kind, without a direction) is told without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.model import Figure, Measure, State
from qa.answer import stance, words
from qa.answer.aims import held_to_aim
from qa.answer.outcome import Found, Missing, Outcome
from qa.answer.shelf import Shelf
from qa.answer.turns import asked_turn, turn_of
from qa.model import Query, Value

_KINDS = frozenset({"yesno", "change", "list", "duty"})
_OPEN = frozenset({"item", "row", "text", "cell"})
_SCALES = {"万": 10**4, "亿": 10**8}
_LIMIT = re.compile(
    r"(?P<word>超过|超|达到|突破|不到|不足|低于|高于|多于|少于|大于|小于)了?(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<money>元?)"
)
_UNDER = frozenset({"不到", "不足", "低于", "少于", "小于"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """What a question tests (``by``), and the words for yes and no."""

    by: str
    yes: str
    no: str

    def lead(self, holds: bool) -> str:
        """The words that the answer begins with."""
        return self.yes if holds else self.no


def wants(query: Query) -> bool:
    """Whether the question is answered by yes or no."""
    asks, text = stance.table()["asks"], query.text
    return query.kind in _KINDS and bool(re.search(asks, text)) and not re.search(stance.table()["open"], text)


def test_of(query: Query) -> Test:
    """What the question tests."""
    row = next(t for t in stance.table()["test"] if re.search(t["asks"], query.text))
    return Test(by=row["by"], yes=row["yes"], no=row["no"])


def with_polarity(query: Query, outcome: Outcome, shelf: Shelf) -> Outcome:
    """The outcome led by yes or no; what sentences say where no figure was found; else as it was."""
    if not wants(query):
        return outcome
    test = test_of(query)
    told = isinstance(outcome, Found) and bool(outcome.figures)
    if test.by == "aim" and query.orgs and (query.kind == "yesno" or not told):
        if compared := held_to_aim(query, shelf):
            return _aimed(test, *compared)
        if not told:
            return outcome
    if isinstance(outcome, Missing) and outcome.slot in _OPEN:
        return _stated(query, test, shelf) or outcome
    if not isinstance(outcome, Found):
        return outcome
    if outcome.told is not None and not outcome.figures:
        held = stance.taken(query, outcome.told.sentences, moved=test.by == "moved")
        if held is None and query.kind == "yesno":
            return _stated(query, test, shelf) or _unsaid(query)
        return outcome if held is None else replace(outcome, text=test.lead(held.holds) + outcome.text)
    if test.by == "moved" and query.kind == "yesno":
        return _stated(query, test, shelf) or _unsaid(query)
    holds = _holds(query, test, outcome)
    if holds is None:
        return _unsaid(query) if test.by == "aim" and query.kind == "yesno" else outcome
    denied = _stance(query, test, shelf) if not holds and test.by == "has" else None
    answer = replace(_spent(outcome) if test.by == "budget" else outcome, text=test.lead(holds) + outcome.text)
    if denied and denied.worded:
        return replace(answer, text=f"{answer.text}原文：{words.spoken(denied.told)}", told=denied.told)
    return answer


def _unsaid(query: Query) -> Missing:
    """What is near says neither yes nor no."""
    return Missing(slot="text", text=f"{query.orgs[0] if query.orgs else ''}的公开文件中没有写明“{query.original}”。")


def _aimed(test: Test, outcome: Found, reached: bool) -> Found:
    return replace(outcome, text=test.lead(reached) + outcome.text)


def _spent(outcome: Found) -> Found:
    """The outcome headed by the actual amount: by how much it is above or below the budget, its words say."""
    actual = next(f for f in outcome.figures if f.stage == "决算" and f.yuan is not None)
    return replace(outcome, value=Value(amount=actual.amount, unit=actual.unit))


def _stated(query: Query, test: Test, shelf: Shelf) -> Found | None:
    """The sentence that affirms or denies the very thing asked about, as the answer."""
    held = _stance(query, test, shelf)
    return words.told_by(shelf, held.told, lead=test.lead(held.holds)) if held else None


def _stance(query: Query, test: Test, shelf: Shelf) -> stance.Stance | None:
    """What the sentences of the documents asked say to the test, the one that names the thing best."""
    if test.by not in ("has", "is", "moved"):
        return None
    best: stance.Stance | None = None
    for told in words.sentences_for(query, shelf):
        found = stance.taken(query, told, moved=test.by == "moved")
        if found and (best is None or found.score > best.score):
            best = found
    return best


def _holds(query: Query, test: Test, outcome: Found) -> bool | None:
    """What the figures of an outcome say to the test; None where they do not decide it."""
    first = outcome.figures[0] if outcome.figures else None
    if first is None:
        return None
    match test.by:
        case "budget":
            return _over(outcome.figures)
        case "limit":
            return _beyond(query.text, first)
        case "way" if len(query.orgs) == 2:
            return _above_other(query, outcome.figures)
        case "way":
            return _moved_so(query, outcome)
        case "has" | "is" if first.measure not in (Measure.CHANGE, Measure.RATE):
            return _there(first)
    return None


def _there(figure: Figure) -> bool | None:
    """Whether there is any of what a figure counts."""
    if figure.state is State.NONE:
        return False
    return None if figure.value is None else figure.value != 0


def _over(figures: Sequence[Figure]) -> bool | None:
    """Whether the actual amount is above the budget."""
    spent = next((f.yuan for f in figures if f.stage == "决算" and f.yuan is not None), None)
    planned = next((f.yuan for f in figures if f.stage in ("预算", "年初预算") and f.yuan is not None), None)
    return None if spent is None or planned is None else spent > planned


def _beyond(text: str, figure: Figure) -> bool | None:
    """Whether a figure is beyond the limit in the question (超过2万人次)."""
    limit = _LIMIT.search(text)
    value = figure.yuan if figure.yuan is not None else figure.value
    if limit is None or value is None or bool(limit["money"]) != (figure.yuan is not None):
        return None
    wanted = Decimal(limit["number"]) * _SCALES.get(limit["scale"], 1)
    if limit["word"] in _UNDER:
        return value < wanted
    return value >= wanted if limit["word"] == "达到" else value > wanted


def _above_other(query: Query, figures: Sequence[Figure]) -> bool | None:
    """Whether the first body's amount stands to the second's as the question asks."""
    ways = asked_turn(query).ways or turn_of(f"{query.text.rstrip('吗么?')}于").ways
    held = [next((f.yuan for f in figures if f.org == org and f.yuan is not None), None) for org in query.orgs]
    if len(ways) != 1 or held[0] is None or held[1] is None:
        return None
    return held[0] > held[1] if "增" in ways else held[0] < held[1] if "减" in ways else held[0] == held[1]


def _moved_so(query: Query, outcome: Found) -> bool | None:
    """Whether the change went the way that the question asks."""
    asked = asked_turn(query).ways
    first = outcome.figures[0]
    if len(asked) != 1 or re.search("翻|倍", query.text):
        return None
    if first.measure in (Measure.CHANGE, Measure.RATE) and first.direction is not None:
        return {1: "增", -1: "减", 0: "平"}[first.direction] in asked
    others = [
        f for f in outcome.figures[1:] if f.measure == first.measure and f.year != first.year and f.yuan is not None
    ]
    if len(query.orgs) == 1 and others and first.yuan is not None and others[0].yuan is not None:
        later, earlier = sorted((first, others[0]), key=lambda f: f.year or 0, reverse=True)
        assert later.yuan is not None and earlier.yuan is not None
        way = "平" if later.yuan == earlier.yuan else "增" if later.yuan > earlier.yuan else "减"
        return way in asked
    said = turn_of(outcome.text.partition("元。")[2]).ways
    return bool(said & asked) if len(said) == 1 else None
