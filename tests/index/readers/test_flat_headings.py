"""What the heading of a flattened table proves: groups over its names, where it begins, and whether its rows have codes."""

from __future__ import annotations

import pytest

from index.model import Grid
from index.readers import read

CARS = ["部门", "合计", "出国费", "用车费", "接待费", "小计", "购置费", "运行费"]
BY_OFFICE = [
    ["甲局", "10.00", "1.00", "8.00", "3.00", "5.00", "1.00"],
    ["乙局", "11.00", "0.00", "9.00", "3.00", "6.00", "2.00"],
    ["丙局", "5.50", "0.00", "5.00", "0.00", "5.00", "0.50"],
]
AMONG = ["地区", "合计", "其中", "均衡补助", "奖补资金"]
BY_PLACE = [["东市", "8.42", "5.10", "3.32"], ["西市", "11.75", "7.20", "4.55"], ["合计", "20.17", "12.30", "7.87"]]


def of(*cells: str) -> list[list[list[str]]]:
    pages = read("甲.txt", "\n".join(["情况如下。", "单位：万元", *filter(None, cells)]).encode())
    grids = (block for page in pages.pages for block in page.blocks if isinstance(block, Grid))
    return [[[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)] for grid in grids]


def flat(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row]


def test_names_stand_under_the_group_whose_sum_they_are() -> None:
    over = ["部门", "合计", "出国费", "用车费", "", "", "接待费"]
    names = ["", "", "", "小计", "购置费", "运行费", ""]
    assert of(*CARS, *flat(BY_OFFICE)) == [[over, names, *BY_OFFICE]]


def test_names_under_among_are_the_parts_of_the_column_before() -> None:
    names = ["", "", "均衡补助", "奖补资金"]
    assert of(*AMONG, *flat(BY_PLACE)) == [[["地区", "合计", "其中", ""], names, *BY_PLACE]]


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        (CARS, [[*row[:3], "7.00", *row[4:]] for row in BY_OFFICE]),
        (CARS, [[name, *["0.00"] * 5, "1.50"] for name, *_ in BY_OFFICE]),
        (AMONG, [[*row[:3], "1.00"] for row in BY_PLACE]),
        ([*AMONG, "上年"], [[*row, "1.00"] for row in BY_PLACE]),
    ],
    ids=["no sum", "nothing to add", "no sum among", "in two ways"],
)
def test_groups_that_no_sum_proves_are_no_heading(heading: list[str], rows: list[list[str]]) -> None:
    assert of(*heading, *flat(rows)) == []


def test_three_digits_are_a_code_where_rows_have_codes_only() -> None:
    rows = [
        ["土地收入", "85.00", "61.00", "580"],
        ["其他收入", "3.00", "4.00", "250"],
        ["污水收入", "1.00", "1.00", "175"],
    ]
    assert of("项目", "预算数", "执行数", "草案", *flat(rows)) == [[["项目", "预算数", "执行数", "草案"], *rows]]


def test_three_digits_before_an_amount_are_no_code() -> None:
    rows = [["东村", "286", "1,420.50"], ["西村", "198", "986.20"], ["合计", "484", "2,406.70"]]
    assert of("村名", "农户（户）", "面积（亩）", *flat(rows)) == [[["村名", "农户（户）", "面积（亩）"], *rows]]


def test_two_whole_rows_are_enough_where_sums_place_all_others() -> None:
    rows = [["教育支出", "15.00", "7.00", "8.00"], ["住房支出", "6.00", "6.00", ""], ["卫生支出", "4.00", "4.00", ""]]
    total = ["合计", "25.00", "17.00", "8.00"]
    heading = ["科目", "合计", "基本支出", "项目支出"]
    assert of(*heading, *flat([*rows, total])) == [[heading, *rows, total]]
    assert of(*heading, *flat([*rows, ["合计", "25.00", "16.00", "9.00"]])) == []


def test_a_heading_may_have_any_names_right_behind_the_unit() -> None:
    rows = [["东县", "4.00", "3.00", "1.00"], ["西县", "5.00", "5.00", ""], ["南县", "2.00", "1.50", "0.50"]]
    heading = ["县市", "补助", "中央资金", "省级资金"]
    total = ["总计", "11.00", "9.50", "1.50"]
    assert of(*heading, *flat([*rows, total])) == [[heading, *rows, total]]


@pytest.mark.parametrize("items", [["一、其他收入", "二、政府性基金预算"], ["使用结余", "结余分配"]])
def test_two_items_without_amounts_are_no_heading(items: list[str]) -> None:
    rows = [["上年结转", "49.14"], ["年末结转", "55.34"], ["总计", "2,995.39"]]
    assert all(table[0] != items for table in of(*items, *flat(rows)))


def test_the_blank_corner_is_not_the_unit() -> None:
    rows = [["2021年", "6.40", "5.20", "1.20"], ["2022年", "9.00", "5.00", "4.00"], ["2023年", "3.00", "2.00", "1.00"]]
    assert of("公共安全", "住房保障", "合计", *flat(rows)) == [[["", "公共安全", "住房保障", "合计"], *rows]]


def test_a_name_with_its_unit_is_no_caption() -> None:
    rows = [["资产总额", "—", "6,284.57"], ["房屋（平方米）", "9,846.30", "2,917.46"], ["车辆（辆）", "17", "312.85"]]
    heading = ["项目", "数量", "价值（金额单位：万元）"]
    assert of(*heading, *flat(rows)) == [[heading, *rows]]
