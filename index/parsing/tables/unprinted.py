"""The unit of tables that print none: told by their page, by all other tables, or by the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.model import Table
from index.parsing.compose import Composed, PlacedLine
from index.parsing.tables.units import amounts_in, unit_of, unit_of_all
from index.parsing.tables.words import is_figure

Told = tuple[str, str]
"""An amount in the text, without separators, and its unit."""

_MONEY_SHARE = 0.3  # of the figures of a table of money have separators or decimals
_LARGE = 4  # digits
_OFTEN = 3  # so many amounts of one unit in the text make it the document's
_SMALLER = 20  # times at the most is a table's largest amount smaller than the largest of the text
_WITH_POINT = re.compile(r"\d+\.\d+")


def with_units(tables: tuple[Table, ...], composed: Composed) -> tuple[Table, ...]:
    """The tables, those that print no unit with one: from their page, from a line on all tables, else from the other tables
    where those agree, or from the text where no table prints any. Where nothing tells it, it stays None."""
    lines = [block for block in composed.blocks if isinstance(block, PlacedLine)]
    on_page: dict[int | None, set[str]] = {}
    for block in lines:
        if unit := unit_of(block.line.text):
            on_page.setdefault(block.page, set()).add(unit)
    for page in {table.pages[0] for table in tables if table.unit_from == "caption" and table.pages}:
        on_page.pop(page, None)  # it is the unit of the table that prints it
    on_page.pop(None, None)
    running = {unit for text in composed.running if (unit := unit_of(text))}
    everywhere = running or {unit for block in lines if (unit := unit_of_all(block.line.text))}
    known = {table.unit for table in tables if table.unit}
    told = [] if known else [amount for block in lines for amount in amounts_in(block.line.text)]

    def completed(table: Table) -> Table:
        money = _has_money(table)
        if table.unit is not None or not (money or (everywhere and _is_large(table))):
            return table
        printed = on_page.get(table.pages[0], set()) if table.pages else set()
        for units, source in ((printed, "page"), (everywhere, "page"), (known if money else set(), "inferred")):
            if len(units) == 1:
                return replace(table, unit=next(iter(units)), unit_from=source)
        unit = _unit_of_text(table, told)
        return replace(table, unit=unit, unit_from="inferred") if unit else table

    return tuple(map(completed, tables))


def _unit_of_text(table: Table, told: Sequence[Told]) -> str:
    """The one unit of all money in the text, where the text tells one of the table's amounts too, or the largest of them is of
    the size of what the text tells; "" where it cannot be told so."""
    if len({unit for _, unit in told}) != 1 or len(told) < _OFTEN:
        return ""
    amounts = {text for figure in _figures(table) if _WITH_POINT.fullmatch(text := figure.replace(",", ""))}
    largest, most = (max(map(Decimal, each), default=Decimal(0)) for each in (amounts, [amount for amount, _ in told]))
    same = any("." in amount and amount in amounts and Decimal(amount) for amount, _ in told)
    return told[0][1] if same or most / _SMALLER <= largest <= most else ""


def _has_money(table: Table) -> bool:
    """Whether its figures look like money: some have separators or decimals (counts, scores and shares have none)."""
    figures = _figures(table)
    money = sum(1 for text in figures if not text.endswith(("%", "％")) and set(text) & set(",，.．"))
    return money > _MONEY_SHARE * len(figures)


def _is_large(table: Table) -> bool:
    """Whether most figures are whole numbers too large to count people or things by."""
    figures = _figures(table)
    return 2 * sum(1 for text in figures if sum(map(str.isdigit, text)) >= _LARGE) > len(figures)


def _figures(table: Table) -> list[str]:
    return [cell.text for row in table.rows for cell in row.cells if is_figure(cell.text)]
