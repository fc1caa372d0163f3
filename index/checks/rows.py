"""Down: totals against the rows that they sum up, by codes and by numbering, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.checks.case import Case
from index.checks.purchases import classed, purchases
from index.checks.settle import settled
from index.checks.shapes import Shape, shapes
from index.checks.sums import CHECK, compare
from index.figures.columns import View, flow_of
from index.figures.rows import Named
from index.language.fold import label_key
from index.model import Figure, Finding, Verdict

_LENGTHS = (3, 5, 7)
_Rows = Sequence[tuple[Named, Figure]]


def down(case: Case) -> Iterator[Finding]:
    """Every table whose rows add up."""
    groups: dict[tuple[int, tuple[str, ...], object], list[tuple[Shape, View]]] = {}
    for shape in shapes(case):
        for view in shape.values:
            groups.setdefault((shape.index, view.words, (view.stage, view.year, view.shift)), []).append((shape, view))
    for parts in groups.values():
        coded = [(s, v) for s, v in parts if any(r.code and len(r.code) in _LENGTHS for r in s.rows)]
        if coded:
            rows = [(row, figure) for shape, view in coded for row, figure in _figures(case, shape, view)]
            whole = _whole(rows)
            yield from settled(case, CHECK, _where(case, *coded[0]), list(_by_code(case, rows, whole)), known=whole)
        for shape, view in parts:
            if shape.kind is not None and shape.kind.layout == "records":
                if shape.kind.name == "政府采购表" and not view.words:
                    found = list(purchases(case, shape, view))
                    yield from settled(case, CHECK, _where(case, shape, view), found, known=classed(case, shape))
            elif (shape, view) not in coded:
                rule = _by_level if _levels(shape) > 1 else _by_number
                found = list(rule(case, shape, view))
                yield from settled(case, CHECK, _where(case, shape, view), found, known=shape.total is not None)


def _where(case: Case, shape: Shape, view: View) -> str:
    return f"《{case.title(shape.index)}》{'/'.join(view.path[-2:])}栏"


def _figures(case: Case, shape: Shape, view: View) -> Iterator[tuple[Named, Figure]]:
    for row in shape.rows:
        figure = case.cells.get((shape.index, row.index, view.index))
        if figure is not None:
            yield row, figure


def _whole(rows: _Rows) -> bool:
    """Whether the codes are all there: none without the class that it belongs to, none of another length."""
    codes = [row.code for row, _ in rows if row.code]
    known = set(codes)
    return all(len(c) in _LENGTHS and (len(c) == _LENGTHS[0] or c[:-2] in known) for c in codes)


def _by_code(case: Case, rows: _Rows, whole: bool) -> Iterator[Finding]:
    codes = [row.code for row, _ in rows if row.code and len(row.code) in _LENGTHS]
    if len(set(codes)) < len(codes):
        return
    by_code = {row.code: figure for row, figure in rows if row.code in codes}
    for code, figure in by_code.items():
        children = [f for c, f in by_code.items() if c and code and len(c) == len(code) + 2 and c.startswith(code)]
        if children and (found := compare(case, figure, children, sure=whole)):
            yield found
    tops = [f for c, f in by_code.items() if c and len(c) == _LENGTHS[0]]
    for row, figure in rows:
        total = not row.code and row.labels and case.vocabulary.is_label("total", row.labels[-1][1].text)
        if total and tops and (found := compare(case, figure, tops, sure=whole)):
            yield found


def _levels(shape: Shape) -> int:
    return max((len(row.labels) for row in shape.rows), default=0)


def _by_level(case: Case, shape: Shape, view: View) -> Iterator[Finding]:
    """Levels in columns of their own, 小计 in the inner one where the outer one sums up; the total first or last."""
    figures = [figure for _, figure in _figures(case, shape, view)]
    for whole in figures:
        children = [f for f in figures if f.parents == (*whole.parents, whole.label)]
        if children and (found := compare(case, whole, children)):
            yield found
    totals = [f for f in figures if shape.total is not None and f.item == shape.total and not f.parents]
    tops = [f for f in figures if not f.parents and f not in totals]
    if len(totals) == 1 and len(tops) > 1 and (found := compare(case, totals[0], tops)):
        yield found


def _by_number(case: Case, shape: Shape, view: View) -> Iterator[Finding]:
    """Items in order, then a subtotal of the year, then the carried-over money, then the total."""
    vocabulary = case.vocabulary
    items: list[Figure] = []
    after_subtotal = False
    for row, figure in _figures(case, shape, view):
        if row.nested or not row.labels:
            continue
        text = row.labels[-1][1].text
        total = vocabulary.is_label("total", text) or (shape.total is not None and figure.item == shape.total)
        subtotal = vocabulary.is_label("subtotal", text)
        if not (total or subtotal):
            items.append(figure)
            continue
        one_side = not subtotal or _on_one_side(text, items)
        if items and one_side and (found := _total(case, figure, items, after_subtotal)):
            yield found
        if figure.value is None and subtotal:
            continue
        items, after_subtotal = [figure], subtotal
        if total:
            break
    yield from _nested(case, shape, view)


def _on_one_side(subtotal: str, items: Sequence[Figure]) -> bool:
    """Whether no item is called the other side's: 二、本年支出 does not sum up 一、本年收入 and what stands under it."""
    side = flow_of((subtotal,))
    return side is None or all(flow_of((item.label,)) in (side, None) for item in items)


def _nested(case: Case, shape: Shape, view: View) -> Iterator[Finding]:
    """An item against those under it. 其中 need not name all of them, and without numbers nothing tells where it ends:
    there only what holds is told."""
    children: dict[int, list[Figure]] = {}
    heads: list[tuple[tuple[str, ...], Figure]] = []
    among: set[int] = set()
    for row, figure in _figures(case, shape, view):
        if not row.labels:
            continue
        label = row.labels[-1][1]
        for position, (path, _) in enumerate(heads):
            if row.nested and path == row.nested:
                children.setdefault(position, []).append(figure)
                among |= {position} if label.among else set()
        heads.append(((*row.nested, label.text), figure))
    for position, parts in children.items():
        whole = heads[position][1]
        if position not in among:
            if len(parts) > 1 and (found := compare(case, whole, parts)):
                yield found
            continue
        ends = (compare(case, whole, parts[:end], sure=False) for end in range(len(parts), 1, -1))
        yield from [f for f in ends if f is not None and f.verdict is Verdict.PASS][:1]


def _outer(items: Sequence[Figure]) -> list[Figure]:
    """Without those that the item before them already sums up: forms without numbers do not tell parts from their like."""
    outer: list[Figure] = []
    position = 0
    while position < len(items):
        whole = items[position]
        outer.append(whole)
        position += 1
        if not whole.value:
            continue
        added = Decimal(0)
        for end in range(position, len(items)):
            added += items[end].value or Decimal(0)
            if added == whole.value:
                position = end + 1
                break
    return outer


def _total(case: Case, total: Figure, items: Sequence[Figure], after_subtotal: bool) -> Finding | None:
    """Behind the subtotal some forms list the money carried over once more by fund: either reading may hold."""
    found = compare(case, total, items)
    if found is None or found.verdict is Verdict.PASS:
        return found
    outer = _outer(items)
    flat = compare(case, total, outer) if len(outer) < len(items) else None
    if flat is not None and flat.verdict is Verdict.PASS:
        return flat
    if not after_subtotal:
        return found
    funds = {"一般公共预算", "政府性基金", "国有资本经营"}
    rest = [f for f in items if not any(label_key(f.label).startswith(fund) for fund in funds)]
    other = compare(case, total, rest) if len(rest) < len(items) else None
    return other if other is not None and other.verdict is Verdict.PASS else found
