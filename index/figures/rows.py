"""Rows of a panel: their labels, codes, and what they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.figures.columns import View
from index.figures.labels import Label, Nesting, read_label, with_code
from index.model import Row, Table
from index.parsing.tables.words import squeeze
from index.vocabulary import Vocabulary

_WHOLE = ("合计", "总计")  # alone in the last row: of the table, not of what stands above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A row with its labels: ``labels`` by column (carried down where merged), ``fresh`` those printed in this very row.

    ``nested`` are the labels above the innermost one by numbering, code or 其中; ``code`` the whole code.
    """

    index: int
    row: Row
    labels: tuple[tuple[View, Label], ...]
    fresh: frozenset[int]
    nested: tuple[str, ...]
    code: str | None
    orgs: tuple[str, ...] = ()


def named(table: Table, panel: Sequence[View], beside: Sequence[View], vocabulary: Vocabulary) -> tuple[Named, ...]:
    """The rows of a panel that have a label; ``beside`` are label columns further left, whose totals may speak for it."""
    columns = [v for v in panel if v.role == "label"]
    inner = [v for v in columns if v.name not in ("org", "year", "class")] or columns
    rows = tuple(_carried(table, columns, panel, beside, vocabulary))
    last = inner[-1].index if inner else -1
    nesting = Nesting(label for row in rows for view, label in row.labels if view.index == last)
    out = []
    for row in rows:
        label = next((label for view, label in reversed(row.labels) if view in inner), None)
        nested: tuple[str, ...] = ()
        if label is not None and len(inner) == 1:
            nested = nesting.place(label, vocabulary)
        out.append(
            Named(
                index=row.index,
                row=row.row,
                labels=row.labels,
                fresh=row.fresh,
                nested=nested,
                code=row.code or (label.code if label else None),
                orgs=row.orgs,
            )
        )
    return tuple(out)


def _carried(
    table: Table, columns: Sequence[View], panel: Sequence[View], beside: Sequence[View], vocabulary: Vocabulary
) -> Iterator[Named]:
    """Labels carried down: a label holds until one is printed in its own column or in one further out."""
    held: dict[int, Label] = {}
    codes = [v for v in panel if v.role == "code"]
    code_held: dict[int, str] = {}
    single = len([v for v in columns if v.name != "org"]) == 1
    innermost = next((v for v in reversed(columns) if v.name != "class"), None)
    for index, row in enumerate(table.rows):
        fresh: set[int] = set()
        code, misplaced = _code(row, codes, code_held)
        misplaced = misplaced or _total_before(row, panel, columns[-1].index if columns else -1, vocabulary)
        for position, view in enumerate(columns):
            text = _text(row, view)
            if not text and misplaced and view == columns[-1]:
                text = misplaced
            if not text:
                continue
            label = read_label(text, vocabulary)
            whole = not fresh and index == len(table.rows) - 1 and label.text in _WHOLE
            for later in columns if whole else columns[position:]:
                held.pop(later.index, None)
            held[view.index] = with_code(label, code if view == innermost else None)
            fresh.add(view.index)
        if misplaced and not columns:
            continue
        if single and not fresh and columns:
            spoken = _spoken(row, beside, columns[-1].index, vocabulary)
            if not spoken or not any(_text(row, v) for v in panel if v.role == "value"):
                continue
            held[columns[-1].index] = read_label(spoken, vocabulary)
            fresh.add(columns[-1].index)
        labels = tuple((v, held[v.index]) for v in columns if v.index in held)
        orgs = tuple(label.text for v, label in labels if v.name == "org")
        yield Named(index=index, row=row, labels=labels, fresh=frozenset(fresh), nested=(), code=code, orgs=orgs)


def _total_before(row: Row, panel: Sequence[View], until: int, vocabulary: Vocabulary) -> str:
    """合计 where the row's ordinal should be, or 小计 under words before the column of labels at ``until``."""
    words = (_text(row, v) for v in panel if v.role == "ignore" or (v.role == "text" and v.index < until))
    return next((text for text in words if vocabulary.is_label("total", text)), "")


def _spoken(row: Row, beside: Sequence[View], until: int, vocabulary: Vocabulary) -> str:
    """The words further left that speak for a row without a label: a total's, or those with nothing between them and here."""
    view = next((v for v in reversed(beside) if _text(row, v)), None)
    if view is None:
        return ""
    text = _text(row, view)
    free = not any(cell.text for cell in row.cells[view.index + 1 : until])
    return text if free or vocabulary.is_label("total", text) else ""


def _code(row: Row, columns: Sequence[View], held: dict[int, str]) -> tuple[str | None, str]:
    """(the digits of the code columns joined, a word that stands where a code should)."""
    words = ""
    printed = {v.index: squeeze(_text(row, v)) for v in columns}
    for index, text in printed.items():
        if text and not text.replace("-", "").isdigit():
            words, printed[index] = words or text, ""
    if not any(printed.values()):
        return None, words
    deepest = max(i for i, text in printed.items() if text)
    for v in columns:
        if printed[v.index]:
            held[v.index] = printed[v.index]
            for later in columns:
                if later.index > v.index:
                    held.pop(later.index, None)
        if v.index >= deepest:
            break
    digits = "".join(held.get(v.index, "") for v in columns if v.index <= deepest).replace("-", "")
    return digits or None, words


def _text(row: Row, view: View) -> str:
    return row.cells[view.index].text if view.index < len(row.cells) else ""
