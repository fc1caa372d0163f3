"""A project's purchases: rows of a procurement table that stand under what the question names."""

from __future__ import annotations

from index.model import Figure, Measure
from qa.answer.alike import alike
from qa.answer.facets import Facets
from qa.answer.match import weak
from qa.answer.outcome import Found
from qa.answer.phrase import amount
from qa.answer.shelf import Shelf
from qa.model import Computed, Query, Value

_KEY = "政府采购"
_PROJECTS = ("项目支出表", "绩效目标表")


def purchases(query: Query, shelf: Shelf) -> list[Figure]:
    """Amounts of the purchases under the project that the question names beside the word 采购; [] where it is none."""
    pieces = [p for c in query.chunks if not c.optional for p in c.pieces]
    named = [p.text for p in pieces if _KEY not in p.concepts]
    if not named or len(named) == len(pieces):
        return []
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        rows = [f.figure for f in shelf.facets_of(info) if _bought(f) and all(_under(name, f) for name in named)]
        if rows:
            return [f for f in rows if f.source.table == rows[0].source.table]
    return []


def only_row_of(query: Query, shelf: Shelf) -> Figure | None:
    """The amount of a project that a table prints in one row, under its name and beside its function."""
    named = [c.text for c in query.chunks if not c.optional and not all(map(weak, c.pieces))]
    notions = any(p.concepts and p.text == c.text for c in query.chunks for p in c.pieces)
    if len(named) != 1 or notions or len(query.years) > 1:
        return None  # one project's 委托业务费 is not all of it
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        rows = [
            f.figure for f in shelf.facets_of(info) if _projects(f) and f.above and alike(named[0], f.above[0]) > 0.9
        ]
        if rows:
            return rows[0] if len(rows) == 1 else None
    return None


def _projects(facets: Facets) -> bool:
    figure = facets.figure
    return figure.table_kind in _PROJECTS and figure.measure == Measure.AMOUNT and not facets.aspect


def _bought(facets: Facets) -> bool:
    figure = facets.figure
    whole = not facets.aspect and not facets.total and figure.value is not None and figure.measure == Measure.AMOUNT
    return whole and _KEY in facets.wholes


def _under(name: str, facets: Facets) -> bool:
    return any(name in words for words in facets.above)


def bought_together(rows: list[Figure], worked: Computed) -> Found:
    """The sum of a project's purchases, worked out from its rows."""
    listed = "，".join(f"“{f.label}”{amount(f)}" for f in rows)
    return Found(
        text=f"{rows[0].org}{rows[0].year or ''}年“{rows[0].parents[-1]}”的采购共{len(rows)}笔：{listed}，合计{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=tuple(rows),
        parts=tuple(rows),
        computed=worked,
    )
