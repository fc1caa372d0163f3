"""Which rows of a table are parts of which others: by codes, by what they stand under, where one says 其中; else by sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from index.figures.columns import View
from index.model import Figure, Table
from index.parsing.tables.words import squeeze
from qa.arithmetic import comparable, step, tells
from qa.tables.relation import Entry
from qa.tables.words import patterns

_PROVEN = 3  # rows of which one column's sum is no chance
_FEWEST = 2


def over(entries: Sequence[Entry], table: Table, seen: Sequence[View]) -> dict[int, int]:
    """Row → the row that it is a part of, as the table prints it; {} where it prints nothing of the kind."""
    found: dict[int, int] = {}
    coding = next((view.index for view in seen if view.role == "code"), None)
    names: dict[str, int] = {}
    coded: dict[str, int] = {}
    for entry in entries:
        code = squeeze(table.rows[entry.row].cells[coding].text) if coding is not None else ""
        parents = next((c.parents.split("|")[0] for c in entry.cards.values() if c.parents), "")
        above = next((coded[code[:n]] for n in range(len(code) - 1, 1, -1) if code[:n] in coded), None)
        above = above if above is not None else names.get(parents) if parents != entry.name else None
        if above is None and entries[0] is not entry and patterns()["total"]["inner"].search(entry.printed):
            above = next(other.row for other in reversed(entries) if other.row < entry.row and other.row not in found)
        if above is not None:
            found[entry.row] = above
        if code:
            coded[code] = entry.row
        names[entry.name] = entry.row
    return found


def by_sums(entries: Sequence[Entry]) -> dict[int, int]:
    """Row → the row that is the sum of it and its neighbours: a heading (税收收入) of those right behind it, a total (收入合计) of those
    right before it, or else behind it."""
    total = patterns()["total"]["row"]
    found: dict[int, int] = {}
    tops: list[Entry] = []
    for entry in reversed(entries):
        size = 0 if total.search(entry.name) else _addends(entry, tops)
        found |= {part.row: entry.row for part in tops[:size]}
        tops = [entry, *tops[size:]]
    before: list[Entry] = []  # those since the last total, nearest first
    for place, entry in enumerate(tops):
        if not total.search(entry.name):
            before = [entry, *before]
            continue
        behind = tops[place + 1 :]
        parts = before[: _addends(entry, before)] or behind[: _addends(entry, behind)]
        found |= {part.row: entry.row for part in parts}
        before = []
    return found


def _addends(whole: Entry, others: Sequence[Entry]) -> int:
    """How many of the rows, from the first on, add up to one: in every column that all of them have, more than one column or several
    rows; 0 where none do."""
    for size in range(_FEWEST, len(others) + 1):
        parts = others[:size]
        shared = set(whole.cards).intersection(*(set(e.cards) for e in parts))
        telling = [n for n in shared if tells(whole.cards[n].figure)]
        if len(telling) < (1 if size >= _PROVEN else 2):
            continue
        if all(_adds_up(whole.cards[n].figure, [e.cards[n].figure for e in parts]) for n in telling):
            return size
    return 0


def _adds_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether figures add up to one that is not nothing, but for what is lost in rounding."""
    left = comparable(whole) - sum((comparable(f) for f in parts), Decimal(0))
    return comparable(whole) != 0 and abs(left) <= sum((step(f) for f in parts), Decimal(0)) / 2
