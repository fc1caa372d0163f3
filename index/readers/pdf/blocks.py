"""The heading of a table ruled with three lines: blocks of words, which columns they name, and which they stand over.

The heading lies between the table's top line and the line above its first row, so that all words there belong to it.
A block halfway down names its column alone; one in the upper half stands over those below it on its left and right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.readers.pdf.heads import Cell, Head, Span
from index.readers.pdf.layout import box_of, text_of
from index.readers.pdf.marks import Glyph

_WORD = 0.6  # heights: a wider gap parts two blocks
_PITCH = 0.7  # heights: lines of one block stand no farther apart
_MIDDLE = 0.2  # of the heading's height: so near to the middle a block names its column alone


class Block(NamedTuple):
    """Words that belong together, on one line or more."""

    lines: list[list[Glyph]]

    @property
    def left(self) -> float:
        return min(line[0].left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line[-1].right for line in self.lines)

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.lines[0])

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.lines[-1])

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def cell(self) -> Cell:
        text = "\n".join(text_of(line) for line in self.lines)
        return Cell(text, box_of(glyph for line in self.lines for glyph in line), self.lines[0][0].size)


def head_of(lines: Sequence[Sequence[Glyph]], columns: Sequence[Span], top: float, bottom: float) -> Head | None:
    """The heading between the lines at ``top`` and ``bottom``; ``columns`` are those of the rows below. None where it
    names fewer than two columns."""
    blocks = _blocks(lines)
    middle, height = (top + bottom) / 2, bottom - top
    upper = [b for b in blocks if b.y < middle - _MIDDLE * height]
    lower = [b for b in blocks if b.y > middle + _MIDDLE * height]
    if not upper or not lower:
        upper, lower = [], []
    leaves = sorted((b for b in blocks if b not in upper), key=lambda b: b.x)
    if len(leaves) < 2:
        return None
    every, places = _matched(leaves, columns)
    placed = [(int(leaf in lower), place[0], len(place), leaf.cell) for leaf, place in zip(leaves, places, strict=True)]
    for head, children in _families(upper, leaves, lower):
        spanned = [column for leaf in children for column in places[leaves.index(leaf)]]
        if spanned:
            placed.append((0, min(spanned), max(spanned) - min(spanned) + 1, head.cell))
    return Head(every, sorted(placed, key=lambda cell: cell[:2]))


def _blocks(lines: Sequence[Sequence[Glyph]]) -> list[Block]:
    """Words of each line, put together with those right above them."""
    blocks: list[Block] = []
    for line in lines:
        words: list[list[Glyph]] = [[line[0]]]
        for last, glyph in pairwise(line):
            if glyph.left - last.right > _WORD * max(min(glyph.size, last.size), 1.0):
                words.append([glyph])
            else:
                words[-1].append(glyph)
        for word in words:
            above = next((b for b in blocks if _continues(b, word)), None)
            if above is None:
                blocks.append(Block([word]))
            else:
                above.lines.append(word)
    return blocks


def _continues(block: Block, word: Sequence[Glyph]) -> bool:
    shared = min(block.right, word[-1].right) - max(block.left, word[0].left)
    narrower = min(block.right - block.left, word[-1].right - word[0].left)
    return shared > 0.5 * narrower and 0 < word[0].top - block.bottom + word[0].size < (1 + _PITCH) * word[0].size


def _matched(leaves: Sequence[Block], columns: Sequence[Span]) -> tuple[list[Span], list[list[int]]]:
    """All columns, with those that only the heading has, and for each leaf which of them it names."""
    own: list[list[Span]] = [[] for _ in leaves]
    for column in columns:
        best = max(range(len(leaves)), key=lambda i: _nearness(leaves[i], column))
        own[best].append(column)
    for leaf, named in zip(leaves, own, strict=True):
        if not named:
            named.append((leaf.x - 0.5, leaf.x + 0.5))
    every = sorted({column for named in own for column in named})
    return every, [[every.index(column) for column in sorted(named)] for named in own]


def _nearness(leaf: Block, column: Span) -> float:
    overlap = min(leaf.right, column[1]) - max(leaf.left, column[0])
    return overlap if overlap > 0 else -abs(leaf.x - (column[0] + column[1]) / 2)


def _families(
    upper: Sequence[Block], leaves: Sequence[Block], lower: Sequence[Block]
) -> list[tuple[Block, list[Block]]]:
    """Each block of the upper half with those below that are nearest to it, none beyond a column that stands alone."""
    families = {id(head): (head, list[Block]()) for head in upper}
    alone = [leaf for leaf in leaves if leaf not in lower]
    for leaf in lower:
        reachable = [h for h in upper if not any(min(h.x, leaf.x) < a.x < max(h.x, leaf.x) for a in alone)]
        if reachable:
            families[id(min(reachable, key=lambda h: abs(h.x - leaf.x)))][1].append(leaf)
    return list(families.values())
