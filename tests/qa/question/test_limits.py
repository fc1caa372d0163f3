"""Limits that questions name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.question.limits import limit_in

TOLD = [
    ("超过500万的项目", "over", "5000000", True, "超过500万"),
    ("5亿元以上的有几个", "over", "500000000", True, "5亿元以上"),
    ("不低于90%的项目", "at_least", "90", False, "不低于90%"),
    ("没有达到90%的项目", "under", "90", False, "没有达到90%"),
    ("达到90%的项目", "at_least", "90", False, "达到90%"),
    ("不足三百万元的科目", "under", "3000000", True, "不足三百万元"),
    ("过百万的单位", "over", "1000000", True, "过百万"),
    ("2023年学生过两千的学校", "over", "2000", None, "过两千"),
    ("不超过1,000人的单位", "at_most", "1000", False, "不超过1,000人"),
]


@pytest.mark.parametrize(("text", "relation", "amount", "money", "said"), TOLD)
def test_a_limit_is_read(text: str, relation: str, amount: str, money: bool | None, said: str) -> None:
    limit = limit_in(text)
    assert limit is not None
    assert (limit.relation, limit.amount, limit.said) == (relation, Decimal(amount), said)
    assert limit.money is money


@pytest.mark.parametrize("text", ["2023年决算", "超过年初预算的科目", "500万的项目"])
def test_without_a_relation_or_an_amount_there_is_none(text: str) -> None:
    assert limit_in(text) is None


def test_an_amount_alone_takes_the_relation_that_is_given() -> None:
    limit = limit_in("500万的项目", otherwise="over")
    assert limit is not None and limit.relation == "over"
