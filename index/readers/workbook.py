"""New Excel files (XLSX): what python-calamine does not tell of them. Number formats, hidden rows and columns."""

from __future__ import annotations

import re
from typing import Any

from index.readers.looks import Looks
from index.readers.numberformat import BUILT_IN
from index.readers.package import Package, children, kind, value

_PLACE = re.compile(r"^([A-Z]{1,3})(\d+)$")
_WIDE = 1 << 14


def looks_of(package: Package) -> dict[str, Looks]:
    """How the cells are shown, by the name of the sheet."""
    root, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if root is None or links is None:
        return {}
    targets = {value(link, "Id"): value(link, "Target") or "" for link in links}
    shown = _formats(package.xml("xl/styles.xml"))
    out: dict[str, Looks] = {}
    for sheet in children(root, "sheets"):
        target = targets.get(value(sheet, "id"), "")
        part = package.xml(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if part is not None:
            out[value(sheet, "name") or ""] = _looks(part, shown)
    return out


def _formats(styles: Any | None) -> list[str]:
    """The format of each style number."""
    if styles is None:
        return []
    known = dict(BUILT_IN)
    for each in children(styles, "numFmts"):
        known[_int(value(each, "numFmtId"))] = value(each, "formatCode") or "General"
    return [known.get(_int(value(style, "numFmtId")), "General") for style in children(styles, "cellXfs")]


def _looks(sheet: Any, shown: list[str]) -> Looks:
    formats: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    uncomputed = 0
    for column in children(sheet, "cols"):
        if _on(value(column, "hidden")):
            columns.update(range(_int(value(column, "min")) - 1, min(_int(value(column, "max")), _WIDE)))
    row_at = -1
    for row in children(sheet, "sheetData"):
        row_at = _int(value(row, "r")) - 1 if value(row, "r") else row_at + 1
        if _on(value(row, "hidden")):
            rows.add(row_at)
        column_at = -1
        for cell in row:
            column_at = _column(value(cell, "r"), column_at + 1)
            style = _int(value(cell, "s"))
            if style < len(shown) and shown[style] != "General":
                formats[row_at, column_at] = shown[style]
            parts = {kind(each): each for each in cell}
            uncomputed += "f" in parts and not (parts["v"].text if "v" in parts else None)
    return Looks(formats=formats, hidden_rows=frozenset(rows), hidden_columns=frozenset(columns), uncomputed=uncomputed)


def _column(place: str | None, otherwise: int) -> int:
    found = _PLACE.match(place or "")
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _on(text: str | None) -> bool:
    return text in ("1", "true", "on")
