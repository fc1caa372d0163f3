"""A table whose cells all stand in one line, parted by single spaces, as search engines and converters leave it.

Found are: rows under a heading (flatrows.py, flatwords.py); the list of one amount each (收支总表), where the amounts add up to the printed
totals, although the heading is in pieces; the money of a self-assessment (全年预算数 全年执行数 执行率 …), where the rate proves which is
which. All the rest stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.readers import flatheads, flatproof, flatrows, flatwords
from index.readers.flatproof import value_of
from index.readers.pagewords import words

_FEWEST_CELLS = 12
_FEWEST_AMOUNTS = 4
_ALONE = re.compile(r"[\u4e00-\u9fff]")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|其中[:：])(?P<name>[^\d\s]{2,})$")
_FEWEST_PARTS = 3
_UNIT = re.compile(r"[（(]((?:亿|百万|万|千)?元)[)）]")
_LOOK_BACK = 14  # cells before a heading in which its labels may stand
_CAPTIONS = 3  # cells before a table that may be its title and unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of the line, as lines (``rows`` empty), or the rows of a table. ``lost``: cells that could not be placed in it."""

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lost: bool = False


def pieces(line: str) -> list[Piece] | None:
    """The line as words and tables in order; None where no table is in it."""
    cells = _cells(line)
    if len(cells) < _FEWEST_CELLS or sum(map(flatrows.is_amount, cells)) < _FEWEST_AMOUNTS:
        return None
    found = list(_pieces(cells))
    return found if any(piece.rows for piece in found) else None


def of_lines(lines: Sequence[str]) -> flatrows.Rebuilt | None:
    """The first table of rows that stand on a line each, cells parted by single spaces; places are those of the lines."""
    words_ = [_cells(line) for line in lines]
    if sum(any(map(flatrows.is_amount, row[1:])) for row in words_) < _FEWEST_AMOUNTS:
        return None
    begins = [0]
    for row in words_:
        begins.append(begins[-1] + len(row))
    told = [word for row in words_ for word in row]
    found = flatrows.find(told) or flatwords.find(told)
    if found is None or found.start not in begins or found.end not in begins:
        return None
    return replace(found, start=begins.index(found.start), end=begins.index(found.end))


def _cells(line: str) -> list[str]:
    """The words between spaces; a word spread out (本 年 收 入 合 计) is one."""
    cells: list[str] = []
    spread = False
    for word in line.split():
        alone = len(word) == 1 and _ALONE.match(word) is not None
        if alone and spread:
            cells[-1] += word
        else:
            cells.append(word)
        spread = alone
    return cells


def _pieces(cells: Sequence[str]) -> Iterator[Piece]:
    at = 0
    while at < len(cells):
        rest = cells[at:]
        found = [f for f in (_under_heading(rest), _assessed(rest), _added_up(rest)) if f is not None]
        if not found:
            yield Piece(lines=(" ".join(rest),))
            return
        start, end, rows, left = min(found, key=lambda f: f[0])
        yield Piece(lines=tuple(_lines(rest[:start])))
        yield Piece(rows=tuple(map(tuple, rows)))
        if left:
            yield Piece(lines=(" ".join(left),), lost=True)
        at += end


def _lines(cells: Sequence[str]) -> list[str]:
    """What stands before a table: its title and unit as lines of their own, the rest as one."""
    told = next(
        (n for n in range(max(0, len(cells) - _CAPTIONS), len(cells)) if flatheads.is_caption(cells[n])), len(cells)
    )
    return list(filter(None, [" ".join(cells[:told]), *cells[told:]]))


Found = tuple[int, int, list[list[str]], list[str]]


def _under_heading(cells: Sequence[str]) -> Found | None:
    found = flatrows.find(cells) or flatwords.find(cells)
    return None if found is None else (found.start, found.end, found.rows, list(found.left))


def _added_up(cells: Sequence[str]) -> Found | None:
    """Numbered items with at most one amount each that add up to a printed total of their side, once the total is told."""
    totals = {n: side for n, c in enumerate(cells[:-1]) if (side := _side(c)) and flatrows.is_amount(cells[n + 1])}
    sides = {side: value_of(cells[n + 1]) for n, side in totals.items()}
    parts = [n for n, c in enumerate(cells[:-1]) if _NUMBERED.match(c) and flatrows.is_amount(cells[n + 1])]
    if not sides or not parts:
        return None
    end = max(*parts, *totals) + 2
    start = _behind_captions(cells, parts[0])
    # An amount behind what is no label belongs to some item, nobody can say to which: it counts in the sum alone.
    adrift = [n for n in range(start, end) if flatrows.is_amount(cells[n]) and flatheads.heads_values(cells[n - 1])]
    amounts = {side: [value_of(cells[n + 1]) for n in parts if side in cells[n]] for side in sides}
    proved = [
        side
        for side, total in sides.items()
        if len(amounts[side]) + len(adrift) >= _FEWEST_PARTS
        and total is not None
        and flatproof.total([*amounts[side], *(value_of(cells[n]) for n in adrift)]) == total
    ]
    if not proved:
        return None
    items = [n for n in parts if any(side in cells[n] for side in proved)]
    printed = [n for n, side in totals.items() if side in proved or value_of(cells[n + 1]) in sides.values()]
    kept = sorted([*items, *printed])
    rows = [["项目", _heading(cells[:end])], *([cells[n], cells[n + 1]] for n in kept)]
    used = {i for n in kept for i in (n, n + 1)}
    return start, end, rows, [c for n, c in enumerate(cells[:end]) if n >= start and n not in used]


def _side(cell: str) -> str:
    """The side that a printed total is of, "" for what is none."""
    total = flatrows.TOTAL.match(cell)
    return (total["side"] or "") if total else ""


def _behind_captions(cells: Sequence[str], first: int) -> int:
    """Where the pieces of the heading begin: behind the unit or the title."""
    told = (n for n in range(first, max(0, first - _LOOK_BACK), -1) if flatheads.is_caption(cells[n - 1]))
    return next(told, first)


def _heading(cells: Sequence[str]) -> str:
    """The name under which the amounts stand."""
    return next((cell for cell in cells if flatheads.heads_values(cell) and not flatrows.is_amount(cell)), "金额")


def _assessed(cells: Sequence[str]) -> Found | None:
    """预算数 执行数 [分值] 执行率 [得分] and then the amounts, row by row; their labels stand before the heading."""
    for start in range(len(cells)):
        width = 0
        while start + width < len(cells) and cells[start + width].endswith(words()["assessed_endings"]):
            width += 1
        names = list(cells[start : start + width])
        budget, spent, rate = (_place(names, w) for w in ("预算数", "执行数", "执行率"))
        if width < 3 or budget is None or spent is None or rate is None:
            continue
        rows = []
        at = start + width
        while at + width <= len(cells) and all(map(flatrows.is_amount, cells[at : at + width])):
            row = list(cells[at : at + width])
            if not _is_rate(row[budget], row[spent], row[rate]):
                break
            rows.append(row)
            at += width
        before = cells[max(0, start - _LOOK_BACK) : start]
        labels = [c for c in before if c.endswith(words()["assessed_totals"]) or c.startswith(words()["among"])]
        if not rows or len(labels) < len(rows):
            continue
        unit = next((m[0] for cell in reversed(before) if (m := _UNIT.search(cell))), "")
        heading = ["项目", *(name + unit if name.endswith(("预算数", "执行数")) else name for name in names)]
        return start, at, [heading, *([label, *row] for label, row in zip(labels, rows, strict=False))], []
    return None


def _place(names: Sequence[str], ending: str) -> int | None:
    found = [n for n, name in enumerate(names) if name.endswith(ending)]
    return found[-1] if len(found) == 1 or (ending != "执行率" and found) else None


def _is_rate(budget: str, spent: str, rate: str) -> bool:
    """Whether the rate is what the two amounts give, to the digits printed."""
    whole, part = value_of(budget), value_of(spent)
    if not whole or part is None or not rate.endswith(("%", "％")):
        return False
    told = Decimal(rate.rstrip("%％"))
    step = Decimal(1).scaleb(int(told.as_tuple().exponent))
    return abs(part / whole * 100 - told) <= step
