"""Increases against the amounts of both years, wherever one document prints them."""

from __future__ import annotations

from collections.abc import Iterator

from index.checks.case import Case, amount, worth
from index.checks.follows import Followed, followed, named
from index.checks.near import about, amount_of
from index.figures.compare import step
from index.model import Figure, Finding, Measure, Verdict

_CHECK = "增减与金额"
_END = "。"


def increases(case: Case) -> Iterator[Finding]:
    """比上年增加 C, 增长 P%, 持平 of the text, against the amount of the year before that a table or sentence prints."""
    year = case.document.identity.year
    if year is None:
        return
    amounts = [f for f in case.figures if f.measure is Measure.AMOUNT and f.year == year - 1 and f.value is not None]
    told: dict[Figure, Followed] = {}
    for stage in dict.fromkeys(f.stage for f in amounts):
        then = [f for f in amounts if f.stage == stage and not f.approximate]
        for each in followed(case.figures, year, stage, then):
            # What one passage tells of both years is the percentage's own check.
            if each.before is None or (each.change.measure is Measure.RATE and about([each.before], each.change)):
                continue
            # 比上年 alone may mean what was planned or what was spent: one that agrees is enough.
            if each.change not in told or each.holds:
                told[each.change] = each
    for each in told.values():
        if each.before is not None:
            yield _compared(case, each, each.before)


def _compared(case: Case, each: Followed, before: Figure) -> Finding:
    words = f"正文写{each.words}，{before.year}年为{amount(before)}"
    verdict = Verdict.PASS if each.holds else Verdict.FAIL
    return case.finding(
        _CHECK, verdict, words + ("，相符" if each.holds else "，不符"), (each.change, each.now, before)
    )


def impossible(case: Case) -> Iterator[Finding]:
    """An amount that grew by more than it is: before it would have been less than nothing."""
    prose = [f for f in case.prose if f.source.span is not None and f.value is not None]
    for change in prose:
        if change.measure is not Measure.CHANGE or change.direction != 1 or change.approximate or not change.value:
            continue
        now = amount_of(change, prose)
        if now is None or now.yuan is None or now.yuan < 0 or change.yuan is None:
            continue
        # A sentence of its own may speak of the whole again and not of the item named last.
        told_apart = _END in case.document.text[_end(now) : _start(change)]
        if not told_apart and worth(change) - worth(now) > max(step(change), step(now)):
            message = (
                f"正文写{named(now)}{amount(now)}，又写比{change.base or '上年'}增加{amount(change)}，增加的比总数还多"
            )
            yield case.finding(_CHECK, Verdict.FAIL, message, (change, now))


def _start(figure: Figure) -> int:
    return figure.source.span.start if figure.source.span else 0


def _end(figure: Figure) -> int:
    return figure.source.span.end if figure.source.span else 0
