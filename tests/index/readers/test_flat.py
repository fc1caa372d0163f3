"""Tables copied one cell a line: with bars before or behind, with blanks dropped; and what only looks like one."""

from __future__ import annotations

import pytest

from index.model import Grid, Line
from index.readers import read

HEAD = ["项目", "预算数", "决算数"]
ROWS = [
    ["合计", "70.00", "60.50"],
    ["差旅费", "30.00", "20.50"],
    ["会议费", "40.00", "40.00"],
    ["培训费", "0.00", "0.00"],
]


def blocks(text: str) -> list[str | list[list[str]]]:
    out: list[str | list[list[str]]] = []
    for block in read("甲.txt", text.encode()).pages[0].blocks:
        if isinstance(block, Line):
            out.append(block.text)
        else:
            out.append([[cell.text for cell in block.cells if cell.row == row] for row in range(block.rows)])
    return out


@pytest.mark.parametrize("write", ["{}", "{} |", "{}|", "  {}  |"])
def test_one_cell_a_line_with_or_without_a_bar_behind(write: str) -> None:
    cells = [cell for row in [HEAD, *ROWS] for cell in row]
    assert blocks("\n".join(map(write.format, cells))) == [[HEAD, *ROWS]]


def test_a_lone_bar_is_a_blank_cell() -> None:
    rows = [["项目", "预算数", "备注"], *([row[0], row[1], ""] for row in ROWS)]
    cells = [f"{cell} |".strip() for row in rows for cell in row]
    assert blocks("\n".join(cells)) == [rows]


@pytest.mark.parametrize("last", ["|", ""])
def test_bars_before_all_cells_but_the_first(last: str) -> None:
    lines = [line for row in [HEAD, *ROWS] for line in [row[0], *(f"| {cell}" for cell in row[1:]), last] if line]
    assert blocks("\n".join(lines)) == [[HEAD, *ROWS]]


def test_a_blank_cell_behind_bars_keeps_its_place() -> None:
    rows = [HEAD, *ROWS, ["福利费", "", "5.00"]]
    lines = [line for row in rows for line in [row[0], *(f"| {cell}".strip() for cell in row[1:])]]
    assert blocks("\n".join(lines)) == [rows]


def test_where_blanks_were_dropped_whole_rows_are_the_table_and_the_others_stay_lines() -> None:
    cells = [*HEAD, *ROWS[0], "福利费", "5.00", *ROWS[1], *ROWS[2], "说明文字"]
    assert blocks("\n".join(cells)) == [[HEAD, *ROWS[:3]], "福利费", "5.00", "说明文字"]


@pytest.mark.parametrize(
    "cells",
    [
        [*HEAD, "合计", "70.00", "差旅费", "30.00", "20.50", "会议费", "40.00", "培训费", "6.00"],  # few rows are whole
        ["项目", "说明", "情况", *(cell for row in ROWS for cell in row), "甲", "1.00"],  # headings that count nothing
        [
            "预算数",
            "决算数",
            "增减额",
            "合计",
            "7.00",
            "6.00",
            "差旅费",
            "3.00",
            "2.00",
            "会议费",
            "1.00",
            "1.00",
            "乙",
            "3.00",
        ],
    ],
)
def test_what_cannot_be_proved_stays_lines(cells: list[str]) -> None:
    assert blocks("\n".join(cells)) == cells


def test_two_names_of_which_one_tells_are_a_heading() -> None:
    cells = ["使用项目", "2020年度数量或人次", "出国团组", "0", "出国人次", "0", "购置车辆", "32"]
    assert blocks("\n".join(cells)) == [[cells[at : at + 2] for at in range(0, 8, 2)]]


LISTED = ["教育", "168,420", "农林水", "76,218", "卫生健康", "87,360", "支出合计", "702,836"]


@pytest.mark.parametrize("unit", ["附：主要支出（单位：万元）", "单位：万元", "支出明细（单位：万元）："])
def test_names_and_amounts_in_turn_right_behind_the_unit(unit: str) -> None:
    rows = [["项目", "金额"], *(LISTED[at : at + 2] for at in range(0, 8, 2))]
    assert blocks("\n".join(["收入增长较快", unit, *LISTED, "说明：快报数。"])) == [
        "收入增长较快",
        unit,
        rows,
        "说明：快报数。",
    ]


@pytest.mark.parametrize(
    "told",
    [
        ["附：主要支出", *LISTED],
        ["编制单位：公安局", *LISTED],
        ["单位：万元", *LISTED[:4], "公安", *LISTED[4:]],
        ["单位：万元", *LISTED[:6]],
    ],
    ids=["no unit", "another unit", "an amount is lost", "few"],
)
def test_a_list_without_heading_that_proves_nothing_stays_lines(told: list[str]) -> None:
    assert blocks("\n".join(told)) == told


def test_a_path_of_links_is_no_table() -> None:
    assert blocks("首页\n| 公开\n| 预算") == ["首页", "| 公开", "| 预算"]


def test_grids_with_bars_on_every_line_are_read_as_before() -> None:
    text = "\n".join("| " + " | ".join(row) + " |" for row in [HEAD, *ROWS])
    (grid,) = (b for b in read("甲.txt", text.encode()).pages[0].blocks if isinstance(b, Grid))
    assert (grid.rows, grid.columns) == (5, 3)


SPACED = """\
项目          预算数    决算数
合  计         70.00     60.50
差旅费         30.00     20.50
　　会议费　　　40.00　　　40.00
"""


def test_columns_that_spaces_set() -> None:
    assert blocks(SPACED.rstrip()) == [
        [HEAD, ["合计", "70.00", "60.50"], ["差旅费", "30.00", "20.50"], ["会议费", "40.00", "40.00"]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "项目          预算数    决算数\n合计         70.00     60.50\n差旅费         30.00\n会议费         40.00     40.00",
        "甲  乙  丙\n丁  戊  己\n庚  辛  壬",
        "甲局      2023年1月1日\n说明如下",
    ],
    ids=["a cell is lost", "words only", "a letter's head"],
)
def test_lines_that_spaces_only_spread_stay_lines(text: str) -> None:
    assert blocks(text) == text.split("\n")


def test_rows_of_bars_without_a_heading_are_named_and_their_amounts_too() -> None:
    found = blocks("分税种（单位：万元）\n增值税|38,415|高\n契税|1,208|低\n房产税|300|平")
    assert found[1] == [
        ["项目", "金额", ""],
        ["增值税", "38,415", "高"],
        ["契税", "1,208", "低"],
        ["房产税", "300", "平"],
    ]
