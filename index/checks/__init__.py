"""勾稽: what a disclosure says, against what it says elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.checks.between import check_scopes, check_years
from index.checks.case import Case
from index.checks.columns import across
from index.checks.contents import missing
from index.checks.parts import parts_in_text
from index.checks.rates import rates
from index.checks.relations import equal, text_against_tables
from index.checks.rows import down
from index.checks.sentences import directions, totals
from index.checks.words import templates, years
from index.model import Document, Figure, Finding
from index.vocabulary import load

__all__ = ["CHECKS", "Check", "check", "check_scopes", "check_years"]

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    across,
    down,
    equal,
    text_against_tables,
    totals,
    parts_in_text,
    directions,
    rates,
    years,
    templates,
    missing,
)


def check(document: Document, figures: Sequence[Figure]) -> tuple[Finding, ...]:
    """Every finding on one disclosure, in the order of the checks."""
    cells = {
        (f.source.table, f.source.row_index, f.source.column_index): f
        for f in figures
        if f.source.table is not None and f.source.row_index is not None and f.source.column_index is not None
    }
    case = Case(document=document, figures=tuple(figures), vocabulary=load(), cells=cells)
    return tuple(finding for run in CHECKS for finding in run(case))
