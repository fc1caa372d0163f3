"""A printed line cut into runs of glyphs, and which column of a table each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.readers.pdf.layout import text_of
from index.readers.pdf.marks import Glyph

_GAP = 1.0  # heights of a glyph: white space that parts two cells
_NARROW_GAP = 0.25  # heights: enough where an amount begins or ends
_PRICE = re.compile(r"[—–]{1,2}|[-+－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{1,6}")
_FIGURE = re.compile(r"[-+－△▲(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）]?%?|[—–-]{1,2}")

Line = list[Glyph]
Column = tuple[float, float]


class Chunk(NamedTuple):
    """Glyphs of a line without a wide gap between them."""

    glyphs: list[Glyph]
    text: str
    left: float
    right: float

    @property
    def is_figure(self) -> bool:
        """Whether it is nothing but an amount, or a dash in its place."""
        return _FIGURE.fullmatch(self.text.replace(" ", "")) is not None


def chunks_of(line: Line) -> list[Chunk]:
    """The line's runs without a wide gap, from left to right."""
    groups: list[list[Glyph]] = []
    for glyph in line:
        last = groups[-1][-1] if groups else None
        if last is not None and glyph.left - last.right <= _GAP * max(min(glyph.size, last.size), 1.0):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [Chunk(group, text_of(group), group[0].left, group[-1].right) for group in groups]


def apart(chunk: Chunk) -> list[Chunk]:
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


def column_of(columns: Sequence[Column], chunk: Chunk) -> int:
    """The column that a run overlaps most, else the nearest."""

    def apart(index: int) -> float:
        left, right = columns[index]
        overlap = min(right, chunk.right) - max(left, chunk.left)
        return -overlap if overlap > 0 else abs((left + right) / 2 - (chunk.left + chunk.right) / 2)

    return min(range(len(columns)), key=apart)
