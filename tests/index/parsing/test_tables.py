"""Tables as a person understands them: each rule on a small document made for it."""

from __future__ import annotations

import pytest
from table_paper import PLAIN, cells, flat, header, ruled, tables

from index.model import Block
from index.parsing.compose import compose


def test_title_unit_columns_and_rows() -> None:
    (table,) = tables(["第二部分 预算表", "支出预算总表", "部门：甲市档案局    单位：万元", ruled(PLAIN)])
    assert (table.title, table.unit, table.unit_from, table.pages) == ("支出预算总表", "万元", "caption", (1,))
    assert header(table) == ["项目", "预算数"]
    assert cells(table) == PLAIN[1:]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["收入表", "（2023年度）", "单位：元"], "收入表"),
        (["收入表", "302 甲市档案局", "单位：万元"], "收入表"),
        (["收入表", "公开02表", "编制单位：甲市档案局"], "收入表"),
        (["公开02表：收入表"], "公开02表：收入表"),
        (["表 1：收入表"], "表 1：收入表"),
        (["固定资产为50万元（详见下表），已列入预算。", "固定资产占用情况表"], "固定资产占用情况表"),
        (["具体内容见下表。", "部门政府采购预算", "单位：万元"], "部门政府采购预算"),
        (["我局安排政府采购预算614.97万元。具体内容见下表。"], ""),
        (["“三公”经费、会议费、培训费支出预算", "表", "单位：万元"], "“三公”经费、会议费、培训费支出预算表"),
        (["236高校捐赠配比专项绩效目标表"], "236高校捐赠配比专项绩效目标表"),
    ],
)
def test_the_title_is_the_nearest_line_that_can_be_one(lines: list[str], title: str) -> None:
    assert tables([*lines, ruled(PLAIN)])[0].title == title


def test_title_and_unit_inside_the_grid() -> None:
    rows = [
        ["收支预算总表", "<", "<"],
        ["部门：甲局", "", "单位：元"],
        ["项目", "预算数", "备注"],
        ["合计", "12.00", ""],
    ]
    (table,) = tables([ruled(rows)])
    assert (table.title, table.unit, header(table)) == ("收支预算总表", "元", ["项目", "预算数", "备注"])
    assert cells(table) == [["合计", "12.00", ""]]


def test_headings_over_several_rows_with_panels() -> None:
    rows = [
        ["收入", "<", "支出", "<", "<"],
        ["项目", "预算数", "项目", "预算数", "<"],
        ["^", "^", "^", "合计", "基本支出"],
        ["一、财政拨款", "9.00", "一、教育支出", "9.00", "8.00"],
    ]
    (table,) = tables([ruled(rows)])
    assert header(table) == ["收入/项目", "收入/预算数", "支出/项目", "支出/预算数/合计", "支出/预算数/基本支出"]
    assert len(table.rows) == 1


def test_headings_without_spans_take_their_blanks_from_the_left() -> None:
    rows = [
        ["项目来源", "", "数量", "金额", "", ""],
        ["名称", "资金", "", "总计", "其中", ""],
        ["", "", "", "", "当年", "上年"],
        ["设备", "13.00", "2", "7.10", "7.10", ""],
    ]
    (table,) = tables([flat(rows)], numbered=False)
    assert header(table) == ["项目来源/名称", "项目来源/资金", "数量", "金额/总计", "金额/其中/当年", "金额/其中/上年"]
    assert cells(table) == [rows[3]]


def test_equal_panels_are_named_by_their_side() -> None:
    rows = [["科目编码", "科目名称", "决算数"] * 2, ["301", "工资", "9.00", "302", "办公费", "1.00"]]
    (table,) = tables([ruled(rows)])
    assert header(table) == ["左/科目编码", "左/科目名称", "左/决算数", "右/科目编码", "右/科目名称", "右/决算数"]


def test_an_undivided_heading_names_levels_of_a_label() -> None:
    rows = [
        ["项目名称", "<", "金额"],
        ["收入总计", "<", "9.00"],
        ["预算资金", "小计", "9.00"],
        ["^", "专项收入", ""],
        ["其他", "小计", ""],
    ]
    (table,) = tables([ruled(rows)])
    assert header(table) == ["项目名称（一级）", "项目名称（二级）", "金额"]
    assert cells(table)[2] == ["", "专项收入", ""]
    assert table.rows[2].cells[0].covered


def test_code_levels_in_the_row_of_the_total_are_headings() -> None:
    rows = [
        ["项目", "<", "<", "<", "合计"],
        ["支出功能分类", "<", "<", "科目名称", "^"],
        ["科目编码", "<", "<", "^", "^"],
        ["类", "款", "项", "合计", "9.00"],
        ["201", "06", "", "财政事务", "9.00"],
    ]
    (table,) = tables([ruled(rows)])
    code = "项目/支出功能分类科目编码"
    assert header(table) == [f"{code}/类", f"{code}/款", f"{code}/项", "项目/科目名称", "合计"]
    assert cells(table) == [["", "", "", "合计", "9.00"], ["201", "06", "", "财政事务", "9.00"]]


def test_code_levels_that_divide_nothing_below_are_dropped_with_their_columns() -> None:
    rows = [
        ["科目编码", "<", "<", "科目名称", "合计"],
        ["类", "款", "项", "合计", "9.00"],
        ["205", "<", "<", "教育支出", "9.00"],
        ["20502", "<", "<", "普通教育", "9.00"],
    ]
    (table,) = tables([ruled(rows)])
    assert header(table) == ["科目编码", "科目名称", "合计"]
    assert cells(table) == [["", "合计", "9.00"], ["205", "教育支出", "9.00"], ["20502", "普通教育", "9.00"]]


@pytest.mark.parametrize(
    "numbers",
    [["栏次", "1", "2"], ["1", "2", "3=1+2"], ["甲", "1", "2"], ["行次", "1", "2=3+4"], ["栏次", "1", "栏次"]],
)
def test_column_numbers_are_no_data(numbers: list[str]) -> None:
    rows = [["项目", "预算数", "决算数"], numbers, ["一、基本支出", "3.00", "4.00"], ["", "", ""]]
    if numbers[2] == "栏次":
        rows = [["项目", "预算数", "项目", "决算数"], [*numbers, "2"], ["收入", "3.00", "支出", "4.00"]]
    assert len(tables([ruled(rows)])[0].rows) == 1


def test_small_counts_are_data() -> None:
    rows = [["项目", "批次", "人数"], ["国内接待", "2", "9"], ["外事接待", "1", "5"]]
    assert len(tables([ruled(rows)])[0].rows) == 2


@pytest.mark.parametrize(
    ("rows", "lines", "note"),
    [
        ([["合计", ""]], ["注：本部门无相关收支项目"], "注：本部门无相关收支项目"),
        ([["此表为空", ""], ["", ""]], [], "此表为空"),
        ([["", ""]], ["（无政府性基金支出）"], "（无政府性基金支出）"),
        ([["合计", ""]], ["注：本表反映收支情况。"], ""),
        ([["合计", "3.00"]], ["注：本表无数据"], ""),
    ],
)
def test_what_is_said_of_a_table_without_figures(rows: list[list[str]], lines: list[str], note: str) -> None:
    assert tables(["基金表", ruled([["项目", "金额"], *rows]), *lines])[0].note == note


FORM = [
    ["绩效目标申报表", "<", "<", "<", "<"],
    ["项目名称", "<", "社区服务", "项目类别", "常年"],
    ["项目资金\n（元）", "资金总额", "41.00", "年度资金申请总额", "40.00"],
    ["^", "其中：财政资金", "41.00", "其中：当年拨款", "40.00"],
    ["绩效\n指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["^", "产出指标", "数量指标", "面积", "≥100平方米"],
    ["^", "^", "质量指标", "完工率", "100%"],
]


@pytest.mark.parametrize("cut", [None, 4])
def test_forms_are_read_as_labels_with_values(cut: int | None) -> None:
    pages: list[list[Block | str]] = [[ruled(FORM)]] if cut is None else [[ruled(FORM[:cut])], [ruled(FORM[cut:])]]
    info, funds, indicators = tables(*pages)
    assert info.title == "绩效目标申报表（社区服务） 基本信息部分"
    assert cells(info)[0] == ["项目名称", "社区服务"]
    assert header(funds) == ["资金", "资金/金额", "年度资金", "年度资金/金额"]
    assert (funds.unit, funds.columns[1].unit) == ("元", "元")
    assert cells(funds)[1] == ["其中：财政资金", "41.00", "其中：当年拨款", "40.00"]
    assert header(indicators) == ["一级指标", "二级指标", "三级指标", "指标值"]
    assert cells(indicators) == [["产出指标", "数量指标", "面积", "≥100平方米"], ["", "质量指标", "完工率", "100%"]]


def test_every_cell_is_found_at_its_place_in_the_text() -> None:
    from index.model import Line, Page, Pages
    from index.parsing.tables import parse_tables

    first = ruled([["项 目", "金额"], ["六、科学技术与研究\n支出", "1.00"], ["八、社会保障和就业", "1, 234.00"]])
    pages = (
        Page(number=1, blocks=(Line(text="收入 表"), first)),
        Page(number=2, blocks=(ruled([["支出", ""]]),)),
    )
    composed = compose(Pages(file="甲.pdf", format="pdf", pages=pages))
    for table in parse_tables(composed):
        for row in table.rows:
            for cell in row.cells:
                printed = "".join(span.cut(composed.text) for span in cell.spans)
                assert "".join(printed.split()) == "".join(cell.text.split())
