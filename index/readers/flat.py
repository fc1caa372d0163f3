"""Tables that lost their shape: one cell a line, as text copied from a web page has them.

项目            From the first amount on, label and amounts take turns with one period, and before them stand
预算数          as many headings. Where this holds without exception for some rows it is a table. A blank cell that
合计            was dropped breaks the period: then the rows that are whole are the table, where most are, and of the
1,507.56        others nobody can say in which column their amounts stood. They stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.readers import flatheads
from index.readers.pagewords import words

_AMOUNT = re.compile(r"^[-+△▲(（]?\d[\d,]*(?:\.\d+)?%?[)）]?$|^[-—/]$")
_LONGEST = 30  # characters of a cell
_WIDEST = 12
_FEWEST = 3  # rows
_FEWEST_LISTED = 4  # without a heading
_UNIT = re.compile(r"单位[:：][^\d]{0,3}元[)）]?[:：]?$")
_WHOLE = 0.6  # of the rows with amounts: so many must have one in every column
_ENDS = ("。", "；", "：", ":", ";")
_LONE_BAR = re.compile(r"^\s*[|｜│]\s*$")


class Found(NamedTuple):
    """Lines ``start`` to ``end`` are a table with these rows, the first the headings; ``left`` are lines among them that
    could not be placed in it."""

    start: int
    end: int
    rows: list[list[str]]
    left: list[str]


def find(lines: Sequence[str]) -> Found | None:
    """The first table among the lines of one run (no blank line among them)."""
    lines = [line.strip() for line in lines]
    amounts = [bool(_AMOUNT.match(line)) for line in lines]
    fits = [len(line) <= _LONGEST and not line.endswith(_ENDS) for line in lines]
    first = next((n for n, amount in enumerate(amounts) if amount), None)
    if first is None:
        return None
    found = (
        _listed(lines, amounts, fits, first)
        or _regular(lines, amounts, fits, first)
        or _ragged(lines, amounts, fits, first)
    )
    return None if found is None or _has_more_names(lines, amounts, fits, found) else found


def _has_more_names(lines: Sequence[str], amounts: Sequence[bool], fits: Sequence[bool], found: Found) -> bool:
    """Whether the heading begins before the table: the name of the labels stands further up, so that some column is blank."""
    at = found.start
    while at and fits[at - 1] and not amounts[at - 1] and found.start - at < _WIDEST:
        at -= 1
    return not flatheads.heads_labels(found.rows[0][0]) and any(map(flatheads.heads_labels, lines[at : found.start]))


def _listed(lines: Sequence[str], amounts: Sequence[bool], fits: Sequence[bool], first: int) -> Found | None:
    """Names and amounts in turn right behind the unit, without a heading."""
    rows = _rows(amounts, fits, first - 1, 2) if first > 1 and _UNIT.search(lines[first - 2]) else 0
    if rows < _FEWEST_LISTED:
        return None
    end = first - 1 + 2 * rows
    made = [list(lines[at : at + 2]) for at in range(first - 1, end, 2)]
    return Found(first - 1, end, [list(words()["unheaded"]), *made], [])


def _regular(lines: Sequence[str], amounts: Sequence[bool], fits: Sequence[bool], first: int) -> Found | None:
    """The narrowest table in whose first row the first amount stands."""
    places = (
        (width, body) for width in range(2, _WIDEST + 1) for body in range(max(width, first - width + 1), first + 1)
    )
    found = (_headed(lines, amounts, fits, body, width) for width, body in places)
    return next((each for each in found if each is not None), None)


def _headed(lines: Sequence[str], amounts: Sequence[bool], fits: Sequence[bool], body: int, width: int) -> Found | None:
    """The table whose rows begin at ``body``, right behind its heading."""
    rows = _rows(amounts, fits, body, width)
    start, end = body - width, body + rows * width
    if rows < _FEWEST or any(amounts[start:body]) or not all(fits[start:body]):
        return None
    if not flatheads.heading_like(lines[start:body]) or any(map(flatheads.is_caption, lines[start + 1 : body])):
        return None
    made = [list(lines[at : at + width]) for at in range(start, end, width)]
    if not flatheads.is_caption(made[0][0]):
        return Found(start, end, made, [])
    made[0][0] = ""  # the corner is blank
    return Found(start + 1, end, made, [])


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


def _ragged(lines: Sequence[str], amounts: Sequence[bool], fits: Sequence[bool], first: int) -> Found | None:
    """Labels with an amount for each heading, most of them; a label with fewer lost some that were blank."""
    rows: list[list[str]] = []
    at = first - 1
    end = at
    while 0 <= at < len(lines) and fits[at] and not amounts[at]:
        stop = at + 1
        while stop < len(lines) and amounts[stop]:
            stop += 1
        rows.append(list(lines[at:stop]))
        end = stop if stop > at + 1 else end
        at = stop
    told = [row for row in rows if len(row) > 1]
    width = max(map(len, told), default=0)
    whole = [row for row in told if len(row) == width]
    start = first - 1 - width
    if width < 3 or start < 0 or len(whole) < max(_FEWEST, _WHOLE * len(told)):
        return None
    heading = list(lines[start : first - 1])
    if any(amounts[start : first - 1]) or not all(fits[start : first - 1]):
        return None
    # Where the first counts as well there are more headings than columns.
    if not all(map(flatheads.counts, heading[1:])) or flatheads.counts(heading[0]):
        return None
    left = [line for row in told if len(row) < width for line in row]
    return Found(start, end, [heading, *whole], left)


def headed(rows: list[list[str]]) -> list[list[str]]:
    """Rows of names and amounts under a heading of their own, where the first is a row like the others (增值税 | 38,415); else as
    they are."""
    even = len({len(row) for row in rows}) == 1
    plain = even and all(len(row) > 1 and not _AMOUNT.match(row[0]) and _AMOUNT.match(row[1]) for row in rows)
    if not plain or len(rows) < _FEWEST:
        return rows
    heading = list(words()["unheaded"])
    return [heading + [""] * (len(rows[0]) - len(heading)), *rows]


def without_bars(lines: Sequence[str]) -> list[str] | None:
    """Lines of one cell each with a bar behind it, without the bars; a lone bar is a blank cell. None where they are not."""
    barred = [line for line in lines if line.rstrip().endswith(("|", "｜", "│"))]
    if len(barred) < len(lines) or any(line.strip()[:-1].strip().count("|") for line in lines):
        return None
    return ["" if _LONE_BAR.match(line) else line.rstrip()[:-1].rstrip() for line in lines]


def joined(lines: Sequence[str]) -> list[str]:
    """Rows of which each cell but the first stands on a line of its own, behind a bar, put together again."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        rows: list[str] = []
        while end < len(lines) and lines[end].strip() and not lines[end].lstrip().startswith("|"):
            stop = end + 1
            while stop < len(lines) and _is_cell(lines[stop]):
                stop += 1
            if stop == end + 1 or "|" in lines[end]:
                break
            rows.append("".join(lines[end:stop]))
            end = stop
        if len(rows) >= _FEWEST:
            out += rows
            at = end
        else:
            out.append(lines[at])
            at += 1
    return out


def _is_cell(line: str) -> bool:
    bare = line.strip()
    return bare.startswith("|") and "|" not in bare[1:]
