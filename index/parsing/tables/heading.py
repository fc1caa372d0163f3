"""How many rows of a grid are its heading, and what each column is called."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Column
from index.parsing.tables.parts import Item, Matrix, Part
from index.parsing.tables.units import split_unit
from index.parsing.tables.words import (
    are_captions,
    is_amount,
    is_bare_unit,
    is_caption,
    is_code,
    is_column_number,
    is_figure,
    is_heading_word,
    is_strong_heading,
    is_title,
    is_total,
    squeeze,
    words,
)

_DEEPEST = 5
_SIDES = {2: ("左", "右"), 3: ("左", "中", "右")}
_LEVEL_NAMES = "一二三四五六"


def lead_rows(part: Part) -> int:
    """How many rows at the top hold a title or captions (单位：…) rather than cells of the table."""
    count = 0
    for index in range(min(part.rows, 6)):
        filled = [item for item in part.row(index) if item.text]
        widest = max((item.column_span for item in filled), default=0)
        alone = len(filled) == 1 and part.columns > 2 and not is_amount(filled[0].text)
        wide = alone and widest == part.columns
        only = len(filled) == 1 and part.columns > 1 and is_title(filled[0].text) and not is_amount(filled[0].text)
        captions = are_captions([item.text for item in filled]) and not _all_headings(filled)
        blank = not filled and count == index
        if not (captions or blank or (wide and _above_heading(part, index)) or (only and _above_heading(part, index))):
            break
        count = index + 1
    while count and not any(item.text for item in part.row(count - 1)):
        count -= 1
    return count


def _all_headings(items: Sequence[Item]) -> bool:
    return len(items) > 1 and all(is_heading_word(item.text) and not is_caption(item.text) for item in items)


def _above_heading(part: Part, index: int) -> bool:
    """A single cell over the whole width is a title if a heading comes below it, and it is not a heading itself."""
    for below in range(index + 1, min(index + 5, part.rows)):
        filled = [item for item in part.row(below) if item.text]
        if len(filled) > 1:
            return not any(is_figure(item.text) for item in filled) and any(
                is_heading_word(item.text) or is_caption(item.text) or squeeze(item.text) in words().form_names
                for item in filled
            )
    return False


def looks_like_heading(part: Part, row: int) -> bool:
    """Whether a row can only be a heading: no figure, and words that only columns are called by."""
    filled = [item for item in part.row(row) if item.text]
    if len(filled) < 2 or any(is_figure(item.text) or is_code(item.text) for item in filled):
        return False
    strong = sum(1 for item in filled if is_strong_heading(item.text))
    named = sum(1 for item in filled if is_heading_word(item.text))
    spans = any(item.column_span > 1 or item.row_span > 1 for item in filled)
    return strong >= 2 or (strong >= 1 and named >= 0.5 * len(filled)) or (spans and named >= 0.7 * len(filled))


def depth_of(part: Part, start: int = 0) -> int:
    """How many rows from ``start`` on are the heading; 0 where data begin at once."""
    if start >= part.rows or _is_data(part, start):
        return 0
    depth = 1
    matrix = part.matrix
    while depth < _DEEPEST and start + depth < part.rows:
        heading = [item for item in part.items if start <= item.row < start + depth and item.text]
        reach = max((item.row + item.row_span - start for item in heading), default=depth)
        if reach > depth and not any(_is_data(part, start + row) for row in range(depth, reach)):
            depth = reach
        elif _goes_deeper(part, matrix, start, depth):
            depth += 1
        elif _is_gap(part, start + depth) and _goes_deeper(part, matrix, start, depth, skipped=1):
            depth += 2
        else:
            break
    return depth


def _is_data(part: Part, row: int) -> bool:
    filled = [item for item in part.row(row) if item.text]
    return any(is_figure(item.text) or is_code(item.text) for item in filled)


def _is_gap(part: Part, row: int) -> bool:
    """A blank row inside a heading: what a merged cell leaves where its format lost the span."""
    return row + 1 < part.rows and not any(item.text for item in part.row(row))


def _goes_deeper(part: Part, matrix: Matrix, start: int, depth: int, skipped: int = 0) -> bool:
    """Whether the row below the heading so far (or below one blank row) divides its wide cells."""
    row = start + depth + skipped
    filled = [item for item in part.row(row) if item.text]
    if not filled or _is_data(part, row):
        return False
    if all(is_bare_unit(item.text) for item in filled) or _is_second_line(part, row, filled):
        return True
    shared = {column for group in open_groups(matrix[start : start + depth]) for column in group}
    open_items = [item for item in filled if item.column in shared]
    if any(is_total(item.text) for item in filled) and not any(is_strong_heading(item.text) for item in filled):
        return len(open_items) == len(filled) > 1
    if len(open_items) < len(filled):
        return len(open_items) > 1 and all(squeeze(item.text) in words().levels for item in open_items)
    if len(open_items) < 2 and not any(is_strong_heading(item.text) for item in open_items):
        return False
    if part.ruled and any(not item.text and item.column not in shared for item in part.row(row)):
        return all(is_heading_word(item.text) for item in open_items) or _over_figures(part, row, open_items)
    return True


def _is_second_line(part: Part, row: int, filled: Sequence[Item]) -> bool:
    """Whether the row goes on with every name of the row above (2022年 / 预算数): headings in all columns, then data."""
    return (
        len(filled) == part.columns > 1
        and all(is_heading_word(item.text) for item in filled)
        and sum(1 for item in filled if is_strong_heading(item.text)) > 1
        and row + 1 < part.rows
        and _is_data(part, row + 1)
        and not any(is_total(item.text) for item in filled)
    )


def _over_figures(part: Part, row: int, items: Sequence[Item]) -> bool:
    """Whether words stand over figures, mostly words that columns are called by: what labels rows does not."""
    below = {item.column: item.text for item in part.row(row + 1)} if row + 1 < part.rows else {}
    named = sum(1 for item in items if is_heading_word(item.text))
    return 2 * named >= len(items) and all(is_figure(below.get(item.column, "")) for item in items)


def open_groups(heading: Matrix) -> list[set[int]]:
    """Columns that share their lowest name with others: a wide cell that may be divided below."""
    lowest: dict[int, set[int]] = {}
    for column in range(len(heading[0])):
        for row in range(len(heading) - 1, -1, -1):
            item = _named(heading, row, column)[0]
            if item is not None:
                lowest.setdefault(id(item), set()).add(column)
                break
    return [columns for columns in lowest.values() if len(columns) > 1]


def columns_of(heading: Matrix, columns: int) -> tuple[Column, ...]:
    """Names of the columns from the rows of the heading, outermost level first; nothing names a column beyond the end of a
    heading of one row."""
    end = _end_of(heading[0]) if len(heading) == 1 else columns
    paths = [_path(heading, column) if column < end else [] for column in range(columns)]
    named = _with_sides(_with_levels([tuple(name for name, _ in path) for path in paths]))
    units = [next((unit for _, unit in reversed(path) if unit), None) for path in paths]
    return tuple(Column(path=path, unit=unit) for path, unit in zip(named, units, strict=True))


def _end_of(row: Sequence[Item | None]) -> int:
    """Where a row's last words end; 0 of a blank one."""
    return max((column + 1 for column, item in enumerate(row) if item and item.text), default=0)


def _path(heading: Matrix, column: int) -> list[tuple[str, str | None]]:
    path: list[tuple[str, str | None]] = []
    reach: tuple[int, int] | None = None
    last: Item | None = None
    for row in range(len(heading)):
        item, start = _named(heading, row, column)
        if item is None or item is last or is_column_number_row_cell(item):
            continue
        if item.column_span >= len(heading[row]) > 1:  # what names every column names none
            continue
        name, unit = ("", squeeze(item.text)) if is_bare_unit(item.text) else split_unit(item.text)
        here = (start, _extent(heading, row, item))
        if path and here == reach and (not name or words().stacked.search(f"{path[-1][0]}|{name}")):
            path[-1] = (path[-1][0] + name, unit or path[-1][1])
        elif name or unit:
            path.append((name, unit))
        last, reach = item, here
    return _with_bare_units(path) or path


def _with_bare_units(path: Sequence[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """The named levels; a level that is nothing but a unit (％ under 比上年增减) gives it to the one above."""
    named: list[tuple[str, str | None]] = []
    for name, unit in path:
        if name:
            named.append((name, unit))
        elif named and unit:
            named[-1] = (named[-1][0], unit)
    return named


def is_column_number_row_cell(item: Item) -> bool:
    """A bare number inside a heading numbers the column."""
    return squeeze(item.text).isdigit() and is_column_number(item.text)


def _named(heading: Matrix, row: int, column: int) -> tuple[Item | None, int]:
    """The item that names this column in this row: its own, or the one on its left in the same group."""
    item = heading[row][column]
    if item is not None and item.text:
        return item, item.column
    if all(other is None for other in heading[row][column:]):
        return None, column  # the heading ends before: a row of data is longer than it
    left = column - 1
    while left >= 0 and _same_group(heading, row, left, column):
        neighbour = heading[row][left]
        if neighbour is not None and neighbour.text:
            spans_down = neighbour.row_span > 1 or (item is not None and item.row_span > 1)
            return (None, column) if spans_down and item is not None else (neighbour, neighbour.column)
        left -= 1
    return None, column


def _same_group(heading: Matrix, row: int, left: int, right: int) -> bool:
    """Whether two columns stand under the same cell in every row above."""
    for above in range(row):
        a, b = _named(heading, above, left)[0], _named(heading, above, right)[0]
        if a is not b:
            return False
    return row > 0 or len(heading) >= 1


def _extent(heading: Matrix, row: int, item: Item) -> int:
    end = item.column + item.column_span
    columns = len(heading[row])
    while end < columns and _named(heading, row, end)[0] is item:
        end += 1
    return end


def _with_levels(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """One heading over several columns that it does not divide: they are levels of one label."""
    result = list(paths)
    start = 0
    while start < len(paths):
        end = start + 1
        while end < len(paths) and paths[end] == paths[start] and paths[start]:
            end += 1
        if 1 < end - start <= len(_LEVEL_NAMES):
            for offset in range(end - start):
                *outer, name = paths[start]
                result[start + offset] = (*outer, f"{name}（{_LEVEL_NAMES[offset]}级）")
        start = end
    return result


def _with_sides(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The same columns twice (or three times) side by side, with nothing to tell them apart: named by their side."""
    for count, names in _SIDES.items():
        width = len(paths) // count
        if width > 1 and width * count == len(paths) and all(paths[i] == paths[i % width] for i in range(len(paths))):
            return [(names[i // width], *path) for i, path in enumerate(paths)]
    return paths
