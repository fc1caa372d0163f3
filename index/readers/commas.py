"""CSV → rows of cells. A comma that parts thousands (62,000 without quotes) is none that parts cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from index.errors import UnreadableFile
from index.model import Block, Line, Page, Pages
from index.readers.decoding import decode
from index.readers.sheets import blocks_of_rows

_PROSE_BREAKS = 5  # a cell of so many lines is a text, not a value
_FIELD = 1 << 24
_FIRST = re.compile(r"^[-+−－(（]?[¥￥]?\d{1,3}$")
_GROUP = re.compile(r"^\d{3}$")
_LAST = re.compile(r"^\d{3}(?:\.\d+)?[)）]?%?$")
_NUMBER = re.compile(r"^[-+−－(（]?[\d.,]+[)）]?%?$")
_LONGEST = 60  # cells of a row that is tried
_TOLD = 5  # rows named in a warning


def read_csv(name: str, data: bytes) -> Pages:
    """One grid for the rows, lines for what stands above and below; long texts in cells as lines."""
    text, warnings = decode(name, data)
    blocks, more = _blocks(name, text)
    suffix = PurePath(name).suffix.lower().lstrip(".") or "csv"
    page = Page(number=None, blocks=tuple(blocks))
    return Pages(file=name, format=suffix, pages=(page,), warnings=(*warnings, *more))


def _blocks(name: str, text: str) -> tuple[list[Block], list[str]]:
    csv.field_size_limit(_FIELD)
    head = text[: 1 << 14]
    delimiter = max(",\t;|", key=lambda mark: (head.count(mark), mark == ","))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise UnreadableFile(name, "CSV 的引号不成对，或有一格过长") from None
    if not any(cell.count("\n") > _PROSE_BREAKS for row in rows for cell in row):
        stripped = [[cell.strip() for cell in row] for row in rows]
        fitted, odd = _fitted(stripped) if delimiter == "," else (stripped, [])
        listed = "、".join(map(str, odd[:_TOLD])) + ("等" if len(odd) > _TOLD else "")
        told = [f"第 {listed} 行的格数与表头不符（千分位的逗号没有加引号），数字无法对应到栏目，未读取"] if odd else []
        return blocks_of_rows(fitted), told
    blocks: list[Block] = []
    names = rows[0]
    for row in rows[1:]:
        for label, cell in zip((*names, *[""] * len(row)), row, strict=False):
            lines = cell.strip().split("\n")
            blocks += [Line(text=f"{label}：{cell}")] if len(lines) == 1 else [Line(text=line) for line in lines]
    return blocks, []


def _fitted(rows: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[int]]:
    """The rows with cells put together that a comma between thousands took apart, where the heading proves how; and the
    numbers of the rows that fit their heading in no way, or in several: of these no amount is kept."""
    fitted: list[list[str]] = []
    odd: list[int] = []
    width = 0
    for number, row in enumerate(rows, 1):
        filled = [cell for cell in row if cell]
        if len(filled) > 1 and not any(_NUMBER.match(cell) for cell in filled):
            width = len(row)  # a heading
        if width < 2 or len(row) <= width or not any(_FIRST.match(a) and _LAST.match(b) for a, b in pairwise(row)):
            fitted.append(list(row))
            continue
        ways = list(_ways(row, width)) if len(row) <= _LONGEST else []
        if len(ways) == 1:
            fitted.append(ways[0])
        else:
            odd.append(number)
            fitted.append([cell for cell in row[:1] if not _NUMBER.match(cell)])
    return fitted, odd


def _ways(row: Sequence[str], width: int) -> Iterator[list[str]]:
    """Every way to read a row as so many cells by putting thousands together; no cell may begin with 000."""
    if len(row) < width or (not row) != (not width):
        return
    if not row:
        yield []
        return
    for size in range(1, len(row) - width + 2):
        cell = _joined(row[:size])
        if cell is not None:
            yield from ([cell, *rest] for rest in _ways(row[size:], width - 1))


def _joined(cells: Sequence[str]) -> str | None:
    if len(cells) == 1:
        zeros = len(cells[0]) > 1 and cells[0].startswith("0") and cells[0].isdigit()
        return None if zeros else cells[0]
    if not _FIRST.match(cells[0]) or cells[0].lstrip("-+−－(（¥￥").startswith("0"):
        return None
    middle = all(map(_GROUP.match, cells[1:-1]))
    return ",".join(cells) if middle and _LAST.match(cells[-1]) else None
