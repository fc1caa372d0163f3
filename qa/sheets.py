"""Rows for people and programs: a terminal table, CSV, XLSX. Amounts are text everywhere: digits stay as printed; a workbook has
their numbers beside them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

_WIDEST = 44
# The last column may run on: a file's name is of use only whole.
_LAST = 120
# Excel takes no more in one cell, and no control characters.
_CELL_LIMIT = 32_767
# What a spreadsheet takes for a formula. A signed number is none, with its unit neither, nor is a dash in a number's place.
_FORMULA = re.compile(r"[=+\-@\t\r\n](?s:.*)")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_EXACT = 15  # digits
_HARMLESS = re.compile(r"[+\-]?(?:\d[\d,]*)?\.?\d+%?(?: ?[\u4e00-\u9fff]+)?|-+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A titled table of text. ``amounts`` are the places of columns that hold amounts: a workbook has them as numbers too."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    amounts: tuple[int, ...] = ()


def as_text(sheets: Sequence[Sheet]) -> bytes:
    """Aligned columns for a terminal, Chinese characters counted double."""
    return ("\n\n".join("\n".join(_text_lines(sheet)) for sheet in sheets) + "\n").encode()


def as_csv(sheets: Sequence[Sheet]) -> bytes:
    """CSV; several sheets one after the other, each under a line with its title. A text that a spreadsheet would work out as
    a formula stays a text: it gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, sheet in enumerate(sheets):
        if len(sheets) > 1:
            writer.writerows([[]] * bool(number))
            writer.writerow([_inert(sheet.title)])
        writer.writerows(map(_inert, row) for row in (sheet.header, *sheet.rows))
    return out.getvalue().encode()


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a page for each sheet; every cell is text, so nothing is a formula and no digit is lost. Beside the text
    of an amount stands its number, shown to the digit as it is printed, to reckon with."""
    # Half a second that only an export needs.
    from openpyxl import Workbook
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    used: set[str] = set()
    for sheet in sheets or [Sheet(title="空", header=(), rows=())]:
        page = book.create_sheet(_page_name(sheet.title, used))
        page.freeze_panes = "A2"
        rows = [_reckoned(row, sheet.amounts, number == 0) for number, row in enumerate((sheet.header, *sheet.rows))]
        for at, column in enumerate(zip(*rows, strict=True), 1):
            wide = max(width(str(value or "")) for value in column)
            page.column_dimensions[get_column_letter(at)].width = min(wide, _WIDEST) + 2
        for number, row in enumerate(rows):
            cells = []
            for value in row:
                cell = WriteOnlyCell(page, value=value)
                if isinstance(value, Decimal):
                    cell.number_format = _as_printed(value)
                else:
                    cell.data_type = "s"
                if number == 0:
                    cell.font = Font(bold=True)
                cells.append(cell)
            page.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[Sheet]], bytes]] = {"table": as_text, "csv": as_csv, "xlsx": as_xlsx}


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shorten(text: str, room: int) -> str:
    """The text in at most so many terminal columns, cut at its end with … where it is longer."""
    text = " ".join(text.split())
    if width(text) <= room:
        return text
    out, taken = "", 1
    for character in text:
        taken += width(character)
        if taken > room:
            break
        out += character
    return out + "…"


def _text_lines(sheet: Sheet) -> Iterator[str]:
    if sheet.title:
        yield sheet.title
    rooms = [_WIDEST] * (len(sheet.header) - 1) + [_LAST]
    table = [list(map(shorten, row, rooms)) for row in (sheet.header, *sheet.rows)]
    if not any(table):
        return
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    for number, row in enumerate(table):
        yield _padded(row, widths)
        if number == 0:
            yield "  ".join("─" * w for w in widths)


def _padded(row: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)).rstrip()


def _inert(text: str) -> str:
    """The text as a cell of CSV that is worked out by nothing: ``'=1+1``, ``'-培训费``; ``-0.50`` is a number."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # a bare CR would end the row
    return f"'{text}" if _FORMULA.fullmatch(text) and not _HARMLESS.fullmatch(text) else text


def _reckoned(row: Sequence[str], amounts: Collection[int], is_header: bool) -> tuple[str | Decimal | None, ...]:
    """A row with the number beside each amount; None where the text is none, or longer than a spreadsheet can hold exactly."""
    out: list[str | Decimal | None] = []
    for at, text in enumerate(row):
        out.append(_plain(text))
        if at in amounts:
            out.append(f"{text}（供计算）" if is_header else _number(text))
    return tuple(out)


def _number(text: str) -> Decimal | None:
    digits = text.replace(",", "")
    return Decimal(digits) if _AMOUNT.fullmatch(digits) and sum(map(str.isdigit, digits)) <= _EXACT else None


def _as_printed(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * places if places > 0 else "")


def _page_name(title: str, used: set[str]) -> str:
    base = "".join(c for c in _plain(title) if c not in "[]:*?/\\'")[:26].strip() or "表"
    name, number = base, 1
    while name.lower() in used:
        number += 1
        name = f"{base} {number}"
    used.add(name.lower())
    return name


def _plain(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) < 0xE000))[:_CELL_LIMIT]
