"""Sheets: a cell is what it shows. Formats with literals between digits, colours, hidden and white cells, sums without results."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from index.model import Grid, Line, Pages
from index.readers import read
from index.readers.formulas import Results, moved
from index.readers.numberformat import shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (45678900, "0!.0,", "4567.9"),
        (45678900, '0"."0,', "4567.9"),
        (45678900, "0\\.0,", "4567.9"),
        (45678900, "#!.0000", "4567.8900"),
        (45678900, '0!.0,"万元"', "4567.9万元"),
        (45678900, "#,##0!.0,", "4567.9"),
        (-45678900, "0!.0,", "-4567.9"),
        (300, "0!.0,", "0.0"),
        (4567, "0!.0", "456.7"),
        (45678900, "#,##0,", "45,679"),
        (45678900, '0.00,,"百万元"', "45.68百万元"),
        (-7.5, "0.00;[Red]0.00", "-7.50"),
        (-7.5, "0.00;[红色]0.00", "-7.50"),
        (-7.5, "0.00;[Color3]0.00", "-7.50"),
        (-7.5, "0.00_);[Red](0.00)", "(7.50)"),
        (-7.5, "0.00;[Red]-0.00", "-7.50"),
        (-7.5, '0.00;[Red]"△"0.00', "△7.50"),
        (7.5, "0.00;[Red]0.00", "7.50"),
        (0, "0.00;[Red]0.00", "0.00"),
        (-0.125, "0.0%;[Red]0.0%", "-12.5%"),
        (7.5, ";;;", ""),
    ],
)
def test_formats(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def book(fill: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], **calculation: bool) -> Pages:
    made = openpyxl.Workbook()
    for row in (["项目", "上年", "本年"], ["甲", 1.5, 2.5], ["乙", 3, 4], ["丙", 5, 6]):
        made.active.append(row)
    made.calculation.fullCalcOnLoad = calculation.get("stale", False)
    fill(made.active)
    out = io.BytesIO()
    made.save(out)
    return read("甲.xlsx", out.getvalue())


def rows(pages: Pages) -> list[list[str]]:
    (grid,) = (block for block in pages.pages[0].blocks if isinstance(block, Grid))
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


@pytest.mark.parametrize(
    "formula", ["=SUM(B2:B4)", "=B2+B3+B4", "=SUM(B2,B3:B4)", "=SUBTOTAL(9,B2:B4)", "=(B2+B3)*1+B4/1"]
)
def test_a_sum_without_its_result_is_worked_out(formula: str) -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.append(["合计", formula, "=B5"])

    read_ = book(fill)
    assert rows(read_)[-1] == ["合计", "9.5", "9.5"]
    assert "已按公式算出" in "".join(read_.warnings)


@pytest.mark.parametrize("formula", ["=VLOOKUP(A2,A1:C4,2)", "=其他表!B2", "=SUM(", "=B2/0", "=B5"])
def test_what_cannot_be_worked_out_is_said(formula: str) -> None:
    read_ = book(lambda sheet: sheet.append(["合计", formula, 1]))
    assert rows(read_)[-1] == ["合计", "", "1"]
    assert "1 个公式没有保存计算结果，未能读取" in "".join(read_.warnings)


def test_an_error_is_shown_and_said() -> None:
    read_ = book(lambda sheet: sheet.append(["合计", "#REF!", 1]))
    assert rows(read_)[-1] == ["合计", "#REF!", "1"]
    assert "公式出错" in "".join(read_.warnings)


def test_shared_formulas_move_with_their_cells() -> None:
    assert moved("SUM(B2:$C$4)+A$1", 2, 1) == "SUM(C4:$C$4)+B$1"
    results = Results({(0, 0): Decimal(1), (0, 1): Decimal(2)}, {(1, 0): "A1*B1-3", (1, 1): "A2+B2"})
    assert (results.at((1, 0)), results.at((1, 1))) == (Decimal(-1), None)  # B2 goes round in a circle


def test_rows_and_columns_without_extent_and_white_letters_are_not_seen() -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.row_dimensions[2].height = 0.5
        sheet.column_dimensions["B"].width = 0.1
        for cell in sheet[3]:
            cell.font = Font(color="FFFFFFFF")
        for cell in sheet[1]:
            cell.font = Font(color="FFFFFFFF")
            cell.fill = PatternFill("solid", fgColor="FF003366")

    assert rows(book(fill)) == [["项目", "本年"], ["丙", "6"]]


def test_struck_and_raised_runs() -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        mark, old = TextBlock(InlineFont(vertAlign="superscript"), "1"), TextBlock(InlineFont(strike=True), "9.90")
        sheet.append(["丁", CellRichText("7.35", mark), CellRichText(old, "8.80")])
        sheet.append(["戊", 7, 8])
        sheet["C6"].font = Font(strike=True)

    assert rows(book(fill))[-2:] == [["丁", "7.35¹", "8.80"], ["戊", "7", ""]]


def test_the_head_of_the_page() -> None:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.oddHeader.right.text = "金额单位：千元"

    assert book(fill).running == ("金额单位：千元",)


def test_boxes_and_pictures_on_a_sheet() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><a:p><a:t>金额单位：</a:t><a:t>千元</a:t></a:p></xdr:sp>'
        "<xdr:pic/></xdr:wsDr>"
    )
    made = openpyxl.Workbook()
    made.active.append(["项目", "数"])
    made.active.append(["甲", 1])
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        link = (
            '<Relationships><Relationship Id="r1" Type="t/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
        )
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", link)
        archive.writestr("xl/drawings/drawing1.xml", drawing)
    pages = read("甲.xlsx", out.getvalue())
    assert pages.running == ("金额单位：千元",)
    assert isinstance(pages.pages[0].blocks[-1], Line) and pages.pages[0].blocks[-1].text == "金额单位：千元"
    assert "1 张图片" in "".join(pages.warnings)
