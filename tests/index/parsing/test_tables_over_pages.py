"""Which grids are one table: over the end of a page, with columns in other places, with rows and sentences cut in two."""

from __future__ import annotations

import pytest
from table_paper import PLAIN, cells, flat, header, ruled, tables

from index.model import Block


@pytest.mark.parametrize(
    "second",
    [
        [ruled([["二、项目支出", "30.00"], ["合计", "1,230.00"]])],
        [ruled([["项目", "预算数"], ["二、项目支出", "30.00"], ["合计", "1,230.00"]])],
        ["支出表", "单位：万元", ruled([["项目", "预算数"], ["二、项目支出", "30.00"], ["合计", "1,230.00"]])],
        ["支出表（续）", ruled([["项目", "预算数"], ["二、项目支出", "30.00"], ["合计", "1,230.00"]])],
        ["续表", ruled([["项目", "预算数"], ["二、项目支出", "30.00"], ["合计", "1,230.00"]])],
        [ruled([["项目", "预算数"], ["二、项目支出", "30.00"], ["合计", "1,230.00"]], left=58)],
    ],
)
def test_a_table_over_two_pages_is_one(second: list[Block | str]) -> None:
    (table,) = tables(["支出表", "单位：万元", ruled([["项目", "预算数"], ["一、基本支出", "1,200.00"]])], second)
    assert table.pages == (1, 2)
    assert cells(table) == [["一、基本支出", "1,200.00"], ["二、项目支出", "30.00"], ["合计", "1,230.00"]]


def test_a_heading_repeated_with_other_brackets_is_the_same() -> None:
    first = ruled([["项目", "合计（元）", "说明"], ["基本支出", "12.00", ""]])
    (table,) = tables([first], [ruled([["项目", "合计(元)", "说明"], ["项目支出", "3.00", ""]])])
    assert cells(table) == [["基本支出", "12.00", ""], ["项目支出", "3.00", ""]]


def test_a_total_alone_above_the_next_table() -> None:
    first, second = tables(
        ["收支表", ruled([["项目", "预算数"], ["一、基本支出", "9.00"]])],
        [ruled([["收入总计", "9.00"]]), "收入表", "单位：元", ruled(PLAIN)],
    )
    assert cells(first)[-1] == ["收入总计", "9.00"]
    assert (second.title, second.unit, second.pages) == ("收入表", "元", (2,))


def test_another_table_with_the_same_heading_is_another() -> None:
    assert len(tables(["收入表", ruled(PLAIN)], ["支出表", ruled(PLAIN)])) == 2
    assert len(tables(["收入表", ruled(PLAIN), "支出表", ruled(PLAIN)])) == 2
    assert len(tables([ruled(PLAIN)], [ruled([["科目编码", "科目名称"], ["301", "工资"]])])) == 2


def test_the_same_form_of_another_department_or_after_other_text_is_another_table() -> None:
    one: list[Block | str] = ["收入表", "部门：甲局", ruled(PLAIN)]
    assert len(tables(one, ["收入表", "部门：甲局", ruled(PLAIN)])) == 1
    assert len(tables(one, ["收入表", "部门：乙局", ruled(PLAIN)])) == 2
    after = ruled([["二、项目支出", "30.00"]])
    assert len(tables([*one, "注：以上数据均为年初安排数。"], [after])) == 2
    assert len(tables(one, ["本页没有表格。"], [after])) == 2
    assert len(tables(one, ["续表", after])) == 1


def test_pages_with_different_columns_are_brought_together_by_place() -> None:
    first = [
        ["科目编码", "<", "<", "科目名称", "合计"],
        ["类", "款", "项", "合计", "9.00"],
        ["205", "<", "<", "教育", "9.00"],
    ]
    second = [["206", "科学", "1.00"], ["合计", "<", "10.00"]]
    (table,) = tables([ruled(first, [30, 30, 40, 150, 100])], [ruled(second, [100, 150, 100])])
    assert header(table) == ["科目编码", "科目名称", "合计"]
    assert cells(table)[-2:] == [["206", "科学", "1.00"], ["合计", "", "10.00"]]


@pytest.mark.parametrize(
    ("upper", "lower", "joined"),
    [
        (["八、社会保障和就业", "5.00"], ["支出", ""], ["八、社会保障和就业支出", "5.00"]),
        (["八、社会保障和就业", ""], ["支出", "5.00"], ["八、社会保障和就业支出", "5.00"]),
        (["八、社会保障和就业", "5.00"], ["九、卫生", ""], None),
        (["八、社会", ""], ["合计", "5.00"], None),
        (["八、社会", "5.00"], ["年末结转", ""], None),
    ],
)
def test_rows_cut_by_the_end_of_a_page(upper: list[str], lower: list[str], joined: list[str] | None) -> None:
    first = [["项目", "金额"], ["六、科学技术与研究\n支出", "1.00"], ["七、文化", "2.00"], upper]
    (table,) = tables([ruled(first)], [ruled([lower, ["十、环保", "3.00"]])])
    found = cells(table)[2:-1]
    assert found == ([joined] if joined else [upper, lower])


def test_sentences_cut_by_the_end_of_a_page_in_text_without_places() -> None:
    heading = ["职责活动", "预算数", "绩效目标", "绩效指标"]
    first = flat([heading, ["1、制定政策", "", "拟定", "统筹"], ["2、数据采集", "", "采集整理，安全备", "完整"]])
    second = flat([heading, ["", "", "份", ""], ["3、存储", "", "存储", "备份"]])
    (table,) = tables(["绩效目标", first, "", "单位：万元", second], numbered=False)
    assert cells(table)[1] == ["2、数据采集", "", "采集整理，安全备份", "完整"]
    assert len(table.rows[1].cells[2].spans) == 2
    assert len(table.rows) == 3


def test_items_of_a_parent_on_the_next_page_stay_rows() -> None:
    first = ruled([["大类", "专项", "物品", "总计"], ["一、货物A", "", "", "9.00"], ["", "设备费", "", "9.00"]])
    second = ruled([["", "", "PC服务器", "4.00"], ["", "", "打印机", "5.00"]])
    assert len(tables([first], [second])[0].rows) == 4
