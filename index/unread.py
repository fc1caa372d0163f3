"""What of a document was not understood: numbers that became no figure, amounts without a unit, doubtful readings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.figures.columns import views
from index.figures.printed import read_cell
from index.model import Document, Figure, Measure, Source, Table
from index.vocabulary import load

# Columns whose numbers are names: a code, a place in a list, a unit.
_NAMING = ("code", "unit", "ignore")
_MONEY = (Measure.AMOUNT, Measure.CHANGE)
_SURE = 0.9  # of a recognised reading; below it the reader warns as well
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One place and what is wrong with it. ``table`` is a title, "" outside of tables."""

    page: int | None
    table: str
    row: str
    column: str
    text: str
    reason: str


def unread(document: Document, figures: Sequence[Figure]) -> tuple[Unread, ...]:
    """Everything of the document that no answer can rest on, in the order of its pages."""
    found = [*_cells(document, figures), *_figures(document, figures)]
    found += [Unread(page=None, table="", row="", column="", text="", reason=words) for words in document.warnings]
    return tuple(sorted(found, key=lambda each: (each.page is None, each.page or 0)))


def _cells(document: Document, figures: Sequence[Figure]) -> Iterator[Unread]:
    """Numbers in tables that no figure was made of."""
    known = {(f.source.table, f.source.row_index, f.source.column_index) for f in figures}
    # A figure that is printed beside each of its parts is one figure, wherever it stands.
    spans = {f.source.span for f in figures if f.source.span}
    for number, table in enumerate(document.tables):
        naming = {view.index for view in views(table, load()) if view.role in _NAMING}
        for row_number, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                if column in naming or (number, row_number, column) in known or spans & set(cell.spans):
                    continue
                if read_cell(cell.text, load()).is_number:
                    label = next((c.text for c in row.cells if c.text and not read_cell(c.text, load()).is_number), "")
                    yield Unread(
                        page=cell.page if cell.page is not None else row.page,
                        table=table.title,
                        row=_flat(label),
                        column=_column(table, column),
                        text=_flat(cell.text),
                        reason="数字没有读成数据",
                    )


def _column(table: Table, index: int) -> str:
    return _flat("/".join(table.columns[index].path)) if index < len(table.columns) else ""


def _figures(document: Document, figures: Sequence[Figure]) -> Iterator[Unread]:
    """Figures that something is missing of."""
    for figure in figures:
        source = figure.source
        if figure.measure in _MONEY and figure.value and figure.unit is None:  # nothing needs no unit
            yield _of(document, figure, "金额的单位不明")
        if source.confidence is not None and source.confidence < _SURE and figure.amount:
            yield _of(document, figure, "图像识别的把握不大")


def _of(document: Document, figure: Figure, reason: str) -> Unread:
    source: Source = figure.source
    return Unread(
        page=source.page,
        table=document.tables[source.table].title if source.table is not None else "",
        row=_flat(source.row or figure.label),
        column=source.column or "",
        text=_flat(document.text[source.span.start : source.span.end]) if source.span else figure.amount,
        reason=reason,
    )


def _flat(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
