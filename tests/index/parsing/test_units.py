"""The many ways to tell a table's unit, and where it may stand."""

from __future__ import annotations

import pytest
from table_paper import PLAIN, flat, ruled, tables

from index.model import Block, Line, Page, Pages
from index.parsing import parse
from index.parsing.compose import compose
from index.parsing.tables import parse_tables
from index.parsing.tables.units import split_unit, unit_of
from index.readers import read
from index.readers.limits import Limits

ROWS = flat([["项目", "预算数"], ["差旅费", "1,234.50"], ["合计", "1,234.50"]])
LARGE = flat([["项目", "预算数"], ["差旅费", "81000"], ["合计", "81000"]])


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("金额单位:人民币千元", "千元"),
        ("單位：萬元", "万元"),
        ("单位:圆", "元"),
        ("货币单位：RMB万元", "万元"),
        ("【单位：亿元】", "亿元"),
        ("（单位：人民币元）", "元"),
        ("单位（万元）", "万元"),
        ("单 位 ： 百 万 元", "百万元"),
        ("金额单位为千元", "千元"),
        ("数据单位为万元，人数单位为人", "万元"),
        ("计量单位：元（取整）", "元"),
        ("以下金额均以百万元计", "百万元"),
        ("本表以人民币万元为单位", "万元"),
        ("（万元）", "万元"),
        (f"支出年初为214,000万元{'，有增有减' * 12}。具体如下（单位：千元）：", "千元"),
        (f"支出年初为214,000万元{'，有增有减' * 12}（单位：千元）的，分述如下：", None),
        ("单位：人、万元", "万元"),
        ("单位：万元、人", "万元"),
        ("注：本表以“万元”为金额单位", "万元"),
        ("单位：万", "万元"),
        ("金额：万元", "万元"),
        ("编制单位：万州区水务局", None),
        ("编制单位：元氏县档案馆", None),
        ("填报单位：某某局", None),
        ("单位：人", None),
        ("以5万元计划投入", None),
        ("其中万元以上设备3台", None),
    ],
)
def test_lines_that_tell_a_unit(line: str, unit: str | None) -> None:
    assert unit_of(line) == unit


def parsed(*blocks: object, running: tuple[str, ...] = ()) -> str | None:
    made = tuple(Line(text=block) if isinstance(block, str) else block for block in blocks)
    pages = Pages(file="甲.docx", format="docx", pages=(Page(number=None, blocks=made),), running=running)  # type: ignore[arg-type]
    return parse_tables(compose(pages))[0].unit


@pytest.mark.parametrize("grid", [ROWS, LARGE], ids=["decimals", "large"])
def test_the_head_of_the_page_tells_the_unit(grid: object) -> None:
    assert parsed("支出表", grid, running=("某局", "金额单位：元")) == "元"
    assert parsed("支出表", grid, running=("单位：元", "单位：万元")) is None
    assert parsed("支出表", "单位：万元", grid, running=("金额单位：元",)) == "万元"


def test_a_unit_behind_the_table() -> None:
    assert parsed("支出表", ROWS, "注：以上金额单位为千元") == "千元"
    assert parsed("支出表", ROWS, "单位：千元") == "千元"


def test_a_unit_between_two_tables_is_that_of_the_second() -> None:
    first, second = tables(["支出表", "单位：万元", ROWS, "采购表", "单位：元", ROWS], numbered=False)
    assert (first.unit, second.unit) == ("万元", "元")


def test_a_statement_for_all_tables() -> None:
    assert (
        parsed("除另有说明外，本公开各表金额均以万元为单位。", "一、概况", "二、收支", "三、说明", "四、支出表", ROWS)
        == "万元"
    )


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("预算数（万元）", "预算数", "万元"),
        ("金额【元】", "金额", "元"),
        ("金额[千元]", "金额", "千元"),
        ("预算数/万元", "预算数", "万元"),
        ("次均费用(元)", "次均费用", "元"),
        ("件数", "件数", None),
        ("多元化经费", "多元化经费", None),
    ],
)
def test_headings_with_their_unit(heading: str, name: str, unit: str | None) -> None:
    assert split_unit(heading) == (name, unit)


TEXT = """# 云县司法局2021年部门决算

2021年支出合计{total}{unit}，其中基本支出588.90{unit}，项目支出{rest}{unit}。

| 科目名称 | 年初预算数 | 决算数 |
|---|---|---|
| 行政运行 | {first} | 536.17 |
| 普法宣传 | 85.00 | 84.20 |
"""


def _unit(**told: str) -> str | None:
    text = TEXT.format(**{"total": "1,400.51", "unit": "万元", "rest": "811.61", "first": "480.42"} | told)
    document = parse(read("x.md", text.encode(), Limits()), "0" * 64)
    return document.tables[0].unit


def test_the_one_unit_of_the_text_is_a_tables_where_their_amounts_are_of_one_size() -> None:
    assert _unit() == "万元"
    assert _unit(unit="元", total="14,005,100.00", rest="8,116,100.00") is None  # thousands of times as much
    assert _unit(total="14,005,100.00元，即1,400.51") is None  # two units
    assert _unit(unit="元", total="14,005,100.00", rest="480.42") == "元"  # one amount is told in both


@pytest.mark.parametrize(
    ("pages", "unit", "source"),
    [
        ([["表", "单位：万元", ruled(PLAIN)]], "万元", "caption"),
        ([["表（单位：元）", ruled(PLAIN)]], "元", "caption"),
        ([["收入表（万元）", ruled(PLAIN)]], "万元", "title"),
        ([["收入表", ruled([["项目", "预算数（万元）"], ["合计", "9.00"]])]], "万元", "heading"),
        ([["收入表", ruled([["项目", "价值（金额单位：元）"], ["合计", "9.00"]])]], "元", "heading"),
        ([["收入表", ruled(PLAIN)]], None, None),
        ([["单位：元", "支出表", ruled(PLAIN)], ["收入表", ruled(PLAIN)]], "元", "inferred"),
        (
            [["支出表", "单位：元", ruled(PLAIN)], ["丙表", "单位：万元", ruled(PLAIN)], ["收入表", ruled(PLAIN)]],
            None,
            None,
        ),
    ],
)
def test_where_the_unit_is_told(pages: list[list[Block | str]], unit: str | None, source: str | None) -> None:
    table = tables(*pages)[-1]
    assert (table.unit, table.unit_from) == (unit, source)
