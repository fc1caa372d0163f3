"""Whether a printed change is of a given amount, and not of another total that bears the same name."""

from __future__ import annotations

from index.figures.compare import agree
from index.model import Figure, Measure
from qa.answer.shelf import Shelf


def told_together(shelf: Shelf, figure: Figure, change: Figure) -> bool:
    """Whether one row of a table holds both, or the sentence of the change, or the one before it, tells the amount."""
    if figure.document != change.document:
        return False
    if change.source.table is not None:
        return _row(figure) == _row(change)
    span = change.source.span
    told = shelf.sentences(change.document)
    at = next((n for n, s in enumerate(told) if span and s.span.start <= span.start < s.span.end), None)
    if at is None:
        return False
    start, end = told[max(0, at - 1)].span.start, told[at].span.end
    beside = (f.figure for f in shelf.facets(change.document) if f.figure.measure is Measure.AMOUNT)
    return any(f.source.span and start <= f.source.span.start < end and agree(f, figure) for f in beside)


def _row(figure: Figure) -> tuple[int | None, int | None]:
    return figure.source.table, figure.source.row_index
