"""Which standard table a table is."""

from __future__ import annotations

from index.language.fold import label_key
from index.model import Document, Table
from index.vocabulary import TableKind, Vocabulary


def kind_of(table: Table, document: Document, vocabulary: Vocabulary) -> TableKind | None:
    """The first standard form that title and headings fit; without a title the section's heading stands in."""
    title = label_key(table.title)
    if not title and table.section < len(document.sections):
        path = document.sections[table.section].path
        title = label_key(path[-1]) if path else ""
    headings = "\n".join("/".join(map(label_key, column.path)) for column in table.columns)
    levels = [label_key(level) for column in table.columns for level in column.path]
    return next((kind for kind in vocabulary.tables if _fits(kind, title, headings, levels)), None)


def _fits(kind: TableKind, title: str, headings: str, levels: list[str]) -> bool:
    if kind.title is not None and not kind.title.search(title):
        return False
    if kind.not_title is not None and kind.not_title.search(title):
        return False
    return all(words.search(headings) or any(map(words.search, levels)) for words in kind.columns)


def total_of(kind: TableKind | None, flow: str | None) -> str | None:
    """The notion of the table's total row."""
    if kind is None:
        return None
    totals = dict(kind.totals)
    if flow in totals:
        return totals[flow]
    return next(iter(totals.values())) if len(totals) == 1 else None


def renamed(
    kind: TableKind | None, flow: str | None, label: str, item: str | None, vocabulary: Vocabulary
) -> str | None:
    """收入总计 of a table of 财政拨款 is the total of 财政拨款: the table's own notion for a row that is a sum."""
    if kind is None or flow is None:
        return item
    if vocabulary.is_label("subtotal", label):
        return dict(kind.subtotals).get(flow, item)
    if vocabulary.is_label("sum", label):
        return dict(kind.totals).get(flow, item)
    return item
