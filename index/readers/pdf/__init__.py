"""PDF → Pages: lines in reading order, ruled and unruled tables as grids, page furniture dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from index.model import Block, Box, Grid, GridCell, Line, Page, Pages
from index.readers.pdf import furniture, paragraphs
from index.readers.pdf.broken import walls
from index.readers.pdf.lattice import Frame, frames, loose_rules
from index.readers.pdf.layout import box_of, into_cells, rows_of, text_of
from index.readers.pdf.marks import Glyph, RawPage
from index.readers.pdf.second import completed
from index.readers.pdf.source import opened, picture_of, raw_page
from index.readers.pdf.triage import needs_ocr
from index.readers.pdf.unruled import unruled

__all__ = ["Recogniser", "needs_ocr", "read_pdf"]

Recogniser = Callable[[Any, int, int], Page]
"""(Pillow image of the page, page number, dots per inch) → the page as recognised, boxes in points."""

_OCR_DPI = 300
_FOOT = 2  # lines below which a table ends a page (a page number)


def read_pdf(name: str, data: bytes, *, recognise: Recogniser | None = None) -> Pages:
    """Read a PDF. Pages without usable text go to ``recognise``; without one they stay empty and are named.

    Raises UnreadableFile for encrypted, truncated and empty files.
    """
    pages, unread, guessed, damaged = list[Page](), list[int](), list[int](), list[int]()
    with opened(name, data) as document:
        numbers = range(1, len(document) + 1)
        read = [raw for number in numbers if (raw := raw_page(document, number)) is not None]
        raws = {raw.number: raw for raw in completed(read, data)}
        columns: Columns = ()
        for number in numbers:
            raw, before, columns = raws.get(number), columns, ()
            if raw is None:
                damaged.append(number)
                pages.append(Page(number=number, blocks=()))
            elif not needs_ocr(raw):
                page, columns = _page(raw, before)
                pages.append(page)
            elif recognise is None:
                unread.append(number)
                pages.append(Page(number=number, blocks=(), width=raw.width, height=raw.height))
            else:
                guessed.append(number)
                pages.append(recognise(picture_of(document, number, _OCR_DPI), number, _OCR_DPI))
    warnings = tuple(
        f"第 {'、'.join(map(str, listed))} 页{what}"
        for listed, what in (
            (unread, "没有可用的文字层，未读取"),
            (guessed, "没有可用的文字层，文字由图像识别得到"),
            (damaged, "已损坏，未读取"),
        )
        if listed
    )
    cleaned = paragraphs.mark(furniture.drop(tuple(pages)))
    return Pages(
        file=name,
        format=PurePath(name).suffix.lower().lstrip(".") or "pdf",
        pages=cleaned,
        warnings=warnings,
    )


Columns = tuple[tuple[float, float], ...]


def _page(raw: RawPage, before: Columns) -> tuple[Page, Columns]:
    """The page, and the columns of the table without vertical lines that it ends with."""
    segments = [*raw.segments, *walls(raw.segments, raw.glyphs)]
    found = frames(segments)
    filled, outside = into_cells(found, raw.glyphs)
    blocks: list[Block] = []
    for frame, cells in zip(found, filled, strict=True):
        if cells or len(frame.cells) > 3:
            blocks.append(_grid(frame, cells))
    rows = rows_of(outside)
    taken: set[int] = set()
    after: Columns = ()
    for table in unruled(rows, loose_rules(segments), before):
        blocks.append(table.grid)
        taken.update(range(table.first, table.last + 1))
        after = table.columns if table.last >= len(rows) - _FOOT else ()
    blocks += [Line(text=text_of(row), box=box_of(row)) for index, row in enumerate(rows) if index not in taken]
    blocks.sort(key=_place)
    return Page(number=raw.number, blocks=tuple(blocks), width=raw.width, height=raw.height), after


def _place(block: Block) -> tuple[float, float]:
    return (block.box.top, block.box.left) if block.box else (0.0, 0.0)


def _grid(frame: Frame, cells: dict[int, list[Glyph]]) -> Grid:
    made = []
    for index, (row, column, rows, columns) in enumerate(frame.cells):
        left, top, right, bottom = frame.box_of(index)
        made.append(
            GridCell(
                row=row,
                column=column,
                row_span=rows,
                column_span=columns,
                text="\n".join(text_of(line) for line in rows_of(cells.get(index, ()))),
                box=Box(left=left, top=top, right=right, bottom=bottom),
            )
        )
    return Grid(
        rows=len(frame.ys) - 1,
        columns=len(frame.xs) - 1,
        cells=tuple(made),
        box=Box(left=frame.xs[0], top=frame.ys[0], right=frame.xs[-1], bottom=frame.ys[-1]),
    )
