"""A percentage of change against the amounts that it was worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.checks.case import Case, amount, worth
from index.checks.near import about, allows, base_stage, from_amounts, from_change
from index.figures.compare import step
from index.model import Figure, Finding, Measure, Verdict

_Worked = tuple[tuple[Figure, ...], Decimal, Decimal]


def rates(case: Case) -> Iterator[Finding]:
    """增长 P% against V and C, or against V and the amount of the year before, as one passage tells them."""
    prose = [f for f in case.prose if f.source.span is not None and f.value is not None]
    for rate in prose:
        if rate.measure is not Measure.RATE or rate.unit != "%" or not rate.direction or rate.approximate:
            continue
        word = "增长" if rate.direction > 0 else "下降"
        message = f"正文写{rate.label}{word}{rate.amount}%"
        near = about(prose, rate)
        worked = [*_by_change(rate, near), *_by_amounts(rate, near)]
        if not worked:
            yield case.finding("增减幅度", Verdict.NOT_ENOUGH, f"{message}，同处没有可以计算的金额", (rate,))
            continue
        fitting = [w for w in worked if allows(rate, *w[1:])]
        used, low, high = (fitting or worked)[0]
        told = "、".join(amount(f) for f in used)
        yield case.finding(
            "增减幅度",
            Verdict.PASS if fitting else Verdict.FAIL,
            f"{message}，依据{told}" + ("计算相符" if fitting else f"计算约为{(low + high) / 2:.2f}%，不符"),
            (rate, *used),
        )


def opposed(case: Case) -> Iterator[Finding]:
    """增加 C, 下降 P%: an increase and a percentage told of one amount that point in different directions."""
    prose = [f for f in case.prose if f.source.span is not None and f.value]
    for rate in prose:
        if rate.measure is not Measure.RATE or not rate.direction:
            continue
        changes = [f for f in about(prose, rate) if f.measure is Measure.CHANGE and f.year == rate.year]
        last = next((f for f in reversed(changes) if f.base == rate.base), None)
        if last is not None and last.direction == -rate.direction:
            change, percentage = ("增加", "下降") if rate.direction < 0 else ("减少", "增长")
            message = f"正文写{rate.label}{change}{amount(last)}，又写{percentage}{rate.amount}%，方向相反"
            yield case.finding("增减方向", Verdict.FAIL, message, (rate, last))


def _by_change(rate: Figure, near: Sequence[Figure]) -> Iterator[_Worked]:
    """From the amount and its increase."""
    now = [f for f in near if f.measure is Measure.AMOUNT and f.year == rate.year]
    changes = [f for f in near if f.measure is Measure.CHANGE and f.direction == rate.direction and f.base == rate.base]
    if not now or not changes or len({worth(f) for f in now}) > 1 or len({worth(f) for f in changes}) > 1:
        return
    value, change = now[-1], changes[-1]
    assert rate.direction is not None
    delta = abs(worth(change))
    base = worth(value) - rate.direction * delta
    if value.value and base > 0:
        yield ((value, change), *from_change(delta, base, step(change), step(value)))


def _by_amounts(rate: Figure, near: Sequence[Figure]) -> Iterator[_Worked]:
    """From the amounts of both years; where several are told for this year, any may be meant."""
    stage = base_stage(rate)
    if stage is None or rate.year is None or rate.direction is None:
        return
    amounts = [f for f in near if f.measure is Measure.AMOUNT and f.value]
    before = [f for f in amounts if f.year == rate.year - 1 and stage in ("", f.stage)]
    if len({worth(f) for f in before}) != 1:
        return
    for now in reversed([f for f in amounts if f.year == rate.year]):
        low, high = sorted(rate.direction * end for end in from_amounts(now, before[-1]))
        yield (now, before[-1]), low, high
