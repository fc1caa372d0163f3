"""Rows at the top of a grid that are captions, and columns that hold nothing but codes."""

from __future__ import annotations

import pytest

from index.figures import extract
from index.parsing import parse
from index.parsing.tables.words import are_captions
from index.readers import read


@pytest.mark.parametrize(
    ("row", "captions"),
    [
        (["甲县水产站", "单位：万元"], True),
        (["编制单位：甲县水产站", "2025年度", "单位：元"], True),
        (["单位：万元"], True),
        (["项目", "金额（单位：万元）"], False),
        (["甲县水产站", "1,081.92"], False),
        (["科目名称", "合计"], False),
    ],
)
def test_caption_rows(row: list[str], captions: bool) -> None:
    assert are_captions(row) is captions


def test_strokes_between_rows_of_pipes_are_no_lines() -> None:
    text = "甲县水产站2025年单位预算\n收支总表\n单位：万元\n| 项目 | 预算数 |\n----------------\n| 事业收入 | 47.00 |\n| 收入总计 | 47.00 |\n"
    document = parse(read("甲.txt", text.encode()), "0" * 64)
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["事业收入", "47.00"], ["收入总计", "47.00"]]


def test_codes_under_a_lost_heading_are_no_amounts() -> None:
    rows = "".join(f"30{code}\t名目{code}\t{code}.50\n" for code in (101, 102, 103, 106, 107))
    text = f"甲县水产站2025年单位预算\n基本支出表\n单位：万元\n左\t中\t右\n{rows}"
    document = parse(read("甲.txt", text.encode()), "0" * 64)
    amounts = {f.amount for f in extract(document) if f.value is not None}
    assert amounts == {f"{code}.50" for code in (101, 102, 103, 106, 107)}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("下属单位包括：局属甲县执法队、以及甲县水产站。", ("甲县执法队", "甲县水产站")),
        ("下属单位包括：甲县中学、城东小学等27所小学、3所公办幼儿园。", ("甲县中学",)),
        ("预算单位构成包括：即甲县水利中心、甲县河湖所。", ("甲县水利中心", "甲县河湖所")),
    ],
)
def test_names_in_lists_of_units(said: str, names: tuple[str, ...]) -> None:
    document = parse(read("甲.txt", f"甲县某局2025年部门预算\n{said}\n".encode()), "0" * 64)
    assert document.identity.units == names
