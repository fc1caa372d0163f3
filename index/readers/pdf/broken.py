"""Vertical lines that are not drawn but told: by where the horizontal ones are broken.

Word processors draw a table's borders cell by cell. Where only the horizontal borders are drawn, each line consists of
pieces that meet at the columns' edges, and a piece that goes on past an edge belongs to a merged cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.readers.pdf.lattice import loose_rules
from index.readers.pdf.layout import rows_of
from index.readers.pdf.marks import Glyph, Segment

_SAME = 1.6  # lines nearer than this are one
_MEET = 2.6  # pieces of a line that meet overlap or miss one another by no more
_EDGE = 3.0  # lines of one table begin and end this near to one another
_LINES = 3  # a table has no fewer
_SHORT = 2.0


class _Line(NamedTuple):
    """A horizontal line: its height and the pieces that it is drawn in."""

    y: float
    pieces: list[tuple[float, float]]

    @property
    def left(self) -> float:
        return min(low for low, _ in self.pieces)

    @property
    def right(self) -> float:
        return max(high for _, high in self.pieces)

    def covers(self, x: float) -> bool:
        return any(low - _MEET < x < high + _MEET for low, high in self.pieces)

    def joints(self) -> Iterator[float]:
        """Where one piece ends and another begins."""
        for _, end in self.pieces:
            for begin, _ in self.pieces:
                if abs(begin - end) < _MEET:
                    yield (begin + end) / 2

    def broken_at(self, x: float) -> bool:
        """Whether a piece begins or ends there."""
        return any(abs(end - x) < _MEET for piece in self.pieces for end in piece)


def walls(segments: Sequence[Segment], glyphs: Sequence[Glyph]) -> list[Segment]:
    """The missing vertical lines of a page's tables; none for tables that have their own, whose lines are whole, or
    whose rows are not parted by lines."""
    found: list[Segment] = []
    for table in _tables(_lines(segments)):
        edges = _edges(table)
        if len(table) < _LINES or not edges or not _parts_rows(table, glyphs):
            continue
        left, right = min(line.left for line in table), max(line.right for line in table)
        for upper, lower in pairwise(table):
            inner = [x for x in edges if _parted(upper, lower, x)]
            found.extend((x, upper.y, x, lower.y) for x in (left, *inner, right))
    return found


def _parts_rows(table: Sequence[_Line], glyphs: Sequence[Glyph]) -> bool:
    """Whether most printed lines of the table have lines between them: three rules hold a whole table's rows together."""
    inside = [glyph for glyph in glyphs if table[0].y < glyph.y < table[-1].y]
    filled = sum(any(upper.y < g.y < lower.y for g in inside) for upper, lower in pairwise(table))
    return 2 * filled >= len(rows_of(inside))


def _lines(segments: Sequence[Segment]) -> list[_Line]:
    """The lines that no vertical line meets, with their pieces, from top to bottom."""
    lines: list[_Line] = []
    for y, low, high in loose_rules(segments):
        pieces = [
            (x0, x1)
            for x0, y0, x1, _ in segments
            if x1 - x0 > _SHORT and abs(y0 - y) < _SAME and low - _SAME <= x0 and x1 <= high + _SAME
        ]
        if not pieces:
            continue
        if lines and abs(lines[-1].y - y) < _SAME:
            lines[-1] = _Line(lines[-1].y, [*lines[-1].pieces, *pieces])
        else:
            lines.append(_Line(y, pieces))
    return lines


def _tables(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines of one extent are a table's, with the shorter ones between them that divide its heading."""
    tables: list[list[_Line]] = []
    for line in lines:
        last = tables[-1][0] if tables else None
        if last and line.left > last.left - _EDGE and line.right < last.right + _EDGE:
            tables[-1].append(line)
        else:
            tables.append([line])
    return tables


def _edges(table: Sequence[_Line]) -> list[float]:
    """The columns' inner edges: joints that most lines have in common, the last one too, and not only those that underline
    the heading's groups."""
    joints = sorted(joint for line in table for joint in set(line.joints()))
    groups: list[list[float]] = []
    for joint in joints:
        if groups and joint - groups[-1][0] < _MEET:
            groups[-1].append(joint)
        else:
            groups.append([joint])
    means = [sum(group) / len(group) for group in groups]
    return [x for x in means if table[-1].broken_at(x) and 2 * sum(line.broken_at(x) for line in table) >= len(table)]


def _parted(upper: _Line, lower: _Line, x: float) -> bool:
    """Whether the row between two lines has an edge at ``x``: both are broken there, or one and the other is not drawn."""
    above, below = upper.broken_at(x), lower.broken_at(x)
    return (above or not upper.covers(x)) and (below or not lower.covers(x)) and (above or below)
