"""Checks on documents made by hand: right ones pass, planted errors are found, nothing else is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from objections import failed

from index.checks import check
from index.figures import extract
from index.model import Document, Verdict

Make = Callable[..., Document]

SANGONG = (
    "“三公”经费支出表",
    "万元",
    [
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行费/小计",
        "公务用车购置及运行费/购置费",
        "公务用车购置及运行费/运行费",
        "公务接待费",
    ],
)
SPENDING = ("支出预算总表", "万元", ["科目编码", "科目名称", "合计", "基本支出", "项目支出"])
ROWS = [
    ["201", "一般公共服务支出", "12.00", "10.00", "2.00"],
    ["20126", "档案事务", "12.00", "10.00", "2.00"],
    ["2012601", "行政运行", "10.00", "10.00", ""],
    ["2012604", "档案馆", "2.00", "", "2.00"],
    ["221", "住房保障支出", "3.00", "3.00", ""],
    ["22102", "住房改革支出", "3.00", "3.00", ""],
    ["2210201", "住房公积金", "3.00", "3.00", ""],
    ["", "合计", "15.00", "13.00", "2.00"],
]


def passed(document: Document) -> set[str]:
    """The checks that found something to confirm."""
    return {f.check for f in check(document, extract(document)) if f.verdict is Verdict.PASS}


def spending(rows: Sequence[Sequence[str]]) -> tuple[str, str, Sequence[str], Sequence[Sequence[str]]]:
    """The table of expenditure with other rows."""
    return (*SPENDING, rows)


def test_a_right_table_is_confirmed_in_rows_and_columns(make_document: Make) -> None:
    document = make_document([spending(ROWS)])
    assert not failed(document)
    assert passed(document) == {"行内合计", "列内合计"}


@pytest.mark.parametrize(
    ("row", "column", "printed", "check_name"),
    [(2, 2, "11.00", "列内合计"), (7, 2, "16.00", "列内合计"), (3, 4, "20.00", "行内合计"), (0, 3, "9.00", "行内合计")],
)
def test_a_changed_cell_is_noticed(make_document: Make, row: int, column: int, printed: str, check_name: str) -> None:
    rows = [list(r) for r in ROWS]
    rows[row][column] = printed
    found = failed(make_document([spending(rows)]))
    assert check_name in {f.check for f in found}
    assert all(f.sources and f.figures for f in found)


def test_a_shifted_row_is_noticed(make_document: Make) -> None:
    rows = [list(r) for r in ROWS]
    rows[3] = ["2012604", "档案馆", "", "2.00", ""]
    assert failed(make_document([spending(rows)]))


def test_rounding_is_no_contradiction(make_document: Make) -> None:
    rows = [
        ["201", "一般公共服务支出", "3.34", "1.67", "1.66"],
        ["204", "公共安全支出", "3.33", "1.67", "1.67"],
        ["", "合计", "6.68", "3.33", "3.34"],
    ]
    assert not failed(make_document([spending(rows)]))


def test_orphan_codes_say_nothing(make_document: Make) -> None:
    rows = [
        ["210", "卫生健康支出", "9.00", "9.00", ""],
        ["71101", "行政单位医疗", "4.00", "4.00", ""],
        ["", "合计", "9.00", "9.00", ""],
    ]
    assert not failed(make_document([spending(rows)]))


@pytest.mark.parametrize(
    ("row", "fails"),
    [(["9.00", "1.00", "5.00", "", "5.00", "3.00"], False), (["9.00", "1.00", "6.00", "", "5.00", "3.00"], True)],
)
def test_sangong_and_its_parts(make_document: Make, row: list[str], fails: bool) -> None:
    assert bool(failed(make_document([(*SANGONG, [row])]))) is fails


def test_income_and_expenditure(make_document: Make) -> None:
    def table(right: str) -> tuple[str, str, list[str], list[list[str]]]:
        columns = ["收入/项目", "收入/金额", "支出/项目", "支出/金额"]
        return (
            "收支总表",
            "万元",
            columns,
            [["一、财政拨款", "8.00", "一、教育支出", right], ["收入总计", "8.00", "支出总计", right]],
        )

    assert not failed(make_document([table("8.00")]))
    assert [f.check for f in failed(make_document([table("9.00")]))] == ["收支平衡"]


def test_carried_over_money_listed_again_by_fund(make_document: Make) -> None:
    rows = [
        ["一、一般公共预算", "8"],
        ["二、政府性基金预算", ""],
        ["本年收入合计", "8"],
        ["年初财政拨款结转和结余", "1"],
        ["一般公共预算财政拨款", "1"],
        ["总计", "9"],
    ]
    assert not failed(make_document([("财政拨款收支总表", "万元", ["收入/项目", "收入/金额"], rows)]))


CONTENTS = "目 录\n第二部分 部门预算表\n一、收入预算总表\n二、支出预算总表\n三、政府采购预算\n表\n第一部分 概况\n"


def test_tables_of_the_contents(make_document: Make) -> None:
    tables = [
        ("收入预算总表", "万元", ["项目", "金额"], [["事业收入", "1"]]),
        ("政府采购支出预算表", "万元", ["项目", "金额"], [["合计", "1"]]),
    ]
    found = failed(make_document(tables, lines=CONTENTS))
    assert [f.message for f in found] == ["目录列有“支出预算总表”，文件中没有这张表"]
    assert not failed(make_document([*tables, spending(ROWS)], lines=CONTENTS))


@pytest.mark.parametrize(
    ("words", "fails"),
    [("收入支出总计0万元", True), ("收入支出总计8.00万元", False), ("收入、支出总计均为80,000元", False)],
)
def test_one_total_for_both_sides(make_document: Make, words: str, fails: bool) -> None:
    columns = ["收入/项目", "收入/金额", "支出/项目", "支出/金额"]
    table = (
        "收支总表",
        "万元",
        columns,
        [["一、财政拨款", "8.00", "一、教育支出", "8.00"], ["收入总计", "8.00", "支出总计", "8.00"]],
    )
    found = failed(make_document([table], paragraphs=[f"甲市档案局2021年度{words.replace('均为', '')}。"]))
    assert [f.check for f in found] == (["文表一致"] if fails else [])


def test_a_unit_slip_is_noticed(make_document: Make) -> None:
    said = "甲市档案局2021年“三公”经费预算9.00万元，其中公务接待费3.00万元。"
    row = ["9.00", "1.00", "5.00", "", "5.00", "3.00"]
    assert not failed(make_document([(*SANGONG, [row])], paragraphs=[said]))
    slipped = (SANGONG[0], "元", SANGONG[2], [row])
    assert {f.check for f in failed(make_document([slipped], paragraphs=[said]))} == {"文表一致"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 99999), min_size=2, max_size=6), st.integers(0, 5), st.integers(5, 9000))
def test_any_changed_amount_is_noticed(make_document: Make, made: Sequence[int], place: int, change: int) -> None:
    """A table that adds up is silent; after any one amount was changed by more than rounding, it is not."""
    rows = [["201", "一般公共服务支出", *_printed(n, 0)] for n in made]
    rows = [[f"{201 + i}", f"事务{i}支出", *row[2:]] for i, row in enumerate(rows)]
    total = ["", "合计", *_printed(sum(made), 0)]
    document = make_document([spending([*rows, total])])
    assert not failed(document)
    rows[place % len(rows)][3] = _printed(made[place % len(made)] + change, 0)[1]
    assert failed(make_document([spending([*rows, total])]))


def _printed(basic: int, project: int) -> list[str]:
    return [f"{Decimal(basic + project) / 100:,.2f}", f"{Decimal(basic) / 100:,.2f}", ""]


def test_classes_and_purchases_in_one_column(make_document: Make) -> None:
    rows = [
        ["货物", "5.00"],
        ["打印机", "2.00"],
        ["扫描仪", "3.00"],
        ["工程", "4.00"],
        ["修缮", "4.00"],
        ["合计", "9.00"],
    ]
    table = ("政府采购预算表", "万元", ["采购项目", "金额"], rows)
    assert not failed(make_document([table]))
    rows[1][1] = "2.50"
    assert failed(make_document([table]))
