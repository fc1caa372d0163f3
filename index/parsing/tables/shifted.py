"""A total printed one column too far left is set right, where the column sums prove it and only there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from index.parsing.tables.parts import Item, Part
from index.parsing.tables.words import is_amount, is_total, squeeze

_NUMBER = str.maketrans(
    {
        **dict.fromkeys(",，'’约"),
        "．": ".",
        **dict.fromkeys("－—–−△▲负", "-"),
        **dict.fromkeys("[［【", "("),
        **dict.fromkeys("]］】", ")"),
    }
)


def number_of(text: str) -> Decimal | None:
    """The printed amount, None where it is none."""
    if not is_amount(text) or text.endswith(("%", "％", "‰")):
        return None
    plain = squeeze(text).translate(_NUMBER)
    negative = plain.startswith(("(", "（")) or plain.endswith("-")
    try:
        value = Decimal(plain.rstrip("-").strip("()（）+＋"))
    except InvalidOperation:
        return None
    return -value if negative else value


def set_right(part: Part, depth: int) -> Part:
    """The part with every provably shifted total row in its true columns."""
    rows = [part.row(row) for row in range(part.rows)]
    totals = [row for row in range(depth, part.rows) if any(is_total(item.text) for item in rows[row][:2])]
    details = [row for row in range(depth, part.rows) if row not in totals]
    moved: dict[int, Item] = {}
    for row in totals:
        after = next((t for t in totals if t > row), part.rows)
        before = max((t for t in totals if t < row), default=depth - 1)
        # A grand total sums up all details, a subtotal those behind it or before it up to the next one.
        proofs = [_sums(rows, summed) for summed in (details, range(row + 1, after), range(before + 1, row))]
        if not any(_holds(rows[row], sums) for sums in proofs):
            moved.update(next((found for sums in proofs if (found := _moves(rows[row], sums, part.columns))), {}))
    if not moved:
        return part
    targets = {(item.row, item.column) for item in moved.values()}
    items = []
    for item in part.items:
        if id(item) in moved:
            continue
        if (item.row, item.column) in targets and not item.text:
            continue
        items.append(item)
    vacated = [
        Item(row=item.row, column=item.moved_from, page=item.page)
        for item in moved.values()
        if item.moved_from is not None and (item.row, item.moved_from) not in targets
    ]
    return replace(part, items=(*items, *moved.values(), *vacated))


def _sums(rows: Sequence[tuple[Item, ...]], summed: Iterable[int]) -> dict[int, Decimal]:
    """The sum of each column over some rows."""
    sums: dict[int, Decimal] = {}
    for row in summed:
        for item in rows[row]:
            value = number_of(item.text)
            if value is not None:
                sums[item.column] = sums.get(item.column, Decimal(0)) + value
    return sums


def _holds(row: tuple[Item, ...], sums: dict[int, Decimal]) -> bool:
    """Whether every amount of a total is the sum of its own column."""
    numbers = [(item.column, value) for item in row if (value := number_of(item.text)) is not None]
    return all(sums.get(column) == value for column, value in numbers)


def _moves(row: tuple[Item, ...], sums: dict[int, Decimal], columns: int) -> dict[int, Item]:
    numbers = [(item, value) for item in row if (value := number_of(item.text)) is not None]
    if len(numbers) < 2 or any(item.column_span > 1 for item, _ in numbers):
        return {}
    if not all(item.column + 1 < columns and sums.get(item.column + 1) == value for item, value in numbers):
        return {}
    places = {item.column for item, _ in numbers}
    others = {item.column for item in row if item.text} - places
    if any(item.column + 1 in others for item, _ in numbers):
        return {}
    return {id(item): replace(item, column=item.column + 1, moved_from=item.column) for item, _ in numbers}
