"""How much of the budget was carried out: 完成年初预算的百分之几."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.model import Figure
from qa import arithmetic as compute
from qa.answer.lookup import read
from qa.answer.outcome import Found
from qa.answer.phrase import amount, direction_word, subject
from qa.answer.shelf import Shelf
from qa.model import Computed, Query, Value


def execution(query: Query, shelf: Shelf) -> Found | None:
    """The accounts' figure as a share of the budget's figure in the same document."""
    for spent, planned in _pairs(query, shelf):
        if worked := compute.share(spent, planned):
            return _found(spent, planned, worked, f"完成{worked.amount}%", shelf)
    return None


def against_budget(query: Query, shelf: Shelf) -> Found | None:
    """How far the accounts' figure is from the budget's in the same document, in percent of the budget's."""
    for spent, planned in _pairs(query, shelf):
        moved, worked = compute.gap(spent, planned), compute.spread(spent, planned)
        if moved and worked:
            verb = direction_word(moved[1], rate=True)
            return _found(spent, planned, worked, f"{verb}{worked.amount}%" if moved[1] else verb, shelf)
    return None


def _pairs(query: Query, shelf: Shelf) -> Iterator[tuple[Figure, Figure]]:
    plain = replace(query, base=None)
    spent = read(replace(plain, stages=("决算",)), shelf)
    stage = "调整预算" if query.base == "调整预算" else "年初预算"
    planned = [r.figure for r in read(replace(plain, stages=(stage,)), shelf).values()]
    for done in (r.figure for r in spent.values()):
        for plan in planned:
            same = plan.year == done.year and plan.document == done.document
            if same and done.stage == "决算" and plan.value is not None and done.value is not None:
                yield done, plan


def _found(spent: Figure, planned: Figure, worked: Computed, tail: str, shelf: Shelf) -> Found:
    return Found(
        text=f"{subject(spent, shelf.named(spent.document))}为{amount(spent)}，{planned.stage}数为{amount(planned)}，{tail}。",
        value=Value(amount=worked.amount, unit="%"),
        figures=(spent, planned),
        computed=worked,
    )
