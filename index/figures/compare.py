"""When two figures are about the same, and when they say the same."""

from __future__ import annotations

from decimal import Decimal

from index.language.fold import label_key
from index.model import Figure, State
from index.vocabulary import load

_SAME_STAGE = {"年初预算": "预算"}


def same_fact(a: Figure, b: Figure) -> bool:
    """Whether both tell one quantity of one body, year, stage and reach."""
    return (
        a.year == b.year
        and _SAME_STAGE.get(a.stage or "", a.stage) == _SAME_STAGE.get(b.stage or "", b.stage)
        and a.measure == b.measure
        and a.base == b.base
        and label_key(a.org) == label_key(b.org)
        and _name(a.item, a.label) == _name(b.item, b.label)
        and _name(a.aspect_item, a.aspect) == _name(b.aspect_item, b.aspect)
        and (a.code is None or b.code is None or a.code == b.code)
        and (a.fund is None or b.fund is None or a.fund == b.fund)
        and (a.flow is None or b.flow is None or a.flow == b.flow)
    )


def agree(a: Figure, b: Figure) -> bool:
    """Whether both say the same amount, to the digits that the coarser one prints."""
    if a.value is None or b.value is None:
        return a.state == b.state and a.amount == b.amount
    if (a.yuan is None) != (b.yuan is None):
        return False
    x, y = (a.yuan, b.yuan) if a.yuan is not None and b.yuan is not None else (a.value, b.value)
    if a.yuan is None and a.unit != b.unit:
        return False
    if State.ZERO in (a.state, b.state) and a.state != b.state:
        # 0 is a statement, not a rounded small amount, unless it was printed with decimals.
        zero = a if a.state is State.ZERO else b
        if "." not in zero.amount:
            return False
    return abs(x - y) <= max(step(a), step(b)) / 2


def step(figure: Figure) -> Decimal:
    """The worth of one in the last printed place, in 元 for money."""
    if figure.value is None:
        return Decimal(0)
    exponent = figure.value.as_tuple().exponent
    one = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if figure.yuan is None:
        return one
    return one * (figure.yuan / figure.value if figure.value else factor(figure.unit))


def factor(unit: str | None) -> Decimal:
    """What one of a unit of money is in 元."""
    known = load().units.get(unit or "")
    return known.factor if known is not None and known.dimension == "money" else Decimal(1)


def _name(item: str | None, label: str) -> str:
    return item or label_key(label)
