"""Purchases: 合计 = 货物 + 工程 + 服务; a class = its projects; a project = its purchases."""

from __future__ import annotations

from collections.abc import Iterator

from index.checks.case import Case
from index.checks.shapes import Shape
from index.checks.sums import compare
from index.figures.columns import View
from index.model import Figure, Finding

_CLASS = -1


def classed(case: Case, shape: Shape) -> bool:
    """Whether rows of the table are classes of purchases that the vocabulary knows."""
    classes = _classes(case, shape)
    return any(case.cells[key].item in classes for key in case.cells if key[0] == shape.index)


def _classes(case: Case, shape: Shape) -> tuple[str, ...]:
    whole = case.vocabulary.concepts.get(shape.total or "")
    return whole.parts if whole else ()


def purchases(case: Case, shape: Shape, view: View) -> Iterator[Finding]:
    """合计 = 货物 + 工程 + 服务; a class = its projects; a project = its purchases."""
    leveled: list[tuple[int, bool, Figure]] = []
    classes = _classes(case, shape)
    for row in shape.rows:
        figure = case.cells.get((shape.index, row.index, view.index))
        names = [v.index for v, _ in row.labels if v.index in row.fresh and v.name != "class"]
        if not names and row.fresh:
            # Only the economic class is printed: another part of the project that goes on above.
            names = [v.index for v, _ in row.labels if v.name != "class" and v.index < min(row.fresh)]
        elif not names:
            names = [v.index for v, _ in row.labels if v.name != "class"]
        if figure is None or not names:
            continue
        text = row.labels[-1][1].text if len(row.fresh) == 1 else figure.label
        total = case.vocabulary.is_label("total", text) or case.vocabulary.is_label("total", figure.label)
        if text.endswith("小计") and not total:
            continue
        # 货物, 工程 and 服务 stand above their purchases even where one column holds both.
        leveled.append((_CLASS if figure.item in classes else max(names), total, figure))
    levels = sorted({level for level, total, _ in leveled if not total})
    if not levels:
        return
    for position, (level, total, figure) in enumerate(leveled):
        block = leveled[position + 1 :]
        if total:
            parts = [f for lev, tot, f in leveled if not tot and lev == levels[0]]
        else:
            deeper = next((lev for lev in levels if lev > level), None)
            end = next((i for i, (lev, tot, _) in enumerate(block) if tot or lev <= level), len(block))
            inner = [(lev, f) for lev, _, f in block[:end]]
            if deeper is None or not inner:
                continue
            least = min(lev for lev, _ in inner)
            parts = [f for lev, f in inner if lev == least]
        if parts and (found := compare(case, figure, parts)):
            yield found
