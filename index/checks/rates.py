"""A percentage of change against the amounts that it was worked out from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext

from index.checks.case import Case, amount, worth
from index.figures.compare import step
from index.model import Figure, Finding, Measure, Verdict

_REACH = 200
_HUNDRED = Decimal(100)


def rates(case: Case) -> Iterator[Finding]:
    """增长 P% against V and C, or against V and the amount of the year before, as one passage tells them."""
    prose = [f for f in case.prose if f.source.span is not None and f.value is not None]
    for rate in prose:
        if rate.measure is not Measure.RATE or rate.unit != "%" or not rate.direction or rate.approximate:
            continue
        found = _worked(rate, [f for f in prose if _belongs(f, rate)])
        if found is None:
            continue
        used, low, high = found
        assert rate.value is not None
        slack = _last(rate)
        said = abs(rate.value)
        holds = low - slack <= said <= high + slack
        word = "增长" if rate.direction > 0 else "下降"
        told = "、".join(amount(f) for f in used)
        message = f"正文写{rate.label}{word}{rate.amount}%，依据{told}"
        yield case.finding(
            "增减幅度",
            Verdict.PASS if holds else Verdict.FAIL,
            message + ("计算相符" if holds else f"计算约为{(low + high) / 2:.2f}%，不符"),
            (rate, *used),
        )


def _belongs(figure: Figure, rate: Figure) -> bool:
    """Whether the figure is of the same notion and stands shortly before the percentage."""
    assert figure.source.span is not None and rate.source.span is not None
    gap = rate.source.span.start - figure.source.span.end
    same = (figure.item, figure.label, figure.aspect, figure.parents) == (
        rate.item,
        rate.label,
        rate.aspect,
        rate.parents,
    )
    return 0 <= gap <= _REACH and same and figure.yuan is not None and not figure.approximate


def _worked(rate: Figure, near: Sequence[Figure]) -> tuple[tuple[Figure, ...], Decimal, Decimal] | None:
    """The amounts used and the range of percentages that their printed digits allow."""
    now = [f for f in near if f.measure is Measure.AMOUNT and f.year == rate.year]
    changes = [f for f in near if f.measure is Measure.CHANGE and f.direction == rate.direction and f.base == rate.base]
    if not now or not changes:
        return None
    value, change = now[-1], changes[-1]
    if not value.value or len({worth(f) for f in now}) > 1 or len({worth(f) for f in changes}) > 1:
        return None
    assert rate.direction is not None
    delta = abs(worth(change))
    base = worth(value) - rate.direction * delta
    return ((value, change), *_range(delta, base, step(change), step(value))) if base > 0 else None


def _range(delta: Decimal, base: Decimal, fine: Decimal, coarse: Decimal) -> tuple[Decimal, Decimal]:
    with localcontext() as context:
        context.prec = 28
        fine, coarse = fine / 2, coarse / 2
        spread = fine + coarse
        low = (delta - fine) / (base + spread) * _HUNDRED
        high = (delta + fine) / (base - spread) * _HUNDRED if base > spread else low
    return low, high


def _last(rate: Figure) -> Decimal:
    """One in the last printed place of the percentage: it may have been cut off instead of rounded."""
    assert rate.value is not None
    exponent = rate.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
