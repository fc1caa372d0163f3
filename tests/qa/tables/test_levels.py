"""Rows that are the sums of others, by their figures alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from qa.tables.levels import by_sums
from qa.tables.relation import Entry

Make = Callable[..., Any]


@pytest.fixture
def rows(make_card: Make) -> Callable[..., list[Entry]]:
    def of(*told: tuple[str, str, str]) -> list[Entry]:
        return [
            Entry(
                name=name,
                printed=name,
                row=number,
                texts={},
                cards={n: make_card(amount=amount, value=Decimal(amount)) for n, amount in enumerate(amounts, 1)},
            )
            for number, (name, *amounts) in enumerate(told)
        ]

    return of


def test_a_heading_stands_before_its_parts_and_a_total_before_or_behind(rows: Callable[..., list[Entry]]) -> None:
    before = rows(
        ("收入合计", "150.00", "145.00"),
        ("税收收入", "90.00", "87.00"),
        ("增值税", "50.00", "46.00"),
        ("契税", "40.00", "41.00"),
        ("非税收入", "60.00", "58.00"),
    )
    assert by_sums(before) == {1: 0, 4: 0, 2: 1, 3: 1}
    behind = rows(("教育", "80.00", "79.00"), ("农林水", "70.00", "74.00"), ("支出合计", "150.00", "153.00"))
    assert by_sums(behind) == {0: 2, 1: 2}


def test_small_numbers_and_one_column_of_two_rows_prove_nothing(rows: Callable[..., list[Entry]]) -> None:
    assert by_sums(rows(("甲", "3", "5"), ("乙", "1", "2"), ("丙", "2", "3"))) == {}
    assert by_sums(rows(("甲", "300.00"), ("乙", "100.00"), ("丙", "200.00"))) == {}
    assert by_sums([]) == {}
