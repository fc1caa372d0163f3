"""What a cell's text is: an amount, a total, a name with its unit; and which spaces only justify it."""

from __future__ import annotations

import pytest

from index.parsing.tables.units import split_unit, unit_of
from index.parsing.tables.words import is_figure, is_total, tidy


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("合　 计", "合计"),
        ("当 年 收 入", "当年收入"),
        ("1. 一般公共预算", "1. 一般公共预算"),
        ("21 ,955.35", "21,955.35"),
        ("PC Server", "PC Server"),
        ("6.40 0", "6.40 0"),
    ],
)
def test_spaces_that_only_justify_go(printed: str, expected: str) -> None:
    assert tidy(printed) == expected


def test_small_judgements() -> None:
    assert is_figure("1,507.56") and is_figure("0") and not is_figure("2023") and not is_figure("12")
    assert is_total("合 计") and is_total("甲中心小计") and not is_total("小计划")
    assert split_unit("比例（%）") == ("比例", "%")
    assert unit_of("部门：甲局     金额单位：万元") == "万元" and unit_of("单位：甲局") is None
