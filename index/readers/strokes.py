"""A level stroke alone in a cell: — and 一 are printed alike, and the column tells which of them it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from index.model import Grid, GridCell

_STROKE = re.compile(r"[一_ー—–―－\-]+")
# An amount, not a place in a list; and what a list that begins with 一 goes on with.
_AMOUNT = re.compile(r"-?(?:\d{3,}|\d[\d,]*[.,]\d+)%?")
_LIST = re.compile(r"[二三四五六七八九十]+[、.．]?")
_DASH = "—"


def with_dashes(grid: Grid) -> Grid:
    """Recognised strokes set to dashes in columns that hold amounts, or several strokes, and no list of 一, 二, 三."""
    strokes = Counter(cell.column for cell in grid.cells if _STROKE.fullmatch(cell.text.strip()))
    amounts = {cell.column for cell in grid.cells if _AMOUNT.fullmatch(cell.text.strip())}
    lists = {cell.column for cell in grid.cells if _LIST.fullmatch(cell.text.strip())}
    columns = {column for column, times in strokes.items() if times > 1 or column in amounts} - lists
    return replace(grid, cells=tuple(_dashed(cell) if cell.column in columns else cell for cell in grid.cells))


def _dashed(cell: GridCell) -> GridCell:
    return replace(cell, text=_DASH) if _STROKE.fullmatch(cell.text.strip()) else cell
