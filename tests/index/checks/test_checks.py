"""Checks on documents made by hand: right ones pass, planted errors are found, nothing else is said."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.checks import check
from index.figures import extract
from index.model import Document, Finding, Verdict

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


def failed(document: Document) -> list[Finding]:
    """What the checks object to."""
    return [f for f in check(document, extract(document)) if f.verdict is Verdict.FAIL]


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


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("1、档案馆（项）。年初预算为80.81万元，支出决算为80.38万元。决算数大于预算数的主要原因：人员变化。", True),
        ("1、档案馆（项）。年初预算为80.81万元，支出决算为80.38万元。决算数小于预算数的主要原因：人员变化。", False),
        ("年初预算为 62.29 万元，支出决算为60.99万元。决算数等于预算数。", True),
        ("年初预算为0.94万元，支出决算为0.94万元。决算数与预算数持平。", False),
        ("决算数大于预算数的主要原因：人员变化。", False),
    ],
)
def test_direction_words(make_document: Make, sentence: str, fails: bool) -> None:
    found = failed(make_document(paragraphs=[sentence], stage="决算"))
    assert [f.check for f in found] == (["增减方向"] if fails else [])


@pytest.mark.parametrize(
    ("heading", "fails"),
    [
        ("第三部分 甲市档案局2020年度部门决算情况说明", True),
        ("第三部分 甲市档案局2021年度部门决算情况说明", False),
        ("二、与2020年度决算比较", False),
        ("三、2020年预算执行情况", False),
    ],
)
def test_years_in_headings(make_document: Make, heading: str, fails: bool) -> None:
    found = failed(make_document(headings=[heading], stage="决算"))
    assert [f.check for f in found] == (["年度一致"] if fails else [])


def test_closing_date_and_base_of_comparison(make_document: Make) -> None:
    date = "截至2020年12月31日，甲市档案局共有车辆0辆。"
    assert [f.check for f in failed(make_document(paragraphs=[date], stage="决算"))] == ["年度一致"]
    assert not failed(make_document(paragraphs=[date], stage="预算")), "a budget tells the assets of the year before"
    assert failed(make_document(paragraphs=["收入预算比2021年预算增加3万元。"]))
    assert not failed(make_document(paragraphs=["收入预算比2020年预算增加3万元。"]))


def test_what_the_template_left(make_document: Make) -> None:
    found = failed(make_document(lines="第二部分 甲市XX局预算表\n政府性基金支出    万元，主要原因是。\n"))
    assert [f.check for f in found] == ["模板残留"] * 3
    assert not failed(make_document(lines="单位：    万元\n"))


CONTENTS = "目 录\n第二部分 部门预算表\n一、收入预算总表\n二、支出预算总表\n三、政府采购预算\n表\n第一部分 概况\n"


def test_tables_of_the_contents(make_document: Make) -> None:
    tables = [
        ("收入预算总表", "万元", ["项目", "金额"], [["事业收入", "1"]]),
        ("政府采购支出预算表", "万元", ["项目", "金额"], [["合计", "1"]]),
    ]
    found = failed(make_document(tables, lines=CONTENTS))
    assert [f.message for f in found] == ["目录列有“支出预算总表”，文件中没有这张表"]
    assert not failed(make_document([*tables, spending(ROWS)], lines=CONTENTS))


@pytest.fixture(scope="session")
def parsed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Document]:
    """Documents of the shared folder, parsed once."""
    from index.parsing import parse
    from index.readers import read

    folder = tmp_path_factory.mktemp("parsed")

    def get(pattern: str) -> Document:
        path = next((shared / "data" / "disclosures").glob(pattern))
        kept = folder / f"{sha256(str(path).encode()).hexdigest()}.pickle"
        if not kept.exists():
            data = path.read_bytes()
            kept.write_bytes(pickle.dumps(parse(read(path.name, data), sha256(data).hexdigest())))
        document: Document = pickle.loads(kept.read_bytes())
        return document

    return get


PLANTED = [
    "收入支出总计0万元",
    "XX局",
    "支出决算表",
    "三公",
    "2023年度部门决算情况说明",
    "行政运行”写“决算数大于",
    "职业年金缴费支出”写“决算数大于",
    "行政单位医疗”写“决算数等于",
    "截至2023年12月31日",
]


def test_the_doctored_copy_and_nothing_else(parsed: Callable[[str], Document]) -> None:
    messages = [f.message for f in failed(parsed("not_real/*.pdf"))]
    for planted in PLANTED:
        assert any(planted in message for message in messages), planted
    assert len(messages) <= len(PLANTED) + 1, messages


@pytest.mark.parametrize(
    "name",
    ["shanghai/*财政局2024年度部门决算.pdf", "shanghai/上海市财政局*.pdf", "jiangsu/*检察院__2018*.pdf", "swu/04*.pdf"],
)
def test_no_false_alarm_on_sums(parsed: Callable[[str], Document], name: str) -> None:
    found = [f for f in failed(parsed(name)) if f.check in ("行内合计", "列内合计", "收支平衡", "目录与表", "年度一致")]
    assert not found, [f.message for f in found]


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


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("公务接待费预算110万元，比上年增加10万元，增长10%。", False),
        ("公务接待费预算110万元，比上年增加10万元，增长1%。", True),
        ("公务接待费预算90万元，比上年减少10万元，下降10.00%。", False),
        ("公务接待费预算90万元，比上年减少10万元，下降11.11%。", True),
        ("公务接待费预算1.1万元，比上年增加0.1万元，增长11%。", False),
        ("公务接待费预算110万元，增长10%。", False),
    ],
)
def test_percentages_of_change(make_document: Make, sentence: str, fails: bool) -> None:
    found = failed(make_document(paragraphs=[sentence]))
    assert [f.check for f in found] == (["增减幅度"] if fails else [])


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


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("公务用车购置及运行费预算9.00万元，其中：公务用车购置费4.00万元，公务用车运行维护费5.00万元。", False),
        ("公务用车购置及运行费预算9.00万元，其中：公务用车购置费4.00万元，公务用车运行维护费6.00万元。", True),
        ("公务用车购置及运行费预算9.00万元，其中：公务用车运行维护费6.00万元。", False),
    ],
)
def test_parts_told_in_one_paragraph(make_document: Make, sentence: str, fails: bool) -> None:
    assert [f.check for f in failed(make_document(paragraphs=[sentence]))] == (["文内合计"] if fails else [])


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
