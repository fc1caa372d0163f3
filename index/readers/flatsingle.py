"""A flattened table of one row without a name (合计 出国费 用车费 接待费, and their amounts): there is an amount for each name from
the unit or a sentence on, and the first, 合计, is the sum of the others."""

from __future__ import annotations

from collections.abc import Sequence

from index.readers import flatheads, flatproof
from index.readers.flatheads import Panel
from index.readers.flatrows import Rebuilt, is_amount, is_name

_FEWEST = 4  # columns
_WIDEST = 14


def find(cells: Sequence[str]) -> Rebuilt | None:
    """The first such table among the cells."""
    at = 0
    while at < len(cells):
        first = next((n for n in range(at, len(cells)) if is_amount(cells[n])), len(cells))
        end = next((n for n in range(first, len(cells)) if not is_amount(cells[n])), len(cells))
        start = _begin(cells, first) if _FEWEST <= end - first <= _WIDEST else None
        rows = None if start is None else _rows(cells[start:first], cells[first:end])
        if start is not None and rows is not None:
            return Rebuilt(start=start, end=end, rows=rows, left=())
        at = max(end, first + 1)
    return None


def _begin(cells: Sequence[str], first: int) -> int | None:
    """Where the names before an amount begin: right behind the unit, the title or a sentence; None where other words are."""
    for start in range(first, max(0, first - _WIDEST - 2), -1):
        before = cells[start - 1]
        if not is_name(before) or flatheads.is_caption(before):
            return start if before else None
    return None


def _rows(names: Sequence[str], amounts: Sequence[str]) -> list[list[str]] | None:
    """The heading, in one row or two, and the amounts; None where they do not add up."""
    values = [flatproof.value_of(amount) for amount in amounts]
    panel = Panel(labels=(), values=tuple(names))
    if len(names) == len(amounts) + 1:
        panel = flatheads.summed(panel, [values])
    if len(panel.values) != len(amounts) or any(value is None for value in values):
        return None
    # Of a group the sum alone counts, the first of its columns.
    own = [n for n in range(len(amounts)) if not panel.groups or panel.groups[n]]
    over = panel.groups or panel.values
    whole, *parts = (values[n] for n in own)
    if not flatheads.is_whole(over[0]) or len(list(filter(None, parts))) < 2 or flatproof.total(parts) != whole:
        return None
    return [*panel.heading, list(amounts)]
