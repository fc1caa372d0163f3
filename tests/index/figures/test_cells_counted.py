"""Cells that count, and what is bought."""

from __future__ import annotations

from collections.abc import Callable

from index.model import Document, Measure
from tests.index.figures.cells import cell, read

Make = Callable[..., Document]


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


def test_money_for_one_of_something_is_a_price_by_its_heading(make_document: Make) -> None:
    rows = [["云县白石镇", "4,126", "93.65"], ["云县夹浦镇", "3,874", "93.65"]]
    figures = read(make_document, "补贴发放表", "元", ["乡镇", "户数", "补贴标准（元／亩）"], rows)
    assert {(f.label, f.measure, f.unit) for f in figures if f.amount == "93.65"} == {("补贴标准", Measure.PRICE, "元")}
