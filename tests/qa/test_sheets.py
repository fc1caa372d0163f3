"""Rows on paper: nothing is rounded, nothing becomes a formula."""

from __future__ import annotations

import csv
import io

import pytest

from qa.sheets import Sheet, as_csv, as_text, as_xlsx, shorten, width

SHEET = Sheet(
    title="收支总表", header=("项目", "金额"), rows=(("合计", "3.00"), ('=HYPERLINK("x")', "1,507.56"), ("", "-0.00"))
)


def test_csv_gives_back_the_strings() -> None:
    assert list(csv.reader(io.StringIO(as_csv([SHEET]).decode()))) == [list(r) for r in (SHEET.header, *SHEET.rows)]
    assert as_csv([SHEET, SHEET]).decode().count("收支总表") == 2


def test_xlsx_gives_back_the_strings() -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(as_xlsx([SHEET, SHEET])))
    assert book.sheetnames == ["收支总表", "收支总表 2"]
    rows = [tuple(c.value or "" for c in row) for row in book.worksheets[0].iter_rows()]
    assert tuple(rows) == (SHEET.header, *SHEET.rows)
    assert {c.data_type for row in book.worksheets[0].iter_rows() for c in row if c.value} == {"s"}


@pytest.mark.parametrize("title", ["", "[a]:*?/\\", "三" * 60, "\ud800"])
def test_any_title_makes_a_page(title: str) -> None:
    assert as_xlsx([Sheet(title=title, header=("a",), rows=(("\x00\ud800",),))])


def test_columns_line_up() -> None:
    lines = as_text([SHEET]).decode().splitlines()
    assert lines[0] == "收支总表"
    assert width(lines[2]) == width('=HYPERLINK("x")') + 2 + width("1,507.56")
    assert lines[3].startswith("合计             3.00")


@pytest.mark.parametrize(
    ("text", "room", "cut"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("预算数", 6, "预算数"), ("预算数", 5, "预算…")]
)
def test_shorten(text: str, room: int, cut: str) -> None:
    assert shorten(text, room) == cut
