"""Tables of many shapes, and what each cell of them says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from index.figures import figures_from_tables
from index.model import Document, Figure, Measure, State

Make = Callable[..., Document]


def cell(figures: Sequence[Figure], row: int, column: int) -> Figure:
    """The only figure of a cell."""
    found = [f for f in figures if (f.source.row_index, f.source.column_index) == (row, column)]
    assert len(found) == 1, found
    return found[0]


def read(
    make: Make, title: str, unit: str | None, columns: Sequence[str], rows: Sequence[Sequence[str]], **more: object
) -> tuple[Figure, ...]:
    return figures_from_tables(make([(title, unit, columns, rows)], **more))


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


def test_panels_side_by_side(make_document: Make) -> None:
    figures = read(
        make_document,
        "收支预算总表",
        "元",
        ["收入/项目", "收入/预算数", "支出/项目", "支出/预算数"],
        [
            ["一、财政拨款收入", "100.00", "一、教育支出", "60.00"],
            ["其中：政府性基金", "", "二、其他支出", "40.00"],
            ["收入总计", "100.00", "支出总计", "100.00"],
        ],
    )
    assert [(f.item, f.flow, f.amount) for f in figures] == [
        ("财政拨款收入", "收入", "100.00"),
        ("政府性基金预算财政拨款收入", "收入", ""),
        ("收入总计", "收入", "100.00"),
        ("教育支出", "支出", "60.00"),
        ("其他支出", "支出", "40.00"),
        ("支出总计", "支出", "100.00"),
    ]
    assert cell(figures, 1, 1).parents == ("财政拨款收入",)


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


def test_years_as_columns_and_as_rows(make_document: Make) -> None:
    columns = read(make_document, "收入情况", "万元", ["项目", "2019年", "2020年"], [["事业收入", "1", "2"]])
    assert [(f.item, f.year, f.amount) for f in columns] == [("事业收入", 2019, "1"), ("事业收入", 2020, "2")]
    rows = read(
        make_document,
        "三公经费历年情况",
        "万元",
        ["年度", "公务接待费", "因公出国（境）费"],
        [["2019年", "1", "2"], ["2020年", "3", ""]],
    )
    assert [(f.item, f.year, f.amount) for f in rows] == [
        ("公务接待费", 2019, "1"),
        ("因公出国费", 2019, "2"),
        ("公务接待费", 2020, "3"),
        ("因公出国费", 2020, ""),
    ]


def test_units_never_come_from_a_default(make_document: Make) -> None:
    assert cell(read(make_document, "收入预算表", None, ["项目", "金额"], [["事业收入", "12.00"]]), 0, 1).unit is None
    assert (
        cell(read(make_document, "收入预算表", "万元", ["项目", "金额（元）"], [["事业收入", "12.00"]]), 0, 1).yuan
        == 12
    )
    assert (
        cell(read(make_document, "收入预算表", "元", ["项目", "金额"], [["事业收入", "1.2万元"]]), 0, 1).yuan == 12000
    )


def test_counts_and_areas_have_their_own_units(make_document: Make) -> None:
    figures = read(
        make_document,
        "国有资产占用情况表",
        "万元",
        ["项目", "数量", "价值"],
        [["资产总额", "——", "50.5"], ["1、房屋（平方米）", "1,200", "30"], ["2、车辆（台、辆）", "3", ""]],
    )
    assert [(f.item, f.measure, f.amount, f.unit) for f in figures] == [
        ("资产总额", Measure.COUNT, "", None),
        ("资产总额", Measure.AMOUNT, "50.5", "万元"),
        ("房屋", Measure.AREA, "1200", "平方米"),
        ("房屋", Measure.AMOUNT, "30", "万元"),
        ("车辆", Measure.COUNT, "3", "辆"),
        ("车辆", Measure.AMOUNT, "", "万元"),
    ]


def test_purchases_belong_to_their_project(make_document: Make) -> None:
    figures = read(
        make_document,
        "政府采购预算表",
        "万元",
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
        [
            ["合计", "", "", "", "", "9.00"],
            ["一、货物A", "", "", "", "", "9.00"],
            ["", "档案数字化", "办公设备购置", "", "", "9.00"],
            ["", "", "", "扫描仪", "集中采购", "4.00"],
            ["", "", "", "会议费", "", "5.00"],
        ],
    )
    total, goods, project, scanner = (cell(figures, row, 5) for row in range(4))
    assert (total.item, goods.item) == ("政府采购", "政府采购货物")
    assert (project.label, project.item) == ("档案数字化", None)
    assert (scanner.label, scanner.parents) == ("扫描仪", ("货物A", "档案数字化", "办公设备购置"))
    assert cell(figures, 4, 5).item is None, "a purchase is not the notion of the same name"
    form = cell(figures, 3, 4)
    assert (form.measure, form.amount, form.value, form.aspect) == (Measure.INDICATOR, "集中采购", None, "采购组织形式")


def test_prices_and_numbers_of_purchases(make_document: Make) -> None:
    figures = read(
        make_document,
        "部门政府采购预算",
        "万元",
        [
            "政府采购项目来源/项目名称",
            "政府采购项目来源/预算资金",
            "采购物品名称",
            "政府采购目录序号",
            "数量单位",
            "数量",
            "单价",
            "政府采购金额/总计",
            "政府采购金额/其他渠道资金",
        ],
        [
            ["办公购置", "13.00", "打印设备", "A0201", "台", "2.00", "0.15", "0.30", ""],
            ["办公购置", "13.00", "扫描仪", "A0202", "台", "1", "0.5", "0.5", ""],
        ],
    )
    project = [f for f in figures if f.aspect == "预算资金"]
    assert [(f.label, f.amount) for f in project] == [("办公购置", "13.00")], (
        "printed beside each purchase, it is one figure"
    )
    number, price, total = (cell(figures, 0, i) for i in (5, 6, 7))
    assert (number.measure, number.amount, number.unit) == (Measure.COUNT, "2.00", "台")
    assert (price.measure, price.unit, total.label, total.parents) == (Measure.PRICE, "万元", "打印设备", ("办公购置",))
    assert cell(figures, 0, 3).amount == "A0201"


def test_indicators_keep_what_is_printed(make_document: Make) -> None:
    figures = read(
        make_document,
        "项目绩效目标表",
        None,
        ["一级指标", "三级指标", "指标值"],
        [["产出指标", "培训次数", "≥12(次)"], ["", "合格率", "≥90%"], ["效益指标", "群众满意", "满意"]],
    )
    times, rate, word = figures
    assert (times.measure, times.amount, times.unit, times.approximate) == (Measure.COUNT, "12", "次", "≥")
    assert (rate.measure, rate.amount, rate.unit, rate.approximate) == (Measure.INDICATOR, "90", "%", "≥")
    assert rate.parents == ("产出指标",)
    assert word.amount == "满意"


def test_an_empty_table_says_none_with_its_note(make_document: Make) -> None:
    document = make_document(
        [("政府性基金预算支出表", "万元", ["科目编码", "科目名称", "金额"], [["", "合计", ""]])],
        notes=["注：本部门无相关收支项目"],
    )
    (figure,) = figures_from_tables(document)
    assert (figure.item, figure.state, figure.value) == ("政府性基金预算支出", State.NONE, None)
    assert figure.source.quote and figure.source.quote.cut(document.text) == "注：本部门无相关收支项目"


def test_bodies_in_rows_have_items_in_columns(make_document: Make) -> None:
    figures = read(
        make_document,
        "部门基本情况表",
        None,
        ["单位名称", "单位性质", "单位规格"],
        [["甲市档案局", "行政", "正处级"], ["甲市档案馆", "事业", "副处级"]],
    )
    assert [(f.item, f.amount, f.parents) for f in figures][:3:2] == [
        ("单位性质", "行政", ()),
        ("单位性质", "事业", ("甲市档案馆",)),
    ]


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


def test_stages_in_rows(make_document: Make) -> None:
    figures = read(
        make_document,
        "三公经费支出决算表",
        "万元",
        ["项目", "合计", "公务接待费"],
        [["年初预算数", "5", "3"], ["决算数", "4", "2"]],
        stage="决算",
    )
    assert [(f.item, f.stage, f.amount) for f in figures] == [
        ("三公经费", "年初预算", "5"),
        ("公务接待费", "年初预算", "3"),
        ("三公经费", "决算", "4"),
        ("公务接待费", "决算", "2"),
    ]


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


def test_two_classifications_in_one_table(make_document: Make) -> None:
    figures = read(
        make_document,
        "一般公共预算基本支出表",
        "万元",
        [
            "部门预算经济分类/科目编码",
            "部门预算经济分类/科目名称",
            "政府预算经济分类/科目编码",
            "政府预算经济分类/科目名称",
            "合计",
        ],
        [
            ["301", "工资福利支出", "501", "机关工资福利支出", "5"],
            ["30101", "基本工资", "50101", "工资奖金津补贴", "5"],
        ],
    )
    assert [(f.item, f.code, "工资奖金津补贴" in f.parents) for f in figures] == [
        ("工资福利支出", "301", False),
        ("基本工资", "30101", True),
    ]


def test_subordinate_bodies_in_rows(make_document: Make) -> None:
    figures = read(
        make_document,
        "收入预算总表",
        "万元",
        ["单位代码", "单位名称", "合计", "上年结转", "本年收入/小计", "本年收入/事业收入"],
        [["", "合计", "10", "1", "9", "9"], ["101001", "甲市档案馆", "3", "", "3", "3"]],
    )
    assert [(f.item, f.parents) for f in figures] == [
        ("收入总计", ()),
        ("上年结转", ()),
        ("本年收入合计", ()),
        ("事业收入", ()),
        ("收入总计", ("甲市档案馆",)),
        ("上年结转", ("甲市档案馆",)),
        ("本年收入合计", ("甲市档案馆",)),
        ("事业收入", ("甲市档案馆",)),
    ]


def test_staff_by_kind(make_document: Make) -> None:
    figures = read(
        make_document,
        "人员情况表",
        None,
        ["单位名称", "编制数/小计", "编制数/行政", "实有人数/在职人员", "实有人数/退休"],
        [["甲市档案局", "30", "20", "28", "12"]],
    )
    assert [(f.item, f.measure, f.amount) for f in figures] == [
        ("编制数", Measure.PEOPLE, "30"),
        ("行政编制", Measure.PEOPLE, "20"),
        ("在职人数", Measure.PEOPLE, "28"),
        ("退休人员", Measure.PEOPLE, "12"),
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


def test_purchases_stand_under_their_class_in_one_column(make_document: Make) -> None:
    rows = [
        ["一、货物", "", "5"],
        ["扫描仪", "2", "5"],
        ["二、服务", "", "4"],
        ["保洁外包", "1", "4"],
        ["合计", "", "9"],
    ]
    figures = read(make_document, "政府采购预算表", "万元", ["采购品目", "数量", "金额"], rows)
    assert [(f.label, f.parents) for f in figures if f.measure is Measure.AMOUNT] == [
        ("货物", ()),
        ("扫描仪", ("货物",)),
        ("服务", ()),
        ("保洁外包", ("服务",)),
        ("合计", ()),
    ]
