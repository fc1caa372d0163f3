"""Flattened tables with columns of words among those of figures (序号 项目名称 总投资 形象进度): rebuilt where they prove themselves.

A row is delimited in one of two ways. Either serial numbers count them, 1, 2, 3 …, under 序号; a row with a cell for each name
of the heading is certain, and one with fewer is placed where words and figures leave it one way only (flatproof.py). Or, without
serial numbers, all rows have words and figures in the same turn under a heading that begins with a name of labels (项目), and
the printed total (合计) is the sum of a column. What is proved by neither stays lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from index.readers import flatheads, flatproof
from index.readers.flatrows import PRINTED, TOTAL, Rebuilt, is_amount, is_name, is_page
from index.readers.pagewords import squeeze

_WIDEST = 12  # columns
_NARROWEST = 3
_LEADING = 3  # columns of words before the first figure of a row
_FEWEST = 3  # rows
_WHOLE = 2  # of them with a cell for each name
_CERTAIN = 0.6  # of the rows: so many must be placed
_TOTAL = -1  # the key of the total among the rows
_BRACKETS = ("（", "("), ("）", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """Rows as they came under their heading, and the cells of the total (its name first, () where none is printed)."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    end: int
    numbered: bool


def find(cells: Sequence[str]) -> Rebuilt | None:
    """The first such table among the cells; numbers of pages are none of them."""
    kept = [n for n, cell in enumerate(cells) if not is_page(cell)]
    bare = [cells[n] for n in kept]
    kinds = [_kind(cell) for cell in bare]
    for start, cell in enumerate(bare):
        opens = start > 0 and flatheads.ends_before(bare[start - 1], kinds[start - 1])
        for body in _bodies(bare, kinds, start) if opens or flatheads.begins(cell) else ():
            made = _made(body)
            if made is not None:
                rows, left = made
                return Rebuilt(start=kept[start], end=kept[body.end - 1] + 1, rows=rows, left=left)
    return None


def _kind(cell: str) -> str:
    """figure, dash (which stands for a figure or a word), word, or text for what is no cell of a table."""
    if flatproof.is_dash(cell):
        return "dash"
    if is_amount(cell):
        return "figure"
    return "word" if is_name(cell) else "text"


def _is_total(cell: str) -> bool:
    return TOTAL.match(squeeze(cell)) is not None


def _bodies(cells: Sequence[str], kinds: Sequence[str], start: int) -> Iterator[_Body]:
    """What the rows may be if the heading begins at ``start``."""
    first = next((n for n in range(start, min(len(cells), start + _WIDEST + _LEADING)) if kinds[n] != "word"), None)
    if first is None or kinds[first] != "figure":
        return
    first -= _is_total(cells[first - 1])
    if first - start < _NARROWEST:
        return
    if flatheads.heads_ordinals(cells[start]):
        yield _numbered(cells, kinds, start, first)
    elif _is_total(cells[first]):
        yield _in_turn(cells, kinds, start, first - start)
    else:
        for leading in range(1, min(_LEADING, first - start - 1) + 1):
            yield _in_turn(cells, kinds, start, first - start - leading)


def _numbered(cells: Sequence[str], kinds: Sequence[str], start: int, first: int) -> _Body:
    heading = _joined(cells[start:first])
    total, at = _total(cells, kinds, first)
    if total and cells[at - 1] == "1":  # the number of the first row behind the amounts of the total
        total, at = total[:-1], at - 1
    rows: list[tuple[str, ...]] = []
    while at < len(cells) and _counts(cells[at], len(rows) + 1):
        end = _end(cells, kinds, at, first - start, cells[start:first], len(rows) + 2)
        rows.append(tuple(cells[at:end]))
        at = _behind_heading(cells, end, cells[start:first])
    if not total:
        total, at = _total(cells, kinds, at)
    return _Body(heading=heading, rows=tuple(rows), total=total, end=at, numbered=True)


def _counts(cell: str, number: int) -> bool:
    return cell.isdecimal() and len(cell) < 5 and int(cell) == number


def _end(
    cells: Sequence[str], kinds: Sequence[str], at: int, width: int, heading: Sequence[str], following: int
) -> int:
    """Where a row ends: before the next number, the total or the heading printed again; the last one where its cells do."""
    most = range(min(len(cells), at + width), at + 1, -1)
    for end in most:
        told = end < len(cells) and (_counts(cells[end], following) or _is_total(cells[end]))
        if told or _behind_heading(cells, end, heading) > end:
            return end
    return next((n for n in range(at + 1, most.start) if kinds[n] == "text"), most.start)


def _behind_heading(cells: Sequence[str], at: int, heading: Sequence[str]) -> int:
    """The place behind the heading if it is printed again at ``at``, else ``at``."""
    return at + len(heading) if list(cells[at : at + len(heading)]) == list(heading) else at


def _total(cells: Sequence[str], kinds: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """The total at ``at`` with its figures, and where it ends; () where there is none."""
    if at >= len(cells) or not _is_total(cells[at]):
        return (), at
    end = next((n for n in range(at + 1, len(cells)) if kinds[n] not in ("figure", "dash")), len(cells))
    return (squeeze(cells[at]), *cells[at + 1 : end]), end


def _in_turn(cells: Sequence[str], kinds: Sequence[str], start: int, width: int) -> _Body:
    heading = cells[start : start + width]
    total, first = _total(cells, kinds, start + width)
    at = first
    rows: list[tuple[str, ...]] = []
    turn = kinds[first : first + width]
    while at + width <= len(cells) and not _is_total(cells[at]) and _fits(kinds[at : at + width], turn):
        rows.append(tuple(cells[at : at + width]))
        at = _behind_heading(cells, at + width, heading)
    if not total:
        total, at = _total(cells, kinds, at)
    return _Body(heading=tuple(heading), rows=tuple(rows), total=total, end=at, numbered=False)


def _fits(kinds: Sequence[str], turn: Sequence[str]) -> bool:
    return all("dash" in pair or pair[0] == pair[1] != "text" for pair in zip(kinds, turn, strict=True))


def _joined(heading: Sequence[str]) -> tuple[str, ...]:
    """Names, each with the brackets that stand on a line of their own behind it."""
    names: list[str] = []
    for cell in heading:
        if names and cell.startswith(_BRACKETS[0]) and cell.endswith(_BRACKETS[1]):
            names[-1] += cell
        else:
            names.append(cell)
    return tuple(names)


def _made(body: _Body) -> tuple[list[list[str]], tuple[str, ...]] | None:
    """The rows with heading and total, and the cells that could not be placed; None where too little is proved."""
    pattern = _pattern([row for row in body.rows if len(row) == len(body.heading)], len(body.heading))
    if len(body.rows) < _FEWEST or pattern is None:
        return None
    figures = [c for c, kind in enumerate(pattern) if kind == "figure" and not (body.numbered and c == 0)]
    if not figures or len(pattern) - len(figures) < 2:
        return None
    rows = _placed(body, pattern, figures)
    if not all(
        _fits_name(name, kind, [row[c] for row in rows.values()])
        for c, (name, kind) in enumerate(zip(body.heading, pattern, strict=True))
    ):
        return None
    total = rows.pop(_TOTAL, None)
    adds = total is not None and any(_adds_up(total[c], [row[c] for row in rows.values()]) for c in figures)
    if len(rows) < _CERTAIN * len(body.rows) or not (adds or body.numbered):
        return None
    left = [cell for key, row in enumerate(body.rows) if key not in rows for cell in row]
    told = [rows[key] for key in sorted(rows)] + ([total] if total is not None and adds else [])
    return [list(body.heading), *told], (*left, *(() if adds else body.total))


def _fits_name(name: str, kind: str, cells: Sequence[str]) -> bool:
    """Whether a column of words or of figures may be called so; codes and serial numbers have no points."""
    if kind == "word":
        return not flatheads.heads_values(name)
    return not flatheads.says(name) and not (flatheads.heads_labels(name) and any(map(PRINTED.search, cells)))


def _pattern(whole: Sequence[Sequence[str]], width: int) -> tuple[str, ...] | None:
    """What each column holds, figure or word; None where one holds both, or too few rows are whole."""
    columns = [{kind for row in whole if (kind := _held(row[c])) != "dash"} for c in range(width)]
    if len(whole) < _WHOLE or any(len(held) > 1 for held in columns):
        return None
    return tuple(next(iter(held), "figure") for held in columns)


def _held(cell: str) -> str:
    """The kind of a cell of which the row is known: a text is words as well."""
    kind = _kind(cell)
    return "word" if kind == "text" else kind


def _placed(body: _Body, pattern: Sequence[str], figures: Sequence[int]) -> dict[int, list[str]]:
    """Rows by their number, and the total, with a cell for each column, as far as they can be placed."""
    ways = {key: list(_ways(row, pattern, 0)) for key, row in enumerate(body.rows)}
    if body.total:
        name = 1 if body.numbered and pattern[1] == "word" else 0
        ways[_TOTAL] = list(_ways(body.total[1:], pattern, figures[0], {name: body.total[0]}))
    known = {key: options[0] for key, options in ways.items() if len(options) == 1}
    amounts = {key: [row[c] for c in figures] for key, row in known.items()}
    short = {
        key: [options[0][c] for c in figures if options[0][c]] for key, options in ways.items() if len(options) > 1
    }
    found = flatproof.placed(amounts, short, len(figures), [(_TOTAL, tuple(range(len(body.rows))))])
    for key, row in found.items():
        fitting = [way for way in ways[key] if [way[c] for c in figures] == row]
        known |= {key: fitting[0]} if len(fitting) == 1 else {}
    if body.total and _TOTAL not in known:
        rows = list(known.values())
        fitting = [
            way for way in ways[_TOTAL] if all(_adds_up(way[c], [r[c] for r in rows]) for c in figures if way[c])
        ]
        known |= {_TOTAL: fitting[0]} if len(fitting) == 1 else {}
    return known


def _ways(
    row: Sequence[str], pattern: Sequence[str], first: int, named: Mapping[int, str] | None = None
) -> Iterator[list[str]]:
    """How the cells of a row may stand in its columns from ``first`` on, "" where blank; ``named`` are set."""
    free = [c for c in range(first, len(pattern)) if not named or c not in named]
    for columns in combinations(free, len(row)):
        if all(_held(cell) in ("dash", pattern[c]) for cell, c in zip(row, columns, strict=True)):
            way = dict(zip(columns, row, strict=True)) | dict(named or {})
            if first or not row or columns[0] == 0:
                yield [way.get(c, "") for c in range(len(pattern))]


def _adds_up(total: str, parts: Sequence[str]) -> bool:
    """Whether amounts, of which none is a rate, add up to a total that is more than nothing."""
    values = [flatproof.value_of(part) for part in parts]
    whole = flatproof.value_of(total)
    if not whole or None in values:
        return False
    return abs(flatproof.total(values) - whole) <= flatproof.SLACK_OF_SUMS
