"""A grid on one page as a part of a table: its cells by row and column, and the lines that stand above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from index.language.marks import unmarked
from index.model import Box, Line, Span
from index.parsing.compose import Composed, PlacedGrid, PlacedLine
from index.parsing.tables.words import is_caption, is_title, tidy

_LAYOUT = 3  # rows: a grid that only lays out a title and captions has no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A cell with its place in the part; ``moved_from`` is the column it was printed in where it was set right.

    ``full`` is the width of its widest line that was wrapped, ``tail`` that of its last line, in characters.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    spans: tuple[Span, ...] = ()
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None
    moved_from: int | None = None
    full: float = 0.0
    tail: float = 0.0


Matrix = tuple[tuple[Item | None, ...], ...]
"""Which item covers each position, None where no cell is."""


@dataclass(frozen=True, kw_only=True)  # no slots: what is worked out of the items is kept
class Part:
    """``edges`` are the column boundaries, 0 at the left and 1 at the right of the grid, () where the format has none.

    ``above`` are the lines since the grid before; ``below`` those up to the next one. ``first``: nothing
    else stands before it on its page. ``begins``: it is known to begin a table of its own. ``last``: no grid comes after it.
    """

    items: tuple[Item, ...]
    rows: int
    columns: int
    edges: tuple[float, ...] = ()
    box: Box | None = None
    ruled: bool = True
    page: int | None = None
    above: tuple[PlacedLine, ...] = ()
    below: tuple[PlacedLine, ...] = ()
    first: bool = False
    begins: bool = False
    last: bool = False

    @cached_property
    def matrix(self) -> Matrix:
        """Which item covers each position."""
        return matrix_of(self.items, self.rows, self.columns)

    @cached_property
    def by_row(self) -> tuple[tuple[Item, ...], ...]:
        """The cells by the row in which they begin, in one pass: asking row by row must not go through all of them."""
        found: list[list[Item]] = [[] for _ in range(self.rows)]
        for item in self.items:
            if 0 <= item.row < self.rows:
                found[item.row].append(item)
        return tuple(map(tuple, found))

    def row(self, index: int) -> tuple[Item, ...]:
        """The cells that begin in this row."""
        return self.by_row[index] if 0 <= index < self.rows else ()

    def texts(self, index: int) -> tuple[str, ...]:
        """The row's words by column, "" where covered or blank."""
        texts = [""] * self.columns
        for item in self.row(index):
            texts[item.column] = item.text
        return tuple(texts)


def matrix_of(items: Iterable[Item], rows: int, columns: int) -> Matrix:
    """Positions to the items that cover them."""
    owner: list[list[Item | None]] = [[None] * columns for _ in range(rows)]
    for item in items:
        for row in range(item.row, min(item.row + item.row_span, rows)):
            for column in range(item.column, min(item.column + item.column_span, columns)):
                owner[row][column] = item
    return tuple(map(tuple, owner))


def parts_of(composed: Composed) -> list[Part]:
    """Every grid of the document, in reading order."""
    parts: list[Part] = []
    lines: list[PlacedLine] = []
    page: int | None = None
    before_on_page = 0
    for block in composed.blocks:
        if block.page != page:
            page, before_on_page = block.page, 0
        if isinstance(block, PlacedLine):
            lines.append(block)
            before_on_page += bool(block.line.text.strip())
            continue
        if told := _lines_in(block, composed.text):
            lines.extend(told)
            before_on_page += 1
            continue
        above = tuple(lines)
        if parts:
            parts[-1] = replace(parts[-1], below=above)
        parts.append(_part(block, composed.text, above, first=before_on_page == 0))
        lines = []
        before_on_page += 1
    if parts:
        parts[-1] = replace(parts[-1], below=tuple(lines), last=True)
    return [part for part in parts if part.items]


def _lines_in(block: PlacedGrid, text: str) -> tuple[PlacedLine, ...]:
    """The cells of a grid that only lays out a title or captions (单位：… at the left, 单位：万元 at the right)."""
    spans = [span for span in block.spans if span.cut(text).strip()]
    if block.grid.rows > _LAYOUT or not all(is_caption(s.cut(text)) or is_title(s.cut(text)) for s in spans):
        return ()
    return tuple(PlacedLine(line=Line(text=span.cut(text)), span=span, page=block.page) for span in spans)


def _part(block: PlacedGrid, text: str, above: tuple[PlacedLine, ...], *, first: bool) -> Part:
    items = []
    for cell, span in zip(block.grid.cells, block.spans, strict=True):
        words = unmarked(tidy(span.cut(text)))
        widths = [_width(line) for line in cell.text.split("\n")]
        items.append(
            Item(
                row=cell.row,
                column=cell.column,
                row_span=max(1, min(cell.row_span, block.grid.rows - cell.row)),
                column_span=max(1, min(cell.column_span, block.grid.columns - cell.column)),
                text=words,
                spans=(span,) if words else (),
                page=block.page,
                box=cell.box,
                confidence=cell.confidence,
                full=max(widths[:-1], default=0.0),
                tail=widths[-1],
            )
        )
    return Part(
        items=tuple(items),
        rows=block.grid.rows,
        columns=block.grid.columns,
        edges=_edges(items, block.grid.columns, block.grid.box),
        box=block.grid.box,
        ruled=block.grid.ruled,
        page=block.page,
        above=above,
        first=first,
    )


def _width(line: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in line)


def _edges(items: Sequence[Item], columns: int, box: Box | None) -> tuple[float, ...]:
    if box is None or box.right <= box.left or any(item.box is None for item in items):
        return ()
    lefts: dict[int, float] = {}
    for item in items:
        if item.box is not None:
            lefts[item.column] = item.box.left
            lefts.setdefault(item.column + item.column_span, item.box.right)
    if len(lefts) != columns + 1:
        return ()
    width = box.right - box.left
    return tuple((lefts[column] - box.left) / width for column in range(columns + 1))


def without_rows(part: Part, rows: Iterable[int]) -> Part:
    """The part without some rows; a cell that began in one of them begins in the next that stays."""
    gone = set(rows)
    if not gone:
        return part
    places, kept = dict[int, int](), 0
    for row in range(part.rows):
        places[row] = kept
        kept += row not in gone
    items = []
    for item in part.items:
        covered = [row for row in range(item.row, item.row + item.row_span) if row not in gone]
        if covered:
            items.append(replace(item, row=places[covered[0]], row_span=len(covered)))
    return replace(part, items=tuple(items), rows=kept)
