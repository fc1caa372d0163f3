"""A picture of a page → lines and grids: the grid from its rulings, each cell read on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from index.model import Block, Box, Grid, GridCell, Line, Page
from index.readers import picture
from index.readers.pdf.lattice import Frame, frames, loose_rules
from index.readers.pdf.layout import box_of, rows_of, text_of
from index.readers.pdf.marks import Glyph
from index.readers.pdf.unruled import unruled
from index.readers.strokes import STROKE, is_low, is_stroke, with_dashes

_POINT = 72 / picture.DPI
_INSET = 3  # pixels from the middle of a ruling to where a cell's print may begin
_UNSURE = 0.6  # a page read the wrong way up is read worse than this
_ODD = 0.5  # the confidence in what cannot be
_MARGIN = 5  # pixels of paper left around a line of text


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A piece of text as recognised; ``box`` in pixels, ``confidence`` that of its least certain character."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


Read = Callable[[list[Any]], list[tuple[str, float]]]
"""Pictures of single lines → (text, confidence) each."""
Detect = Callable[[Any], list[tuple[float, float, float, float]]]
"""A picture of a page → boxes of text on it."""


def page_of(rgb: Any, number: int | None, dpi: float, read: Read, detect: Detect) -> Page:
    """Lines and grids of one page, boxes in points. A page that lies on its side or its head is turned."""
    factor = picture.DPI / dpi
    grey = picture.cleaned(picture.scaled(rgb, factor))
    ways = (1, 3, 0) if picture.is_sideways(picture.binary(grey, factor)) else (0, 2)
    best: Page | None = None
    for quarters in ways:
        page = _page(picture.turned(grey, quarters), factor, number, read, detect)
        best = page if best is None else max(best, page, key=_sureness)
        if not 0.0 < _sureness(best) < _UNSURE:
            break
    assert best is not None
    return best


def _sureness(page: Page) -> float:
    """How sure the readings are on the whole."""
    sure = [
        each.confidence
        for block in page.blocks
        for each in (block.cells if isinstance(block, Grid) else (block,))
        if each.confidence is not None
    ]
    return sum(sure) / len(sure) if sure else 0.0


def _page(grey: Any, factor: float, number: int | None, read: Read, detect: Detect) -> Page:
    grey = picture.straightened(grey)
    ink = picture.binary(grey, factor)
    grey = picture.without_dust(grey, ink)
    segments = [(x0 * _POINT, y0 * _POINT, x1 * _POINT, y1 * _POINT) for x0, y0, x1, y1 in picture.rulings(ink)]
    found = frames(segments)
    blocks: list[Block] = _grids(found, grey, ink, read)
    outside = grey.copy()
    for frame in found:
        sides = (frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1])
        left, top, right, bottom = (round(side / _POINT) for side in sides)
        outside[max(0, top - _INSET) : bottom + _INSET, max(0, left - _INSET) : right + _INSET] = 255
        ink[max(0, top - _INSET) : bottom + _INSET, max(0, left - _INSET) : right + _INSET] = 0
    whole = (0, 0, outside.shape[1], outside.shape[0])
    boxes = _apart([picture.grown(ink, box) for box in detect(picture.crop(outside, whole, 0))])
    texts = read([picture.crop(outside, box, 0) for box in boxes])
    words = [Word(text=t, box=b, confidence=c) for b, (t, c) in zip(boxes, texts, strict=True) if t.strip()]
    blocks += _running(words, segments)
    blocks.sort(key=lambda block: (block.box.top, block.box.left) if block.box else (0.0, 0.0))
    height, width = grey.shape
    return Page(number=number, blocks=tuple(blocks), width=width * _POINT, height=height * _POINT)


def _apart(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Boxes that grew into one another made one, so that nothing is read twice."""
    out: list[tuple[float, float, float, float]] = []
    for box in sorted(boxes):
        for n, other in enumerate(out):
            level = min(box[3], other[3]) - max(box[1], other[1]) > 0.6 * min(box[3] - box[1], other[3] - other[1])
            if level and box[0] < other[2]:
                out[n] = (other[0], min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
                break
        else:
            out.append(box)
    return out


def _grids(found: Sequence[Frame], grey: Any, ink: Any, read: Read) -> list[Block]:
    """All the cells of all grids are read in one go."""
    places: list[tuple[int, int]] = []
    crops: list[Any] = []
    lows: list[bool] = []
    said: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for index, frame in enumerate(found):
        for cell in range(len(frame.cells)):
            left, top, right, bottom = (round(side / _POINT) for side in frame.box_of(cell))
            inner = np.s_[top + _INSET : bottom - _INSET, left + _INSET : right - _INSET]
            boxes = picture.text_lines(ink[inner])
            if len(boxes) == 1 and is_stroke(boxes[0]):
                said[index, cell] = [(STROKE, 1.0)]
                continue
            for box in boxes:
                crops.append(picture.crop(grey[inner], box, _MARGIN))
                places.append((index, cell))
                lows.append(is_low(box))
    for place, (text, sure), low in zip(places, read(crops), lows, strict=True):
        said.setdefault(place, []).append((text, min(sure, _ODD) if low else sure))
    return [
        _grid(frame, {cell: said.get((n, cell), []) for cell in range(len(frame.cells))})
        for n, frame in enumerate(found)
    ]


def _grid(frame: Frame, said: dict[int, list[tuple[str, float]]]) -> Grid:
    cells = []
    for index, (row, column, rows, columns) in enumerate(frame.cells):
        left, top, right, bottom = frame.box_of(index)
        lines = [(text, sure) for text, sure in said[index] if text.strip()]
        cells.append(
            GridCell(
                row=row,
                column=column,
                row_span=rows,
                column_span=columns,
                text="\n".join(text for text, _ in lines),
                box=Box(left=left, top=top, right=right, bottom=bottom),
                confidence=min((sure for _, sure in said[index]), default=None),
            )
        )
    box = Box(left=frame.xs[0], top=frame.ys[0], right=frame.xs[-1], bottom=frame.ys[-1])
    return with_dashes(Grid(rows=len(frame.ys) - 1, columns=len(frame.xs) - 1, cells=tuple(cells), box=box))


def _running(words: Sequence[Word], segments: Sequence[picture.Segment]) -> list[Block]:
    """Text outside of ruled tables: lines, and tables without rulings, told by position as in any page."""
    sure: dict[Glyph, float] = {}
    glyphs: list[Glyph] = []
    for word in words:
        for glyph in _glyphs(word):
            glyphs.append(glyph)
            sure[glyph] = word.confidence
    rows = rows_of(glyphs)
    blocks: list[Block] = []
    taken: set[int] = set()
    for table in unruled(rows, loose_rules(segments)):
        taken.update(range(table.first, table.last + 1))
        least = min(sure[glyph] for row in rows[table.first : table.last + 1] for glyph in row)
        blocks.append(with_dashes(_marked(table.grid, least)))
    for index, row in enumerate(rows):
        if index not in taken:
            blocks.append(Line(text=text_of(row), box=box_of(row), confidence=min(sure[glyph] for glyph in row)))
    return blocks


def _marked(grid: Grid, confidence: float) -> Grid:
    return replace(
        grid, cells=tuple(replace(cell, confidence=confidence if cell.text else None) for cell in grid.cells)
    )


def _glyphs(word: Word) -> list[Glyph]:
    """The characters of a word, spread over its box by their usual widths."""
    left, top, right, bottom = (side * _POINT for side in word.box)
    text = word.text.strip()
    widths = [0.55 if character < "\u2e80" else 1.0 for character in text]
    unit = (right - left) / sum(widths)
    out: list[Glyph] = []
    at = left
    for character, width in zip(text, widths, strict=True):
        if character.strip():
            out.append(Glyph(character, at, top, at + width * unit, bottom, bool(out)))
        at += width * unit
    return out
