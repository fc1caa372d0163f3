"""Grids → tables as a person understands them: one table over its pages, columns named, rows whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from index.model import Cell, Column, Row, Span, Table
from index.parsing.compose import Composed, PlacedLine
from index.parsing.tables.captions import note_of, unit_below
from index.parsing.tables.forms import INDICATORS, INFO, name_of, pieces_of
from index.parsing.tables.heading import columns_of
from index.parsing.tables.joining import Chain, chains_of
from index.parsing.tables.parts import Part, parts_of
from index.parsing.tables.rows import collapsed, dropped, levels_of, mended
from index.parsing.tables.shifted import set_right
from index.parsing.tables.units import MONEY, unit_of, unit_of_all
from index.parsing.tables.words import is_figure, squeeze, tidy

__all__ = ["parse_tables"]


def parse_tables(composed: Composed) -> tuple[Table, ...]:
    """Every table of the document, in reading order. ``Table.section`` is left at 0: sections are not known here."""
    tables: list[Table] = []
    for chain in chains_of(parts_of(composed)):
        tables.extend(_forms(chain) if chain.form else (_table(chain),))
    return _with_units(tuple(table for table in tables if table.columns), composed)


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
    units = [column.unit for column in columns if column.unit in MONEY]
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


_MONEY_SHARE = 0.3
_AMOUNT = re.compile(r"(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|亿元|千元|元)")
_OFTEN = 3  # so many amounts of one unit in the text make it the document's
_LARGE = 4  # digits


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
        unit = unit or next((column.unit for column in columns if column.unit in MONEY), None)
        source = "heading" if unit else None
        if unit is None and kind not in (INFO, INDICATORS):
            unit, source = chain.caption.unit, chain.caption.unit_from
        tables.append(replace(table, unit=unit, unit_from=source, pages=tuple(pages) or chain.pages))
    return tables


def _with_units(tables: tuple[Table, ...], composed: Composed) -> tuple[Table, ...]:
    """Units for tables that print none: from their page, else from the other tables where those agree."""
    on_page: dict[int | None, set[str]] = {}
    for block in composed.blocks:
        if isinstance(block, PlacedLine) and (unit := unit_of(block.line.text)):
            on_page.setdefault(block.page, set()).add(unit)
    running = {unit for text in composed.running if (unit := unit_of(text))}
    everywhere = running or {
        unit for block in composed.blocks if isinstance(block, PlacedLine) and (unit := unit_of_all(block.line.text))
    }
    claimed = {table.pages[0] for table in tables if table.unit_from == "caption" and table.pages}
    known = Counter(table.unit for table in tables if table.unit)
    result = []
    for table in tables:
        if table.unit is None and (_has_money(table) or (everywhere and _is_large(table))):
            page = table.pages[0] if table.pages else None
            printed = on_page.get(page, set())
            if page is not None and len(printed) == 1 and page not in claimed:
                table = replace(table, unit=next(iter(printed)), unit_from="page")
            elif len(everywhere) == 1:
                table = replace(table, unit=next(iter(everywhere)), unit_from="page")
            elif len(known) == 1 and _has_money(table):
                table = replace(table, unit=next(iter(known)), unit_from="inferred")
            elif not known and (told := _unit_of_text(table, composed)):
                table = replace(table, unit=told, unit_from="inferred")
        result.append(table)
    return tuple(result)


def _unit_of_text(table: Table, composed: Composed) -> str:
    """The one unit of all money in the text, where the text tells one of the table's amounts too, or the largest of them is of the size
    of what the text tells; "" where it cannot be told so."""
    lines = (block.line.text for block in composed.blocks if isinstance(block, PlacedLine))
    told = [(match["amount"].replace(",", ""), match["unit"]) for line in lines for match in _AMOUNT.finditer(line)]
    if len({unit for _, unit in told}) != 1 or len(told) < _OFTEN:
        return ""
    figures = [cell.text.replace(",", "") for row in table.rows for cell in row.cells if is_figure(cell.text)]
    amounts = {figure for figure in figures if re.fullmatch(r"\d+\.\d+", figure)}
    largest, most = (
        max((Decimal(n) for n in numbers), default=Decimal(0)) for numbers in (amounts, [n for n, _ in told])
    )
    same = bool(amounts & {amount for amount, _ in told if "." in amount and Decimal(amount)})
    return told[0][1] if same or most / 20 <= largest <= most else ""


def _has_money(table: Table) -> bool:
    """Whether its figures look like money: some have separators or decimals (counts, scores and shares have none)."""
    figures = [cell.text for row in table.rows for cell in row.cells if is_figure(cell.text)]
    money = sum(1 for text in figures if not text.endswith(("%", "％")) and set(text) & set(",，.．"))
    return money > _MONEY_SHARE * len(figures)


def _is_large(table: Table) -> bool:
    """Whether most figures are whole numbers too large to count people or things by."""
    figures = [cell.text for row in table.rows for cell in row.cells if is_figure(cell.text)]
    return 2 * sum(1 for text in figures if sum(map(str.isdigit, text)) >= _LARGE) > len(figures)


def spans_of(table: Table) -> tuple[Span, ...]:
    """Everything of the document that the table takes up: its title and its cells."""
    cells = (span for row in table.rows for cell in row.cells for span in cell.spans)
    return (*((table.title_span,) if table.title_span else ()), *cells)
