"""What of a document was not understood: numbers of which something is not known, doubtful readings, parts not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.figures.understood import Reading, readings
from index.model import Document, Figure, Measure

_MONEY = (Measure.AMOUNT, Measure.CHANGE)
_SURE = 0.9  # of a recognised reading; below it the reader warns as well
# What people see of a file and was not read; what is hidden from them is no part of it.
_SEEN = re.compile(r"(?:图片|插入的文件|嵌入的对象|没有可用的文字层|损坏|无法对应到栏目|公式).*未(?:能)?读取")
_LOST = "数字无法对应到栏目"
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
    """Everything of the document that an answer cannot well rest on, page by page; what has no page comes last."""
    found = [_cell(document, each) for each in readings(document, figures) if each.lacks]
    found += _figures(document, figures)
    found += [Unread(page=None, table="", row="", column="", text="", reason=words) for words in document.warnings]
    return tuple(sorted(found, key=lambda each: (each.page is None, each.page or 0)))


def unread_parts(warnings: Sequence[str]) -> tuple[str, ...]:
    """The warnings that say that something of the file which people see was not read: then nothing is missing for sure."""
    return tuple(words for words in warnings if _SEEN.search(words) and "隐藏" not in words)


def lost_numbers(warnings: Sequence[str]) -> bool:
    """Whether numbers of tables were not read: then nothing can be said of all rows of a table."""
    return any(_LOST in words for words in warnings)


def _cell(document: Document, reading: Reading) -> Unread:
    table = document.tables[reading.table]
    row = table.rows[reading.row]
    page = row.cells[reading.column].page
    labels = [cell.text for n, cell in enumerate(row.cells) if cell.text and n != reading.column]
    return Unread(
        page=row.page if page is None else page,
        table=table.title,
        row=_flat(labels[0]) if labels else "",
        column=_flat("/".join(table.columns[reading.column].path)) if reading.column < len(table.columns) else "",
        text=reading.text,
        reason=f"不知道{reading.lacks}",
    )


def _figures(document: Document, figures: Sequence[Figure]) -> Iterator[Unread]:
    """Amounts in the running text without a unit (nothing needs none), and doubtful readings anywhere."""
    for figure in figures:
        source = figure.source
        if source.table is None and figure.measure in _MONEY and figure.value and figure.unit is None:
            yield _of(document, figure, "不知道单位")
        if source.confidence is not None and source.confidence < _SURE and figure.amount:
            yield _of(document, figure, "图像识别的把握不大")


def _of(document: Document, figure: Figure, reason: str) -> Unread:
    source = figure.source
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
