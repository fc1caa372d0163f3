"""Rows of a sheet → titles as lines, tables as grids.

On paper a title and the line with the unit stand above a table; in a sheet they are its first rows. Here they are
taken out, so that a table is the same table in every format.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from index.model import Block, Grid, GridCell, Line
from index.readers.running import parted

_LABELLED = re.compile(r"^[^:：]{1,12}[:：]")
_NOTE = re.compile(r"^[(（]?(?:注|备注|说明|附注)[:：\d一二三]")
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)
_SHORT = re.compile(r"^\W*(?:附件|附表|表|公开)?\W*[\d一二三四五六七八九十]*\W*$|^[^:：]{1,12}[:：]")
_GAP = "    "
_WIDEST = 1000  # columns
_SPAN = 60  # columns: a wider cell is a slip, or malice, unless there are as many cells
_LONG = 24  # characters: a sentence, not a label


def blocks_of_rows(rows: Sequence[Sequence[str]]) -> list[Block]:
    """The same for rows of bare texts."""
    return blocks_of_cells(
        [GridCell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    )


def blocks_of_cells(cells: Sequence[GridCell], *, loose: bool = True) -> list[Block]:
    """Blocks of one sheet. Blank rows part two tables where a title follows; else they are nothing but white.

    ``loose``: a title may stand in a narrow cell and flow over, as in sheets; else it must be as wide as the table.
    """
    by_row: dict[int, list[GridCell]] = defaultdict(list)
    covered: set[int] = set()
    for cell in cells:
        by_row[cell.row].append(cell)
        if cell.text and cell.row_span > 1:
            covered.update(range(cell.row + 1, cell.row + cell.row_span))
    filled = sorted({row for row, found in by_row.items() if any(cell.text for cell in found)} | covered)
    width = max((cell.column + cell.column_span for cell in cells if cell.text), default=0)
    parts: list[list[int]] = [[]]
    for last, row, after in zip([-1, *filled], filled, [*filled[1:], None], strict=False):
        below = by_row[after] if after is not None else ()
        if row > last + 1 and row not in covered and after is not None and _begins_table(by_row[row], below, width):
            parts.append([])
        parts[-1].append(row)
    if loose:
        tied = covered | {cell.row for cell in cells if cell.row_span > 1 and cell.text}
        parts = [stretch for part in parts for stretch in parted(part, by_row, tied)]
    return [block for part in parts if part for block in _part(part, by_row, covered, loose)]


def headed(blocks: list[Block], title: str) -> list[Block]:
    """The sheet's title as a heading; where no line is one, the name on its tab."""
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            break
        if not _SHORT.match(block.text):
            return [*blocks[:number], Line(text=block.text, heading=1), *blocks[number + 1 :]]
    return [Line(text=title, heading=1), *blocks] if blocks and not _DEFAULT_NAME.match(title) else blocks


def _begins_table(row: Sequence[GridCell], below: Sequence[GridCell], width: int) -> bool:
    """A title over the whole width, or one above a row with the unit; a lone label is a row of the table before."""
    wide = max(2, width - 1)
    return _is_caption(row, wide) or (_is_caption(row, 1) and _is_caption(below, wide))


def _part(rows: list[int], by_row: dict[int, list[GridCell]], covered: set[int], loose: bool) -> list[Block]:
    tied = covered | {row for row in rows if any(cell.row_span > 1 and cell.text for cell in by_row[row])}
    first, last = 0, len(rows)
    width = max((c.column + c.column_span for row in rows for c in by_row[row] if c.text), default=0)
    while first < last and rows[first] not in tied and _is_caption(by_row[rows[first]], 1 if loose else width):
        first += 1
    while first < last and rows[last - 1] not in tied and _is_note(by_row[rows[last - 1]], width):
        last -= 1
    table = _grid(rows[first:last], by_row)
    above = [line for row in rows[:first] for line in _lines(by_row[row])]
    return [*above, *table, *(line for row in rows[last:] for line in _lines(by_row[row]))]


def _is_caption(cells: Sequence[GridCell], wide: int) -> bool:
    """A title (one filled cell as wide as asked), or a row of labelled words (部门：…, 单位：…)."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) <= 1 and all(cell.column_span >= wide for cell in filled):
        return True
    return len(filled) <= 3 and all(_LABELLED.match(cell.text) for cell in filled)


def _is_note(cells: Sequence[GridCell], width: int) -> bool:
    texts = [cell for cell in cells if cell.text]
    if len(texts) != 1:
        return False
    (cell,) = texts
    return bool(_NOTE.match(cell.text)) or len(cell.text) > _LONG or (width > 2 and cell.column_span >= width)


def _lines(cells: Sequence[GridCell]) -> list[Line]:
    """One line for a row; a text that fills a cell on its own keeps its lines."""
    texts = [cell.text for cell in cells if cell.text]
    if len(texts) == 1:
        return [Line(text=text) for text in texts[0].split("\n")]
    return [Line(text=_GAP.join(" ".join(text.split("\n")) for text in texts))] if texts else []


def _grid(rows: list[int], by_row: dict[int, list[GridCell]]) -> list[Grid]:
    """The rows as a grid without white margins; white rows within are closed up."""
    filled = [cell for row in rows for cell in by_row[row] if cell.text]
    if not filled:
        return []
    left = min(cell.column for cell in filled)
    right = max(cell.column + cell.column_span for cell in filled)
    number = {row: n for n, row in enumerate(rows)}
    cells = [
        replace(
            cell,
            row=number[row],
            column=max(cell.column, left) - left,
            row_span=sum(1 for r in range(row, row + cell.row_span) if r in number),
            column_span=min(cell.column + cell.column_span, right) - max(cell.column, left),
        )
        for row in rows
        for cell in by_row[row]
        if cell.column < right and cell.column + cell.column_span > left
    ]
    return [Grid(rows=len(rows), columns=right - left, cells=tuple(cells))]


def placed(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[GridCell]:
    """Cells as markup gives them, (text, row span, column span), put where browsers put them.

    A row span of 0 reaches to the end. Spans are cut at the end of the table, and rows and columns in which no cell
    begins are closed up, so that no number in a file makes a large table.
    """
    taken: dict[int, set[int]] = defaultdict(set)
    cells: list[GridCell] = []
    most = max(_SPAN, *map(len, rows)) if rows else 0
    rows = [[(text, down, across if across <= most else 1) for text, down, across in row] for row in rows]
    widest = min(max((sum(span for _, _, span in row) for row in rows if len(row) > 1), default=1), _WIDEST)
    for number, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while column in taken[number]:
                column += 1
            if column >= _WIDEST:
                break
            down = min(down, len(rows) - number) if down > 0 else len(rows) - number
            across = max(1, min(across, widest - column))
            for below in range(number, number + down):
                taken[below].update(range(column, column + across))
            cells.append(GridCell(row=number, column=column, text=text, row_span=down, column_span=across))
            column += across
        del taken[number]
    return closed_up(cells)


def closed_up(cells: Sequence[GridCell]) -> list[GridCell]:
    """The cells without the rows and columns in which no cell begins: only spans made them."""
    begins_r, begins_c = sorted({c.row for c in cells}), sorted({c.column for c in cells})
    row = {old: new for new, old in enumerate(begins_r)}
    column = {old: new for new, old in enumerate(begins_c)}
    return [
        replace(
            cell,
            row=row[cell.row],
            column=column[cell.column],
            row_span=bisect_left(begins_r, cell.row + cell.row_span) - row[cell.row],
            column_span=bisect_left(begins_c, cell.column + cell.column_span) - column[cell.column],
        )
        for cell in cells
    ]
