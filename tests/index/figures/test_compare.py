"""When two figures tell the same fact, and when they agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.figures import agree, figures_from_tables, same_fact
from index.model import Document

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("万元", "0.95"), ("元", "9,500.00"), True),
        (("万元", "87.36"), ("元", "873,617.00"), True),
        (("万元", "887.36"), ("元", "873,617.00"), False),
        (("万元", "3.0"), ("万元", "3.04"), True),
        (("万元", "3.00"), ("万元", "3.04"), False),
        (("万元", "0"), ("元", "4000"), False),
        (("万元", "0.00"), ("元", "40"), True),
        (("万元", "5"), (None, "5"), False),
        ((None, "5"), (None, "5.0"), True),
        (("万元", ""), ("元", ""), True),
    ],
)
def test_agreement_follows_the_digits_printed(
    make_document: Make, left: tuple[str | None, str], right: tuple[str | None, str], expected: bool
) -> None:
    a, b = (
        figures_from_tables(
            make_document([("收入预算表", unit, ["项目", "金额"], [["事业收入", amount], ["其他收入", "1"]])])
        )[0]
        for unit, amount in (left, right)
    )
    assert same_fact(a, b)
    assert agree(a, b) is expected
    assert agree(b, a) is expected


def test_another_year_or_aspect_is_another_fact(make_document: Make) -> None:
    document = make_document(
        [("支出预算表", "万元", ["科目名称", "2020年", "2021年", "项目支出"], [["档案馆", "1", "1", "1"]])]
    )
    last, this, part = figures_from_tables(document)
    assert not same_fact(last, this)
    assert not same_fact(this, part)
