"""Tables without vertical lines: columns told by the white space between amounts that stand below one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from index.model import Box, Grid, GridCell
from index.readers.pdf.blocks import head_of
from index.readers.pdf.chunks import Chunk, Line, apart, chunks_of, column_of
from index.readers.pdf.heads import Head, cells_of, edges_of, headed
from index.readers.pdf.lattice import Rule
from index.readers.pdf.layout import box_of
from index.readers.pdf.stacks import Stretch, stretches

_PRECISE = re.compile(r".*\d[,，.]\d")
_LEADERS = re.compile(r"[.…·]{3}")
_BETWEEN = 3  # lines without figures that may stand between lines with some
_PITCH = 3.5  # heights between two lines of one table
_HEADING = 4  # lines
_ALIGNED = 0.8  # heights: amounts of one column begin, end or centre this near to one another
_RULED = 3  # horizontal lines of equal extent that make a table
_TOP = 2  # lines above which a table on a new page may go on (a running title)
_ENOUGH = 3  # amounts with decimals or separators without which no table is believed


class Found(NamedTuple):
    """A table and the lines that it is made of (indexes); ``columns`` where horizontal lines enclose it."""

    grid: Grid
    first: int
    last: int
    columns: tuple[tuple[float, float], ...] = ()


def unruled(lines: Sequence[Line], rules: Sequence[Rule], before: Sequence[tuple[float, float]] = ()) -> list[Found]:
    """Tables among the lines of running text, in order; ``before`` are the columns of the table that the last page ended with."""
    rows = [chunks_of(line) for line in lines]
    places = [(row[0].glyphs[0].y, " ".join(chunk.text for chunk in row)) for row in rows]
    found: list[Found] = []
    start = 0
    for stretch in stretches(places, rules, lambda index: _is_tabular(rows[index]), _TOP if before else 0):
        table = _between(rows, stretch, rules, before if stretch.first < _TOP else ())
        if table is not None and stretch.first >= start:
            found += (*_loose(rows, start, stretch.first, rules), table)
            start = stretch.last + 1
    return found + _loose(rows, start, len(rows), rules)


def _between(
    rows: Sequence[list[Chunk]], stretch: Stretch, rules: Sequence[Rule], before: Sequence[tuple[float, float]]
) -> Found | None:
    """The table between horizontal lines; its heading has columns of its own, also where all below is blank."""
    inside = list(rows[stretch.first : stretch.last + 1])
    start = next(i for i, row in enumerate(inside) if _is_tabular(row))
    inside[start:] = [_parted(row) for row in inside[start:]]
    columns = _columns([row for row in inside[start:] if len(row) > 1 and not _is_numbering(row)])
    if start == 0:
        columns = _gone_on(columns, before)
    head = _head(inside[:start], columns, [y for y in stretch.ys if y < inside[start][0].glyphs[0].y], rules)
    if len(head.columns) < 2:
        return None
    body = _grid(inside[start:], 0, head.columns, rules)
    return Found(head.above(body), stretch.first, stretch.last, tuple(head.columns))


def _head(
    rows: Sequence[list[Chunk]], columns: Sequence[tuple[float, float]], above: Sequence[float], rules: Sequence[Rule]
) -> Head:
    """The heading: between two lines by how its words stand; with lines inside by these."""
    plain = len(above) == 2 and not any(above[0] < y < above[1] for y, _, _ in rules)
    three = head_of([[g for c in row for g in c.glyphs] for row in rows], columns, *above) if plain else None
    return three or headed(cells_of([c.glyphs for row in rows for c in row], rules), columns, rules)


def _parted(row: list[Chunk]) -> list[Chunk]:
    """The row of a table with cells that nearly touch taken apart."""
    return [part for chunk in row for part in apart(chunk)] if len(row) > 1 else row


def _gone_on(columns: list[tuple[float, float]], before: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The columns of the page before, where each of these falls into one of them: those that are blank here are kept."""
    homes = [[n for n, (low, high) in enumerate(before) if left < high and low < right] for left, right in columns]
    if not before or any(len(home) != 1 for home in homes) or len({home[0] for home in homes}) < len(homes):
        return columns
    merged = list(before)
    for (left, right), (home,) in zip(columns, homes, strict=True):
        merged[home] = min(left, merged[home][0]), max(right, merged[home][1])
    return merged


def _is_numbering(row: Sequence[Chunk]) -> bool:
    """栏次 1 2 3."""
    return all(chunk.text.isdigit() and len(chunk.text) < 3 for chunk in row if chunk.is_figure)


def _loose(rows: Sequence[list[Chunk]], start: int, stop: int, rules: Sequence[Rule]) -> list[Found]:
    """Tables that the white space alone tells, among the lines ``start`` … ``stop - 1``."""
    rows, first_row = list(rows[:stop]), start
    found: list[Found] = []
    while start < len(rows):
        if not _is_tabular(rows[start]):
            start += 1
            continue
        end = _last(rows, start)
        rows[start : end + 1] = [_parted(row) for row in rows[start : end + 1]]
        tabular = [row for row in rows[start : end + 1] if _is_tabular(row)]
        columns = _columns([row for row in tabular if not _is_numbering(row)] or tabular)
        floor = found[-1].last + 1 if found else first_row
        if _is_table(rows[start : end + 1], columns):
            first = _heading(rows, start, columns, floor)
            bottom = _below(rows, end, columns, rules)
            found.append(Found(_grid(rows[first : bottom + 1], start - first, columns, rules), first, bottom))
            end = bottom
        start = end + 1
    return found


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


def _is_table(rows: Sequence[list[Chunk]], columns: Sequence[tuple[float, float]]) -> bool:
    tabular = [row for row in rows if _is_tabular(row)]
    if len(columns) < 2 or len(tabular) < _ENOUGH:
        return False
    figures: dict[int, list[Chunk]] = {}
    for row in tabular:
        for chunk in row:
            if chunk.is_figure:
                figures.setdefault(column_of(columns, chunk), []).append(chunk)
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
        places = {column_of(columns, chunk) for chunk in row}
        if len(row) < 2 or len(places) < 2 or _distance(row, rows[first]) > _PITCH:
            break
        if any("：" in chunk.text or ":" in chunk.text for chunk in row):
            break
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
    placed = [[(column_of(columns, chunk), chunk) for chunk in row] for row in rows]
    bands = _bands(placed, heading, rules)
    edges = edges_of(columns)
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
