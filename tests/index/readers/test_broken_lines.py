"""Where horizontal lines are broken, and where amounts end: what a table without vertical lines has instead of them."""

from __future__ import annotations

import itertools

import pytest

from index.readers.pdf.broken import walls
from index.readers.pdf.chunks import apart, chunks_of
from index.readers.pdf.marks import Glyph, Segment

EDGES = (50.0, 200.0, 350.0, 550.0)


def drawn(y: float, *edges: float) -> list[Segment]:
    """A line from the first edge to the last, in pieces that end at each."""
    return [(left, y, right, y) for left, right in itertools.pairwise(edges)]


def printed(*rows: float) -> list[Glyph]:
    return [Glyph("数", 60, y - 4, 70, y + 6, False) for y in rows]


def test_pieces_of_lines_are_cells() -> None:
    segments = [s for y in (100, 120, 140, 160) for s in drawn(y, *EDGES)]
    found = walls(segments, printed(110, 130, 150))
    assert {x for x, *_ in found} == {50, 200, 350, 550}
    assert {(top, bottom) for _, top, _, bottom in found} == {(100, 120), (120, 140), (140, 160)}


def test_a_piece_that_goes_on_is_a_merged_cell() -> None:
    segments = [*drawn(100, 50, 350, 550), *(s for y in (120, 140, 160) for s in drawn(y, *EDGES))]
    first = {x for x, top, _, _ in walls(segments, printed(110, 130, 150)) if top == 100}
    assert first == {50, 350, 550}


@pytest.mark.parametrize(
    ("segments", "rows"),
    [
        # whole lines
        ([s for y in (100, 120, 140, 160) for s in drawn(y, 50, 550)], (110, 130, 150)),
        # three rules hold ten rows together
        ([s for y in (100, 120, 300) for s in drawn(y, *EDGES)], tuple(range(110, 300, 18))),
        # pieces under the heading's groups alone
        ([*drawn(100, 50, 550), *drawn(120, *EDGES), *drawn(140, 50, 550), *drawn(160, 50, 550)], (110, 130, 150)),
        # a vertical line is drawn
        ([*(s for y in (100, 120, 140) for s in drawn(y, *EDGES)), (200.0, 100.0, 200.0, 140.0)], (110, 130)),
    ],
)
def test_no_cells_are_made_up(segments: list[Segment], rows: tuple[float, ...]) -> None:
    assert walls(segments, printed(*rows)) == []


def spread(words: str, gap: float) -> list[Glyph]:
    """The words on one line, ``|`` being a gap of so many heights."""
    glyphs, x = [], 50.0
    for char in words:
        if char == "|":
            x += 10 * gap
            continue
        width = 5.0 if char.isascii() else 10.0
        glyphs.append(Glyph(char, x, 100, x + width, 110, False))
        x += width
    return glyphs


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        ("5,207.90|八、社会保障", ["5,207.90", "八、社会保障"]),
        ("88.46|30205", ["88.46", "30205"]),
        ("—|二、科学技术支出", ["—", "二、科学技术支出"]),
        ("收|入|总|计", ["收 入 总 计"]),
        ("第12|条", ["第12 条"]),
    ],
)
def test_an_amount_is_a_cell_of_its_own(words: str, cells: list[str]) -> None:
    (chunk,) = chunks_of(spread(words, 0.5))
    assert [part.text for part in apart(chunk)] == cells
