"""What each cell of a table says: its item, aspect, unit, kind of quantity and place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from index.figures import figures_from_tables
from index.model import Document, Measure, State
from tests.index.figures.cells import cell, read

Make = Callable[..., Document]


def test_a_cell_knows_item_aspect_unit_and_place(make_document: Make) -> None:
    document = make_document(
        [
            (
                "2021年部门支出预算总表",
                "万元",
                ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
                [
                    ["201", "一般公共服务支出", "1,200.50", "1,000.00", "200.50"],
                    ["20126", "档案事务", "1,200.50", "1,000.00", "200.50"],
                    ["2012604", "档案馆", "200.50", "", "200.50"],
                    ["", "合计", "1,200.50", "1,000.00", "200.50"],
                ],
            )
        ]
    )
    figures = figures_from_tables(document)
    figure = cell(figures, 2, 4)
    assert (figure.item, figure.label, figure.aspect, figure.aspect_item) == (
        "档案馆",
        "档案馆",
        "项目支出",
        "项目支出",
    )
    assert (figure.amount, figure.value, figure.unit, figure.yuan) == (
        "200.50",
        Decimal("200.50"),
        "万元",
        Decimal("2005000"),
    )
    assert figure.parents == ("一般公共服务支出", "档案事务")
    assert (figure.code, figure.year, figure.stage, figure.table_kind) == ("2012604", 2021, "预算", "支出表")
    assert figure.source.span and figure.source.span.cut(document.text) == "200.50"
    assert figure.source.quote and figure.source.quote.cut(document.text).startswith("档案馆")
    assert (figure.source.row, figure.source.column) == ("档案馆", "项目支出")
    blank = cell(figures, 2, 3)
    assert (blank.state, blank.value, blank.amount, blank.source.span) == (State.BLANK, None, "", None)
    assert cell(figures, 3, 2).item == "支出总计"
    # The total of the column 项目支出 is 项目支出 itself.
    assert (cell(figures, 3, 4).item, cell(figures, 3, 4).aspect) == ("项目支出", "")


def test_codes_in_three_columns_are_joined_and_carried(make_document: Make) -> None:
    figures = read(
        make_document,
        "支出决算表",
        "万元",
        ["编码/类", "编码/款", "编码/项", "科目名称", "本年支出合计", "基本支出"],
        [
            ["201", "", "", "一般公共服务支出", "9", "9"],
            ["", "26", "", "档案事务", "9", "9"],
            ["", "", "04", "档案馆", "9", "9"],
            ["合计", "", "", "", "9", "9"],
        ],
        stage="决算",
    )
    assert [f.code for f in figures if f.source.column_index == 4] == ["201", "20126", "2012604", None]
    assert cell(figures, 3, 4).item == "本年支出合计"


def test_totals_of_financial_appropriation_are_its_own(make_document: Make) -> None:
    figures = read(
        make_document,
        "财政拨款收支总表",
        "万元",
        ["收入/项目", "收入/金额", "支出/项目", "支出/合计", "支出/一般公共预算"],
        [
            ["本年收入合计", "8", "本年支出合计", "8", "8"],
            ["年初财政拨款结转和结余", "1", "年末财政拨款结转和结余", "1", "1"],
            ["总计", "9", "总计", "9", "9"],
        ],
    )
    items = {(f.source.row_index, f.source.column_index): (f.item, f.aspect) for f in figures}
    assert items[0, 1] == ("财政拨款收入", "")
    assert items[2, 1] == ("财政拨款收入总计", "")
    assert items[2, 3] == ("财政拨款支出总计", "")
    assert items[2, 4] == ("财政拨款支出总计", "一般公共预算")


def test_units_never_come_from_a_default(make_document: Make) -> None:
    assert cell(read(make_document, "收入预算表", None, ["项目", "金额"], [["事业收入", "12.00"]]), 0, 1).unit is None
    assert (
        cell(read(make_document, "收入预算表", "万元", ["项目", "金额（元）"], [["事业收入", "12.00"]]), 0, 1).yuan
        == 12
    )
    assert (
        cell(read(make_document, "收入预算表", "元", ["项目", "金额"], [["事业收入", "1.2万元"]]), 0, 1).yuan == 12000
    )


def test_an_empty_table_says_none_with_its_note(make_document: Make) -> None:
    document = make_document(
        [("政府性基金预算支出表", "万元", ["科目编码", "科目名称", "金额"], [["", "合计", ""]])],
        notes=["注：本部门无相关收支项目"],
    )
    (figure,) = figures_from_tables(document)
    assert (figure.item, figure.state, figure.value) == ("政府性基金预算支出", State.NONE, None)
    assert figure.source.quote and figure.source.quote.cut(document.text) == "注：本部门无相关收支项目"


@pytest.mark.parametrize(
    ("printed", "amount", "state"),
    [
        ("1，507.56", "1507.56", State.VALUE),
        ("（1.5）", "-1.5", State.VALUE),
        ("△13.47", "-13.47", State.VALUE),
        ("１２．３０", "12.30", State.VALUE),
        ("0.00", "0.00", State.ZERO),
        ("——", "", State.DASH),
        ("无", "", State.NONE),
        ("", "", State.BLANK),
    ],
)
def test_printed_forms(make_document: Make, printed: str, amount: str, state: State) -> None:
    figure = cell(
        read(make_document, "收入预算表", "万元", ["项目", "金额"], [["事业收入", printed], ["其他收入", "5"]]), 0, 1
    )
    assert (figure.amount, figure.state) == (amount, state)


def test_change_against_last_years_execution(make_document: Make) -> None:
    figures = read(
        make_document,
        "一般公共预算支出表",
        "万元",
        [
            "功能分类科目/科目编码",
            "功能分类科目/科目名称",
            "2020年执行数",
            "2021年预算数/小计",
            "2021年预算数/项目支出",
            "2021年预算数比2020年执行数/增减额",
            "2021年预算数比2020年执行数/增减%",
        ],
        [["205", "教育支出", "10", "12", "4", "2", "20.00"]],
    )
    assert [(f.measure, f.year, f.stage, f.aspect, f.base, f.unit) for f in figures] == [
        (Measure.AMOUNT, 2020, "执行", "", None, "万元"),
        (Measure.AMOUNT, 2021, "预算", "", None, "万元"),
        (Measure.AMOUNT, 2021, "预算", "项目支出", None, "万元"),
        (Measure.CHANGE, 2021, "预算", "", "上年执行", "万元"),
        (Measure.RATE, 2021, "预算", "", "上年执行", "%"),
    ]


def test_share_of_the_budget_that_was_spent(make_document: Make) -> None:
    figures = read(
        make_document,
        "支出决算表",
        "万元",
        ["科目名称", "年初预算数", "全年预算数", "决算数", "完成年初预算%"],
        [["行政运行", "10", "11", "10.5", "105%"]],
        stage="决算",
    )
    assert [(f.measure, f.stage, f.base, f.unit) for f in figures] == [
        (Measure.AMOUNT, "年初预算", None, "万元"),
        (Measure.AMOUNT, "调整预算", None, "万元"),
        (Measure.AMOUNT, "决算", None, "万元"),
        (Measure.SHARE, "决算", "年初预算", "%"),
    ]


def test_the_total_of_projects_is_no_fund(make_document: Make) -> None:
    figures = read(
        make_document,
        "项目支出预算表",
        "万元",
        ["类型", "项目名称", "合计", "一般公共预算"],
        [["特定目标类", "档案数字化", "5", "4"], ["", "库房维修", "3", "3"], ["合计", "", "8", "7"]],
    )
    assert [(f.item, f.label, f.aspect) for f in figures] == [
        (None, "档案数字化", ""),
        (None, "档案数字化", "一般公共预算"),
        (None, "库房维修", ""),
        (None, "库房维修", "一般公共预算"),
        ("项目支出", "合计", ""),
        ("项目支出", "合计", "一般公共预算"),
    ]
    assert figures[2].parents == ("特定目标类",)


def test_a_fund_is_no_stage(make_document: Make) -> None:
    columns = ["科目名称", "合计", "一般公共预算财政拨款", "政府性基金预算", "国有资本经营预算"]
    figures = read(
        make_document, "财政拨款支出决算表", "万元", columns, [["行政运行", "3", "1", "1", "1"]], stage="决算"
    )
    assert {f.stage for f in figures} == {"决算"}
