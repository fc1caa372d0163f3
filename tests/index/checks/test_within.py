"""Checks inside one document: table against table, units, cells left out, one fact told twice, what cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.checks import check
from index.figures import extract
from index.model import Document, Finding, Verdict

Make = Callable[..., Document]
Table = tuple[str, str | None, Sequence[str], Sequence[Sequence[str]]]


def told(document: Document, verdict: Verdict) -> list[tuple[str, str]]:
    """Check and message of the findings with this outcome."""
    return [(f.check, f.message) for f in _findings(document) if f.verdict is verdict]


def names(document: Document, verdict: Verdict) -> set[str]:
    """The checks that came to this outcome."""
    return {check_name for check_name, _ in told(document, verdict)}


def _findings(document: Document) -> tuple[Finding, ...]:
    return check(document, extract(document))


def summary(total: str, basic: str = "6.00", unit: str = "万元") -> Table:
    columns = ["收入/项目", "收入/金额", "支出/项目", "支出/金额"]
    rows = [
        ["一、财政拨款收入", total, "一、基本支出", basic],
        ["", "", "二、项目支出", "2.00"],
        ["收入总计", total, "支出总计", total],
    ]
    return ("收支总表", unit, columns, rows)


def spending(basic: str, total: str, unit: str = "万元", title: str = "支出总表") -> Table:
    columns = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    return (
        title,
        unit,
        columns,
        [["201", "一般公共服务支出", total, basic, "2.00"], ["", "合计", total, basic, "2.00"]],
    )


def test_two_tables_that_agree(make_document: Make) -> None:
    document = make_document([summary("8.00"), spending("6.00", "8.00")])
    assert not told(document, Verdict.FAIL)
    assert "表间一致" in names(document, Verdict.PASS)


def test_two_tables_that_differ_and_are_each_right(make_document: Make) -> None:
    document = make_document([summary("8.00"), spending("7.00", "9.00")])
    assert names(document, Verdict.FAIL) == {"表间一致"}


@pytest.mark.parametrize(
    ("total", "basic", "fails"), [("8.00", "6.00", False), ("7.00", "5.00", False), ("9.00", "7.00", True)]
)
def test_a_part_of_the_money_within_all_of_it(make_document: Make, total: str, basic: str, fails: bool) -> None:
    part = spending(basic, total, title="一般公共预算支出表")
    document = make_document([spending("6.00", "8.00"), part])
    assert names(document, Verdict.FAIL) == ({"部分与全部"} if fails else set())


def test_a_unit_that_slipped_between_two_tables(make_document: Make) -> None:
    right = [spending("1,506.25", "1,508.25"), spending("1,506.25", "1,508.25", title="一般公共预算支出表")]
    assert not told(make_document(right), Verdict.FAIL)
    slipped = [right[0], ("一般公共预算支出表", "元", *right[1][2:])]
    assert "单位一致" in names(make_document(slipped), Verdict.FAIL)


def test_round_amounts_in_two_units_are_no_slip(make_document: Make) -> None:
    text = ["会议费5万元。"]
    table: Table = ("一般公共预算基本支出表", "元", ["科目编码", "科目名称", "金额"], [["30215", "会议费", "5.00"]])
    assert "单位一致" not in names(make_document([table], text), Verdict.FAIL)


ROWS = [
    ["201", "一般公共服务支出", "5.00", "3.00", "2.00"],
    ["205", "教育支出", "4.00", "4.00", ""],
    ["208", "社会保障和就业支出", "1.00", "1.00", ""],
    ["", "合计", "10.00", "8.00", "2.00"],
]
COLUMNS = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 2, "合计缺数"), (3, 3, "合计缺数"), (2, 3, "分项缺数"), (0, 4, "行内合计")]
)
def test_a_cell_left_out(make_document: Make, row: int, column: int, name: str) -> None:
    rows = [list(r) for r in ROWS]
    rows[row][column] = ""
    assert name in names(make_document([("支出总表", "万元", COLUMNS, rows)]), Verdict.FAIL)


def test_details_that_a_form_never_fills_in_are_not_missing(make_document: Make) -> None:
    rows = [[*row[:3], "", ""] for row in ROWS]
    document = make_document([("支出总表", "万元", COLUMNS, rows)])
    assert not told(document, Verdict.FAIL)
    assert "分项缺数" in names(document, Verdict.NOT_ENOUGH)


def test_a_shifted_column_is_one_finding(make_document: Make) -> None:
    """Of many sums that do not hold one sentence is made, where the headings say that they should."""
    rows = [[*row[:3], before, row[4]] for row, before in zip(ROWS, ["", *(r[3] for r in ROWS)], strict=False)]
    found = [
        m for name, m in told(make_document([("支出总表", "万元", COLUMNS, rows)]), Verdict.FAIL) if name == "行内合计"
    ]
    assert len(found) == 1 and "错列" in found[0]


def test_columns_that_are_no_parts_are_left_alone(make_document: Make) -> None:
    rows = [["甲", "5.00", "1.00", "1.20"], ["乙", "7.00", "2.00", "2.30"], ["丙", "9.00", "3.00", "3.40"]]
    document = make_document([("甲类事项表", "万元", ["项目", "合计", "上半段", "下半段"], rows)])
    assert not told(document, Verdict.FAIL)
    assert names(document, Verdict.NOT_APPLICABLE) == {"行内合计"}


def test_among_which_need_not_be_all(make_document: Make) -> None:
    rows = [["基本支出", "560.96"], ["其中：人员经费", "483.87"], ["日常公用经费", "77.09"], ["项目支出", "946.60"]]
    rows.append(["支出合计", "1507.56"])
    table: Table = ("收支总表", "万元", ["支出/项目", "支出/预算数"], rows)
    assert not told(make_document([table]), Verdict.FAIL)
    rows[2][1] = "78.09"
    assert names(make_document([table]), Verdict.FAIL) == {"列内合计"}, "the vocabulary knows the parts"


def test_a_zero_is_exact(make_document: Make) -> None:
    rows = [["因公出国（境）费", "0"], ["公务接待费", "0.22"], ["公务用车购置及运行费", "3.00"], ["合计", "3.92"]]
    document = make_document([("“三公”经费支出表", "万元", ["项目", "预算数"], rows)])
    assert "列内合计" in names(document, Verdict.FAIL), "0 does not mean anything below half a 万元"


FIRST = "公务接待费预算2.00万元，比上年预算减少0.50万元。"


@pytest.mark.parametrize(
    ("again", "fails"),
    [
        ("公务接待费预算2.00万元，比上年预算减少0.50万元。", False),
        ("公务接待费预算2.00万元，比上年预算减少0.80万元。", True),
        ("公务接待费预算2.00万元，比上年预算增加0.50万元。", True),
        ("公务接待费预算比上年预算增加0.50万元，主要原因是接待批次增加。", True),
        ("公务接待费预算比上年预算减少0.50万元，主要原因是接待批次减少。", False),
        ("公务接待费预算2.00万元，比上年执行数减少0.80万元。", False),
        ("公务接待费预算2.40万元，比上年预算减少0.10万元。", False),
        ("会议费预算2.00万元，比上年预算减少0.80万元。", False),
    ],
)
def test_an_increase_told_twice(make_document: Make, again: str, fails: bool) -> None:
    assert ("前后一致" in names(make_document(paragraphs=[FIRST, again]), Verdict.FAIL)) is fails


def test_a_percentage_told_twice(make_document: Make) -> None:
    twice = [f"公务接待费预算2.00万元，比上年预算下降{rate}%。" for rate in ("20", "25")]
    assert ("前后一致", "正文两处写公务接待费2.00万元，比上年预算下降20%和下降25%，不一致") in told(
        make_document(paragraphs=twice), Verdict.FAIL
    )


@pytest.mark.parametrize(("again", "fails"), [("56.12", False), ("57.80", True)])
def test_two_amounts_of_one_function_in_one_paragraph(make_document: Make, again: str, fails: bool) -> None:
    sentence = (
        "社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）56.12万元。主要用于：退休人员支出。"
        f"2020年当年预算执行数为57.43万元，2021年预算安排{again}万元。"
    )
    assert ("前后一致" in names(make_document(paragraphs=[sentence]), Verdict.FAIL)) is fails


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        (
            "公务接待费1.10万元。2020年预算执行数为1.00万元，2021年预算安排1.10万元，比2020年预算执行数增加10.00%。",
            False,
        ),
        (
            "公务接待费1.10万元。2020年预算执行数为1.00万元，2021年预算安排1.10万元，比2020年预算执行数增加21.00%。",
            True,
        ),
        (
            "公务接待费0.90万元。2020年预算执行数为1.00万元，2021年预算安排0.90万元，比2020年预算执行数增加10.00%。",
            True,
        ),
    ],
)
def test_a_percentage_from_the_amounts_of_two_years(make_document: Make, sentence: str, fails: bool) -> None:
    assert ("增减幅度" in names(make_document(paragraphs=[sentence]), Verdict.FAIL)) is fails


@pytest.mark.parametrize(
    ("tables", "paragraphs", "name"),
    [
        ([], ["公务接待费增长10%，比上年预算增长10%。"], "增减幅度"),
        ([], ["公务用车购置及运行费预算9.00万元，其中：公务用车运行维护费6.00万元。"], "文内合计"),
        ([], ["决算数大于预算数的主要原因：人员变化。"], "增减方向"),
        (
            [("“三公”经费支出表", "万元", ["项目", "预算数"], [["公务接待费", "0.22"]])],
            ["三公经费预算3.22万元。"],
            "文表一致",
        ),
    ],
)
def test_what_cannot_be_told(make_document: Make, tables: list[Table], paragraphs: list[str], name: str) -> None:
    document = make_document(tables, paragraphs, stage="预算")
    assert not told(document, Verdict.FAIL)
    assert not name or name in names(document, Verdict.NOT_ENOUGH)


def test_an_empty_table_is_not_applicable(make_document: Make) -> None:
    columns = ["收入/项目", "收入/金额", "支出/项目", "支出/金额"]
    table: Table = (
        "收支总表",
        "万元",
        columns,
        [["一、财政拨款", "", "一、教育支出", ""], ["收入总计", "", "支出总计", ""]],
    )
    document = make_document([table], notes=["本表无数据"])
    assert names(document, Verdict.NOT_APPLICABLE) == {"收支平衡"}
    assert not told(document, Verdict.FAIL) and not told(document, Verdict.NOT_ENOUGH)


def test_what_goes_out_does_not_sum_up_what_comes_in(make_document: Make) -> None:
    rows = [["一、本年收入", "118.60"], ["补贴收入", "84.20"], ["利息收入", "3.86"], ["二、本年支出", "97.45"]]
    document = make_document([("社会保险基金收支表", "万元", ["项目", "金额"], rows)])
    assert not told(document, Verdict.FAIL)
