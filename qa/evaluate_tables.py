"""How exactly tables are read: a gold file of whole tables, compared cell by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from index import readers
from index.errors import BadBatchLine
from index.model import Table
from index.parsing.compose import compose
from index.parsing.tables import parse_tables

_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(r"[-+△(（]?[\d,，]+(?:[.．]\d+)?[)）]?%?")
_TOLD = (None, "inferred", "page")  # how a unit is known that the table itself does not print

TablesOf = Callable[[Path], Sequence[Table]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMiss:
    """A cell that is not as the gold file has it."""

    file: str
    page: int | None
    title: str
    row: str
    column: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableScores:
    """``cells``: headings, units and cells that hold something in the gold file, and figures that it does not have."""

    tables: int
    cells: int
    misses: tuple[TableMiss, ...]

    @property
    def exact(self) -> float:
        """Share of the cells that are right; 0 where there is nothing to compare."""
        return (self.cells - len(self.misses)) / self.cells if self.cells else 0.0

    def as_json(self) -> dict[str, Any]:
        """As ``evaluate --tables --json`` prints it."""
        names = TableMiss.__slots__
        misses = [{name: getattr(miss, name) for name in names} for miss in self.misses]
        return {"tables": self.tables, "cells": self.cells, "exact": round(self.exact, 6), "misses": misses}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gold:
    file: str
    pages: tuple[int, ...]
    title: str
    unit: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    cells: int
    misses: tuple[TableMiss, ...]


def evaluate_tables(gold: Path, tables_of: TablesOf | None = None) -> TableScores:
    """Compare with ``gold`` (JSON lines); its file names are relative to the folder above its own."""
    base = gold.resolve().parent.parent
    read = cache(tables_of or _read)
    results = [_score(wanted, read(base / wanted.file)) for wanted in _load(gold)]
    return TableScores(
        tables=len(results),
        cells=sum(result.cells for result in results),
        misses=tuple(miss for result in results for miss in result.misses),
    )


def _read(path: Path) -> Sequence[Table]:
    return parse_tables(compose(readers.read(path.name, path.read_bytes())))


def _load(path: Path) -> list[_Gold]:
    loaded = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            page = raw.get("page")
            loaded.append(
                _Gold(
                    file=raw["file"],
                    pages=tuple(raw.get("pages") or ([page] if page is not None else [])),
                    title=raw["title"],
                    unit=raw.get("unit"),
                    header=tuple(raw["header"]),
                    rows=tuple(tuple(row) for row in raw["rows"]),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadBatchLine(path.name, number, f"不是表格标准答案：{error}") from None
    return loaded


def _squeeze(text: str) -> str:
    return _SPACE.sub("", text)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(_squeeze(text)) is not None


def _score(wanted: _Gold, tables: Sequence[Table]) -> _Result:
    """Against the table of the document that is most like it; nothing like it: everything is missing."""
    on_page = [t for t in tables if not wanted.pages or not t.pages or set(t.pages) & set(wanted.pages)]
    results = [(_compare(wanted, table), _alike(wanted, table)) for table in on_page]
    if not results:
        return _compare(wanted, None)
    return min(results, key=lambda pair: (len(pair[0].misses), -pair[1]))[0]


def _alike(wanted: _Gold, table: Table) -> float:
    return SequenceMatcher(None, _squeeze(wanted.title), _squeeze(table.title)).ratio()


def _compare(wanted: _Gold, table: Table | None) -> _Result:
    page = wanted.pages[0] if wanted.pages else None
    misses: list[TableMiss] = []
    cells = 0

    def check(row: str, column: str, expected: str, got: str) -> None:
        nonlocal cells
        cells += 1
        if _squeeze(expected) != _squeeze(got):
            misses.append(
                TableMiss(
                    file=wanted.file, page=page, title=wanted.title, row=row, column=column, expected=expected, got=got
                )
            )

    header = ["/".join(column.path) for column in table.columns] if table else []
    rows = [[cell.text for cell in row.cells] for row in table.rows] if table else []
    unit = table.unit if table and not (wanted.unit is None and table.unit_from in _TOLD) else None
    check("", "单位", wanted.unit or "", unit or "")
    places = _places(wanted.header, header)
    for index, (place, name) in enumerate(zip(places, wanted.header, strict=True)):
        at = index if place is None else place
        check("标题行", name, name, header[at] if at < len(header) else "")
    pairs, extra = _rows(wanted.rows, rows)
    for expected_row, found in pairs:
        label = "｜".join(text for text in expected_row if text and not _is_figure(text))
        for place, name, expected in zip(places, wanted.header, expected_row, strict=True):
            got = found[place] if found is not None and place is not None else ""
            if expected or _is_figure(got):
                check(label, name, expected, got)
    for found in extra:
        label = "｜".join(text for text in found if text and not _is_figure(text))
        for name, got in zip(header, found, strict=True):
            if _is_figure(got):
                check(label, name, "", got)
    return _Result(cells=cells, misses=tuple(misses))


def _places(wanted: Sequence[str], header: Sequence[str]) -> list[int | None]:
    """For each wanted column, where it is in the header: by its whole path, each place once, order kept for twins."""
    free: dict[str, list[int]] = {}
    for index, name in enumerate(header):
        free.setdefault(_squeeze(name), []).append(index)
    return [free[key].pop(0) if free.get(key := _squeeze(name)) else None for name in wanted]


def _rows(
    wanted: Sequence[tuple[str, ...]], found: Sequence[list[str]]
) -> tuple[list[tuple[tuple[str, ...], list[str] | None]], list[list[str]]]:
    """Gold rows with the rows that bear the same labels, in order; and the rows that are left over."""

    def key(row: Sequence[str]) -> str:
        return "|".join(_squeeze(text) for text in row if text and not _is_figure(text))

    pairs: list[tuple[tuple[str, ...], list[str] | None]] = []
    extra: list[list[str]] = []
    matcher = SequenceMatcher(None, [key(row) for row in wanted], [key(row) for row in found], autojunk=False)
    for _, a0, a1, b0, b1 in matcher.get_opcodes():
        for offset in range(max(a1 - a0, b1 - b0)):
            row = found[b0 + offset] if b0 + offset < b1 else None
            if a0 + offset < a1:
                pairs.append((wanted[a0 + offset], row))
            elif row is not None:
                extra.append(row)
    return pairs, extra
