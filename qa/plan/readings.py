"""A question narrowed to one figure, for working out with several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from index.model import Figure, Measure
from qa import arithmetic as compute
from qa.answer import kinds
from qa.answer.leaf import leaf
from qa.answer.lookup import read
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.model import Computed, Query


def single(query: Query, shelf: Shelf, **slots: object) -> Reading | None:
    """The one reading for narrowed slots; None where there is none or it stays open."""
    narrowed = replace(query, **slots)  # type: ignore[arg-type]
    # One of several things named: the ranking may know it. Of several bodies or years the rules must read all alike.
    held = leaf(narrowed, shelf) if "chunks" in slots else read(narrowed, shelf)
    settled = kinds.settle(narrowed, held) if held else None
    whole = isinstance(settled, Reading) and settled.whole and settled.figure.value is not None
    return settled if isinstance(settled, Reading) and whole else None


def comparable(query: Query, shelf: Shelf, slots: Mapping[str, Mapping[str, object]]) -> dict[str, Figure]:
    """One figure for each named set of slots (a body, a year), all of one stage.

    Where the question leaves the stage open, the stage that the most of them have is taken, accounts before budgets;
    where it leaves the scope open and a body has both, that of the whole department.
    """
    best: dict[str, Figure] = {}
    for stages in (query.stages,) if query.stages else ((), ("决算",), ("预算",)):
        found: dict[str, Figure] = {}
        for name, each in slots.items():
            narrowed = {"stages": stages, **each} if stages else dict(each)
            reading = single(query, shelf, **narrowed)
            if reading is None and not query.scopes:
                reading = single(query, shelf, **{**narrowed, "scopes": ("部门",)})
            if reading:
                found[name] = reading.figure
        stages_found = {f.stage for f in found.values()}
        if len(found) > len(best) and (len(stages_found) < 2 or any("stages" in each for each in slots.values())):
            best = found
    return best


def plain_query(query: Query) -> Query:
    """The same question asking for the figures themselves."""
    measure = query.measure if query.measure not in (Measure.CHANGE.value, Measure.RATE.value) else None
    counts = query.counted is not None or query.kind == "count"
    return replace(query, kind="count" if counts else "figure", measure=measure)


def in_wished(worked: Computed, query: Query) -> Computed:
    """A worked-out amount in the unit that the question wishes."""
    scale = {"元": 1, "千元": 1000, "万元": 10000, "亿元": 100000000}
    if not query.money or worked.unit not in scale or query.money == worked.unit:
        return worked
    value = Decimal(worked.amount) * scale[worked.unit] / scale[query.money]
    return replace(worked, amount=compute.plain(compute.half_up(value)), unit=query.money)
