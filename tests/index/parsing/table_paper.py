"""Grids drawn as rows of words: ``<`` is covered by the cell on its left, ``^`` by the one above."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Block, Box, Grid, GridCell, Line, Page, Pages, Table
from index.parsing.compose import compose
from index.parsing.tables import parse_tables

Rows = Sequence[Sequence[str]]
PLAIN = [["项目", "预算数"], ["一、基本支出", "1,200.00"], ["合计", "1,200.00"]]


def ruled(rows: Rows, widths: Sequence[float] | None = None, top: float = 100.0, left: float = 50.0) -> Grid:
    """A grid with boxes and spans, as a PDF gives it."""
    count = len(rows[0])
    edges = [left]
    for width in widths or [100.0] * count:
        edges.append(edges[-1] + width)
    cells = []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words in ("<", "^"):
                continue
            wide = 1
            while c + wide < count and row[c + wide] == "<":
                wide += 1
            high = 1
            while r + high < len(rows) and rows[r + high][c] == "^":
                high += 1
            box = Box(left=edges[c], top=top + 20 * r, right=edges[c + wide], bottom=top + 20 * (r + high))
            cells.append(GridCell(row=r, column=c, text=words, row_span=high, column_span=wide, box=box))
    box = Box(left=edges[0], top=top, right=edges[-1], bottom=top + 20 * len(rows))
    return Grid(rows=len(rows), columns=count, cells=tuple(cells), box=box)


def flat(rows: Rows) -> Grid:
    """A grid without places and spans, as tab-separated text gives it."""
    cells = tuple(GridCell(row=r, column=c, text=t) for r, row in enumerate(rows) for c, t in enumerate(row))
    return Grid(rows=len(rows), columns=max(map(len, rows)), cells=cells, ruled=False)


def tables(*pages: Sequence[Block | str], numbered: bool = True) -> tuple[Table, ...]:
    """The tables of a document whose pages hold these lines and grids."""
    made = [
        Page(
            number=number if numbered else None,
            blocks=tuple(Line(text=block) if isinstance(block, str) else block for block in blocks),
        )
        for number, blocks in enumerate(pages, 1)
    ]
    return parse_tables(compose(Pages(file="甲.pdf", format="pdf", pages=tuple(made))))


def header(table: Table) -> list[str]:
    return ["/".join(column.path) for column in table.columns]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]
