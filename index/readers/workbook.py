"""New Excel files (XLSX): what python-calamine does not tell of them: how cells are shown, and which are not."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from index.language.marks import raised
from index.readers.cellstyles import Style, is_on, styles_of
from index.readers.formulas import Place, Results, column_number, moved
from index.readers.looks import Looks
from index.readers.package import Package, child, children, kind, value

_PLACE = re.compile(r"^([A-Z]{1,3})(\d+)$")
_WIDE = 1 << 14
_FLAT = 1.0  # points: a row of no more height is not seen
_THIN = 0.2  # characters: nor is a column of no more width
_MARGIN = re.compile(r'&(?:"[^"]*"|[A-Z]|K[0-9A-F]{6}|\d+)')
_RUNS = (b"vertAlign", b"strike")


def looks_of(package: Package) -> dict[str, Looks]:
    """How the cells are shown, by the name of the sheet."""
    root, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if root is None or links is None:
        return {}
    targets = {value(link, "Id"): value(link, "Target") or "" for link in links}
    styles = styles_of(package.xml("xl/styles.xml"))
    strings = _strings(package)
    calculation = child(root, "calcPr")
    stale = calculation is not None and value(calculation, "fullCalcOnLoad") in ("1", "true")
    out: dict[str, Looks] = {}
    for sheet in children(root, "sheets"):
        target = targets.get(value(sheet, "id"), "")
        part = package.xml(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if part is not None:
            looks = _Sheet(styles, strings, stale=stale).looks(part)
            texts, pictures = _drawn(package, target)
            out[value(sheet, "name") or ""] = replace(looks, drawn=texts, pictures=pictures)
    return out


def _drawn(package: Package, target: str) -> tuple[tuple[str, ...], int]:
    """The words of boxes that lie on the sheet, and how many pictures do."""
    folder, _, name = target.lstrip("/").removeprefix("xl/").rpartition("/")
    links = package.xml(f"xl/{folder}/_rels/{name}.rels")
    texts: list[str] = []
    pictures = 0
    for link in links if links is not None else ():
        if not (value(link, "Type") or "").endswith("/drawing"):
            continue
        part = posixpath.normpath(posixpath.join(f"xl/{folder}", value(link, "Target") or ""))
        root = package.xml(part.lstrip("/"))
        for box in root.iter("{*}sp") if root is not None else ():
            for paragraph in box.iter("{*}p"):
                texts.append("".join(each.text or "" for each in paragraph.iter("{*}t")).strip())
        pictures += sum(1 for _ in root.iter("{*}pic")) if root is not None else 0
    return tuple(filter(None, texts)), pictures


def _strings(package: Package) -> dict[int, str]:
    """The shared strings of which some characters are raised or struck through, as they are seen."""
    raw = package.raw("xl/sharedStrings.xml")
    if raw is None or not any(mark in raw for mark in _RUNS):
        return {}
    root = package.xml("xl/sharedStrings.xml")
    found = ((number, seen_text(item)) for number, item in enumerate(root if root is not None else ()))
    return {number: text for number, text in found if text is not None}


def seen_text(item: Any) -> str | None:
    """A string made of runs, as it is seen; None where its runs change nothing."""
    text, changed = "", False
    for run in item:
        if kind(run) != "r":
            continue
        words = "".join(each.text or "" for each in run if kind(each) == "t")
        properties = child(run, "rPr")
        if properties is not None and is_on(child(properties, "strike")):
            changed = True
            continue
        place = None if properties is None else child(properties, "vertAlign")
        if place is not None and value(place) == "superscript":
            words, changed = raised(words, text), True
        text += words
    return text if changed else None


class _Sheet:
    def __init__(self, styles: Sequence[Style], strings: dict[int, str], *, stale: bool) -> None:
        self._styles, self._strings, self._stale = styles, strings, stale
        self._formats: dict[Place, str] = {}
        self._texts: dict[Place, str] = {}
        self._numbers: dict[Place, Decimal] = {}
        self._formulas: dict[Place, str] = {}
        self._shared: dict[str, tuple[Place, str]] = {}
        self._failed = self._unseen = 0

    def looks(self, sheet: Any) -> Looks:
        rows: set[int] = set()
        columns: set[int] = set()
        for column in children(sheet, "cols"):
            if _on(value(column, "hidden")) or _least(value(column, "width")) <= _THIN:
                columns.update(range(_int(value(column, "min")) - 1, min(_int(value(column, "max")), _WIDE)))
        row_at = -1
        for row in children(sheet, "sheetData"):
            row_at = _int(value(row, "r")) - 1 if value(row, "r") else row_at + 1
            if _on(value(row, "hidden")) or _is_flat(row):
                rows.add(row_at)
            column_at = -1
            for cell in row:
                column_at = _column(value(cell, "r"), column_at + 1)
                self._cell(cell, (row_at, column_at))
        results = Results(self._numbers, self._formulas)
        worked = {place: result for place in self._formulas if (result := results.at(place)) is not None}
        texts = {place: "" for place in self._formulas if place not in worked} | self._texts
        return Looks(
            formats=self._formats,
            texts=texts,
            numbers=worked,
            hidden_rows=frozenset(rows),
            hidden_columns=frozenset(columns),
            uncomputed=len(self._formulas) - len(worked),
            computed=len(worked),
            failed=self._failed,
            unseen=self._unseen,
            margins=_margins(sheet),
        )

    def _cell(self, cell: Any, place: Place) -> None:
        number = _int(value(cell, "s"))
        style = self._styles[number] if number < len(self._styles) else None
        if style is not None and style.format != "General":
            self._formats[place] = style.format
        parts = {kind(each): each for each in cell}
        kept = (parts["v"].text or "") if "v" in parts else ""
        if style is not None and (style.unseen or style.struck) and (kept or "is" in parts):
            self._texts[place] = ""
            self._unseen += style.unseen
        told = value(cell, "t") or "n"
        if told == "s" and kept.isdecimal() and int(kept) in self._strings:
            self._texts.setdefault(place, self._strings[int(kept)])
        elif told == "inlineStr" and "is" in parts and (text := seen_text(parts["is"])) is not None:
            self._texts.setdefault(place, text)
        elif told == "e":
            self._failed += 1
            self._texts.setdefault(place, kept)
            return
        formula = self._formula(parts["f"], place) if "f" in parts else None
        if formula is not None and (not kept or (self._stale and told == "n" and _is_zero(kept))):
            self._formulas[place] = formula
        elif told == "n" and kept:
            with suppress(InvalidOperation):
                self._numbers[place] = Decimal(kept)

    def _formula(self, element: Any, place: Place) -> str:
        text, shared = element.text or "", value(element, "si")
        if value(element, "t") != "shared" or shared is None:
            return text
        if text:
            self._shared[shared] = (place, text)
            return text
        first, told = self._shared.get(shared, (place, ""))
        return moved(told, place[0] - first[0], place[1] - first[1])


def _is_zero(text: str) -> bool:
    return not text.strip("0.")


def _is_flat(row: Any) -> bool:
    """A row of no height: also where a file says that it has a height of its own, and none."""
    height = value(row, "ht")
    return _least(height) <= _FLAT if height else _on(value(row, "customHeight"))


def _least(text: str | None) -> float:
    try:
        return float(text) if text else 100.0
    except ValueError:
        return 100.0


def _margins(sheet: Any) -> tuple[str, ...]:
    """The words of the page's head and foot, without what codes say of their looks."""
    parts = (part.text or "" for part in children(sheet, "headerFooter") if kind(part) in ("oddHeader", "oddFooter"))
    lines = (line.strip() for part in parts for line in _MARGIN.sub("\n", part).split("\n"))
    return tuple(line for line in lines if line)


def _column(place: str | None, otherwise: int) -> int:
    found = _PLACE.match(place or "")
    return column_number(found[1]) if found else otherwise


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _on(text: str | None) -> bool:
    return text in ("1", "true", "on")
