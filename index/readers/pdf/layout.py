"""Glyphs to words on a line: which glyphs stand beside one another, and where a gap is a space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from index.model import Box
from index.readers.pdf.lattice import Frame
from index.readers.pdf.marks import Glyph

_BESIDE = 0.5  # centres this near (in heights of a glyph) stand on one line, whatever their baselines
_SPACE = 0.34  # a gap this wide (in heights) is a space
_JUSTIFIED = 1.3  # gaps up to this are justification where most of the line has them
_TELLING = 6  # gaps that tell whether a line is justified
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
    gaps = [(glyph.left - last.right) / max(min(glyph.size, last.size), 0.1) for last, glyph in pairwise(row)]
    wide = [
        gap for gap, (last, glyph) in zip(gaps, pairwise(row), strict=True) if not (last.char + glyph.char).isascii()
    ]
    apart = sum(1 for gap in wide if 0.2 < gap < _JUSTIFIED)
    limit = _JUSTIFIED if len(wide) >= _TELLING and apart > 0.6 * len(wide) else _SPACE
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

    placed: list[tuple[list[Glyph], tuple[int, int]]] = []
    for run in runs_of(glyphs):
        places = [place(glyph) for glyph in run]
        if any(where != places[0] for where in places) and _stays_together(run):
            places = [max(dict.fromkeys(places), key=places.count)] * len(run)
        for where, piece in groupby(zip(places, run, strict=True), key=lambda pair: pair[0]):
            same = [glyph for _, glyph in piece]
            if where is None:
                outside.extend(same)
            else:
                placed.append((same, where))
    for run, (table, cell) in _overflow(frames, placed):
        filled[table].setdefault(cell, []).extend(run)
    return filled, outside


def _overflow(
    frames: Sequence[Frame], placed: list[tuple[list[Glyph], tuple[int, int]]]
) -> list[tuple[list[Glyph], tuple[int, int]]]:
    """Text that is too high for its cell runs over the line below: its last line goes back to where it began.

    Told by: set right after a line in the cell above, at the pitch of lines, across the ruling, alone in the cell
    that it fell into, and not level with what else stands in that row.
    """
    contents: dict[tuple[int, int], int] = Counter(where for _, where in placed)
    result = list(placed)
    for index in range(1, len(placed)):
        (before, above), (run, below) = result[index - 1], placed[index]
        if above == below or above[0] != below[0] or contents[below] > 1:
            continue
        frame, size = frames[below[0]], run[0].size
        left, top, _, _ = frame.box_of(below[1])
        upper_left, _, _, upper_bottom = frame.box_of(above[1])
        pitch = run[0].top - before[0].top
        if (
            abs(upper_bottom - top) < 1.0
            and abs(left - upper_left) < 1.0
            and run[0].top < top - 0.1 * size
            and 0.8 * size < pitch < 1.4 * size
            and _AMOUNT.fullmatch("".join(glyph.char for glyph in run)) is None
            and not _is_level(frame, below, run[0], placed)
        ):
            result[index] = (run, above)
    return result


def _is_level(
    frame: Frame, where: tuple[int, int], glyph: Glyph, placed: list[tuple[list[Glyph], tuple[int, int]]]
) -> bool:
    row = frame.cells[where[1]][0]
    return any(
        table == where[0]
        and cell != where[1]
        and frame.cells[cell][0] == row
        and abs(other[0].y - glyph.y) < 0.25 * glyph.size
        for other, (table, cell) in placed
    )


def _stays_together(run: Sequence[Glyph]) -> bool:
    text = "".join(glyph.char for glyph in run)
    if any(c.isdigit() for c in text) and not any(c.isalpha() for c in text):
        return _AMOUNT.fullmatch(text) is not None
    return True
