"""勾稽: what a disclosure says, against what it says elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from index.checks.between import check_years
from index.checks.case import Case
from index.checks.columns import across
from index.checks.contents import missing
from index.checks.disclosures import Comparison, Disclosure, Paper, disclosures, scope_pairs, whole_families, year_pairs
from index.checks.increases import impossible, increases
from index.checks.misread import fused, misread
from index.checks.parts import parts_in_tables, parts_in_text
from index.checks.rates import opposed, rates
from index.checks.relations import equal
from index.checks.rows import down
from index.checks.scopes import check_scopes, check_units
from index.checks.sentences import directions, totals
from index.checks.tables import between_tables, covered, shared_out
from index.checks.told import text_against_tables
from index.checks.twice import amounts_twice, changes_twice
from index.checks.units import units
from index.checks.words import templates, years
from index.model import Document, Figure, Finding
from index.vocabulary import load

__all__ = [
    "CHECKS",
    "PAIRS",
    "Check",
    "Comparison",
    "Disclosure",
    "Paper",
    "check",
    "check_between",
    "check_scopes",
    "check_units",
    "check_years",
]

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    across,
    down,
    parts_in_tables,
    equal,
    between_tables,
    covered,
    shared_out,
    units,
    text_against_tables,
    totals,
    parts_in_text,
    directions,
    rates,
    opposed,
    increases,
    impossible,
    changes_twice,
    amounts_twice,
    years,
    templates,
    missing,
    misread,
)

# Which disclosures are held against each other, and how.
PAIRS = ((year_pairs, check_years), (scope_pairs, check_scopes))


def check(document: Document, figures: Sequence[Figure]) -> tuple[Finding, ...]:
    """Every finding on one disclosure, in the order of the checks."""
    unread = fused(document)
    figures = [f for f in figures if f.source.table not in unread]
    cells = {
        (f.source.table, f.source.row_index, f.source.column_index): f
        for f in figures
        if f.source.table is not None and f.source.row_index is not None and f.source.column_index is not None
    }
    case = Case(document=document, figures=tuple(figures), vocabulary=load(), cells=cells)
    return tuple(finding for run in CHECKS for finding in run(case))


def check_between(
    papers: Sequence[Paper], figures_of: Callable[[str], Sequence[Figure]], only: Collection[str] = ()
) -> Iterator[Comparison]:
    """Every finding on two documents of a library; ``only`` where one of these documents takes part, () for all."""
    known = disclosures(papers)
    asked = set(only)
    for pairs, compare in PAIRS:
        for this, other in pairs(known):
            if not asked or asked & {*this.documents, *other.documents}:
                yield from compare(_filled(this, figures_of), _filled(other, figures_of))
    for whole, parts in whole_families(known):
        if not asked or asked & {d for each in (whole, *parts) for d in each.documents}:
            yield from check_units(_filled(whole, figures_of), [_filled(part, figures_of) for part in parts])


def _filled(disclosure: Disclosure, figures_of: Callable[[str], Sequence[Figure]]) -> Disclosure:
    return replace(disclosure, figures=tuple(f for d in disclosure.documents for f in figures_of(d)))
