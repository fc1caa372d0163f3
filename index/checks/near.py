"""What one passage tells of one notion: the amounts that an increase or a percentage belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from index.checks.case import worth
from index.figures.compare import step
from index.model import Figure, Measure

_REACH = 200
_HUNDRED = Decimal(100)
_STAGES = ("", "预算", "决算", "执行", "调整预算", "年初预算")


def about(figures: Iterable[Figure], figure: Figure) -> list[Figure]:
    """The figures of running text of the same notion that stand shortly before ``figure``: money, and not 约."""
    return [f for f in figures if _belongs(f, figure)]


def _belongs(other: Figure, figure: Figure) -> bool:
    if other.source.span is None or figure.source.span is None or other.source.table is not None:
        return False
    gap = figure.source.span.start - other.source.span.end
    same = (other.item, other.label, other.aspect, other.parents) == (
        figure.item,
        figure.label,
        figure.aspect,
        figure.parents,
    )
    return 0 <= gap <= _REACH and same and other.yuan is not None and not other.approximate


def amount_of(change: Figure, figures: Iterable[Figure]) -> Figure | None:
    """The amount that an increase or a percentage is told of, where the passage tells exactly one."""
    now = [f for f in about(figures, change) if f.measure is Measure.AMOUNT and f.year == change.year]
    return now[-1] if now and len({worth(f) for f in now}) == 1 else None


def base_stage(figure: Figure) -> str | None:
    """The stage of last year's amount that a change is told against; "" where 上年 alone is said, None for other bases."""
    stage = (figure.base or "").removeprefix("上年")
    return stage if (figure.base or "").startswith("上年") and stage in _STAGES else None


def from_change(delta: Decimal, base: Decimal, fine: Decimal, coarse: Decimal) -> tuple[Decimal, Decimal]:
    """The percentages that ``delta`` of ``base`` may be, their last printed digits being worth ``fine`` and ``coarse``."""
    with localcontext() as context:
        context.prec = 28
        fine, coarse = fine / 2, coarse / 2
        spread = fine + coarse
        low = (delta - fine) / (base + spread) * _HUNDRED
        high = (delta + fine) / (base - spread) * _HUNDRED if base > spread else low
    return low, high


def from_amounts(now: Figure, before: Figure) -> tuple[Decimal, Decimal]:
    """The signed percentages of change from one printed amount to another that their digits allow."""
    with localcontext() as context:
        context.prec = 28
        half, other = step(now) / 2, step(before) / 2
        low = (worth(now) - half) / (worth(before) + other) - 1
        high = (worth(now) + half) / (worth(before) - other) - 1 if worth(before) > other else low
    return low * _HUNDRED, high * _HUNDRED


def allows(rate: Figure, low: Decimal, high: Decimal) -> bool:
    """Whether a printed percentage may stand for one in the range: rounded in its last place, or cut off there."""
    assert rate.value is not None
    exponent = rate.value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return low < abs(rate.value) + last and abs(rate.value) - last / 2 <= high
