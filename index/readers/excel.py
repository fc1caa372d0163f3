"""Workbooks (XLSX, XLS) → Pages: each sheet as people see it, its title and unit as lines, its table as a grid."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import PurePath
from typing import Any

import python_calamine as calamine

from index.errors import UnreadableFile
from index.model import Block, GridCell, Line, Page, Pages
from index.readers import biff, workbook
from index.readers.looks import Looks
from index.readers.numberformat import shown
from index.readers.package import Package
from index.readers.sheets import blocks_of_cells, headed

_MOST = 4_000_000  # cells, blank ones included
_NAMED = 20  # sheets named in one warning


def read_xlsx(name: str, data: bytes) -> Pages:
    """An XLSX workbook."""
    package = Package(name, data)
    return _read(name, data, workbook.looks_of(package))


def read_xls(name: str, data: bytes) -> Pages:
    """An XLS workbook."""
    return _read(name, data, dict(enumerate(biff.looks_of(name, data))))


def _read(name: str, data: bytes, by_sheet: Mapping[Any, Looks]) -> Pages:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise UnreadableFile(name, "文件已加密，需要密码") from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # what a damaged file provokes in Rust (a panic) is no Exception
        raise UnreadableFile(name, "不是有效的 Excel 文件，或文件不完整、已损坏") from None
    pages: list[Page] = []
    warnings: list[str] = []
    hidden: list[str] = []
    margins: list[str] = []
    for number, meta in enumerate(book.sheets_metadata):
        if meta.visible != calamine.SheetVisibleEnum.Visible:
            hidden.append(meta.name)
        elif meta.typ == calamine.SheetTypeEnum.WorkSheet:
            looks = by_sheet.get(meta.name) or by_sheet.get(number) or Looks()
            warnings += _warnings(meta.name, looks)
            margins += (*looks.margins, *looks.drawn)
            blocks = [*_sheet(name, book, meta.name, looks), *(Line(text=text) for text in looks.drawn)]
            pages.append(Page(number=None, blocks=tuple(blocks)))
    if hidden:
        listed = "、".join(f"“{each}”" for each in hidden[:_NAMED]) + ("等" if len(hidden) > _NAMED else "")
        warnings.insert(0, f"有 {len(hidden)} 个隐藏的工作表未读取：{listed}")
    if not any(page.blocks for page in pages):
        raise UnreadableFile(name, "工作簿里没有内容" + ("（工作表都是隐藏的）" if hidden and not pages else ""))
    suffix = PurePath(name).suffix.lower().lstrip(".")
    running = tuple(dict.fromkeys(margins))
    return Pages(file=name, format=suffix, pages=tuple(pages), warnings=tuple(warnings), running=running)


def _warnings(sheet: str, looks: Looks) -> list[str]:
    told = (
        (len(looks.hidden_rows), "行是隐藏的，未读取"),
        (len(looks.hidden_columns), "列是隐藏的，未读取"),
        (looks.uncomputed, "个公式没有保存计算结果，未能读取"),
        (looks.computed, "个公式没有保存计算结果，已按公式算出"),
        (looks.failed, "个公式出错（如 #REF!），未读取"),
        (looks.pictures, "张图片，图片里的文字未读取"),
        (looks.unseen, "格的文字与底色相同，看不见，未读取"),
    )
    return [f"工作表“{sheet}”有 {number} {what}" for number, what in told if number]


def _sheet(name: str, book: Any, title: str, looks: Looks) -> list[Block]:
    sheet = book.get_sheet_by_name(title)
    if sheet.total_height * sheet.total_width > _MOST:
        raise UnreadableFile(name, f"工作表“{title}”有 {sheet.total_height} 行 {sheet.total_width} 列，过大")
    rows = sheet.to_python(skip_empty_area=False)
    blocks = blocks_of_cells(_cells(rows, sheet.merged_cell_ranges or (), looks))
    return headed(blocks, title.strip())


def _cells(rows: Sequence[Sequence[Any]], merged: Sequence[Any], looks: Looks) -> list[GridCell]:
    """Cells by their visible rows and columns."""
    height, width = len(rows), max(map(len, rows), default=0)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        spans[top, left] = (bottom, right)
        covered |= places - {(top, left)}
    row_at = _numbered(height, looks.hidden_rows)
    column_at = _numbered(width, looks.hidden_columns)
    cells: list[GridCell] = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if (r, c) in covered:
                continue
            bottom, right = spans.get((r, c), (r, c))
            down = sum(1 for each in range(r, bottom + 1) if each in row_at)
            across = sum(1 for each in range(c, right + 1) if each in column_at)
            if not down or not across:
                continue
            top = next(row_at[each] for each in range(r, bottom + 1) if each in row_at)
            left = next(column_at[each] for each in range(c, right + 1) if each in column_at)
            text = looks.texts.get((r, c))
            if text is None:
                text = shown(looks.numbers.get((r, c), value), looks.formats.get((r, c), "General"))
            cells.append(GridCell(row=top, column=left, text=text, row_span=down, column_span=across))
    return cells


def _numbered(length: int, hidden: frozenset[int]) -> dict[int, int]:
    """Old number → number among the visible."""
    order = count()
    return {each: next(order) for each in range(length) if each not in hidden}
