"""Tables without vertical lines: columns told by the white space between amounts that stand below one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.model import Box, Grid, GridCell
from index.readers.pdf.lattice import Rule
from index.readers.pdf.layout import box_of, text_of
from index.readers.pdf.marks import Glyph

_GAP = 1.0  # heights of a glyph: white space that parts two cells
_NARROW_GAP = 0.25  # heights: enough where an amount begins or ends
_PRICE = re.compile(r"[-+－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{1,6}")
_FIGURE = re.compile(r"[-+－△▲(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）]?%?|[—–-]{1,2}")
_PRECISE = re.compile(r".*\d[,，.]\d")
_LEADERS = re.compile(r"[.…·]{3}")
_BETWEEN = 3  # lines without figures that may stand between lines with some
_PITCH = 3.5  # heights between two lines of one table
_HEADING = 4  # lines
_ALIGNED = 0.8  # heights: amounts of one column begin, end or centre this near to one another
_RULED = 3  # horizontal lines of equal extent that make a table
_TALL = 6  # heights: no heading row is taller
_ENOUGH = 3  # amounts with decimals or separators without which no table is believed

Line = list[Glyph]


class Chunk(NamedTuple):
    """Glyphs of a line without a wide gap between them."""

    glyphs: list[Glyph]
    text: str
    left: float
    right: float

    @property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(self.text.replace(" ", "")) is not None


class Found(NamedTuple):
    """A table and the lines that it is made of (indexes)."""

    grid: Grid
    first: int
    last: int


def unruled(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Found]:
    """Tables among the lines of running text, in order."""
    rows = [_chunks(line) for line in lines]
    found: list[Found] = []
    start = 0
    while start < len(rows):
        if not _is_tabular(rows[start]):
            start += 1
            continue
        end = _last(rows, start)
        for index in range(start, end + 1):
            if _is_tabular(rows[index]):
                rows[index] = [part for chunk in rows[index] for part in _apart(chunk)]
        tabular = [row for row in rows[start : end + 1] if _is_tabular(row)]
        columns = _columns([row for row in tabular if any(_PRECISE.match(chunk.text) for chunk in row)] or tabular)
        floor = found[-1].last + 1 if found else 0
        if _is_table(rows[start : end + 1], columns):
            first = min(_heading(rows, start, columns, floor), _under_top_line(rows, start, columns, rules, floor))
            bottom = _below(rows, end, columns, rules)
            found.append(Found(_grid(rows[first : bottom + 1], start - first, columns, rules), first, bottom))
            end = bottom
        start = end + 1
    return found


def _chunks(line: Line) -> list[Chunk]:
    groups: list[list[Glyph]] = []
    for glyph in line:
        last = groups[-1][-1] if groups else None
        if last is not None and glyph.left - last.right <= _GAP * max(min(glyph.size, last.size), 1.0):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [Chunk(group, text_of(group), group[0].left, group[-1].right) for group in groups]


def _apart(chunk: Chunk) -> list[Chunk]:
    """The chunk cut where a narrow gap stands behind or before an amount: cells that nearly touch (5,207.90 八、…)."""
    cuts = [
        i
        for i in range(1, len(chunk.glyphs))
        if chunk.glyphs[i].left - chunk.glyphs[i - 1].right > _NARROW_GAP * max(chunk.glyphs[i].size, 1.0)
    ]
    ends = [0, *cuts, len(chunk.glyphs)]
    words = [chunk.glyphs[a:b] for a, b in pairwise(ends)]
    runs = [words[0]]
    for word in words[1:]:
        if _PRICE.fullmatch(text_of(runs[-1])) or _PRICE.fullmatch(text_of(word)):
            runs.append(word)
        else:
            runs[-1] = [*runs[-1], *word]
    return [Chunk(run, text_of(run), run[0].left, run[-1].right) for run in runs]


def _is_tabular(row: Sequence[Chunk]) -> bool:
    return len(row) > 1 and any(chunk.is_figure for chunk in row) and not any(_LEADERS.search(c.text) for c in row)


def _last(rows: Sequence[list[Chunk]], start: int) -> int:
    """The last tabular line that belongs to the one at ``start``."""
    last, index = start, start + 1
    while index < len(rows) and index - last <= _BETWEEN + 1:
        if _distance(rows[index - 1], rows[index]) > _PITCH:
            break
        if _is_tabular(rows[index]):
            last = index
        index += 1
    return last


def _distance(upper: Sequence[Chunk], lower: Sequence[Chunk]) -> float:
    glyph, below = upper[0].glyphs[0], lower[0].glyphs[0]
    return (below.bottom - glyph.bottom) / max(glyph.size, below.size, 1.0)


def _columns(rows: Sequence[list[Chunk]]) -> list[tuple[float, float]]:
    """Where no line prints anything is the white space between two columns."""
    spans = sorted((chunk.left, chunk.right) for row in rows for chunk in row)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _column_of(columns: Sequence[tuple[float, float]], chunk: Chunk) -> int:
    def apart(index: int) -> float:
        left, right = columns[index]
        overlap = min(right, chunk.right) - max(left, chunk.left)
        return -overlap if overlap > 0 else abs((left + right) / 2 - (chunk.left + chunk.right) / 2)

    return min(range(len(columns)), key=apart)


def _is_table(rows: Sequence[list[Chunk]], columns: Sequence[tuple[float, float]]) -> bool:
    tabular = [row for row in rows if _is_tabular(row)]
    if len(columns) < 2 or len(tabular) < _ENOUGH:
        return False
    figures: dict[int, list[Chunk]] = {}
    for row in tabular:
        for chunk in row:
            if chunk.is_figure:
                figures.setdefault(_column_of(columns, chunk), []).append(chunk)
    precise = sum(1 for column in figures.values() for chunk in column if _PRECISE.match(chunk.text))
    labelled = sum(1 for row in tabular if not row[0].is_figure or row[0].text.isdigit())
    return precise >= _ENOUGH and labelled >= 0.6 * len(tabular) and all(map(_is_aligned, figures.values()))


def _is_aligned(chunks: Sequence[Chunk]) -> bool:
    for position in (
        [chunk.right for chunk in chunks],
        [chunk.left for chunk in chunks],
        [(chunk.left + chunk.right) / 2 for chunk in chunks],
    ):
        middle = median(position)
        near = sum(1 for x in position if abs(x - middle) < _ALIGNED * chunks[0].glyphs[0].size)
        if near >= 0.7 * len(position):
            return True
    return False


def _heading(rows: Sequence[list[Chunk]], start: int, columns: Sequence[tuple[float, float]], floor: int) -> int:
    """The first line of the heading above: several words that stand over different columns."""
    first = start
    while first > floor and start - first < _HEADING:
        row = rows[first - 1]
        places = {_column_of(columns, chunk) for chunk in row}
        if len(row) < 2 or len(places) < 2 or _distance(row, rows[first]) > _PITCH:
            break
        if any("：" in chunk.text or ":" in chunk.text for chunk in row):
            break
        first -= 1
    return first


def _under_top_line(
    rows: Sequence[list[Chunk]],
    start: int,
    columns: Sequence[tuple[float, float]],
    rules: Sequence[Rule],
    floor: int,
) -> int:
    """The first line under the table's top line: the highest of the long lines that follow one another upwards."""
    left, right = columns[0][0], columns[-1][1]
    top, size = rows[start][0].glyphs[0].top, rows[start][0].glyphs[0].size
    for y in sorted((y for y, low, high in rules if high - low > 0.8 * (right - left)), reverse=True):
        if top - _TALL * size < y < top + 1:
            top = y
    first = start
    while first > floor and rows[first - 1][0].glyphs[0].top > top - 1:
        first -= 1
    return first


def _below(rows: Sequence[list[Chunk]], end: int, columns: Sequence[tuple[float, float]], rules: Sequence[Rule]) -> int:
    """Lines after the last figure that still stand above the table's bottom line."""
    left, right = columns[0][0], columns[-1][1]
    bottoms = [y for y, low, high in rules if high - low > 0.8 * (right - left) and low < left + 20]
    if len(bottoms) < _RULED - 1:
        return end
    while (
        end + 1 < len(rows)
        and rows[end + 1][0].glyphs[0].bottom < max(bottoms)
        and _distance(rows[end], rows[end + 1]) < _PITCH
    ):
        end += 1
    return end


def _grid(
    rows: Sequence[list[Chunk]], heading: int, columns: Sequence[tuple[float, float]], rules: Sequence[Rule]
) -> Grid:
    placed = [[(_column_of(columns, chunk), chunk) for chunk in row] for row in rows]
    bands = _bands(placed, heading, rules)
    edges = [columns[0][0]]
    edges += [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    edges.append(columns[-1][1])
    cells = []
    for index, band in enumerate(bands):
        glyphs = [glyph for row in band for _, chunk in row for glyph in chunk.glyphs]
        around = box_of(glyphs)
        for column in range(len(columns)):
            lines = [[c for place, c in row if place == column] for row in band]
            texts = [" ".join(chunk.text for chunk in line) for line in lines if line]
            box = Box(left=edges[column], top=around.top, right=edges[column + 1], bottom=around.bottom)
            cells.append(GridCell(row=index, column=column, text="\n".join(texts), box=box))
    every = box_of(glyph for row in rows for chunk in row for glyph in chunk.glyphs)
    return Grid(rows=len(bands), columns=len(columns), cells=tuple(cells), box=every, ruled=False)


Placed = list[tuple[int, Chunk]]


def _bands(rows: Sequence[Placed], heading: int, rules: Sequence[Rule]) -> list[list[Placed]]:
    """Lines put together to rows: those between two horizontal lines, where most rows are so ruled; else one each.

    In the heading a line joins the one above where it only goes on with words above it.
    """
    top, bottom = rows[0][0][1].glyphs[0].top, rows[-1][0][1].glyphs[0].bottom
    cuts = sorted(y for y, _, _ in rules if top < y < bottom)
    bands: list[list[Placed]] = []
    dense = len(cuts) >= 0.6 * (len(rows) - 1)
    for index, row in enumerate(rows):
        if not bands:
            bands.append([row])
            continue
        above = bands[-1][-1][0][1].glyphs[0].y
        parted = any(above < cut < row[0][1].glyphs[0].y for cut in cuts)
        filled = {place for line in bands[-1] for place, _ in line}
        wraps = index < heading and not parted and {place for place, _ in row} <= filled
        if (dense and not parted) or wraps:
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands
