"""The three public expenses in tables of many shapes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.model import Document, Measure, State
from tests.index.figures.cells import cell, read

Make = Callable[..., Document]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 2, 1, 3, 5, 4), (3, 4, 5, 1, 2, 0)])
def test_sangong_columns_in_any_order(make_document: Make, order: tuple[int, ...]) -> None:
    columns = [
        "合计",
        "因公出国（境）费",
        "公务接待费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/购置费",
        "公务用车购置及运行费/运行费",
    ]
    amounts = ["9.00", "1.00", "3.00", "5.00", "", "5.00"]
    figures = read(
        make_document, "“三公”经费支出预算表", "万元", [columns[i] for i in order], [[amounts[i] for i in order]]
    )
    found = {f.item: f.amount for f in figures}
    assert found == {
        "三公经费": "9.00",
        "因公出国费": "1.00",
        "公务接待费": "3.00",
        "公务用车购置及运行费": "5.00",
        "公务用车购置费": "",
        "公务用车运行费": "5.00",
    }


def test_the_first_total_with_meetings_is_not_sangong(make_document: Make) -> None:
    figures = read(
        make_document,
        "三公经费、会议费、培训费支出表",
        "万元",
        ["合计", "“三公”经费/小计", "“三公”经费/公务接待费", "会议费", "培训费"],
        [["16.00", "9.00", "9.00", "5.00", "2.00"]],
    )
    assert {f.item: f.amount for f in figures} == {
        "三公会议培训合计": "16.00",
        "三公经费": "9.00",
        "公务接待费": "9.00",
        "会议费": "5.00",
        "培训费": "2.00",
    }


def test_sangong_in_rows_with_pairs_and_change(make_document: Make) -> None:
    figures = read(
        make_document,
        "“三公”经费情况表",
        "万元",
        ["项目", "上年预算数", "本年预算数", "增减额", "增减率（%）"],
        [
            ["合计", "4.00", "3.00", "-1.00", "-25.00"],
            ["1.因公出国（境）费用", "0", "0.00", "—", "—"],
            ["2.公务接待费", "4.00", "3.00", "-1.00", "-25.00"],
        ],
    )
    last, this, change, rate = (cell(figures, 2, i) for i in (1, 2, 3, 4))
    assert (last.year, last.stage, this.year, this.stage) == (2020, "预算", 2021, "预算")
    assert (change.measure, change.unit, change.direction) == (Measure.CHANGE, "万元", -1)
    assert (rate.measure, rate.unit, rate.amount) == (Measure.RATE, "%", "-25.00")
    assert cell(figures, 0, 2).item == "三公经费"
    assert [cell(figures, 1, i).state for i in (1, 2, 3)] == [State.ZERO, State.ZERO, State.DASH]


def test_numbers_of_visits_under_the_money(make_document: Make) -> None:
    figures = read(
        make_document,
        "“三公”经费及相关统计",
        "万元",
        ["项目", "决算数"],
        [
            ["一、“三公”经费", "4.00"],
            ["1.公务接待费", "4.00"],
            ["二、相关统计数", "—"],
            ["1.因公出国（境）人次数（人）", "3"],
            ["2.公务用车保有量（辆）", "2"],
            ["3.国内公务接待批次（个）", "12"],
        ],
        stage="决算",
    )
    assert [(f.item, f.measure, f.amount, f.unit) for f in figures][3:] == [
        ("因公出国人次", Measure.VISITS, "3", "人"),
        ("车辆", Measure.COUNT, "2", "辆"),
        ("公务接待批次", Measure.BATCHES, "12", "个"),
    ]
