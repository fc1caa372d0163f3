"""Where the amounts of a row stand that lost blank cells: the one way that keeps what the whole rows keep, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product

_DASH = re.compile(r"^[-—–－/]{1,3}$")
_MOST = 400  # ways to place the short rows that are tried
_SLACK = Decimal("0.011")  # rounding in one row
SLACK_OF_SUMS = Decimal("0.05")

Amounts = Sequence[str]
Law = tuple[int, tuple[int, ...], tuple[int, ...]]
# A whole and its parts, by the keys of their rows: the parts add up to it in every column.
Family = tuple[int, tuple[int, ...]]


def placed(
    certain: Mapping[int, Amounts], short: Mapping[int, Amounts], width: int, families: Sequence[Family]
) -> dict[int, list[str]]:
    """The short rows (by their keys) in their columns, "" where blank; those are left out that can stand in more ways than
    one. ``families`` are the wholes and parts among all rows."""
    if not short or width < 2:
        return {}
    laws = _laws([[value_of(amount) for amount in row] for row in certain.values()], width)
    ways = {key: [way for way in _ways(row, width) if _keeps(way, laws)] for key, row in short.items()}
    known: dict[int, list[str]] = {key: list(row) for key, row in certain.items()}
    known |= {key: options[0] for key, options in ways.items() if laws and len(options) == 1}
    moved = True
    while moved:
        moved = False
        for family in families:
            found = _by_sums(family, known, ways, width)
            known |= found
            moved = moved or bool(found)
    return {key: row for key, row in known.items() if key in short}


def is_dash(cell: str) -> bool:
    """Whether a cell holds a dash in place of an amount."""
    return _DASH.match(cell) is not None


def value_of(amount: str) -> Decimal | None:
    """What a cell adds: a blank or a dash nothing, a rate None."""
    plain = re.sub(r"[,，\s]", "", amount).translate(str.maketrans("－−．（）", "--.()"))
    if not plain or is_dash(amount):
        return Decimal(0)
    if plain.endswith(("%", "％")):
        return None
    return Decimal(plain.strip("-+△▲()") or 0) * (-1 if plain[0] in "-△▲(" else 1)


def total(values: Iterable[Decimal | None]) -> Decimal:
    """The sum of what cells add; a rate adds nothing."""
    return sum((value or Decimal(0) for value in values), Decimal(0))


def is_sum(row: Sequence[Decimal | None], whole: int, parts: Sequence[int]) -> bool:
    """Whether one column of a row is the sum of others; a rate is none and is part of none."""
    return all(row[c] is not None for c in (whole, *parts)) and _holds(row, (whole, tuple(parts), ()))


def _ways(amounts: Amounts, width: int) -> Iterator[list[str]]:
    for places in combinations(range(width), len(amounts)):
        way = [""] * width
        for place, amount in zip(places, amounts, strict=True):
            way[place] = amount
        yield way


def _laws(rows: Sequence[Sequence[Decimal | None]], width: int) -> list[Law]:
    """(column, those added up in it, those taken from it): what holds in all rows, and not only because all are 0."""
    candidates: list[Law] = []
    for column in range(width):
        behind = list(range(column + 1, width))
        candidates += [(column, tuple(behind[:n]), ()) for n in range(2, len(behind) + 1)]
        before = range(column)
        candidates += [(column, (a,), (b,)) for a in before for b in before if a != b]
    return [law for law in candidates if _tells(rows, law)]


def _tells(rows: Sequence[Sequence[Decimal | None]], law: Law) -> bool:
    """Whether a law holds everywhere, and with two parts that count in some row."""
    column, plus, minus = law
    if any(row[c] is None for row in rows for c in (column, *plus, *minus)):
        return False
    return all(_holds(row, law) for row in rows) and any(sum(1 for c in (*plus, *minus) if row[c]) > 1 for row in rows)


def _holds(row: Sequence[Decimal | None], law: Law) -> bool:
    column, plus, minus = law
    got = total(row[c] for c in plus) - total(row[c] for c in minus)
    return abs(got - (row[column] or Decimal(0))) <= _SLACK


def _keeps(way: Amounts, laws: Sequence[Law]) -> bool:
    values = [value_of(amount) for amount in way]
    return all(_holds(values, law) for law in laws)


def _by_sums(
    family: Family, known: Mapping[int, list[str]], ways: Mapping[int, list[list[str]]], width: int
) -> dict[int, list[str]]:
    """The rows of a family that stand the same way wherever its parts add up to its whole in every column."""
    whole, parts = family
    members = (whole, *parts)
    if any(key not in known and not ways.get(key) for key in members):
        return {}
    open_ = [key for key in members if key not in known]
    count = 1
    for key in open_:
        count *= len(ways[key])
    if not open_ or count > _MOST:
        return {}
    fitting = []
    for tried in product(*(ways[key] for key in open_)):
        rows = dict(known) | dict(zip(open_, tried, strict=True))
        wanted = (value_of(rows[whole][c]) for c in range(width))
        sums = (total(value_of(rows[key][c]) for key in parts) for c in range(width))
        if all(w is None or abs(got - w) <= SLACK_OF_SUMS for w, got in zip(wanted, sums, strict=True)):
            fitting.append(tried)
    return {key: fitting[0][n] for n, key in enumerate(open_) if len({tuple(tried[n]) for tried in fitting}) == 1}
