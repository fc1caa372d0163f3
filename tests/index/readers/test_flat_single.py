"""A flattened table of one row that has no name: read where 合计 is the sum of the others."""

from __future__ import annotations

import pytest

from index.model import Grid
from index.readers import read

NAMES = ["合计", "出国费", "用车费", "接待费"]
GROUPED = ["合计", "出国费", "用车费", "接待费", "小计", "购置费", "运行费"]


def of(*cells: str, before: str = "单位：万元") -> list[list[list[str]]]:
    pages = read("甲.txt", "\n".join([before, *cells, "年末有车辆5辆。"]).encode())
    grids = (block for page in pages.pages for block in page.blocks if isinstance(block, Grid))
    return [[[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)] for grid in grids]


@pytest.mark.parametrize("before", ["单位：万元", "三公经费支出表", "情况如下："])
def test_an_amount_for_each_name(before: str) -> None:
    amounts = ["15.42", "0.00", "11.30", "4.12"]
    assert of(*NAMES, *amounts, before=before) == [[NAMES, amounts]]


def test_the_names_of_a_group_stand_where_their_sum_does() -> None:
    amounts = ["15.42", "0.00", "11.30", "0.00", "11.30", "4.12"]
    over, names = ["合计", "出国费", "用车费", "", "", "接待费"], ["", "", "小计", "购置费", "运行费", ""]
    assert of(*GROUPED, *amounts) == [[over, names, amounts]]


@pytest.mark.parametrize(
    ("cells", "before"),
    [
        ([*NAMES, "15.42", "0.00", "11.30", "4.13"], "单位：万元"),  # no sum
        ([*NAMES, "上年", "15.42", "0.00", "11.30", "4.12"], "单位：万元"),  # one amount is lost
        (["上年", *NAMES[1:], "15.42", "0.00", "11.30", "4.12"], "单位：万元"),  # no name of a sum
        ([*NAMES, "4.12", "0.00", "0.00", "4.12"], "单位：万元"),  # nothing to add
        ([*NAMES, "15.42", "0.00", "11.30", "4.12"], "三公经费"),  # other words before
    ],
)
def test_what_proves_nothing_stays_as_it_is(cells: list[str], before: str) -> None:
    assert of(*cells, before=before) == []
