"""Across: the total column of a row against the columns that it sums up."""

from __future__ import annotations

from collections.abc import Iterator

from index.checks.case import Case, amount, difference, tolerance, worth
from index.checks.settle import lacking, settled
from index.checks.shapes import Node, Shape, column_tree, shapes
from index.model import Finding, Verdict
from index.vocabulary import Vocabulary

_CHECK = "行内合计"


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
                found = [f for row in shape.rows if (f := _row(case, shape, node, row.index))]
                where = f"《{case.title(shape.index)}》各行“{_name('/'.join(node.total.path) if node.total else '')}”"
                yield from settled(case, _CHECK, where, found, known=_known(node, case.vocabulary))


def _known(node: Node, vocabulary: Vocabulary) -> bool:
    """Whether every part is a notion that the vocabulary knows, a kind of money, or sums up others itself."""

    def part(child: Node) -> bool:
        named = any(view.item for view in child.columns) or vocabulary.concept_of(child.name) is not None
        return bool(child.children) or named or vocabulary.fund_of(child.name) is not None

    return all(map(part, node.children))


def _row(case: Case, shape: Shape, node: Node, row: int) -> Finding | None:
    assert node.total is not None
    total = case.cells.get((shape.index, row, node.total.index))
    parts = [f for child in node.children for v in child.columns if (f := case.cells.get((shape.index, row, v.index)))]
    if total is None or not parts:
        return None
    printed = [f for f in parts if f.value is not None]
    row_name = total.source.row or total.label
    message = f"《{case.title(shape.index)}》“{row_name}”行：{_name(total.source.column)} {amount(total)}，各栏"
    if blank := lacking(case, message, total, parts):
        return blank
    if total.value is None or not printed:
        return None
    if len({f.unit for f in (total, *printed)}) > 1:
        return case.finding(_CHECK, Verdict.NOT_APPLICABLE, f"{message}单位不同", (total, *printed))
    added = sum(map(worth, printed), start=worth(total) * 0)
    holds = abs(worth(total) - added) <= tolerance([total, *printed])
    terms = " + ".join(f"{_name(f.source.column)} {amount(f)}" for f in printed)
    return case.finding(
        _CHECK,
        Verdict.PASS if holds else Verdict.FAIL,
        f"{message}之和（{terms}）" + ("相符" if holds else "不符"),
        (total, *printed),
        difference="" if holds else difference(total, added),
    )


def _name(column: str | None) -> str:
    levels = [level for level in (column or "").split("/") if level]
    return "·".join(levels[-2:]) if len(levels) > 1 and levels[-1] in ("小计", "合计", "金额") else (levels or [""])[-1]
