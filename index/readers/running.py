"""Where the rows of a sheet stop being a table: running text in its first column ends the table above it.

A lone filled cell may be many things: a class of rows (一、货物), a row whose figures are blank, a text that spans the
rows below it. It is running text only in a run of lone cells that holds a sentence or the heading of a part, and after
which this table does not go on: the sheet ends, or a title stands before the next row of several cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from index.model import GridCell

_PART = re.compile(r"^第[一二三四五六七八九十\d]+(?:部分|[编章节])")
_SENTENCE = re.compile(r"。|[；;]$|.{12}[:：]$|^.{40}", re.DOTALL)
_TITLE = re.compile(
    r"(?:表|一览|明细)(?:[（(][^（）()]*[）)])*$|^[（(]?(?:金额|编制|主管|预算|填报)?(?:单位|部门)(?:名称)?[:：]"
)
_DIGITS = "一二三四五六七八九"
_HAN = ("", *_DIGITS, "十", *(f"十{d}" for d in _DIGITS), "二十", *(f"二十{d}" for d in _DIGITS))
_NUMBER = re.compile(r"^(?P<open>[(（]?)(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?P<close>[)）、]|[.．](?!\d))")
_CAPTIONS = 4  # lines between a title and its table


def parted(rows: Sequence[int], by_row: Mapping[int, Sequence[GridCell]], tied: set[int]) -> list[list[int]]:
    """The rows in stretches, each with one table at most; what follows on a table begins with running text."""
    filled = [[cell for cell in by_row[row] if cell.text] for row in rows]
    left = min((cell.column for cells in filled for cell in cells), default=0)
    lone = [
        cells[0].text if len(cells) == 1 and cells[0].column == left and row not in tied else None
        for row, cells in zip(rows, filled, strict=True)
    ]
    cuts = [0]
    table = at = next((n for n, text in enumerate(lone) if text is None), len(rows))
    while at < len(rows):
        end = next((n for n in range(at, len(rows)) if lone[n] is None), len(rows))
        run = [text or "" for text in lone[at:end]]
        texts = [n for n, text in enumerate(run) if _PART.match(text) or _SENTENCE.search(text)]
        after = [*run[texts[0] + 1 :][-_CAPTIONS:], *(c.text for c in filled[end])] if texts and end < len(rows) else []
        if texts and (end == len(rows) or any(map(_TITLE.search, after))):
            apart = [rows[n] > rows[n - 1] + 1 for n in range(at, at + texts[0])]
            cuts.append(at + _first(run[: texts[0]], apart, filled[table:at]))
            table = end
        at = end + 1
    return [list(rows[start:stop]) for start, stop in pairwise([*cuts, len(rows)])]


def _first(run: Sequence[str], apart: Sequence[bool], table: Sequence[Sequence[GridCell]]) -> int:
    """How many lone cells in front of a text still are rows: those before a blank row, and before a heading.

    A number makes a heading, unless the labels of the table count on to it (二、工程 | 三、服务).
    """
    numbers = {_counted(match) for cells in table if cells and (match := _NUMBER.match(cells[0].text))}
    for n, text in enumerate(run):
        found = _NUMBER.match(text)
        style, number = _counted(found) if found else ("", 0)
        if apart[n] or (found and (style, number - 1) not in numbers):
            return n
        numbers.add((style, number))
    return len(run)


def _counted(match: re.Match[str]) -> tuple[str, int]:
    """The style of a numbering, and how far it has counted."""
    number = match["number"]
    if number.isdigit():
        return f"{match['open']}1{match['close']}", int(number)
    return f"{match['open']}一{match['close']}", _HAN.index(number) if number in _HAN else 0
