"""How a headline's amount moved, as its document prints it: only what is printed of this very amount."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.figures.compare import agree
from index.model import Figure, Measure
from qa.answer.shelf import Shelf
from qa.answer.together import told_together
from qa.web import desk


@st.cache_data(max_entries=2000, show_spinner=False, hash_funcs={Figure: lambda f: f.id})
def changes(edition: str, first: Figure) -> tuple[Figure, ...]:  # noqa: ARG001
    """The disclosed change of an amount, then its rate, where exactly one of each is printed of it; () elsewhere."""
    if first.item is None or desk.info(first.document) is None:
        return ()
    same = [
        f
        for f in desk.store().figures(document=first.document, item=first.item, year=first.year)
        if (f.aspect, f.stage, f.scope) == (first.aspect, first.stage, first.scope)
    ]
    out: list[Figure] = []
    for measure in (Measure.CHANGE, Measure.RATE):
        told = {
            (f.amount, f.direction): f for f in same if f.measure is measure and belongs(desk.shelf(), first, f, same)
        }
        if len(told) != 1:
            break
        out += told.values()
    return tuple(out)


def belongs(shelf: Shelf, amount: Figure, change: Figure, same: Sequence[Figure]) -> bool:
    """Whether a change is told of this amount: in its row, or in a sentence where it is the last one told before the change."""
    if change.label != amount.label and change.source.table is not None:
        return False
    if not told_together(shelf, amount, change):
        return False
    at = change.source.span
    if change.source.table is not None or at is None:
        return True
    before = [
        f
        for f in same
        if f.measure is Measure.AMOUNT and f.source.table is None and f.source.span and f.source.span.start < at.start
    ]
    nearest = max(before, key=lambda f: f.source.span.start if f.source.span else 0, default=None)
    return nearest is not None and agree(nearest, amount)
