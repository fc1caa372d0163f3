"""Tables whose columns grew together when they were read: what is wrong in them was not printed so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.checks.case import Case
from index.model import Document, Finding, Table, Verdict

# An amount and behind it the name of another panel's row, in one cell.
_FUSED = re.compile(r"^-?[\d,]+\.\d+\s+[^\d\s].{3,}")
_SOME = 2


def fused(document: Document) -> frozenset[int]:
    """The tables of which several cells hold an amount and the next column's name: their rows prove nothing."""
    return frozenset(index for index, table in enumerate(document.tables) if _count(table) >= _SOME)


def misread(case: Case) -> Iterator[Finding]:
    """Says of these tables that they are not checked."""
    for index in sorted(fused(case.document)):
        message = f"《{case.title(index)}》有的列没有分开读出，不作核对"
        yield case.finding("读表", Verdict.NOT_ENOUGH, message)


def _count(table: Table) -> int:
    return sum(_FUSED.match(cell.text) is not None for row in table.rows for cell in row.cells)
