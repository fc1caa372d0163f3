"""Workbooks: what people see in the cells."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import openpyxl
import pytest
import xlwt

from index.errors import UnreadableFile
from index.model import Grid, Line, Pages
from index.readers import read
from index.readers.numberformat import shown

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
SHOWN = [
    (3.0, "0.00", "3.00"),
    (1507.56, "#,##0.00", "1,507.56"),
    (0.1 + 0.2, "General", "0.3"),
    (2010101.0, "General", "2010101"),
    (201, "General", "201"),
    (5, "00", "05"),
    (-13.47, "#,##0.00", "-13.47"),
    (-13.47, "#,##0.00_);(#,##0.00)", "(13.47)"),
    (-0.001, "0.00", "0.00"),
    (0.0, ACCOUNTING, "-"),
    (1234.5, ACCOUNTING, "1,234.50"),
    (0, "0.00;-0.00;;@", ""),
    (0.0896, "0.00%", "8.96%"),
    (12345678, '#,##0.00,"千元"', "12,345.68千元"),
    (3.22, '0.00"万元"', "3.22万元"),
    (1.005, "0.00", "1.01"),
    (12.5, "0_ ;[Red]\\-0\\ ", "13"),
    (96282213.44, "General", "96282213.44"),
    (1e20, "General", "1" + "0" * 20),
    (3.0, "#,##0.##", "3"),
    (12, "[>100]0;[<=100]0.0", "12.0"),
    (5, "[$¥-804]#,##0.00", "¥5.00"),
    (" 甲 ", "@", "甲"),
    (None, "0.00", ""),
    (True, "General", "是"),
    (datetime.datetime(2021, 2, 3, 4, 5), "yyyy/m/d", "2021/2/3"),
    (datetime.datetime(2021, 2, 3), '[DBNum1]yyyy"年"m"月"', "2021年2月"),
    (datetime.date(2021, 2, 3), "General", "2021-02-03"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_number_formats(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


Put = Callable[..., None]


def xlsx(fill: Callable[[Put], None], change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()

    def put(row: int, column: int, value: object, code: str = "General") -> None:
        cell = book.active.cell(row + 1, column + 1, value)
        cell.number_format = code

    fill(put)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(fill: Callable[[Put], None], change: Callable[[xlwt.Workbook], None] = lambda _: None) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")

    def put(row: int, column: int, value: object, code: str = "General") -> None:
        sheet.write(row, column, value, xlwt.easyxf(num_format_str=code))

    fill(put)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(put: Put) -> None:
    for row, texts in enumerate([("甲局总表", "", ""), ("", "", "单位：元"), ("项目", "数", "备注")]):
        for column, text in enumerate(texts):
            if text:
                put(row, column, text)
    put(3, 0, "合计")
    put(3, 1, 3, "0.00")
    put(3, 2, 0.5, "0%")
    put(4, 0, 201)
    put(4, 1, 1507.5, "#,##0.00")
    put(4, 2, 0.25, "0.0")


def rows(pages: Pages, page: int = 0) -> list[list[str]]:
    (grid,) = [block for block in pages.pages[page].blocks if isinstance(block, Grid)]
    return [[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)]


EXPECTED = [["项目", "数", "备注"], ["合计", "3.00", "50%"], ["201", "1,507.50", "0.3"]]


@pytest.mark.parametrize(("name", "make"), [("a.xlsx", xlsx), ("a.xls", xls)])
def test_as_people_see_it(name: str, make: Callable[..., bytes]) -> None:
    pages = read(name, make(table))
    assert rows(pages) == EXPECTED
    lines = [(block.text, block.heading) for block in pages.pages[0].blocks if isinstance(block, Line)]
    assert lines == [("甲局总表", 1), ("单位：元", None)]
    assert pages.warnings == ()


def _hide_xlsx(book: openpyxl.Workbook) -> None:
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions[5].hidden = True
    book.create_sheet("旧数")["A1"] = 9
    book["旧数"].sheet_state = "veryHidden"


def _hide_xls(book: xlwt.Workbook) -> None:
    sheet = book.get_sheet(0)
    sheet.col(2).hidden = True
    sheet.row(4).hidden = True
    other = book.add_sheet("旧数")
    other.write(0, 0, 9)
    other.visibility = 2


@pytest.mark.parametrize(("name", "make", "hide"), [("a.xlsx", xlsx, _hide_xlsx), ("a.xls", xls, _hide_xls)])
def test_what_is_hidden_is_left_out_and_told(name: str, make: Callable[..., bytes], hide: object) -> None:
    pages = read(name, make(table, hide))
    assert rows(pages) == [["项目", "数"], ["合计", "3.00"]]
    assert pages.warnings[0] == "有 1 个隐藏的工作表未读取：“旧数”"
    assert "1 行是隐藏的" in pages.warnings[1]
    assert "1 列是隐藏的" in pages.warnings[2]


def test_values_not_formulas() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.active["B6"] = "=B4+B5"

    pages = read("a.xlsx", xlsx(table, change))
    assert "1 个公式没有保存计算结果" in pages.warnings[0]
    assert not any("=" in text for row in rows(pages) for text in row)


def test_sheets_are_pages_and_their_names_titles_where_there_is_no_other() -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("三公经费表")
        for row in (["项目", "数"], ["合计", 1]):
            sheet.append(row)

    pages = read("a.xlsx", xlsx(table, change))
    assert len(pages.pages) == 2
    assert pages.pages[1].blocks[0] == Line(text="三公经费表", heading=1)
    assert rows(pages, 1) == [["项目", "数"], ["合计", "1"]]


def test_a_text_in_one_cell_keeps_its_lines() -> None:
    pages = read("a.xlsx", xlsx(lambda put: put(0, 0, "部门职责\n（一）保管\n（二）利用")))
    assert [block.text for block in pages.pages[0].blocks] == ["部门职责", "（一）保管", "（二）利用"]  # type: ignore[union-attr]


def test_nothing_to_read() -> None:
    with pytest.raises(UnreadableFile, match="没有内容"):
        read("a.xlsx", xlsx(lambda put: None))


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_templates(shared, suffix: str) -> None:  # type: ignore[no-untyped-def]
    for path in (shared / "data" / "templates").glob(f"*.{suffix}"):
        pages = read(path.name, path.read_bytes())
        assert len(pages.pages) > 10
        assert all(page.blocks for page in pages.pages)
