"""SpreadsheetML 2003 (a workbook as one XML text, mostly called .xls) → Pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import PurePath
from typing import Any

from index.errors import UnreadableFile
from index.model import Block, GridCell, Page, Pages
from index.readers.numberformat import shown
from index.readers.package import child, children, kind, root_of, value
from index.readers.sheets import blocks_of_cells, headed

_FORMATS = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": "¥#,##0.00",
    "Percent": "0.00%",
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
}
_WIDEST = 1000
_MOST = 1_000_000  # rows


def read_sheetml(name: str, data: bytes) -> Pages:
    """Every visible sheet as a page."""
    root = root_of(name, data)
    formats = {value(style, "ID"): _format(style) for style in children(root, "Styles")}
    pages: list[Page] = []
    hidden: list[str] = []
    for sheet in (each for each in root if kind(each) == "Worksheet"):
        title = value(sheet, "Name") or ""
        visible = child(sheet, "WorksheetOptions", "Visible")
        if visible is not None and (visible.text or "") in ("SheetHidden", "SheetVeryHidden"):
            hidden.append(title)
            continue
        table = child(sheet, "Table")
        cells = [] if table is None else list(_cells(table, formats))
        blocks: list[Block] = headed(blocks_of_cells(cells), title.strip())
        pages.append(Page(number=None, blocks=tuple(blocks)))
    if not any(page.blocks for page in pages):
        raise UnreadableFile(name, "工作簿里没有内容")
    warnings = (f"有 {len(hidden)} 个隐藏的工作表未读取：{'、'.join(hidden[:20])}",) if hidden else ()
    suffix = PurePath(name).suffix.lower().lstrip(".")
    return Pages(file=name, format=suffix, pages=tuple(pages), warnings=warnings)


def _format(style: Any) -> str:
    found = child(style, "NumberFormat")
    told = (value(found, "Format") or "General") if found is not None else "General"
    return _FORMATS.get(told, told)


def _cells(table: Any, formats: dict[str | None, str]) -> Iterator[GridCell]:
    unseen = _unseen_columns(table)
    row_at, out = -1, 0
    for row in (each for each in table if kind(each) == "Row"):
        last, row_at = row_at, int(value(row, "Index") or row_at + 2) - 1
        if row_at > _MOST:
            return
        out += row_at - last - 1
        if _is_unseen(row, "Height"):
            continue
        column = -1
        for cell in (each for each in row if kind(each) == "Cell"):
            column = int(value(cell, "Index") or column + 2) - 1
            across, down = int(value(cell, "MergeAcross") or 0), int(value(cell, "MergeDown") or 0)
            seen = [each for each in range(column, min(column + across + 1, _WIDEST)) if each not in unseen]
            if seen:
                text = _text(cell, formats.get(value(cell, "StyleID"), "General"))
                place = seen[0] - sum(1 for each in unseen if each < seen[0])
                yield GridCell(row=out, column=place, text=text, row_span=down + 1, column_span=len(seen))
            column += across
        out += 1


def _unseen_columns(table: Any) -> set[int]:
    unseen: set[int] = set()
    at = -1
    for column in (each for each in table if kind(each) == "Column"):
        at = int(value(column, "Index") or at + 2) - 1
        last = at + int(value(column, "Span") or 0)
        if _is_unseen(column, "Width"):
            unseen.update(range(at, min(last, _WIDEST) + 1))
        at = last
    return unseen


def _is_unseen(element: Any, extent: str) -> bool:
    if value(element, "Hidden") in ("1", "true"):
        return True
    try:
        return float(value(element, extent) or 100) < 1
    except ValueError:
        return False


def _text(cell: Any, code: str) -> str:
    data = child(cell, "Data")
    if data is None:
        return ""
    text = "".join(data.itertext()).strip()
    told = value(data, "Type")
    if told == "Number":
        try:
            return shown(Decimal(text), code)
        except InvalidOperation:
            return text
    if told == "DateTime":
        try:
            return shown(datetime.datetime.fromisoformat(text), code)
        except ValueError:
            return text
    return text
