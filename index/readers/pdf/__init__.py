"""PDF → Pages: lines in reading order, ruled and unruled tables as grids, page furniture dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from index.model import Block, Box, Grid, GridCell, Line, Page, Pages
from index.readers.pdf import furniture, paragraphs
from index.readers.pdf.abreast import alleys, apart, ordered
from index.readers.pdf.broken import walls
from index.readers.pdf.lattice import Frame, frames, loose_rules
from index.readers.pdf.layout import box_of, into_cells, rows_of, text_of
from index.readers.pdf.marks import Glyph, RawPage
from index.readers.pdf.scans import Recogniser, Scans, Told
from index.readers.pdf.second import completed
from index.readers.pdf.source import has_layers, opened, raw_page
from index.readers.pdf.triage import needs_ocr
from index.readers.pdf.unruled import unruled

__all__ = ["Recogniser", "needs_ocr", "read_pdf"]

_FOOT = 2  # lines below which a table ends a page (a page number)


def read_pdf(name: str, data: bytes, *, recognise: Recogniser | None = None) -> Pages:
    """Read a PDF. Pages without usable text, and pictures on pages, go to ``recognise``; without one they are named as unread.

    Raises UnreadableFile for encrypted, truncated and empty files.
    """
    pages: list[Page] = []
    told = Told()
    with opened(name, data) as document:
        numbers = range(1, len(document) + 1)
        layers = has_layers(data)
        read = [raw for number in numbers if (raw := raw_page(document, number, layers=layers)) is not None]
        raws = {raw.number: raw for raw in completed(read, data)}
        scans = Scans(document, raws.values(), recognise, told, _layer_page)
        columns: Columns = ()
        for number in numbers:
            raw, before, columns = raws.get(number), columns, ()
            if raw is None:
                told.damaged.append(number)
                pages.append(Page(number=number, blocks=()))
            elif (scanned := scans.page(raw)) is not None:
                pages.append(scanned)
            else:
                page, columns = _page(raw, before)
                pages.append(scans.with_pictures(page, raw))
    cleaned = paragraphs.mark(furniture.drop(tuple(pages)))
    return Pages(
        file=name,
        format=PurePath(name).suffix.lower().lstrip(".") or "pdf",
        pages=cleaned,
        warnings=told.warnings(),
        running=furniture.running(tuple(pages)),
    )


Columns = tuple[tuple[float, float], ...]


def _layer_page(raw: RawPage) -> Page:
    """The page as its layer for searching tells it."""
    return _page(raw._replace(glyphs=list(raw.layer)), ())[0]


def _page(raw: RawPage, before: Columns) -> tuple[Page, Columns]:
    """The page, and the columns of the table without vertical lines that it ends with."""
    if raw.turned is None:
        blocks, columns = _blocks(raw, before)
        return Page(number=raw.number, blocks=tuple(blocks), width=raw.width, height=raw.height), columns
    upright, _ = _blocks(raw, before, turned=True)
    aside, _ = _blocks(raw.turned, (), turned=True)
    # What stands on its side has its place on the turned page only.
    blocks = [*upright, *map(_unplaced, aside)]
    return Page(number=raw.number, blocks=tuple(blocks), width=raw.width, height=raw.height), ()


def _unplaced(block: Block) -> Block:
    if isinstance(block, Line):
        return replace(block, box=None)
    return replace(block, box=None, cells=tuple(replace(cell, box=None) for cell in block.cells))


def _blocks(raw: RawPage, before: Columns, *, turned: bool = False) -> tuple[list[Block], Columns]:
    """Lines and grids from top to bottom. Of a page that is ``turned`` in part, only what is upright: a table whose text
    stands on its side is left out whole, a table with some headings on their side is not."""
    segments = [*raw.segments, *walls(raw.segments, raw.glyphs)]
    found = frames(segments)
    filled, outside = into_cells(found, raw.glyphs)
    blocks: list[Block] = []
    for frame, cells in zip(found, filled, strict=True):
        inside = [glyph for glyphs in cells.values() for glyph in glyphs]
        if turned and (not inside or 2 * sum(glyph.aside for glyph in inside) > len(inside)):
            continue
        if cells or len(frame.cells) > 3:
            blocks.append(_grid(frame, cells))
    beside = alleys(found) if len(found) > 1 else []
    rows = apart(rows_of(glyph for glyph in outside if not (turned and glyph.aside)), beside)
    taken: set[int] = set()
    after: Columns = ()
    for table in unruled(rows, loose_rules(segments), before):
        blocks.append(table.grid)
        taken.update(range(table.first, table.last + 1))
        after = table.columns if table.last >= len(rows) - _FOOT else ()
    blocks += [Line(text=text_of(row), box=box_of(row)) for index, row in enumerate(rows) if index not in taken]
    return ordered(blocks, beside), after


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
