"""Reading one made-up table, and picking out what one of its cells says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.figures import figures_from_tables
from index.model import Document, Figure

Make = Callable[..., Document]


def cell(figures: Sequence[Figure], row: int, column: int) -> Figure:
    """The only figure of a cell."""
    found = [f for f in figures if (f.source.row_index, f.source.column_index) == (row, column)]
    assert len(found) == 1, found
    return found[0]


def read(
    make: Make, title: str, unit: str | None, columns: Sequence[str], rows: Sequence[Sequence[str]], **more: object
) -> tuple[Figure, ...]:
    return figures_from_tables(make([(title, unit, columns, rows)], **more))
