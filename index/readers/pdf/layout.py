"""Glyphs to words on a line: which glyphs stand beside one another, and where a gap is a space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.model import Box
from index.readers.pdf.lattice import Frame
from index.readers.pdf.source import Glyph

_BESIDE = 0.5  # centres this near (in heights of a glyph) stand on one line, whatever their baselines
_SPACE = 0.34  # a gap this wide (in heights) is a space
_JUSTIFIED = 1.3  # gaps up to this are justification where most of the line has them
_WIDE = 2.0  # each further gap of this width is one more space: forms leave blanks to be filled in
_AMOUNT = re.compile(r"[-+－△(（]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?%?[)）]?|[-+－△(（]?\d+\.\d+%?[)）]?")


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        middle, size = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if rows and abs(middle - middles[-1]) < _BESIDE * min(size, _height(rows[-1])):
            row = rows[-1]
            row.append(glyph)
            middles[-1] += (middle - middles[-1]) / len(row)
        else:
            rows.append([glyph])
            middles.append(middle)
    for row in rows:
        row.sort(key=lambda g: g.left)
    return rows


def _height(row: Sequence[Glyph]) -> float:
    return max(glyph.bottom - glyph.top for glyph in row[-3:])


def text_of(row: Sequence[Glyph]) -> str:
    """The line's text; gaps become spaces, except those that only justify the line."""
    gaps = []
    for last, glyph in pairwise(row):
        gaps.append((glyph.left - last.right) / max(min(glyph.size, last.size), 0.1))
    pairs = sum(1 for gap in gaps if 0.2 < gap < _JUSTIFIED)
    limit = _JUSTIFIED if len(gaps) >= 6 and pairs > 0.6 * len(gaps) else _SPACE
    pieces = [row[0].char]
    for gap, glyph in zip(gaps, row[1:], strict=True):
        if gap > limit:
            pieces.append(" " * (1 + int(gap / _WIDE)))
        pieces.append(glyph.char)
    return "".join(pieces)


def box_of(glyphs: Iterable[Glyph]) -> Box:
    """The rectangle around glyphs."""
    glyphs = list(glyphs)
    return Box(
        left=min(g.left for g in glyphs),
        top=min(g.top for g in glyphs),
        right=max(g.right for g in glyphs),
        bottom=max(g.bottom for g in glyphs),
    )


def runs_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that were set one after the other without a gap."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.joined and runs:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def into_cells(frames: Sequence[Frame], glyphs: Sequence[Glyph]) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """Glyphs by table and cell, and those that stand outside of every table.

    A glyph belongs where its centre is; words that run over a line stay together in the cell that holds most of them,
    an amount always, codes of digits never (201|06|01 may touch).
    """
    filled: list[dict[int, list[Glyph]]] = [{} for _ in frames]
    outside: list[Glyph] = []
    bounds = [(f.xs[0], f.ys[0], f.xs[-1], f.ys[-1]) for f in frames]

    def place(glyph: Glyph) -> tuple[int, int] | None:
        x, y = glyph.x, glyph.y
        for index, (left, top, right, bottom) in enumerate(bounds):
            if left <= x <= right and top <= y <= bottom:
                cell = frames[index].cell_at(x, y)
                return None if cell is None else (index, cell)
        return None

    for run in runs_of(glyphs):
        places = [place(glyph) for glyph in run]
        if any(where != places[0] for where in places) and _stays_together(run):
            most = max(dict.fromkeys(places), key=places.count)
            places = [most] * len(run)
        for glyph, where in zip(run, places, strict=True):
            if where is None:
                outside.append(glyph)
            else:
                filled[where[0]].setdefault(where[1], []).append(glyph)
    return filled, outside


def _stays_together(run: Sequence[Glyph]) -> bool:
    text = "".join(glyph.char for glyph in run)
    if any(c.isdigit() for c in text) and not any(c.isalpha() for c in text):
        return _AMOUNT.fullmatch(text) is not None
    return True
