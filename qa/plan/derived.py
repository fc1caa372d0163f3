"""Last year's figure from this year's figure and the printed change."""

from __future__ import annotations

from dataclasses import replace

from index.model import Figure, Measure
from qa import arithmetic as compute
from qa.answer.lookup import read
from qa.answer.outcome import Found
from qa.answer.phrase import thing
from qa.answer.shelf import Shelf
from qa.answer.together import told_together
from qa.model import Computed, Query, Value
from qa.plan.siblings import siblings


def derived(query: Query, shelf: Shelf) -> Found | None:
    """Last year's figure from this year's and the printed change, where the text names last year itself."""
    if len(query.years) != 1 or query.kind != "figure" or query.measure:
        return None
    following = replace(query, years=(query.years[0] + 1,))
    held = read(following, shelf)
    asked = (following, *siblings(following))
    moves = next((m for q in asked if (m := read(replace(q, measure=Measure.CHANGE.value), shelf))), {})
    for key, reading in held.items():
        move = next((m for k, m in moves.items() if k == key), None)
        if not move or move.figure.direction is None or not _names_year(shelf, move.figure, query.years[0]):
            continue
        now, step = reading.figure, move.figure
        if not told_together(shelf, now, step):
            continue
        result = compute.total((now, signed(step, -(step.direction or 0))))
        if result is None:
            continue
        sign = "-" if (step.direction or 0) > 0 else "+"
        worked = Computed(expression=f"{now.amount} {sign} {step.amount}", amount=result.amount, unit=result.unit)
        return Found(
            text=f"{query.orgs[0]}{query.years[0]}年{thing(now)}没有单列；按{key[0]}年文件推算为{worked.amount}{worked.unit}（{worked.expression}）。",
            value=Value(amount=worked.amount, unit=worked.unit),
            figures=(now, step),
            computed=worked,
            warnings=("此数由下一年文件的数字与增减额推算，并非原文直接公开。",),
        )
    return None


def _names_year(shelf: Shelf, figure: Figure, year: int) -> bool:
    """Whether the clause of a change names the year that it compares with."""
    quote = figure.source.quote
    return quote is not None and f"{year}年" in quote.cut(shelf.document(figure.document).text)


def signed(figure: Figure, direction: int) -> Figure:
    """The figure's value made negative where the direction is."""
    if direction >= 0 or figure.value is None:
        return figure
    return replace(figure, value=-figure.value, yuan=None if figure.yuan is None else -figure.yuan)
