"""Forms (项目绩效目标表): labels with values, an amount part and a list of indicators in one grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from index.model import Column
from index.parsing.tables.parts import Item, Part
from index.parsing.tables.words import is_amount, is_strong_heading, split_unit, squeeze, words


def is_form(part: Part) -> bool:
    """Whether the grid is a form rather than a table."""
    texts = {squeeze(item.text) for item in part.items if item.text}
    if texts >= words().forms and not texts.isdisjoint(words().form_names):
        return True
    first = [squeeze(item.text) for item in part.row(0) if item.text]
    if len(first) < 2 or is_strong_heading(first[1]):
        return False
    funds = any(
        words().form_funds.search(squeeze(split_unit(item.text)[0])) and item.row_span > 1 for item in part.items
    )
    return first[0] in words().form_names and (funds or (part.rows < 4 and len(first) in (2, 4, 6)))


def pieces_of(part: Part) -> list[tuple[str, tuple[Column, ...], Part, str | None]]:
    """The tables that a form holds, with the name of each: 基本信息, 资金, 绩效指标."""
    funds = _funds(part)
    indicators = _indicators(part)
    used = {row for _, _, rows in (funds, indicators) for row in rows}
    pieces = []
    info = _info(part, used)
    if info is not None:
        pieces.append(info)
    if funds[1]:
        pieces.append(_fund_piece(part, funds[0], funds[1]))
    if indicators[2]:
        pieces.append(_indicator_piece(part, indicators[1], indicators[2]))
    return pieces


def name_of(part: Part) -> str:
    """The project that the form is about."""
    for item in part.items:
        if squeeze(item.text) in words().form_names:
            value = _right_of(part, item)
            if value is not None:
                return value.text
    return ""


def _right_of(part: Part, item: Item) -> Item | None:
    column = item.column + item.column_span
    return next((other for other in part.row(item.row) if other.column == column), None)


def _funds(part: Part) -> tuple[Item | None, list[tuple[int, Item, Item]], list[int]]:
    """The label of the amounts' section, its (panel, label, value) triples, its rows."""
    for section in part.items:
        if words().form_funds.search(squeeze(split_unit(section.text)[0])) and section.column == 0:
            rows = list(range(section.row, section.row + section.row_span))
            pairs = []
            for row in rows:
                cells = [item for item in part.row(row) if item.column > section.column]
                for label, value in pairwise(cells):
                    if label.text and not is_amount(label.text) and (is_amount(value.text) or not value.text):
                        pairs.append((label.column, label, value))
            if pairs and any(is_amount(value.text) for _, _, value in pairs):
                return section, pairs, rows
    return None, [], []


def _fund_piece(
    part: Part, section: Item | None, pairs: list[tuple[int, Item, Item]]
) -> tuple[str, tuple[Column, ...], Part, str | None]:
    name, unit = split_unit(section.text if section else "")
    panels = sorted({panel for panel, _, _ in pairs})
    panels = [p for p in panels if sum(1 for panel, _, _ in pairs if panel == p) > 1] or panels[:1]
    rows = sorted({label.row for panel, label, _ in pairs if panel in panels})
    items, columns = list[Item](), list[Column]()
    for index, panel in enumerate(panels):
        mine = [(label, value) for p, label, value in pairs if p == panel]
        title = words().form_suffixes.sub("", squeeze(mine[0][0].text)) if len(panels) > 1 else name
        columns.append(Column(path=(title,)))
        columns.append(Column(path=(title, "金额") if len(panels) > 1 else ("金额",), unit=unit))
        for label, value in mine:
            for item, column in ((label, 2 * index), (value, 2 * index + 1)):
                span = sum(1 for row in rows if item.row <= row < item.row + item.row_span)
                items.append(
                    replace(item, row=rows.index(label.row), column=column, column_span=1, row_span=max(1, span))
                )
    return "资金部分", tuple(columns), _piece(part, items, len(rows), 2 * len(panels)), unit


def _indicators(part: Part) -> tuple[None, int, list[int]]:
    for row in range(part.rows):
        texts = {squeeze(item.text) for item in part.row(row) if item.text}
        if texts >= words().forms:
            last = part.rows
            for below in range(row + 1, part.rows):
                if len([item for item in part.row(below) if item.text]) == 1 and part.row(below)[0].column == 0:
                    filled = part.row(below)[0]
                    if filled.column_span == part.columns:
                        last = below
                        break
            return None, row, list(range(row, last))
    return None, 0, []


def _indicator_piece(part: Part, top: int, rows: list[int]) -> tuple[str, tuple[Column, ...], Part, str | None]:
    heading = [item for item in part.row(top) if item.text and not (item.column == 0 and item.row_span > 1)]
    heading = [item for item in heading if item.column > 0 or squeeze(item.text) in words().forms]
    starts = [item.column for item in heading]
    items = []
    for item in part.items:
        if item.row not in rows[1:] or item.column < starts[0]:
            continue
        column = sum(1 for start in starts if start <= item.column) - 1
        if item.column not in starts and not item.text:
            continue
        items.append(replace(item, row=item.row - top - 1, column=column, column_span=1))
    columns = tuple(Column(path=(name,), unit=unit) for name, unit in (split_unit(item.text) for item in heading))
    return "绩效指标部分", columns, _piece(part, _one_each(items), len(rows) - 1, len(columns)), None


def _info(part: Part, used: Iterable[int]) -> tuple[str, tuple[Column, ...], Part, str | None] | None:
    taken = set(used)
    items, rows = list[Item](), 0
    for label, value in _labelled(part, [row for row in range(part.rows) if row not in taken]):
        items.append(replace(label, row=rows, column=0, column_span=1, row_span=1))
        items.append(replace(value, row=rows, column=1, column_span=1, row_span=1))
        rows += 1
    if not rows:
        return None
    return "基本信息部分", (Column(path=("项目",)), Column(path=("内容",))), _piece(part, items, rows, 2), None


def _labelled(part: Part, rows: list[int]) -> Iterable[tuple[Item, Item]]:
    """Labels with their values: beside them, or below them where a section has a row of labels and a row of values."""
    done: set[int] = set()
    for row in rows:
        if row in done:
            continue
        cells = [item for item in part.row(row) if item.text]
        if cells and cells[0].row_span == 2 and row + 1 in rows and cells[0].column == 0:
            below = {item.column: item for item in part.row(row + 1) if item.text}
            pairs = [(label, below[label.column]) for label in cells[1:] if label.column in below]
            if pairs:
                done.add(row + 1)
                yield from pairs
                continue
        yield from zip(cells[::2], cells[1::2], strict=False)


def _one_each(items: list[Item]) -> list[Item]:
    """Cells that fall into one column of a row are one: text first, order of columns kept."""
    places: dict[tuple[int, int], Item] = {}
    for item in items:
        place = item.row, item.column
        if place in places and item.text:
            before = places[place]
            item = replace(before, text=before.text + item.text, spans=(*before.spans, *item.spans))
        if place not in places or item.text:
            places[place] = item
    return list(places.values())


def _piece(part: Part, items: list[Item], rows: int, columns: int) -> Part:
    return replace(part, items=tuple(items), rows=rows, columns=columns, edges=())
