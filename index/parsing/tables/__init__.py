"""Grids → tables as a person understands them: one table over its pages, columns named, rows whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index.model import Cell, Column, Row, Span, Table
from index.parsing.compose import Composed
from index.parsing.tables.captions import note_of, unit_below
from index.parsing.tables.forms import INDICATORS, INFO, name_of, pieces_of
from index.parsing.tables.heading import columns_of
from index.parsing.tables.joining import Chain, chains_of
from index.parsing.tables.parts import Part, parts_of
from index.parsing.tables.rows import collapsed, dropped, levels_of, mended
from index.parsing.tables.shifted import set_right
from index.parsing.tables.units import is_money
from index.parsing.tables.unprinted import with_units
from index.parsing.tables.words import is_figure, squeeze, tidy

__all__ = ["parse_tables"]


def parse_tables(composed: Composed) -> tuple[Table, ...]:
    """Every table of the document, in reading order. ``Table.section`` is left at 0: sections are not known here."""
    tables: list[Table] = []
    for chain in chains_of(parts_of(composed)):
        tables.extend(_forms(chain) if chain.form else (_table(chain),))
    return with_units(tuple(table for table in tables if table.columns), composed)


def _table(chain: Chain) -> Table:
    part, depth = chain.part, chain.depth
    heading_keys = [tuple(squeeze(i.text) for i in part.row(row) if i.text) for row in range(depth)]
    levels = levels_of(part, depth)
    if levels:
        gone = {id(item) for item in levels.values()}
        blanked = (replace(i, text="", spans=()) if id(i) in gone else i for i in part.items)
        part = replace(part, items=tuple(blanked))
    part = dropped(mended(part, depth, chain.joints), depth, heading_keys)
    wide = part.columns
    own = {column for column in levels if not _is_merged(chain.part, depth, column)}
    part = collapsed(part, depth, own) if part.ruled or levels else part
    columns = columns_of(part.matrix[:depth], part.columns)
    if levels and part.columns == wide:
        columns = tuple(
            replace(column, path=(*column.path, tidy(levels[index].text))) if index in levels else column
            for index, column in enumerate(columns)
        )
        columns = _without_level_marks(columns, levels)
    part = set_right(part, depth)
    body = [item for item in part.items if item.row >= depth]
    note = "" if any(is_figure(item.text) for item in body) else note_of(part, body)
    return _made(chain, part, depth, columns, note=note)


def _is_merged(part: Part, depth: int, column: int) -> bool:
    """Whether rows below that of the marks have one cell where the marks divide: then they divide nothing."""
    return any(i.row > depth and i.column < column < i.column + i.column_span and i.text for i in part.items)


def _without_level_marks(columns: tuple[Column, ...], marked: Iterable[int]) -> tuple[Column, ...]:
    """科目编码（一级）/类 is 科目编码/类: the level has a name of its own."""
    cleaned = list(columns)
    for index in marked:
        *outer, name, own = columns[index].path if len(columns[index].path) > 1 else ("", *columns[index].path)
        if name.endswith("级）"):
            cleaned[index] = replace(columns[index], path=(*outer, name[: name.rindex("（")], own))
    return tuple(cleaned)


def _made(
    chain: Chain, part: Part, depth: int, columns: tuple[Column, ...], *, note: str = "", title: str | None = None
) -> Table:
    caption = chain.caption
    rows = tuple(_row(part, row) for row in range(depth, part.rows))
    units = [column.unit for column in columns if is_money(column.unit)]
    unit, source = caption.unit, caption.unit_from
    if unit is None and units:
        unit, source = units[0], "heading"
    if unit is None and (below := unit_below(chain.part)):
        unit, source = below, "caption"
    return Table(
        title=caption.title if title is None else title,
        unit=unit,
        unit_from=source,
        columns=columns,
        rows=rows,
        pages=chain.pages,
        section=0,
        note=note,
        title_span=caption.title_span,
    )


def _row(part: Part, row: int) -> Row:
    cells = [Cell(text="", covered=True)] * part.columns
    page = None
    for column, owner in enumerate(part.matrix[row]):
        if owner is None:
            cells[column] = Cell(text="")
        elif owner.row == row and owner.column == column:
            page = owner.page if page is None else page
            cells[column] = Cell(
                text=owner.text,
                spans=owner.spans,
                page=owner.page,
                box=owner.box,
                row_span=owner.row_span,
                column_span=owner.column_span,
                moved_from=owner.moved_from,
                confidence=owner.confidence,
            )
    return Row(cells=tuple(cells), page=page if page is not None else part.page)


def _forms(chain: Chain) -> list[Table]:
    name = name_of(chain.part)
    title = chain.caption.title
    if name and squeeze(name) not in squeeze(title):
        title = f"{title}（{name}）"
    tables = []
    for kind, columns, part, unit in pieces_of(chain.part):
        table = _made(chain, part, 0, columns, title=f"{title} {kind}".strip())
        pages = sorted({cell.page for row in table.rows for cell in row.cells if cell.page is not None and cell.text})
        unit = unit or next((column.unit for column in columns if is_money(column.unit)), None)
        source = "heading" if unit else None
        if unit is None and kind not in (INFO, INDICATORS):
            unit, source = chain.caption.unit, chain.caption.unit_from
        tables.append(replace(table, unit=unit, unit_from=source, pages=tuple(pages) or chain.pages))
    return tables


def spans_of(table: Table) -> tuple[Span, ...]:
    """Everything of the document that the table takes up: its title and its cells."""
    cells = (span for row in table.rows for cell in row.cells for span in cell.spans)
    return (*((table.title_span,) if table.title_span else ()), *cells)
