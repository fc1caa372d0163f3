"""Across: the total column of a row against the columns that it sums up."""

from __future__ import annotations

from collections.abc import Iterator

from index.checks.case import Case, amount, difference, tolerance, worth
from index.checks.shapes import Node, Shape, column_tree, shapes
from index.model import Finding, Verdict


def across(case: Case) -> Iterator[Finding]:
    """合计 = 基本支出 + 项目支出, 小计 = 购置 + 运行 …, row by row, as the headings nest."""
    for shape in shapes(case):
        values = shape.values
        if shape.kind is not None and shape.kind.layout == "records":
            last = max((v.index for v in shape.columns if v.role == "label"), default=-1)
            values = tuple(v for v in values if v.index > last)
        groups: dict[tuple[object, ...], list[int]] = {}
        for position, view in enumerate(values):
            groups.setdefault((view.stage, view.year, view.shift), []).append(position)
        for positions in groups.values():
            for node in column_tree([values[p] for p in positions], case.vocabulary):
                yield from _settled([f for row in shape.rows if (f := _row(case, shape, node, row.index))])


def _row(case: Case, shape: Shape, node: Node, row: int) -> Finding | None:
    assert node.total is not None
    total = case.cells.get((shape.index, row, node.total.index))
    parts = [f for child in node.children for v in child.columns if (f := case.cells.get((shape.index, row, v.index)))]
    printed = [f for f in parts if f.value is not None]
    if total is None or total.value is None or not printed:
        return None
    units = {f.unit for f in (total, *printed)}
    if len(units) > 1:
        return None
    added = sum(map(worth, printed), start=worth(total) * 0)
    holds = abs(worth(total) - added) <= tolerance([total, *printed])
    terms = " + ".join(f"{_name(f.source.column)} {amount(f)}" for f in printed)
    row_name = total.source.row or total.label
    message = f"《{case.title(shape.index)}》“{row_name}”行：{_name(total.source.column)} {amount(total)}，各栏之和（{terms}）"
    return case.finding(
        "行内合计",
        Verdict.PASS if holds else Verdict.FAIL,
        message + ("相符" if holds else "不符"),
        (total, *printed),
        difference="" if holds else difference(total, added),
    )


def _name(column: str | None) -> str:
    levels = [level for level in (column or "").split("/") if level]
    return "·".join(levels[-2:]) if len(levels) > 1 and levels[-1] in ("小计", "合计", "金额") else (levels or [""])[-1]


def _settled(findings: list[Finding]) -> Iterator[Finding]:
    """A relation that most rows deny is none of this table: then nothing is said."""
    failed = sum(f.verdict is Verdict.FAIL for f in findings)
    if failed and failed >= len(findings) - failed and len(findings) > 1:
        return
    yield from findings
