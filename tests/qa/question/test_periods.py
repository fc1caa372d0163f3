"""Parts of a year in questions and as documents keep them."""

from __future__ import annotations

import pytest

from qa.question.periods import months_of, parts_of_year

TOLD = [
    ("1-5月财政收入", [(1, 5)]),
    ("2024年1至8月收入累计", [(1, 8)]),
    ("上半年支出", [(1, 6)]),
    ("下半年支出", [(7, 12)]),
    ("第三季度收入", [(7, 9)]),
    ("前三季度收入", [(1, 9)]),
    ("一季度和上半年", [(1, 3), (1, 6)]),
    ("前八个月收入", [(1, 8)]),
    ("前10个月收入", [(1, 10)]),
    ("5月份要采购的项目", [(5, 5)]),
    ("2021年12月31日车辆", []),
    ("全年收入", [(1, 12)]),
    ("全年预算数", []),
    ("2024年6月收入", [(6, 6)]),
    ("6月公开的预算", []),
    ("截至6月末余额", []),
]


@pytest.mark.parametrize(("text", "months"), TOLD)
def test_what_a_question_tells(text: str, months: list[tuple[int, int]]) -> None:
    assert [part.months for part in parts_of_year(text)] == months


def test_the_run_that_tells_it() -> None:
    (part,) = parts_of_year("2024年1至8月收入")
    assert (part.start, part.end) == (5, 9)


KEPT = [
    ("2020H1", (1, 6)),
    ("2020H2", (7, 12)),
    ("2020Q3", (7, 9)),
    ("2020-05", (5, 5)),
    ("2020-01/2020-05", (1, 5)),
    (None, None),
    ("2020", None),
]


@pytest.mark.parametrize(("period", "months"), KEPT)
def test_what_a_document_keeps(period: str | None, months: tuple[int, int] | None) -> None:
    assert months_of(period) == months
