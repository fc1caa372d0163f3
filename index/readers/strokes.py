"""A level stroke alone in a cell: — and 一 are printed alike, and the column tells which of them it is.

Recognition makes digits of a stroke and grain: strokes are told by their shape, in pixels at 300 dpi.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from index.model import Grid, GridCell

_STROKE = re.compile(r"[一_ー—–―－\-]+")
# An amount, not a place in a list; and what a list that begins with 一 goes on with.
_AMOUNT = re.compile(r"-?(?:\d{3,}|\d[\d,]*[.,]\d+)%?")
_LIST = re.compile(r"[二三四五六七八九十]+[、.．]?")
STROKE = "一"  # as it may be either
_DASH = "—"
_FLAT, _LONG = 9, 100
_LOW = 14

Place = tuple[int, int, int, int]


def is_stroke(box: Place) -> bool:
    """Flat and short."""
    left, top, right, bottom = box
    return bottom - top < _FLAT and 2 * (bottom - top) <= right - left <= _LONG


def is_low(box: Place) -> bool:
    """Lower than any digit: what is read there as one is none."""
    return box[3] - box[1] < _LOW


def with_dashes(grid: Grid) -> Grid:
    """Recognised strokes set to dashes, but not in a list of 一, 二, 三, nor alone in the first column without amounts."""
    strokes = Counter(cell.column for cell in grid.cells if _STROKE.fullmatch(cell.text.strip()))
    amounts = {cell.column for cell in grid.cells if _AMOUNT.fullmatch(cell.text.strip())}
    lists = {cell.column for cell in grid.cells if _LIST.fullmatch(cell.text.strip())}
    columns = {column for column, times in strokes.items() if column or times > 1 or column in amounts} - lists
    return replace(grid, cells=tuple(_dashed(cell) if cell.column in columns else cell for cell in grid.cells))


def _dashed(cell: GridCell) -> GridCell:
    return replace(cell, text=_DASH) if _STROKE.fullmatch(cell.text.strip()) else cell
