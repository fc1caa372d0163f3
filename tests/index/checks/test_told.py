"""The text against the tables and against both years' amounts: what contradicts, and what only looks as if it did."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.checks import check
from index.figures import extract
from index.model import Document, Verdict

Make = Callable[..., Document]
Table = tuple[str, str | None, Sequence[str], Sequence[Sequence[str]]]

CONGRESS: Table = (
    "财政拨款支出表",
    "万元",
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    [
        ["201", "一般公共服务支出", "9.00", "4.00", "5.00"],
        ["20101", "人大事务", "9.00", "4.00", "5.00"],
        ["2010101", "行政运行", "4.00", "4.00", "0.00"],
        ["2010104", "人大会议", "5.00", "0.00", "5.00"],
        ["", "合计", "9.00", "4.00", "5.00"],
    ],
)
BOTH_YEARS: Table = ("“三公”经费预算表", "万元", ["项目", "上年预算数", "本年预算数"], [["公务接待费", "2.50", "2.00"]])


def failed(document: Document) -> list[str]:
    """The checks that do not hold."""
    return [f.check for f in check(document, extract(document)) if f.verdict is Verdict.FAIL]


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("人大事务行政运行（项）支出4.00万元。", False),
        ("人大事务行政运行（项）支出9.00万元。", True),
    ],
)
def test_a_function_named_with_the_one_above_it(make_document: Make, sentence: str, fails: bool) -> None:
    assert ("文表一致" in failed(make_document([CONGRESS], [sentence]))) is fails


def test_every_cell_that_does_not_agree_is_in_doubt(make_document: Make) -> None:
    other = ("一般公共预算支出表", *CONGRESS[1:])
    document = make_document([CONGRESS, other], ["人大会议（项）支出7.00万元。"])
    figures = extract(document)
    (found,) = [f for f in check(document, figures) if f.verdict is Verdict.FAIL]
    assert len(found.sources) == 2, "one cell is shown"
    assert {f.source.table for f in figures if f.id in found.figures} == {None, 0, 1}


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("财政拨款支出9.00万元，其中：基本支出4.00万元，项目支出5.00万元。", False),
        ("财政拨款支出9.00万元，其中：基本支出4.20万元，项目支出4.80万元。", True),
        # Of all money, which this table does not tell.
        ("支出预算12.00万元，其中：基本支出6.00万元，项目支出6.00万元。", False),
    ],
)
def test_basic_expenditure_of_the_same_money(make_document: Make, sentence: str, fails: bool) -> None:
    assert ("文表一致" in failed(make_document([CONGRESS], [sentence]))) is fails


def test_this_years_appropriation_leaves_out_what_was_carried_over(make_document: Make) -> None:
    sentence = "一般公共预算{}拨款中，人大会议（项）3.00万元。"
    assert "文表一致" not in failed(make_document([CONGRESS], [sentence.format("当年")]))
    assert "文表一致" in failed(make_document([CONGRESS], [sentence.format("")]))


def test_last_year_may_be_what_was_planned_or_what_was_spent(make_document: Make) -> None:
    heads = ["项目", "上年预算数", "上年执行数", "本年预算数"]
    table: Table = ("“三公”经费预算表", "万元", heads, [["公务接待费", "2.50", "1.50", "2.00"]])
    for words, fails in (("增加0.50万元", False), ("减少0.50万元", False), ("增加0.80万元", True)):
        assert ("增减与金额" in failed(make_document([table], [f"公务接待费2.00万元，比上年{words}。"]))) is fails


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("公务接待费2.00万元，比上年预算减少0.50万元。", False),
        ("公务接待费2.00万元，比上年预算减少0.80万元。", True),
        ("公务接待费2.00万元，与上年预算持平。", True),
        ("公务接待费2.00万元，比上年预算下降20%。", False),
        ("公务接待费2.00万元，比上年预算下降25%。", True),
        ("公务接待费2.00万元，比上年决算减少0.80万元。", False),
    ],
)
def test_a_change_against_the_table_of_both_years(make_document: Make, sentence: str, fails: bool) -> None:
    assert ("增减与金额" in failed(make_document([BOTH_YEARS], [sentence]))) is fails


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("公务接待费0万元，比上年预算增加3.00万元。", True),
        ("公务接待费3.00万元，比上年预算增加3.00万元。", False),
        ("公务接待费0万元，比上年预算减少3.00万元。", False),
        # A sentence of its own may speak of the whole again.
        ("“三公”经费8.00万元，其中公务接待费1.00万元。比上年预算增加3.00万元。", False),
    ],
)
def test_an_increase_of_more_than_there_is(make_document: Make, sentence: str, fails: bool) -> None:
    assert ("增减与金额" in failed(make_document(paragraphs=[sentence]))) is fails


CONTENTS = "目录\n第一部分 情况说明\n预算01表收支总表预算02表收入总表\n预算03表支出总表预算04表财政拨款收支总表\n第一部分 情况说明\n"


@pytest.mark.parametrize(
    ("titles", "lacking"),
    [
        (["收支总表", "收入总表", "支出总表", "财政拨款（含政府性基金）收支总表"], 0),
        (["收支总表", "收入总表", "财政拨款收支总表"], 1),
    ],
)
def test_contents_with_several_tables_in_a_line(make_document: Make, titles: list[str], lacking: int) -> None:
    tables: list[Table] = [(title, "万元", ["项目", "金额"], [["办公费", "1.00"]]) for title in titles]
    assert failed(make_document(tables, lines=CONTENTS)).count("目录与表") == lacking


@pytest.mark.parametrize(("below", "fails"), [("", True), ("公务接待费\t2.00", False)])
def test_a_table_that_is_empty_and_one_whose_rows_were_lost(make_document: Make, below: str, fails: bool) -> None:
    """The rows of the second stand as text under its title: it is not empty."""
    table: Table = ("“三公”经费支出表", "万元", ["合计", "公务接待费"], [])
    document = make_document([table], [below, "“三公”经费支出2.00万元。"] if below else ["“三公”经费支出2万元。"])
    assert ("表内空白" in failed(document)) is fails


@pytest.mark.parametrize(
    ("staff", "office", "fails"), [("6.00", "2.00", False), ("5.00", "3.00", True), ("5.00", "2.00", False)]
)
def test_parts_that_come_to_the_same_are_the_same(make_document: Make, staff: str, office: str, fails: bool) -> None:
    heads = ["科目", "人员经费", "公用经费"]
    whole: Table = ("支出总表", "万元", heads, [["合计", "6.00", "2.00"]])
    basic: Table = (
        "一般公共预算基本支出表",
        "元",
        heads,
        [["合计", f"{staff.replace('.', '')}00", f"{office.replace('.', '')}00"]],
    )
    assert ("表间一致" in failed(make_document([whole, basic]))) is fails


@pytest.mark.parametrize(("rate", "fails"), [("下降20.00%", False), ("增长20.00%", True)])
def test_an_increase_and_a_percentage_that_point_apart(make_document: Make, rate: str, fails: bool) -> None:
    sentence = f"公务接待费2.00万元，比上年预算减少0.50万元，{rate}。"
    assert ("增减方向" in failed(make_document(paragraphs=[sentence]))) is fails


def test_a_change_of_what_only_tables_print(make_document: Make) -> None:
    for words, fails in (("减少0.50万元", False), ("减少0.80万元", True), ("下降20%", False), ("增长20%", True)):
        assert ("增减与金额" in failed(make_document([BOTH_YEARS], [f"公务接待费比上年预算{words}。"]))) is fails


def test_a_table_whose_columns_grew_together_is_not_checked(make_document: Make) -> None:
    rows = [
        ["一、财政拨款收入", "8.00 一、教育支出", "6.00"],
        ["二、其他收入", "1.00 二、住房保障支出", "3.00"],
        ["收入总计", "9.50 支出总计", "9.00"],
    ]
    document = make_document([("收支总表", "万元", ["收入/项目", "收入/金额 项目", "支出/金额"], rows)])
    found = check(document, extract(document))
    assert [(f.check, f.verdict) for f in found] == [("读表", Verdict.NOT_ENOUGH)]


@pytest.mark.parametrize(
    ("told", "printed", "fails"),
    [
        ("12万元", "119,999.00", False),
        ("12万元", "124,900", False),
        ("12.0万元", "124,900", True),
        ("12.49万元", "124,900", False),
        ("12.49万元", "124,950.00", False),
        ("12.49万元", "125,000.00", True),
        ("0.01亿元", "1,049,000", False),
        ("0.010亿元", "1,249,000", True),
        ("124900元", "124,900.00", False),
        ("124901元", "124,900.00", True),
    ],
)
def test_what_two_units_allow_follows_from_the_digits(
    make_document: Make, told: str, printed: str, fails: bool
) -> None:
    """Rounded or cut off in the last place of the coarser one, and no more."""
    table: Table = ("“三公”经费预算表", "元", ["项目", "金额"], [["公务接待费", printed]])
    assert ("文表一致" in failed(make_document([table], [f"公务接待费预算{told}。"]))) is fails
