"""Several tables in one grid, headings that lost their merged cells, rows that a page's end makes, continuations."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from table_paper import cells, flat, header, ruled, tables

LEFT = [["甲项目", "1.50"], ["乙项目", "2.50"], ["合计", "4.00"]]
RIGHT = [["空调", "3,000"], ["打印机", "1,000"], ["合计", "4,000"]]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("titles", [True, False])
def test_tables_side_by_side(gap: int, titles: bool) -> None:
    if not titles and not gap:
        pytest.skip("nothing tells where the one ends")
    blank = [""] * gap
    rows = [["项目支出表", "", *blank, "采购预算表", ""]] if titles else []
    rows += [["单位：万元", "", *blank, "单位：元", ""], ["项目", "预算数", *blank, "采购品目", "采购金额"]]
    rows += [[*a, *blank, *b] for a, b in zip(LEFT, RIGHT, strict=True)]
    first, second = tables([flat(rows)])
    assert (first.unit, second.unit) == ("万元", "元")
    assert (header(first), cells(first)) == (["项目", "预算数"], LEFT)
    assert (header(second), cells(second)) == (["采购品目", "采购金额"], RIGHT)
    if titles:
        assert (first.title, second.title) == ("项目支出表", "采购预算表")


def test_income_beside_expenditure_is_one_table() -> None:
    rows = [["收支总表", "", "", "", ""], ["收入", "预算数", "", "支出", "预算数"]]
    rows += [["拨款收入", "8.00", "", "教育支出", "8.00"], ["总计", "8.00", "", "总计", "8.00"]]
    assert len(tables([flat(rows)])) == 1


@pytest.mark.parametrize("between", [[["采购预算表", ""], ["单位：元", ""]], [["采购预算表", ""]], [["单位：元", ""]]])
def test_tables_one_below_the_other(between: list[list[str]]) -> None:
    rows = [
        ["项目支出表", ""],
        ["单位：万元", ""],
        ["项目", "预算数"],
        *LEFT,
        *between,
        ["采购品目", "采购金额"],
        *RIGHT,
    ]
    first, second = tables([flat(rows)])
    assert (first.unit, cells(first)) == ("万元", LEFT)
    assert (header(second), cells(second)) == (["采购品目", "采购金额"], RIGHT)
    assert second.unit == ("元" if ["单位：元", ""] in between else "万元" if second.unit else None) or second.unit_from


def test_a_lone_label_among_the_rows_begins_no_table() -> None:
    rows = [["项目", "预算数"], ["甲项目", "1.50"], ["三公经费情况", ""], ["乙项目", "2.50"], ["合计", "4.00"]]
    (table,) = tables([flat(rows)])
    assert len(table.rows) == 4


@pytest.mark.parametrize(
    "below",
    [["", "预算数", "执行数", "预算数", "比上年"], ["", "预算数", "决算数", "预算数", "增减额"]],
)
@pytest.mark.parametrize("merged", [True, False])
def test_two_levels_with_a_blank_instead_of_a_merged_cell(below: list[str], merged: bool) -> None:
    top = ["项目", "2022年", "<" if merged else "", "2023年", "<" if merged else ""]
    (table,) = tables(
        [ruled([top, below, ["差旅费", "6.61", "5.11", "6.21", "-0.40"], ["合计", "6.61", "5.11", "6.21", "-0.40"]])]
    )
    years = ["", "2022年/", "2022年/", "2023年/", "2023年/"]
    assert header(table) == ["项目", *(year + name for year, name in zip(years[1:], below[1:], strict=True))]
    assert len(table.rows) == 2


@pytest.mark.parametrize("words", ["承前页", "过次页", "本页小计", "本页合计", "转下页", "接上页"])
def test_sums_over_the_end_of_a_page_are_no_rows(words: str) -> None:
    (table,) = tables(
        [flat([["项目名称", "预算数"], ["甲", "1.00"], [words, "1.00"], ["乙", "2.00"], ["合计", "3.00"]])]
    )
    assert [row.cells[0].text for row in table.rows] == ["甲", "乙", "合计"]


HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "上缴上级"]
WIDTHS = [60.0, 120.0, 80.0, 80.0, 80.0, 80.0]


def test_a_continuation_that_leaves_out_the_blank_last_columns() -> None:
    upper = ruled([HEAD, ["20501", "教育管理", "9.00", "5.00", "4.00", ""]], WIDTHS)
    lower = ruled(
        [["2050199", "其他事务", "4.00", "", "4.00"], ["", "合计", "9.00", "5.00", "4.00"]], WIDTHS[:-1], top=60
    )
    (table,) = tables(["支出预算表", "单位：万元", upper], [lower])
    assert header(table) == HEAD
    assert [row.cells[0].text for row in table.rows] == ["20501", "2050199", ""]
    assert table.pages == (1, 2)


def test_a_table_with_other_edges_is_another() -> None:
    upper = ruled([HEAD, ["20501", "教育管理", "9.00", "5.00", "4.00", ""]], WIDTHS)
    lower = ruled(
        [["空调", "3.00", "4.00", "2.00"], ["合计", "3.00", "4.00", "2.00"]], [90.0, 40.0, 60.0, 70.0], top=60
    )
    assert len(tables(["支出预算表", "单位：万元", upper], [lower])) == 2


def test_a_heading_names_no_column_behind_its_end() -> None:
    (table,) = tables(
        [flat([["项目", "上年预算数", "预算数"], ["甲", "1.00", "2.00", "3.00"], ["乙", "1.00", "2.00", "3.00"]])]
    )
    assert header(table) == ["项目", "上年预算数", "预算数", ""]


def test_the_work_on_a_table_is_linear_in_its_rows() -> None:
    def calls(rows: int) -> int:
        """How many functions are called: a clock would tell of the machine too."""
        grid = flat([["项目名称", "预算数", "上年预算数"], *([f"项目{n}", "1.00", "2.00"] for n in range(rows))])
        count = 0

        def called(_frame: FrameType, event: str, _arg: object) -> None:
            nonlocal count
            count += event == "call"

        before = sys.getprofile()
        sys.setprofile(called)
        try:
            assert len(tables(["项目支出表", grid])[0].rows) == rows
        finally:
            sys.setprofile(before)
        return count

    calls(10)
    assert calls(2000) < 5 * calls(500)


@pytest.mark.parametrize("sides", [2, 3])
def test_upper_headings_that_lost_their_width_are_spread_over_equal_ones(sides: int) -> None:
    names = ["收入", "支出", "结转"][:sides]
    rows = [names, ["项目", "预算数"] * sides, ["拨款", "8.10"] * sides, ["合计", "8.10"] * sides]
    (table,) = tables([flat(rows)])
    assert header(table) == [f"{name}/{word}" for name in names for word in ("项目", "预算数")]


def test_another_heading_in_the_midst_begins_a_table_with_the_same_title() -> None:
    rows = [["项目", "预算数", "决算数"], ["甲", "6.61", "5.11"], ["乙", "1.61", "1.11"]]
    rows += [["项目", "决算数", "预算数"], ["丙", "1.01", "2.01"], ["合计", "1.01", "2.01"]]
    first, second = tables(["支出表", "单位：万元", flat(rows)])
    assert (header(first), len(first.rows)) == (["项目", "预算数", "决算数"], 2)
    assert (header(second), len(second.rows)) == (["项目", "决算数", "预算数"], 2)
    assert (second.title, second.unit) == ("支出表", "万元")


def test_the_same_heading_again_is_no_other() -> None:
    rows = [["项目", "预算数", "决算数"], ["甲", "6.61", "5.11"], ["项目", "预算数", "决算数"], ["丙", "1.01", "2.01"]]
    (table,) = tables(["支出表", "单位：万元", flat(rows)])
    assert [row.cells[0].text for row in table.rows] == ["甲", "丙"]


def test_units_in_a_row_of_the_heading() -> None:
    rows = [["项目", "2022年", "2023年", "增长"], ["", "万元", "元", "%"], ["甲", "6.61", "51100", "3.1"]]
    (table,) = tables([ruled(rows)])
    assert [column.unit for column in table.columns] == [None, "万元", "元", "%"]
    assert header(table) == ["项目", "2022年", "2023年", "增长"]


def test_names_in_two_rows_without_spans() -> None:
    rows = [["项目", "2022年", "2023年"], ["名称", "预算数", "决算数"], ["甲", "6.61", "5.11"], ["乙", "6.61", "5.11"]]
    (table,) = tables([flat(rows)])
    assert header(table) == ["项目/名称", "2022年/预算数", "2023年/决算数"]
    assert len(table.rows) == 2
