"""How much of a document's tables was understood: the numeric cells whose item, year, stage and unit are all known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.figures.columns import views
from index.figures.printed import read_cell
from index.language.fold import label_key
from index.model import Document, Figure, Measure, Table
from index.parsing.tables.words import squeeze
from index.vocabulary import Vocabulary, load

_MONEY = (Measure.AMOUNT, Measure.CHANGE, Measure.PRICE)
_NOT_FIGURES = ("code", "ignore", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A numeric cell. ``lacks`` says what is not known of it, "" where all is: 栏目, 项目, 年份, 阶段, 单位."""

    table: int
    row: int
    column: int
    text: str
    lacks: str
    figure: Figure | None


def readings(document: Document, figures: Sequence[Figure]) -> tuple[Reading, ...]:
    """Every numeric cell of the document's tables; codes, ordinals and years that name rows are no figures."""
    vocabulary = load()
    told = {(f.source.table, f.source.row_index, f.source.column_index): f for f in figures}
    found = []
    for number, table in enumerate(document.tables):
        for row, column, text in _numeric(table, vocabulary):
            figure = told.get((number, row, column))
            if figure is None:
                figure = _above(table, row, column, [told.get((number, r, column)) for r in range(row)])
            lack = lacks(figure, vocabulary)
            found.append(Reading(table=number, row=row, column=column, text=text, lacks=lack, figure=figure))
    return tuple(found)


def _above(table: Table, row: int, column: int, figures: Sequence[Figure | None]) -> Figure | None:
    """The figure of an outer label (a project's money) that is printed again beside each of its inner ones."""
    own = {squeeze(cell.text) for cell in table.rows[row].cells}
    printed = table.rows[row].cells[column].text
    above = zip(reversed(figures), reversed(table.rows[:row]), strict=True)
    same = (f for f, r in above if f is not None and r.cells[column].text == printed and f.label in own)
    return next(same, None)


def lacks(figure: Figure | None, vocabulary: Vocabulary) -> str:
    """What is not known of a cell. A label that no list knows is an item by itself; a count may have no unit."""
    if figure is None:
        return "栏目"
    if figure.item is None and not _named(figure, vocabulary):
        return "项目"
    if figure.year is None:
        return "年份"
    if figure.stage is None:
        return "阶段"
    return "单位" if figure.measure in _MONEY and figure.unit is None else ""


def _named(figure: Figure, vocabulary: Vocabulary) -> bool:
    """Whether the label names something: not a mere total, a year, or a number."""
    words = label_key(figure.label)
    if not any("\u4e00" <= sign <= "\u9fff" or sign.isalpha() for sign in words):
        return False
    return not any(vocabulary.is_label(kind, words) for kind in ("total", "whole", "time"))


def _numeric(table: Table, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    if table.unit is None and vocabulary.is_label("contents", table.title):
        return
    columns = views(table, vocabulary)
    passed = {v.index for v in columns if v.role in _NOT_FIGURES or (v.role == "label" and v.name == "year")}
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if column not in passed and not cell.covered and read_cell(cell.text, vocabulary).is_number:
                yield number, column, squeeze(cell.text)
