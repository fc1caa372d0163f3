"""Tables set with spaces: cells of a line stand apart by two spaces or more, as in a listing of fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_APART = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u00a0\u3000]*")
_AMOUNT = re.compile(r"^[-+−－△▲(（]?\d[\d,，]*(?:[.．]\d+)?[%％]?[)）]?[*①-⑳¹²³]?$|^[-—－/]+$")
_LONGEST = 30  # characters of a cell
_FEWEST = 2  # rows below the heading


class Found(NamedTuple):
    """Lines ``start`` to ``end`` are a table with these rows, the first the heading."""

    start: int
    end: int
    rows: list[list[str]]


def find(lines: Sequence[str]) -> Found | None:
    """The first heading of several words with rows of as many cells below it, a label and then amounts only."""
    cells = [_APART.split(line.strip(" \u00a0\u3000")) for line in lines]
    for start, heading in enumerate(cells):
        if len(heading) < 2 or any(_AMOUNT.match(cell) or len(cell) > _LONGEST for cell in heading):
            continue
        rows = [heading]
        for row in cells[start + 1 :]:
            fitted = _fitted(row, len(heading))
            if fitted is None:
                break
            rows.append(fitted)
        end = start + len(rows)
        cut = end < len(cells) and any(map(_AMOUNT.match, cells[end][1:]))
        # A row that does not fit lost a cell: then nobody can say what stands where, and where the table ends.
        if len(rows) > _FEWEST and not cut:
            return Found(start, end, rows)
    return None


def _fitted(row: Sequence[str], width: int) -> list[str] | None:
    """A label and as many amounts as there are headings for; a label may be spaced itself (合  计)."""
    amounts = list(row[-(width - 1) :])
    label = row[: len(row) - width + 1]
    if not label or not all(map(_AMOUNT.match, amounts)) or any(map(_AMOUNT.match, label)):
        return None
    return ["".join(label), *amounts] if len("".join(label)) <= _LONGEST else None
