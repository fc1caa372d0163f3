"""Forms (项目绩效目标表): labels with values, an amount part and a list of indicators in one grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.model import Column
from index.parsing.tables.headed import Headed, headed
from index.parsing.tables.oneword import taken_apart
from index.parsing.tables.parts import Item, Part
from index.parsing.tables.units import split_unit
from index.parsing.tables.words import (
    is_amount,
    is_bare_unit,
    is_heading_word,
    is_strong_heading,
    is_total,
    squeeze,
    words,
)

INFO, FUNDS, INDICATORS = "基本信息部分", "资金部分", "绩效指标部分"
Piece = tuple[str, tuple[Column, ...], Part, str | None]


def is_form(part: Part) -> bool:
    """Whether the grid is a form rather than a table."""
    texts = {squeeze(item.text) for item in part.items if item.text}
    if texts.issuperset(words().forms) and not texts.isdisjoint(words().form_names):
        return True
    owner = next((item for item in part.items if squeeze(item.text) in words().form_owners), None)
    if texts.issuperset(words().forms) and owner is not None and (value := _right_of(part, owner)) is not None:
        # 单位名称 | 某局 above a list of indicators; beside 项目名称 or 一级指标 it would only head a column.
        return bool(value.text) and not is_strong_heading(value.text)
    first = [squeeze(item.text) for item in part.row(0) if item.text]
    if len(first) < 2 or is_strong_heading(first[1]) or is_total(first[1]):
        return False
    if is_heading_word(first[1]) and part.rows > 1 and all(map(_ends_in_amount, map(part.row, range(1, part.rows)))):
        return False  # 项目名称 | 本年预算 over names and amounts
    funds = any(_names_funds(item) and item.row_span > 1 for item in part.items)
    return first[0] in words().form_names and (funds or (part.rows < 4 and len(first) in (2, 4, 6)))


def _ends_in_amount(row: Sequence[Item]) -> bool:
    filled = [item for item in row if item.text]
    return len(filled) > 1 and is_amount(filled[-1].text) and not is_amount(filled[0].text)


def pieces_of(part: Part) -> list[Piece]:
    """The tables that a form holds, with the name of each: 基本信息, 资金, 绩效指标."""
    indicators = _indicators(part)
    part, together = taken_apart(part, indicators[2])
    tables = [table for item in part.items if (table := headed(part, item)) is not None]
    used = {row for table in tables for row in table.rows} | set(indicators[2])
    funds = _funds(part, used)
    used |= set(funds[2])
    pieces = _info(part, used)
    if funds[1]:
        pieces.append(_fund_piece(part, funds[0], funds[1]))
    if together:
        pieces.append(_fund_list(part, "项目", _unit_beside(part, together), together))
    pieces += (_headed_piece(part, table) for table in tables)
    if indicators[2]:
        pieces.append(_indicator_piece(part, indicators[1], indicators[2]))
    return pieces


def _headed_piece(part: Part, table: Headed) -> Piece:
    name = FUNDS if words().form_funds.search(squeeze(table.name)) else table.name
    return name, table.columns, _piece(part, list(table.items), table.height, len(table.columns)), table.unit


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


def _funds(part: Part, used: set[int]) -> tuple[Item | None, list[tuple[int, Item, Item]], list[int]]:
    """The label of the amounts' section, its (panel, label, value) triples, its rows."""
    for section in part.items:
        if section.column == 0 and section.row not in used and _names_funds(section):
            rows = list(range(section.row, section.row + section.row_span))
            pairs = []
            for row in rows:
                # 项目资金 in front of rows names them all; 年度资金总额 in front of its amount names that alone.
                own = section.row_span == 1 and (beside := _right_of(part, section)) and is_amount(beside.text)
                cells = [item for item in part.row(row) if item.column > section.column or own]
                for label, value in pairwise(cells):
                    if label.text and not is_amount(label.text) and (is_amount(value.text) or not value.text):
                        pairs.append((label.column, label, value))
            if pairs and any(is_amount(value.text) for _, _, value in pairs):
                return section, pairs, rows
    return None, [], []


def _names_funds(section: Item) -> bool:
    return words().form_funds.search(squeeze(split_unit(section.text)[0])) is not None


def _fund_piece(part: Part, section: Item | None, pairs: list[tuple[int, Item, Item]]) -> Piece:
    name, unit = split_unit(section.text if section else "")
    panels = sorted({panel for panel, _, _ in pairs})
    panels = [p for p in panels if sum(1 for panel, _, _ in pairs if panel == p) > 1] or panels[:1]
    alone = section is not None and section.row_span == 1
    if alone or (len(panels) > 1 and not all(_sums_up(pairs, panel) for panel in panels)):
        return _fund_list(part, "项目" if alone else name, unit, [(label, value) for _, label, value in pairs])
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
    return FUNDS, tuple(columns), _piece(part, items, len(rows), 2 * len(panels)), unit


def _sums_up(pairs: list[tuple[int, Item, Item]], panel: int) -> bool:
    """Whether the panel begins with the total of what stands below it (年度资金总额), by which it can be called."""
    first = squeeze(next(label.text for p, label, _ in pairs if p == panel))
    return words().form_suffixes.sub("", first) not in ("", first)


def _fund_list(part: Part, name: str, unit: str | None, pairs: list[tuple[Item, Item]]) -> Piece:
    """Labels beside each other that are no panels (基本支出 beside 项目支出): one list."""
    return FUNDS, (Column(path=(name,)), Column(path=("金额",), unit=unit)), _listed(part, pairs), unit


def _unit_beside(part: Part, pairs: list[tuple[Item, Item]]) -> str | None:
    """The one unit that the labels in the rows of the pairs tell: 项目资金（万元）, or （万元） in a row of its own."""
    rows = {label.row for label, _ in pairs}
    labels = [item.text for item in part.items if item.row in rows and item.text and not is_amount(item.text)]
    units = {
        squeeze(text).strip("（）()") if is_bare_unit(text.strip("（）() ")) else split_unit(text)[1] for text in labels
    }
    return next(iter(units - {None})) if len(units - {None}) == 1 else None


def _listed(part: Part, pairs: list[tuple[Item, Item]]) -> Part:
    items = [
        replace(item, row=row, column=column, column_span=1, row_span=1)
        for row, pair in enumerate(pairs)
        for column, item in enumerate(pair)
    ]
    return _piece(part, items, len(pairs), 2)


def _indicators(part: Part) -> tuple[None, int, list[int]]:
    for row in range(part.rows):
        texts = {squeeze(item.text) for item in part.row(row) if item.text}
        if texts.issuperset(words().forms):
            last = part.rows
            for below in range(row + 1, part.rows):
                if len([item for item in part.row(below) if item.text]) == 1 and part.row(below)[0].column == 0:
                    filled = part.row(below)[0]
                    if filled.column_span == part.columns:
                        last = below
                        break
            return None, row, list(range(row, last))
    return None, 0, []


def _indicator_piece(part: Part, top: int, rows: list[int]) -> Piece:
    heading = [item for item in part.row(top) if item.text and not (item.column == 0 and item.row_span > 1)]
    heading = [item for item in heading if item.column > 0 or squeeze(item.text) in words().forms]
    starts = [item.column for item in heading]
    items = []
    for item in part.items:
        # 总分 begins before the columns of the list and runs into them; a section's name stands before them.
        early = item.column < starts[0] < item.column + item.column_span and item.text
        if item.row not in rows[1:] or (item.column < starts[0] and not early):
            continue
        column = max(0, sum(1 for start in starts if start <= item.column) - 1)
        if item.column not in starts and not item.text and not early:
            continue
        items.append(replace(item, row=item.row - top - 1, column=column, column_span=1))
    columns = tuple(Column(path=(name,), unit=unit) for name, unit in (split_unit(item.text) for item in heading))
    return INDICATORS, columns, _piece(part, _one_each(items), len(rows) - 1, len(columns)), None


def _info(part: Part, used: Iterable[int]) -> list[Piece]:
    """What the form tells in words, and apart from it what it tells in amounts (年度预算 | 1,286.00)."""
    taken = set(used)
    pairs = list(_labelled(part, [row for row in range(part.rows) if row not in taken]))
    amounts = [pair for pair in pairs if words().form_amounts.search(squeeze(pair[0].text)) and is_amount(pair[1].text)]
    told = [pair for pair in pairs if pair not in amounts]
    pieces: list[Piece] = []
    if told:
        pieces.append((INFO, (Column(path=("项目",)), Column(path=("内容",))), _listed(part, told), None))
    if amounts:
        pieces.append(_fund_list(part, "项目", None, amounts))
    return pieces


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
