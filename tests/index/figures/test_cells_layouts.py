"""Tables whose bodies, stages, years or classes stand in unusual places."""

from __future__ import annotations

from collections.abc import Callable

from index.model import Document
from tests.index.figures.cells import cell, read

Make = Callable[..., Document]


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
