"""From ruling lines to the cells that they enclose, merged cells with their spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from index.readers.pdf.marks import Segment

_SAME = 1.6  # strokes closer than this are one line (a line drawn twice, or by halves)
_GAP = 3.2  # a line may be interrupted where another crosses it
_REACH = 3.2  # lines that end this near to another meet it
_NARROW = 4.6  # no row or column is this small: it is a double line
_SHORT = 2.0

Rule = tuple[float, float, float]  # position, from, to


class Frame(NamedTuple):
    """Cells as (row, column, row_span, column_span) on the lines ``xs`` × ``ys``; ``owner[row][column]`` is one."""

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int]]
    owner: list[list[int]]

    def cell_at(self, x: float, y: float) -> int | None:
        """Which cell the point lies in."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owner[row][column]
        return None

    def box_of(self, cell: int) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        row, column, rows, columns = self.cells[cell]
        return self.xs[column], self.ys[row], self.xs[column + columns], self.ys[row + rows]


def frames(segments: Sequence[Segment]) -> list[Frame]:
    """Every table that the lines of a page enclose, from top to bottom. A single box is not a table."""
    across = _rules([(y0, x0, x1) for x0, y0, x1, y1 in segments if x1 - x0 > max(_SHORT, y1 - y0)])
    down = _rules([(x0, y0, y1) for x0, y0, x1, y1 in segments if y1 - y0 > max(_SHORT, x1 - x0)])
    found = []
    for rows, columns in _groups(across, down):
        if len(rows) >= 2 and columns:
            frame = _frame(rows, columns)
            if frame is not None and len(frame.cells) > 1:
                found.append(frame)
    found.sort(key=lambda frame: (frame.ys[0], frame.xs[0]))
    return found


def loose_rules(segments: Sequence[Segment]) -> list[Rule]:
    """Horizontal lines that no vertical line meets: what a table without vertical lines is ruled with."""
    across = _rules([(y0, x0, x1) for x0, y0, x1, y1 in segments if x1 - x0 > max(_SHORT, y1 - y0)])
    down = _rules([(x0, y0, y1) for x0, y0, x1, y1 in segments if y1 - y0 > max(_SHORT, x1 - x0)])
    return sorted(rule for rows, columns in _groups(across, down) if not columns for rule in rows)


def _rules(pieces: list[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    pieces.sort()
    rules: list[Rule] = []
    start = 0
    while start < len(pieces):
        end = start + 1
        while (
            end < len(pieces)
            and pieces[end][0] - pieces[end - 1][0] < _SAME
            and (pieces[end][0] - pieces[start][0] < 2 * _SAME)
        ):
            end += 1
        cluster = pieces[start:end]
        position = sum(piece[0] for piece in cluster) / len(cluster)
        spans = sorted((low, high) for _, low, high in cluster)
        low, high = spans[0]
        for next_low, next_high in spans[1:]:
            if next_low - high <= _GAP:
                high = max(high, next_high)
            else:
                rules.append((position, low, high))
                low, high = next_low, next_high
        rules.append((position, low, high))
        start = end
    return rules


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch one another belong to one table."""
    parent = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for j, (x, top, bottom) in enumerate(down, len(across)):
        for i, (y, left, right) in enumerate(across):
            if top - _REACH <= y <= bottom + _REACH and left - _REACH <= x <= right + _REACH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(rule)
    return list(groups.values())


def _levels(positions: list[float], ends: tuple[float, float]) -> list[float]:
    """Positions of lines, those that are too near to hold anything between them taken as one."""
    low, high = ends
    ordered = sorted(positions)
    if low < ordered[0] - _NARROW:
        ordered.insert(0, low)
    if high > ordered[-1] + _NARROW:
        ordered.append(high)
    levels, cluster = list[float](), [ordered[0]]
    for position in ordered[1:]:
        if position - cluster[0] < _NARROW:
            cluster.append(position)
        else:
            levels.append(sum(cluster) / len(cluster))
            cluster = [position]
    levels.append(sum(cluster) / len(cluster))
    return levels


def _nearest(levels: list[float], position: float) -> int:
    return min(range(len(levels)), key=lambda i: abs(levels[i] - position))


def _walls(levels: list[float], cuts: list[float], rules: list[Rule], open_ends: bool) -> list[list[bool]]:
    """``walls[i][j]``: is there a line at ``levels[i]`` between ``cuts[j]`` and ``cuts[j + 1]``?"""
    walls = [[False] * (len(cuts) - 1) for _ in levels]
    for position, low, high in rules:
        row = walls[_nearest(levels, position)]
        for j in range(len(cuts) - 1):
            covered = min(high, cuts[j + 1]) - max(low, cuts[j])
            if covered >= 0.6 * (cuts[j + 1] - cuts[j]):
                row[j] = True
    if open_ends:
        walls[0] = [True] * len(walls[0])
        walls[-1] = [True] * len(walls[-1])
    return walls


def _frame(across: list[Rule], down: list[Rule]) -> Frame | None:
    left, right = min(r[1] for r in across), max(r[2] for r in across)
    top, bottom = min(r[1] for r in down), max(r[2] for r in down)
    xs = _levels([rule[0] for rule in down], (left, right))
    ys = _levels([rule[0] for rule in across], (top, bottom))
    if len(xs) < 2 or len(ys) < 2:
        return None
    horizontal = _walls(ys, xs, across, True)
    vertical = _walls(xs, ys, down, True)
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = [[-1] * columns for _ in range(rows)]
    cells: list[tuple[int, int, int, int]] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            width = 1
            while column + width < columns and owner[row][column + width] < 0 and not vertical[column + width][row]:
                width += 1
            height = 1
            while row + height < rows and _runs_on(owner, horizontal, vertical, row + height, column, width):
                height += 1
            for i in range(row, row + height):
                owner[i][column : column + width] = [len(cells)] * width
            cells.append((row, column, height, width))
    return Frame(xs, ys, cells, owner)


def _runs_on(
    owner: list[list[int]],
    horizontal: list[list[bool]],
    vertical: list[list[bool]],
    row: int,
    column: int,
    width: int,
) -> bool:
    """Whether a cell that is ``width`` columns wide goes on in ``row``: no line above it, none inside it."""
    return (
        not any(horizontal[row][column : column + width])
        and all(owner[row][i] < 0 for i in range(column, column + width))
        and not any(vertical[i][row] for i in range(column + 1, column + width))
        and (column == 0 or vertical[column][row] or owner[row][column - 1] >= 0)
        and (column + width == len(vertical) - 1 or vertical[column + width][row])
    )
