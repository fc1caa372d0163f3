"""How far apart two figures are, in the unit that is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.model import Figure, Measure, Source, State
from qa.arithmetic import gap, in_wished, step
from qa.model import Computed


def _figure(amount: str, unit: str, factor: int) -> Figure:
    return Figure(
        id="", document="", org="甲局", year=2024, stage="预算", scope=None, item=None, label="保洁经费",
        measure=Measure.AMOUNT, state=State.VALUE, amount=amount, value=Decimal(amount), unit=unit,
        yuan=Decimal(amount) * factor, source=Source(page=None, section=(), span=None, quote=None),
    )  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True])
def test_a_gap_is_told_in_the_unit_that_it_was_worked_out_in(swapped: bool) -> None:
    """2,315.80万元 against 21,896,000.00元 differ by 126.20万元, never by 126.20元."""
    figures = (_figure("21896000.00", "元", 1), _figure("2315.80", "万元", 10_000))
    found = gap(*(figures[::-1] if swapped else figures))
    assert found is not None
    worked, sign = found
    assert Decimal(worked.amount) * {"元": 1, "万元": 10_000}[worked.unit or ""] == 1_262_000
    assert sign == (1 if swapped else -1)


@pytest.mark.parametrize(
    ("amount", "unit", "factor", "worth"),
    [("12.30", "万元", 10_000, "100"), ("12", "万元", 10_000, "10000"), ("12.30", "元", 1, "0.01")],
)
def test_the_last_printed_place_is_worth_its_unit(amount: str, unit: str, factor: int, worth: str) -> None:
    assert step(_figure(amount, unit, factor)) == Decimal(worth)


@pytest.mark.parametrize(
    ("unit", "wished", "told"),
    [
        ("万元", "元", ("12345.00", "元")),
        ("万元", "亿元", ("0.00", "亿元")),
        ("万元", None, ("1.2345", "万元")),
        ("%", "元", ("1.2345", "%")),
    ],
)
def test_an_amount_is_told_in_the_unit_wished(unit: str, wished: str | None, told: tuple[str, str]) -> None:
    worked = in_wished(Computed(expression="", amount="1.2345", unit=unit), wished)
    assert (worked.amount, worked.unit) == told
