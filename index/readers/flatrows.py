"""Tables of which nothing but their cells is left, one after the other, blank ones dropped: rebuilt where they prove themselves.

项目 预算数 决算数   The heading proves how many columns there are: behind a word that only labels are headed by (项目, 科目
合计 7.00 6.00      名称) stand the names of the amounts, and right behind them the first row. A row with an amount for each
差旅费 7.00 6.00    name is certain. One with fewer lost some that were blank: it is placed where there is one way only to place
会议费 0.50         it that keeps what all certain rows keep (合计 is the sum of the others, 增减 the difference) and the sums
                   of the columns. What cannot be placed is given back as lines: never guessed.

Two tables side by side (收入 | 预算数 | 支出 | 预算数) come in turns, row by row; an amount belongs to the label before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers import flatheads, flatproof
from index.readers.flatheads import Panel
from index.readers.pagewords import squeeze

_AMOUNT = re.compile(
    r"^[-+－−△▲]?[(（]?-?\d{1,3}(?:[,，]?\d{3})*(?:[.．]\d+)?[)）]?[%％]?$|^[-+－−]?\d+(?:\.\d+)?[%％]?$"
)
_PAGE = re.compile(r"^第\s*\d{1,3}\s*页(?:[,，]?\s*共\s*\d{1,3}\s*页)?$|^[-—]\s*\d{1,3}\s*[-—]$")
_CODE = re.compile(r"^[\[【]?[235]\d{2}(?:\d{2}){0,2}[\]】]?$")
_STOPPED = re.compile(r"[。；;!！?？]|[：:，,]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
PRINTED = re.compile(r"\d[.．]\d|\d[,，]\d{3}")
_LONGEST = 40  # characters of a cell
_FEWEST = 3  # certain rows
_CERTAIN = 0.6  # of the rows with amounts: so many must be whole, or proved
TOTAL = re.compile(r"^(?:本年)?(?P<side>收入|支出)?(?:合计|总计)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it came: ``at`` to ``end`` of the cells."""

    at: int
    end: int
    labels: tuple[str, ...]
    amounts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """Cells ``start`` to ``end`` are a table of these rows, the first its heading; ``left`` could not be placed in it."""

    start: int
    end: int
    rows: list[list[str]]
    left: tuple[str, ...]


def find(cells: Sequence[str]) -> Rebuilt | None:
    """The first table among the cells."""
    kinds = [_kind(cell) for cell in cells]
    kinds = ["amount" if kind == "code" and _counts(kinds, n) else kind for n, kind in enumerate(kinds)]
    first = 0
    while first < len(cells):
        row = next((n for n in range(first, len(cells)) if kinds[n] == "amount" and n), None)
        if row is None:
            return None
        start = row - 1 - (row > 1 and kinds[row - 2] == "code")
        found = _table(cells, kinds, start) if kinds[row - 1] == "label" else None
        if found is not None:
            return found
        first = next((n for n in range(row, len(cells)) if kinds[n] != "amount"), len(cells))
    return None


def is_amount(cell: str) -> bool:
    """A number as tables print it, or a dash in its place."""
    return _AMOUNT.match(cell) is not None or flatproof.is_dash(cell)


def is_page(cell: str) -> bool:
    """The number of a page, with its words or dashes."""
    return _PAGE.match(cell) is not None


def is_name(cell: str) -> bool:
    """Words that may stand in a cell: short, and no sentence."""
    return 0 < len(cell) <= _LONGEST and not _STOPPED.search(cell)


def _kind(cell: str) -> str:
    """amount, code, label, page for the number of a page, or text for what is no cell of a table."""
    if _PAGE.match(cell):
        return "page"
    if _CODE.match(cell):
        return "code"
    if is_amount(cell):
        return "amount"
    return "label" if is_name(cell) and _HAN.search(cell) else "text"


def _table(cells: Sequence[str], kinds: Sequence[str], start: int) -> Rebuilt | None:
    panels, top = flatheads.panels(cells, kinds, start)
    if cells[start + 1] == "1" and any(map(flatheads.heads_ordinals, cells[top:start])):
        return None  # a serial number and no amount: flatwords.py
    if not _coded(panels, kinds, start):
        kinds = ["amount" if kind == "code" else kind for kind in kinds]
    rows, end = _rows(cells, kinds, start, cells[top:start])
    if len(panels) == 1 and rows:
        panels = [_under_groups(panels[0], [row.amounts for row in rows])]
    shared = _sorted_out(panels, rows) if panels and rows else None
    if shared is None:
        return None
    placed: dict[int, list[str]] = {}
    for panel, own in shared:
        known = _placed(panel, own)
        if known is None:
            return None
        placed |= known
    lost = [row for row in rows if row.amounts and row.at not in placed]
    table = _side_by_side(shared, placed) if len(shared) > 1 else _listed(*shared[0], placed)
    left = tuple(word for row in lost for word in cells[row.at : row.end])
    return Rebuilt(start=top, end=end, rows=table, left=left)


def _under_groups(panel: Panel, rows: Sequence[Sequence[str]]) -> Panel:
    """The panel with the names of groups, where there are more names than amounts in any row."""
    width = max(map(len, rows))
    if len(panel.values) != width + 1:
        return flatheads.grouped(panel, width)
    return flatheads.summed(panel, [list(map(flatproof.value_of, row)) for row in rows if len(row) == width])


def _coded(panels: Sequence[Panel], kinds: Sequence[str], start: int) -> bool:
    """Whether three digits that a name follows are its code: there is a column of codes, or the first row begins with one."""
    return any(len(panel.labels) > 1 for panel in panels) or kinds[start] == "code"


def _listed(panel: Panel, rows: Sequence[Row], placed: dict[int, list[str]]) -> list[list[str]]:
    blank = [""] * len(panel.values)
    kept = [row for row in rows if not row.amounts or row.at in placed]
    return [*panel.heading, *([*_labels(panel, row), *placed.get(row.at, blank)] for row in kept)]


def _side_by_side(shared: Sequence[tuple[Panel, Sequence[Row]]], placed: dict[int, list[str]]) -> list[list[str]]:
    """Panels as they stood: a row of the second panel is on the line of the row of the first that came before it."""
    (first, own), (second, other) = shared
    lines: list[list[str]] = [[*first.heading[0], *second.heading[0]]]
    open_ = False
    for row in sorted((row for row in (*own, *other) if row.at in placed), key=lambda row: row.at):
        cells = [*_labels(first if row in own else second, row), *placed[row.at]]
        if row in own:
            lines.append([*cells, *[""] * len(second.heading[0])])
        elif open_:
            lines[-1][len(first.heading[0]) :] = cells
        else:
            lines.append([*[""] * len(first.heading[0]), *cells])
        open_ = row in own
    return lines


def _labels(panel: Panel, row: Row) -> list[str]:
    """The row's code and name in the panel's columns of words: a lone name stands in the last."""
    names = list(row.labels)
    if len(names) > len(panel.labels):
        names = [" ".join(names)]
    return [""] * (len(panel.labels) - len(names)) + names


def _rows(cells: Sequence[str], kinds: Sequence[str], start: int, heading: Sequence[str]) -> tuple[list[Row], int]:
    """The rows from ``start`` on and where the last one with amounts ends. A label without amounts is a row of blanks; the
    heading printed again and numbers of pages are none."""
    rows: list[Row] = []
    at = end = start
    while at < len(cells):
        if kinds[at] == "page" or (heading and list(cells[at : at + len(heading)]) == list(heading)):
            at += 1 if kinds[at] == "page" else len(heading)
            continue
        head = at + (kinds[at] == "code")
        if head >= len(cells) or kinds[head] != "label" or flatheads.heads_labels(cells[head]):
            break
        stop = head + 1
        while stop < len(cells) and kinds[stop] == "amount":
            stop += 1
        rows.append(Row(at=at, end=stop, labels=tuple(cells[at : head + 1]), amounts=tuple(cells[head + 1 : stop])))
        end = stop if stop > head + 1 else end
        at = stop
    return _unwrapped([row for row in rows if row.end <= end]), end


def _unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Names that a line's end cut in two: a code and words without amounts, then words and amounts without a code."""
    out: list[Row] = []
    coded = sum(len(row.labels) > 1 for row in rows) * 2 > len(rows)
    for row in rows:
        before = out[-1] if out else None
        cut = before is not None and len(before.labels) > 1 and not before.amounts and len(row.labels) == 1
        if before is not None and cut and coded and row.amounts and not TOTAL.match(row.labels[0]):
            labels = (*before.labels[:-1], before.labels[-1] + row.labels[0])
            out[-1] = Row(at=before.at, end=row.end, labels=labels, amounts=row.amounts)
        else:
            out.append(row)
    return out


def _counts(kinds: Sequence[str], at: int) -> bool:
    """Whether three digits are an amount and no code: no label stands behind them."""
    return at + 1 >= len(kinds) or kinds[at + 1] != "label"


def _sorted_out(panels: Sequence[Panel], rows: Sequence[Row]) -> list[tuple[Panel, list[Row]]] | None:
    """Which rows are of which panel; None where nobody can say. Panels with the same names are one list."""
    widths = [len(panel.values) for panel in panels]
    if len(panels) == 1:
        return [(panels[0], list(rows))]
    alike = len({panel.values for panel in panels}) == 1
    if alike:
        return [(panels[0], list(rows))] if widths[0] == 1 else None
    if len(set(widths)) < len(widths) or len(panels) > 2:
        return None
    own = {width: [row for row in rows if len(row.amounts) == width] for width in widths}
    other = [row for row in rows if row.amounts and len(row.amounts) not in widths]
    if other or min(widths) > 1 or max(widths) < 3:
        return None
    return [(panel, own[len(panel.values)]) for panel in panels]


def _placed(panel: Panel, rows: Sequence[Row]) -> dict[int, list[str]] | None:
    """The amounts of rows in their columns, by the place of the row; without those that cannot be placed. None where too few
    are certain for a table."""
    width = len(panel.values)
    told = [row for row in rows if row.amounts]
    certain = [row for row in told if len(row.amounts) == width]
    short = {row.at: row.amounts for row in told if len(row.amounts) < width}
    if len(certain) + len(short) < len(told) or len(certain) < _FEWEST - bool(short):
        return None
    if not any(PRINTED.search(amount) for row in certain for amount in row.amounts):
        return None
    known = {row.at: list(row.amounts) for row in certain}
    known |= flatproof.placed(known, short, width, _families(told))
    enough = len(known) >= _CERTAIN * len(told) if len(certain) >= _FEWEST else len(known) == len(told) >= _FEWEST
    return known if enough else None


def _families(rows: Sequence[Row]) -> list[tuple[int, tuple[int, ...]]]:
    """Wholes and their parts: by codes (213 is all of 213xx, the total all of the uppermost), else the total all other rows."""
    totals = [row for row in rows if TOTAL.match(squeeze(row.labels[-1]))]
    coded = {row.labels[0].strip("[]【】"): row for row in rows if len(row.labels) > 1 and row not in totals}
    if not coded:
        parts = tuple(row.at for row in rows if row not in totals)
        return [(totals[0].at, parts)] if len(totals) == 1 and parts else []
    shortest = min(map(len, coded))
    top = tuple(row.at for code, row in coded.items() if len(code) == shortest)
    found = [(total.at, top) for total in totals]
    for code, row in coded.items():
        below = tuple(r.at for c, r in coded.items() if len(c) == len(code) + 2 and c.startswith(code))
        found += [(row.at, below)] if below else []
    return found
