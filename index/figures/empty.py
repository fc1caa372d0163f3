"""Tables that say nothing but that there is nothing: whether they do, in what words, and of what."""

from __future__ import annotations

from collections.abc import Sequence

from index.figures.columns import View
from index.figures.kinds import total_of
from index.figures.printed import read_cell
from index.figures.subjects import Place
from index.model import Span, Table
from index.vocabulary import Vocabulary

_REACH = 4000
_SIDES = ("收入", "支出")


def is_empty(table: Table, vocabulary: Vocabulary) -> bool:
    """No cell holds anything but labels of totals, blanks and a note."""
    for text in _texts(table):
        if read_cell(text, vocabulary).is_number:
            return False
        if not vocabulary.is_label("total", text) and not vocabulary.is_label("note", text):
            return False
    return bool(note_of(table, vocabulary)) or not table.rows


def is_denied(table: Table, columns: Sequence[View], vocabulary: Vocabulary) -> bool:
    """Its rows have names and perhaps codes but no figure, and a note says why: 本表无数据."""
    values = {view.index for view in columns if view.role == "value"}
    cells = (row.cells[index] for row in table.rows for index in values if index < len(row.cells))
    return bool(table.note) and not any(read_cell(cell.text, vocabulary).is_number for cell in cells)


def note_of(table: Table, vocabulary: Vocabulary) -> str:
    """The words that say so."""
    return table.note or next((t for t in _texts(table) if vocabulary.is_label("note", t)), "")


def note_span(place: Place, note: str) -> Span | None:
    """Where the note stands, below the table's title."""
    title = place.table.title_span
    start = title.start if title else 0
    at = place.document.text.find(note, start) if note else -1
    if at < 0 or (title is not None and at >= start + _REACH):
        return title
    return Span(start=at, end=at + len(note))


def totals(place: Place) -> tuple[tuple[str | None, str | None], ...]:
    """(side, notion) of each total that there is not: both of a table of income and expenditure."""
    known = dict(place.kind.totals) if place.kind else {}
    sides = [place.flow] if place.flow else [side for side in _SIDES if side in known]
    return tuple((side, total_of(place.kind, side)) for side in sides or (None,))


def _texts(table: Table) -> list[str]:
    return [cell.text for row in table.rows for cell in row.cells if cell.text.strip()]
