"""Table → pieces of passages: one line for each row, "label，column = value", and the words above the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.figures.columns import views
from index.language.fold import label_key
from index.model import Document, Row, Span, Table
from index.vocabulary import load

_LAST = re.compile(r"[^。；;！？]+$")
_SPACE = re.compile(r"\s+")
_LABELS = frozenset({"label", "code", "year"})
_IGNORED = "ignore"
_TOTAL = re.compile(r"^(?:收入|支出|收支|本年收入|本年支出)?(?:总计|合计)$")
_SIDES = frozenset({"左", "右"})
_ANNOUNCES = (":", "：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a passage: words and their place; ``whole`` for the totals of a table."""

    text: str
    span: Span
    page: int | None
    whole: bool = False


def pieces_of(table: Table) -> Iterator[Piece]:
    """The rows of a table that say something."""
    roles = [view.role for view in views(table, load())]
    names = [_column(column.path) for column in table.columns]
    above: dict[int, str] = {}
    for row in table.rows:
        text = _row(row, roles, names, above)
        spans = [span for cell in row.cells for span in cell.spans]
        if text and spans:
            whole = Span(start=min(s.start for s in spans), end=max(s.end for s in spans))
            yield Piece(text=text, span=whole, page=row.page, whole=_total(row, roles))


def titled(document: Document, table: Table, pieces: Sequence[Piece]) -> str:
    """A table's title and unit; for one without a title the sentence that announces it, and its columns."""
    unit = f"（单位：{table.unit}）" if table.unit else ""
    if table.title:
        return f"{table.title}{unit}"
    columns = [_column(view.path) for view in views(table, load()) if view.role != _IGNORED]
    return " ".join(filter(None, (_announced(document, table, pieces), "、".join(filter(None, columns))))) + unit


def _announced(document: Document, table: Table, pieces: Sequence[Piece]) -> str:
    """The sentence right before the table, where it ends in a colon."""
    start = min((piece.span.start for piece in pieces), default=0)
    before = [p.text.strip() for p in document.paragraphs if p.section == table.section and p.origin[-1] < start]
    match = _LAST.search(before[-1]) if before and before[-1].endswith(_ANNOUNCES) else None
    return match[0] if match else ""


def _total(row: Row, roles: Sequence[str]) -> bool:
    """Whether the row's name is that of a total: 合计, 总计, 收入总计."""
    names = [cell.text for cell, role in zip(row.cells, roles, strict=False) if role in _LABELS and cell.text]
    return any(_TOTAL.search(label_key(name)) for name in names)


def _row(row: Row, roles: Sequence[str], names: Sequence[str], above: dict[int, str]) -> str:
    """One line: "label，column = value，column = value；label，…", panels side by side each with their own label.

    ``above`` keeps the label that a merged cell covers, for the rows that follow. A label whose figures are all blank
    is left out: it would be found for what it does not say.
    """
    segments: list[tuple[list[str], list[str]]] = []
    before = ""
    beside = 0
    for index, (cell, role, name) in enumerate(zip(row.cells, roles, names, strict=False)):
        if role == _IGNORED:
            continue
        text = above.get(index, "") if cell.covered and index >= beside else cell.text
        if not cell.covered:
            # What a cell covers beside itself is its own; only what one above covers is carried down.
            beside = index + cell.column_span
        labelled = role in _LABELS
        if not segments or (labelled and before not in _LABELS):
            segments.append(([], []))
        before = role
        if labelled:
            above[index] = text
            segments[-1][0].extend([text] if text else [])
        elif text:
            segments[-1][1].append(f"{name} = {text}" if name else text)
    said = "value" in roles
    return "；".join("，".join(filter(None, (" ".join(ls), *vs))) for ls, vs in segments if vs or (ls and not said))


def _column(path: Sequence[str]) -> str:
    """A column's levels in one; 左 and 右 only tell panels apart."""
    return "/".join(dict.fromkeys(_SPACE.sub("", level) for level in path if level and level not in _SIDES))
