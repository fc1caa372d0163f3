"""What leaves the page as files."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.sheets import Sheet

# What a spreadsheet takes for a formula; a negative or a signed number is none.
_FORMULA = re.compile(r"[=@\t\r]|[+\-−](?![\d,.]+(?:%|$| ))")


def guarded(sheet: Sheet) -> Sheet:
    """The sheet for CSV: a text that a spreadsheet would work out as a formula stays a text."""
    return replace(sheet, rows=tuple(tuple(map(_safe, row)) for row in sheet.rows))


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
