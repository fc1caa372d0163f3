"""A section of a form that is a small table by itself: 项目资金 | 年初预算数 全年执行数 执行率, 年度主要任务 | 任务名称 预算金额."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Column
from index.parsing.tables.parts import Item, Part
from index.parsing.tables.units import split_unit
from index.parsing.tables.words import is_amount, is_heading_word, squeeze, words

_DASHES = frozenset("—-–/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """The section's ``name`` and ``unit``, its columns, its rows below the heading as ``items`` from row 0, and where it stands."""

    name: str
    unit: str | None
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    rows: range
    height: int


def headed(part: Part, section: Item) -> Headed | None:
    """The section as a table, where its first rows are words only and every amount below stands under one of them."""
    rows = range(section.row, min(section.row + section.row_span, part.rows))
    start = section.column + section.column_span
    if section.column or len(rows) < 2 or not section.text:
        return None
    top = [item for item in part.row(rows[0]) if item.column >= start]
    if any(squeeze(item.text) in words().forms for item in top):
        return None
    below = [item for item in part.row(rows[1]) if item.column >= start]
    split = bool(below) and all(_within(item, top) for item in below)
    heading = [*top, *below] if split else top
    body = [item for row in rows[1 + split :] for item in part.row(row) if item.column >= start]
    leaves = sorted({item.column for item in heading if not _parted(item, below if split else [])})
    places = {column: number for number, column in enumerate(leaves)}
    if any(is_amount(item.text) for item in heading) or any(item.column not in places for item in body):
        return None
    amounts = {item.column for item in body if is_amount(item.text)}
    if not amounts or any(item.column in amounts and not _is_value(item.text) for item in body):
        return None
    names = {column: _path(heading, column) for column in leaves}
    labels = [column for column in leaves if column < min(amounts)]
    if not labels or not all(names[column] for column in amounts):
        return None
    if not any(is_heading_word(level) for column in amounts for level in names[column]):
        return None
    shift = rows[0] + 1 + split
    items = (replace(i, row=i.row - shift, column=places[i.column], column_span=1) for i in body)
    name, unit = split_unit(section.text)
    columns = tuple(_column(name, names[column]) for column in leaves)
    return Headed(name=name, unit=unit, columns=columns, items=tuple(items), rows=rows, height=len(rows) - 1 - split)


def _within(item: Item, top: Sequence[Item]) -> bool:
    """Whether a cell stands under a wider one of the row above: the heading goes on."""
    return any(
        t.column_span > 1 and t.column <= item.column and item.column + item.column_span <= t.column + t.column_span
        for t in top
    )


def _parted(item: Item, below: Sequence[Item]) -> bool:
    return item.column_span > 1 and any(
        item.column <= b.column < item.column + item.column_span for b in below if b is not item and b.row > item.row
    )


def _is_value(text: str) -> bool:
    return not text or is_amount(text) or set(text) <= _DASHES


def _path(heading: Sequence[Item], column: int) -> tuple[str, ...]:
    return tuple(i.text for i in heading if i.column <= column < i.column + i.column_span and i.text)


def _column(name: str, path: tuple[str, ...]) -> Column:
    told = [split_unit(level) for level in path]
    unit = next((unit for _, unit in reversed(told) if unit), None)
    return Column(path=tuple(words for words, _ in told) or (name,), unit=unit)
