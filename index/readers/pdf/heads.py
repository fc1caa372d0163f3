"""Headings over columns that no vertical line parts: which heading belongs to which column, and which span several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from index.model import Box, Grid, GridCell
from index.readers.pdf.lattice import Rule
from index.readers.pdf.layout import box_of, text_of
from index.readers.pdf.marks import Glyph

Span = tuple[float, float]
_CENTRED = 1.0  # heights: so near to the middle of several columns stands what heads them all
_WRAPPED = 0.6  # heights between two lines of one heading
_LEVEL = 0.5  # heights: middles of headings of one row


class Cell(NamedTuple):
    """A heading, wrapped or not."""

    text: str
    box: Box
    size: float

    @property
    def extent(self) -> Span:
        return self.box.left, self.box.right

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


class Head(NamedTuple):
    """The columns, and the headings as (row, column, how many columns, cell)."""

    columns: list[Span]
    placed: list[tuple[int, int, int, Cell]]

    def above(self, body: Grid) -> Grid:
        """The body with the headings on top, on the edges of its columns."""
        edges = edges_of(self.columns)
        high = 1 + max((row for row, *_ in self.placed), default=-1)
        bands = {
            row: (
                min(c.box.top for r, *_, c in self.placed if r == row),
                max(c.box.bottom for r, *_, c in self.placed if r == row),
            )
            for row in range(high)
        }
        told = [
            (*self._rows(row, column, wide, high), column, wide, cell.text) for row, column, wide, cell in self.placed
        ]
        taken = {
            (r, c) for top, end, column, wide, _ in told for r in range(top, end) for c in range(column, column + wide)
        }
        told += [(r, r + 1, c, 1, "") for r in range(high) for c in range(body.columns) if (r, c) not in taken]
        cells = [
            GridCell(
                row=top,
                column=column,
                row_span=end - top,
                column_span=wide,
                text=text,
                box=Box(left=edges[column], top=bands[top][0], right=edges[column + wide], bottom=bands[end - 1][1]),
            )
            for top, end, column, wide, text in sorted(told, key=lambda t: (t[0], t[2]))
        ]
        cells += [replace(cell, row=cell.row + high) for cell in body.cells]
        top = min((band[0] for band in bands.values()), default=body.box.top if body.box else 0.0)
        around = Box(left=edges[0], top=top, right=edges[-1], bottom=body.box.bottom if body.box else top)
        return replace(body, rows=body.rows + high, cells=tuple(cells), box=around)

    def _rows(self, row: int, column: int, wide: int, high: int) -> tuple[int, int]:
        """From right below the heading above down to its own row, or to the last one where nothing stands below."""
        others = [r for r, c, w, _ in self.placed if r != row and c < column + wide and column < c + w]
        end = row + 1 if any(r > row for r in others) else high
        return 1 + max((r for r in others if r < row), default=-1), end


def edges_of(columns: Sequence[Span]) -> list[float]:
    """Where one column ends and the next begins: in the middle of the white space."""
    return [columns[0][0], *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), columns[-1][1]]


def cells_of(chunks: Sequence[Sequence[Glyph]], rules: Sequence[Rule]) -> list[Cell]:
    """Words one right below the other, with no line between them, are one heading."""
    cells: list[Cell] = []
    for glyphs in chunks:
        box, size, text = box_of(glyphs), glyphs[0].size, text_of(glyphs)
        for number, above in enumerate(cells):
            shared = min(above.box.right, box.right) - max(above.box.left, box.left)
            near = -size < box.top - above.box.bottom < _WRAPPED * size
            ruled = any(above.middle < y < box.bottom and low < box.right and high > box.left for y, low, high in rules)
            narrow = min(above.box.right - above.box.left, box.right - box.left)
            if near and not ruled and box.top > above.box.top + 0.5 * size and shared > 0.5 * narrow:
                around = Box(
                    left=min(above.box.left, box.left),
                    top=above.box.top,
                    right=max(above.box.right, box.right),
                    bottom=box.bottom,
                )
                cells[number] = Cell(f"{above.text}\n{text}", around, size)
                break
        else:
            cells.append(Cell(text, box, size))
    return cells


def headed(cells: Sequence[Cell], columns: Sequence[Span], rules: Sequence[Rule]) -> Head:
    """Give each column a heading, in order; a heading without figures below it is a column too."""
    rows = _rows(cells)
    leaves = _leaves(rows, columns, rules)
    leaves.sort(key=lambda cell: _middle(cell.extent))
    matched = _matched([cell.extent for cell in leaves], columns)
    found: list[tuple[Span, Cell | None]] = [
        (columns[n], None) for n in range(len(columns)) if n not in matched.values()
    ]
    for number, leaf in enumerate(leaves):
        own = columns[matched[number]] if number in matched else leaf.extent
        found.append(((min(own[0], leaf.extent[0]), max(own[1], leaf.extent[1])), leaf))
    found.sort(key=lambda pair: _middle(pair[0]))
    whole = [span for span, _ in found]
    places = {id(cell): n for n, (_, cell) in enumerate(found) if cell is not None}
    depth = [next((r for r, row in enumerate(rows) if cell in row), len(rows)) for _, cell in found]
    placed = []
    for number, row in enumerate(rows):
        for cell in row:
            if id(cell) in places:
                first, wide = places[id(cell)], 1
            else:
                first, wide = _ruled(cell, row, whole, rules) or _spanned(cell, number, whole, depth)
            placed.append((number, first, wide, cell))
    return Head(whole, _apart_from_another(placed))


def _apart_from_another(placed: Sequence[tuple[int, int, int, Cell]]) -> list[tuple[int, int, int, Cell]]:
    """No heading on top of another: the later one takes what is left, or its words join those that are there."""
    taken: dict[tuple[int, int], int] = {}
    found: list[tuple[int, int, int, Cell]] = []
    for row, first, wide, cell in placed:
        free = [n for n in range(first, first + wide) if (row, n) not in taken]
        if free:
            run = [n for n in free if n - free[0] == free.index(n)]
            taken |= {(row, n): len(found) for n in run}
            found.append((row, run[0], len(run), cell))
        else:
            number = taken[row, first]
            there = found[number]
            found[number] = (*there[:3], there[3]._replace(text=f"{there[3].text}{cell.text}"))
    return found


def _leaves(rows: Sequence[Sequence[Cell]], columns: Sequence[Span], rules: Sequence[Rule]) -> list[Cell]:
    """Headings of single columns: those without a line right below them that ends above the lowest heading.

    Where no such line is drawn, those of the lowest row, and from the rows above what columns without one need.
    """
    every = [cell for row in rows for cell in row]
    top, bottom = min((c.middle for c in every), default=0.0), max((c.box.bottom for c in every), default=0.0)
    inner = [(y, low, high) for y, low, high in rules if top < y < bottom]
    if inner:
        return [c for c in every if not any(y > c.middle and low < _middle(c.extent) < high for y, low, high in inner)]
    leaves: list[Cell] = list(rows[-1]) if rows else []
    for row in reversed(rows[:-1]):
        if len(leaves) >= len(columns):
            break
        matched = _matched([cell.extent for cell in leaves], columns)
        bare = [c for n, c in enumerate(columns) if n not in matched.values()]
        for cell in row:
            near = min(bare, key=lambda c: _apart(c, cell.extent), default=None)
            if near is not None and all(_apart(near, cell.extent) < _apart(near, o.extent) for o in leaves):
                bare.remove(near)
                leaves.append(cell)
    return leaves


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: c.middle):
        if rows and cell.middle - rows[-1][0].middle < _LEVEL * cell.size:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda c: c.box.left) for row in rows]


def _ruled(cell: Cell, row: Sequence[Cell], columns: Sequence[Span], rules: Sequence[Rule]) -> tuple[int, int] | None:
    """The columns above which the line right below a heading runs, shared out where it runs below several."""
    middle = _middle(cell.extent)
    below = min(((y, low, high) for y, low, high in rules if y > cell.middle and low < middle < high), default=None)
    if below is None:
        return None
    covered = [n for n, column in enumerate(columns) if below[1] < _middle(column) < below[2]]
    sharing = [o for o in row if below[1] < _middle(o.extent) < below[2]]
    if not len(sharing) <= len(covered) < len(columns) + (len(sharing) > 1):
        return None
    bounds = _shared_out(sharing, [columns[n] for n in covered])
    first, last = bounds[sharing.index(cell)]
    return covered[first], last - first


def _shared_out(headings: Sequence[Cell], columns: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Neighbouring columns for every heading (first, one past the last), so that each stands near their middle."""

    @cache
    def best(heading: int, first: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        left = len(headings) - heading - 1
        lasts = range(first + 1, len(columns) - left + 1) if left else (len(columns),)
        return min(given(heading, first, last, best(heading + 1, last) if left else (0.0, ())) for last in lasts)

    def given(
        heading: int, first: int, last: int, rest: tuple[float, tuple[tuple[int, int], ...]]
    ) -> tuple[float, tuple[tuple[int, int], ...]]:
        middle = (columns[first][0] + columns[last - 1][1]) / 2
        return abs(middle - _middle(headings[heading].extent)) + rest[0], ((first, last), *rest[1])

    return best(0, 0)[1]


def _spanned(cell: Cell, row: int, columns: Sequence[Span], depth: Sequence[int]) -> tuple[int, int]:
    """The columns whose middle a heading stands over; the nearest one alone where it stands over no middle."""
    ranges = [
        (i, j)
        for i in range(len(columns))
        for j in range(i + 1, len(columns))
        if all(depth[k] > row for k in range(i, j + 1))
    ]
    apart = {(i, j): abs((columns[i][0] + columns[j][1]) / 2 - _middle(cell.extent)) for i, j in ranges}
    best = min(apart, key=lambda r: apart[r], default=None)
    if best is not None and apart[best] <= _CENTRED * cell.size:
        return best[0], best[1] - best[0] + 1
    return min(range(len(columns)), key=lambda n: _apart(columns[n], cell.extent)), 1


def _matched(headings: Sequence[Span], columns: Sequence[Span]) -> dict[int, int]:
    """Heading → column, in order, as many as can be, the distances together as small as can be."""
    few = min(len(headings), len(columns))

    @cache
    def best(h: int, c: int, left: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if left == 0:
            return 0.0, ()
        if len(headings) - h < left or len(columns) - c < left:
            return float("inf"), ()
        cost, pairs = best(h + 1, c + 1, left - 1)
        together = (cost + _apart(headings[h], columns[c]), ((h, c), *pairs))
        return min(together, best(h + 1, c, left), best(h, c + 1, left))

    return dict(best(0, 0, few)[1])


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def _apart(a: Span, b: Span) -> float:
    """How far apart two extents are; those that overlap the more the nearer."""
    overlap = min(a[1], b[1]) - max(a[0], b[0])
    return -overlap if overlap > 0 else max(a[0], b[0]) - min(a[1], b[1])
