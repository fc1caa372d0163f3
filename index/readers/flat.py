"""Tables that lost their shape: one cell a line, as text copied from a web page has them.

项目            From the first amount on, label and amounts take turns with one period, and before them stand
预算数          as many headings. Only where this holds without exception for some rows is it a table; a blank
合计            cell that was lost with its line breaks the period, and the lines stay lines.
1,507.56
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_AMOUNT = re.compile(r"^[-+△▲(（]?\d[\d,]*(?:\.\d+)?%?[)）]?$|^[-—/]$")
_LONGEST = 30  # characters of a cell
_WIDEST = 12
_FEWEST = 3  # rows


class Found(NamedTuple):
    """Lines ``start`` to ``end`` are a table of ``width`` columns, its first row the headings."""

    start: int
    end: int
    width: int


def find(lines: Sequence[str]) -> Found | None:
    """The first table among the lines of one run (no blank line among them)."""
    amounts = [bool(_AMOUNT.match(line.strip())) for line in lines]
    fits = [
        len(line.strip()) <= _LONGEST and not line.rstrip().endswith(("。", "；", "：", ":", ";")) for line in lines
    ]
    first = next((n for n, amount in enumerate(amounts) if amount), None)
    if first is None:
        return None
    for width in range(2, _WIDEST + 1):
        for body in range(max(width, first - width + 1), first + 1):
            rows = _rows(amounts, fits, body, width)
            heading = range(body - width, body)
            if rows >= _FEWEST and all(fits[n] and not amounts[n] for n in heading):
                return Found(body - width, body + rows * width, width)
    return None


def _rows(amounts: Sequence[bool], fits: Sequence[bool], start: int, width: int) -> int:
    """How many rows in turn have their amounts in the same columns, labels in the others."""
    pattern = tuple(amounts[start : start + width])
    if len(pattern) < width or all(pattern) or not any(pattern) or pattern[0]:
        return 0
    rows = 0
    at = start
    while tuple(amounts[at : at + width]) == pattern and all(fits[at : at + width]):
        rows += 1
        at += width
    # A row that begins and does not end tells that some cell was lost: then the rows before may have slipped as well.
    broken = at < len(amounts) and any(amounts[at : at + width])
    return 0 if broken else rows
