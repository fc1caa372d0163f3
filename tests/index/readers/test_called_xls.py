"""Files that are called .xls and are something else that Excel opens: a web page, rows of text, SpreadsheetML."""

from __future__ import annotations

import pytest

from index.errors import UnreadableFile
from index.model import Grid, Line, Pages
from index.readers import read

ROWS = [["项目", "预算数"], ["差旅费", "7.35"], ["合计", "7.35"]]
HEAD = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'


def cells(pages: Pages) -> list[list[str]]:
    (grid,) = (block for page in pages.pages for block in page.blocks if isinstance(block, Grid))
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", ["\t", ","])
def test_rows_of_text(encoding: str, mark: str) -> None:
    if mark == "," and encoding == "utf-16":
        pytest.skip("Excel writes tabs in it")
    rows = [[*row, "甲"] for row in ROWS]
    pages = read("甲.xls", "\r\n".join(mark.join(row) for row in rows).encode(encoding))
    assert cells(pages) == rows
    assert "已按文本表格读取" in pages.warnings[0]


def test_a_web_page() -> None:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    assert cells(read("甲.xls", f"<html><body><table>{body}</table></body></html>".encode())) == ROWS


def sheet(rows: str, options: str = "", styles: str = "") -> Pages:
    return read(
        "甲.xls",
        f'{HEAD}<Styles>{styles}</Styles><Worksheet ss:Name="支出表"><Table>{rows}</Table>'
        f"<WorksheetOptions>{options}</WorksheetOptions></Worksheet></Workbook>".encode(),
    )


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_spreadsheetml_with_formats_merged_and_hidden_cells() -> None:
    head = [cell("项目", more='ss:MergeDown="1"'), cell("藏"), cell("本年", more='ss:MergeAcross="1"')]
    below = [cell("藏", more='ss:Index="2"'), cell("预算数"), cell("决算数")]
    body = [cell("差旅费"), cell("9", "Number"), cell("73500", "Number", 'ss:StyleID="w"'), cell("7.5", "Number")]
    rows = "".join(f"<Row>{''.join(row)}</Row>" for row in (head, below, body))
    rows = '<Column/><Column ss:Hidden="1"/>' + rows + '<Row ss:Hidden="1">' + cell("藏") + "</Row>"
    style = '<Style ss:ID="w"><NumberFormat ss:Format="0!.0,"/></Style>'
    pages = sheet(rows, styles=style)
    assert cells(pages) == [["项目", "本年"], ["预算数", "决算数"], ["差旅费", "7.4", "7.5"]]
    assert isinstance(pages.pages[0].blocks[0], Line) and pages.pages[0].blocks[0].text == "支出表"


def test_hidden_sheets_and_broken_ones_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有内容"):
        sheet(f"<Row>{cell('甲')}</Row>", options="<Visible>SheetHidden</Visible>")
    with pytest.raises(UnreadableFile, match="不是完整的 XML"):
        read("甲.xls", f"{HEAD}<Worksheet>".encode())
    with pytest.raises(UnreadableFile, match="实体"):
        read("甲.xls", f"<!DOCTYPE a [<!ENTITY b 'c'>]>{HEAD}</Workbook>".encode())


def test_bytes_that_are_nothing_stay_refused() -> None:
    with pytest.raises(UnreadableFile):
        read("甲.xls", bytes(range(256)) * 8)


@pytest.mark.parametrize(
    ("name", "advice"),
    [("甲.rar", "解压"), ("甲.7z", "解压"), ("甲.ofd", "PDF"), ("甲.xlsb", "XLSX"), ("甲.pptx", "PDF")],
)
def test_formats_that_no_reader_is_for_are_refused_with_what_to_do(name: str, advice: str) -> None:
    with pytest.raises(UnreadableFile, match=advice):
        read(name, b"anything")
