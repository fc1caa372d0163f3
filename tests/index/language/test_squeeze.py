"""Spaces that part thousands, and spaces that part numbers."""

from __future__ import annotations

import pytest

from index.language.squeeze import squeeze


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("项目支出1 234.50万元", "项目支出1234.50万元"),
        ("收入合计12 345 678 元", "收入合计12345678元"),
        ("为1\u00a0234.50万元", "为1234.50万元"),
        ("（1\u202f234.50万元）", "(1234.50万元)"),
        ("会议费 3. 50 万 元", "会议费3.50万元"),
        ("项目5 120.50万元", "项目5 120.50万元"),
        ("2023 120万元", "2023 120万元"),
        ("支出1 23.50万元", "支出1 23.50万元"),
        ("分别为1 234人", "分别为1 234人"),
        ("支出0 234.50万元", "支出0 234.50万元"),
    ],
)
def test_spaces_within_and_between_numbers(text: str, squeezed: str) -> None:
    assert squeeze(text).text == squeezed
