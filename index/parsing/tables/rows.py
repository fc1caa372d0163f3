"""Rows of a joined table put right: those cut in two by a page's end, those that are no data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.parsing.tables.heading import open_groups
from index.parsing.tables.parts import Item, Part, without_rows
from index.parsing.tables.words import (
    is_amount,
    is_carried,
    is_code,
    is_column_number,
    is_figure,
    is_heading_word,
    is_total,
    squeeze,
    words,
)

_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|其中|[①-⑳]"
)
_MOST = 0.6
_RAGGED = 0.95  # characters by which a full line may be short of the longest


def mended(part: Part, depth: int, joints: Sequence[int]) -> Part:
    """Rows that a page's end cut in two are one again."""
    for joint in sorted(joints, reverse=True):
        if depth < joint < part.rows and _is_second_half(part, depth, joint):
            part = _merged(part, joint)
    return part


def _is_second_half(part: Part, depth: int, row: int) -> bool:
    """Whether the row goes on with the one above: words that end its labels, no code, number or amount of its own."""
    above, below = part.texts(row - 1), part.texts(row)
    filled = [column for column in range(part.columns) if below[column]]
    rest = [c for c in filled if not is_amount(below[c])]
    amounts = [c for c in filled if is_amount(below[c])]
    if not rest or any(is_code(below[c]) or _NUMBERED.match(below[c]) for c in filled):
        return False
    if any(not above[c] or is_amount(above[c]) or is_total(above[c]) for c in rest) or any(above[c] for c in amounts):
        return False
    if not any(_is_full(part, depth, row - 1, c) for c in rest):
        return False
    if all(is_total(below[c]) for c in rest):  # 当年收入 | 当年支出小计, and 小计 on the next page
        return not amounts and (len(rest) > 1 or any(is_total(text) for text in above)) and 0 in rest
    key = _key_column(part, depth)
    if _share(part, depth, key, is_code) > _MOST:
        return not below[key] and (not amounts or is_code(above[key]))
    numbered = [c for c in rest if _share(part, depth, c, _is_numbered) > _MOST]
    if numbered:
        return all(_is_numbered(above[c]) for c in numbered) and not (amounts and _has_figure(above))
    return not amounts and (not below[key] or not _has_figure(above))


def _is_numbered(text: str) -> bool:
    return _NUMBERED.match(text) is not None


def _is_full(part: Part, depth: int, row: int, column: int) -> bool:
    """Whether the cell's last line fills its column, so that its words may run on; unknown without a layout: True."""
    column_items = [item for item in part.items if item.column == column and item.row >= depth and item.text]
    mine = next((item for item in column_items if item.row == row), None)
    if mine is None or mine.box is None:
        return True
    alike = [item for item in column_items if item.column_span == mine.column_span]
    room = max((item.full for item in alike), default=0.0) or max((item.tail for item in alike), default=0.0)
    return mine.tail >= room - _RAGGED


def _has_figure(texts: Sequence[str]) -> bool:
    return any(is_figure(text) for text in texts)


def _key_column(part: Part, depth: int) -> int:
    """The leftmost column that has words or codes in it."""
    for column in range(part.columns):
        if any(part.texts(row)[column] for row in range(depth, part.rows)):
            return column
    return 0


def _share(part: Part, depth: int, column: int, test: Callable[[str], bool]) -> float:
    texts = [item.text for item in part.items if item.row >= depth and item.column == column and item.text]
    return sum(1 for text in texts if test(text)) / len(texts) if texts else 0.0


def _merged(part: Part, row: int) -> Part:
    lower = {item.column: item for item in part.row(row) if item.text}
    items = []
    for item in part.items:
        if item.row == row - 1 and item.column in lower:
            rest = lower.pop(item.column)
            items.append(replace(item, text=item.text + rest.text, spans=(*item.spans, *rest.spans)))
        elif item.row == row and item.text:
            items.append(replace(item, text="", spans=()))
        else:
            items.append(item)
    if lower:  # what has no cell above to go to (a merged one is taken by its owner)
        return part
    return without_rows(replace(part, items=tuple(items)), [row])


def levels_of(part: Part, depth: int) -> dict[int, Item]:
    """Headings printed in the first row of data, that of the total: 类 | 款 | 项, or what divides a wide cell above."""
    if depth >= part.rows or not depth:
        return {}
    row = part.row(depth)
    marks = {item.column: item for item in row if squeeze(item.text) in words().levels}
    order = [words().levels.index(squeeze(marks[column].text)) for column in sorted(marks)]
    if len(marks) > 1 and all(b == a + 1 or b == 0 for a, b in pairwise(order)):
        return marks
    found: dict[int, Item] = {}
    for group in open_groups(part.matrix[:depth]):
        inside = [item for item in row if item.column in group]
        total = any(is_total(item.text) and item.column not in group for item in row if item.text)
        if total and len(inside) == len(group) and all(is_heading_word(item.text) for item in inside):
            found.update((item.column, item) for item in inside)
    return found


_NUMBERS_COLUMNS = ("栏次", "栏目", "列次")  # what a row of column numbers calls itself, also where a page repeats it


def is_numbering(part: Part, row: int) -> bool:
    """A row of column numbers: 栏次 1 2 3, 1 2=3+4."""
    texts = [item.text for item in part.row(row) if item.text]
    numbers = [squeeze(text) for text in texts if is_column_number(text)]
    if numbers == ["1"] and squeeze(texts[0]) in _NUMBERS_COLUMNS and len(texts) == 2:
        return True
    if len(numbers) < 2 or any(not is_column_number(t) and squeeze(t) not in words().numbering for t in texts):
        return False
    plain = [int(number) for number in numbers if number.isdigit()]
    ascending = all(b > a for a, b in pairwise(plain)) and len(plain) == len(set(plain))
    return ascending and (not plain or plain[0] <= 2) and (len(plain) >= 2 or any("=" in n for n in numbers))


def dropped(part: Part, depth: int, heading: Sequence[tuple[str, ...]]) -> Part:
    """Without wholly blank rows, column numbers, headings printed again, and sums carried over a page's end."""
    gone = []
    paged = any(is_carried(item.text) for item in part.items if item.row >= depth)
    for row in range(depth, part.rows):
        key = tuple(squeeze(item.text) for item in part.row(row) if item.text)
        told = row < depth + 2 or (key[:1] and key[0] in _NUMBERS_COLUMNS)
        if (
            not key
            or (told and is_numbering(part, row))
            or (len(key) > 1 and key in heading)
            or any(is_carried(text) or (paged and words().running.search(text)) for text in key[:2])
        ):
            gone.append(row)
    return without_rows(part, gone)


def collapsed(part: Part, depth: int, own: set[int]) -> Part:
    """Without the columns in which nothing begins: where a format or a neighbour draws more lines than there are data."""
    keep = {0, *own}
    heading = part.matrix[:depth]
    for item in part.items:
        if item.text and item.row >= depth:
            keep.add(item.column)
    for row in heading:
        keep.update(item.column for item in row if item is not None and item.text)
    blank_columns = {item.column for item in part.items if item.row >= depth and item.column_span == 1}
    for item in part.items:
        if item.row < depth and not item.text and item.column in blank_columns:
            keep.add(item.column)
    keep &= {column for column in keep if _says_something(part, column)} or {0}
    columns = sorted(keep)
    if len(columns) == part.columns:
        return part
    place = [max(0, sum(1 for column in columns if column <= c) - 1) for c in range(part.columns)]
    items = []
    for item in part.items:
        if item.column not in keep and not item.text:
            continue
        begin, end = place[item.column], place[min(item.column + item.column_span, part.columns) - 1]
        items.append(replace(item, column=begin, column_span=end - begin + 1))
    return replace(part, items=tuple(items), columns=len(columns), edges=())


def _says_something(part: Part, column: int) -> bool:
    """Whether any text stands in the column (under a wide heading cell it may be all blank, and is still a column)."""
    return any(item.column <= column < item.column + item.column_span and item.text for item in part.items)
