"""Working out, in exact decimals. Division and rounding happen here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, localcontext

from index.model import Figure, Measure
from qa.model import Computed

_EXACT = Context(prec=60, traps=[Inexact])
_SCALE = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(100000000)}
_FAR = 50
_DIGITS = 3  # of money that others come to by no chance
UNITS = tuple(_SCALE)
"""The units of money, small to large."""


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round half up to ``places`` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def comparable(figure: Figure) -> Decimal:
    """A figure's value in yuan, or as printed where it is no money; 0 without one; a fall is less than nothing."""
    value = figure.yuan if figure.yuan is not None else figure.value
    if value is None:
        return Decimal(0)
    fell = figure.measure in (Measure.CHANGE, Measure.RATE) and (figure.direction or 0) < 0
    return -abs(value) if fell else value


def tells(figure: Figure) -> bool:
    """Whether a figure is large enough that others come to it by no chance: money of three digits and more."""
    return figure.yuan is not None and sum(c.isdigit() for c in figure.amount) >= _DIGITS and comparable(figure) != 0


def unsigned(figure: Figure) -> Figure:
    """The figure where a word beside it tells its direction: never 下降-2.39%."""
    return replace(figure, amount=figure.amount.lstrip("-△▲(（").rstrip(")）"))


def in_unit(figure: Figure, unit: str | None) -> Decimal | None:
    """The figure's value in ``unit`` (exact), None where it cannot be told."""
    if figure.value is None:
        return None
    if figure.unit == unit or unit is None:
        return figure.value
    if figure.yuan is not None and unit in _SCALE:
        with localcontext(_EXACT):
            return (figure.yuan / _SCALE[unit]).normalize() + Decimal(0)
    return None


def step(figure: Figure) -> Decimal:
    """What one in the last printed place is worth: in yuan where it is money with a value, else as printed; 0 without a value."""
    if figure.value is None:
        return Decimal(0)
    exponent = figure.value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return last * abs(figure.yuan / figure.value) if figure.yuan is not None and figure.value else last


def in_wished(worked: Computed, unit: str | None) -> Computed:
    """A worked-out amount in the unit of money that is wished, to two decimals; as it is where none is, or it is no money."""
    if not unit or worked.unit not in _SCALE or unit == worked.unit:
        return worked
    value = Decimal(worked.amount) * _SCALE[worked.unit] / _SCALE[unit]
    return replace(worked, amount=plain(half_up(value)), unit=unit)


def plain(value: Decimal) -> str:
    """Decimal digits without exponent."""
    return format(value, "f")


def far_apart(one: Figure, other: Figure) -> bool:
    """Whether one figure is so many times the other that they are hardly of one kind: a price beside a sum."""
    small, large = sorted((abs(comparable(one)), abs(comparable(other))))
    return 0 < small * _FAR < large


def common_unit(figures: Sequence[Figure]) -> str | None:
    """The first figure's unit where all are money, or the one unit they all have; None where they do not compare."""
    units = {f.unit for f in figures}
    if len(units) == 1:
        return figures[0].unit
    return figures[0].unit if all(f.yuan is not None for f in figures) else None


def total(figures: Sequence[Figure]) -> Computed | None:
    """The sum in the first figure's unit; None where the figures do not compare."""
    unit = common_unit(figures)
    values = [in_unit(f, unit) for f in figures]
    if not values or any(v is None for v in values):
        return None
    numbers = [v for v in values if v is not None]
    with localcontext(_EXACT):
        result = sum(numbers, Decimal(0))
    return Computed(expression=" + ".join(map(plain, numbers)), amount=plain(result), unit=unit)


def difference(later: Figure, earlier: Figure) -> Computed | None:
    """later − earlier, with its sign, in the later figure's unit; None where they do not compare."""
    unit = common_unit((later, earlier))
    a, b = in_unit(later, unit), in_unit(earlier, unit)
    if a is None or b is None:
        return None
    with localcontext(_EXACT):
        result = a - b
    return Computed(expression=f"{plain(a)} - {plain(b)}", amount=plain(result), unit=unit)


def gap(later: Figure, earlier: Figure) -> tuple[Computed, int] | None:
    """How far apart two figures are, without sign, and which way: 1 where the later is larger, 0, -1."""
    moved = difference(later, earlier)
    if moved is None:
        return None
    if not moved.amount.startswith("-"):
        return moved, int(bool(moved.amount.strip("0.")))
    back = difference(earlier, later)
    return None if back is None else (back, -1)


def share(part: Figure, whole: Figure) -> Computed | None:
    """part ÷ whole in percent; None where they do not compare or the whole is 0."""
    unit = common_unit((part, whole))
    a, b = in_unit(part, unit), in_unit(whole, unit)
    if a is None or b is None or b == 0:
        return None
    return Computed(expression=f"{plain(a)} ÷ {plain(b)}", amount=plain(half_up(a * 100 / b)), unit="%")


def rate(later: Figure, earlier: Figure) -> Computed | None:
    """(later − earlier) ÷ earlier in percent, with its sign; None where they do not compare or the base is 0."""
    unsigned = spread(later, earlier)
    moved = gap(later, earlier)
    if unsigned is None or moved is None or moved[1] >= 0:
        return unsigned
    return replace(unsigned, amount=f"-{unsigned.amount}")


def spread(later: Figure, earlier: Figure) -> Computed | None:
    """|later − earlier| ÷ earlier in percent; None where they do not compare or the base is 0. ``gap`` tells the way."""
    unit = common_unit((later, earlier))
    a, b = in_unit(later, unit), in_unit(earlier, unit)
    if a is None or b is None or b == 0:
        return None
    more, less = (a, b) if a >= b else (b, a)
    expression = f"({plain(more)} - {plain(less)}) ÷ {plain(b)}"
    return Computed(expression=expression, amount=plain(half_up((more - less) * 100 / b)), unit="%")


def each(money: Figure, count: Figure) -> Computed | None:
    """money ÷ count in yuan, to two decimals; None where the one is no money or the other no count above 0."""
    if money.yuan is None or not count.value or count.yuan is not None:
        return None
    factor = 10_000 if (count.unit or "").startswith("万") else 1
    number = count.value * factor
    return Computed(
        expression=f"{plain(money.yuan)} ÷ {plain(number)}", amount=plain(half_up(money.yuan / number)), unit="元"
    )


def mean(figures: Sequence[Figure]) -> Computed | None:
    """The mean to two decimals; None where the figures do not compare."""
    summed = total(figures)
    if summed is None:
        return None
    value = Decimal(summed.amount) / len(figures)
    return Computed(
        expression=f"({summed.expression}) ÷ {len(figures)}", amount=plain(half_up(value)), unit=summed.unit
    )
