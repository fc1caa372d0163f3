"""Down: totals against the rows that they sum up, by codes, by numbering, by the classes of purchases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.checks.case import Case, amount, difference, tolerance, worth
from index.checks.shapes import Shape, shapes
from index.figures.columns import View
from index.figures.rows import Named
from index.language.fold import label_key
from index.model import Figure, Finding, Verdict

_LENGTHS = (3, 5, 7)
_CLASS = -1


def down(case: Case) -> Iterator[Finding]:
    """Every table whose rows add up, column by column."""
    groups: dict[tuple[int, tuple[str, ...], object], list[tuple[Shape, View]]] = {}
    for shape in shapes(case):
        for view in shape.values:
            groups.setdefault((shape.index, view.words, (view.stage, view.year, view.shift)), []).append((shape, view))
    for parts in groups.values():
        coded = [(s, v) for s, v in parts if any(r.code and len(r.code) in _LENGTHS for r in s.rows)]
        if coded:
            yield from _settled(list(_by_code(case, coded)))
        for shape, view in parts:
            if shape.kind is not None and shape.kind.layout == "records":
                if shape.kind.name == "政府采购表" and not view.words:
                    yield from _settled(list(_purchases(case, shape, view)))
            elif (shape, view) not in coded:
                yield from _settled(list(_by_number(case, shape, view)))


def _settled(findings: list[Finding]) -> Iterator[Finding]:
    """Where most of a column's sums do not hold, the rows were not understood: nothing is said."""
    failed = sum(f.verdict is Verdict.FAIL for f in findings)
    if failed > 1 and failed > len(findings) - failed:
        return
    yield from findings


def _compare(case: Case, whole: Figure, parts: Sequence[Figure], *, sure: bool = True) -> Finding | None:
    """The whole against its parts; blank parts count as nothing, a blank whole says nothing."""
    printed = [p for p in parts if p.value is not None]
    if whole.value is None or not printed or len({f.unit for f in (whole, *printed)}) > 1:
        return None
    added = sum(map(worth, printed), start=Decimal(0))
    holds = abs(worth(whole) - added) <= tolerance([whole, *printed])
    if not holds and not sure:
        return None
    assert whole.source.table is not None
    names = "、".join(f"{p.label}{amount(p)}" for p in printed[:8]) + ("……" if len(printed) > 8 else "")
    column = (whole.source.column or "").rpartition("/")[2]
    message = (
        f"《{case.title(whole.source.table)}》{column}：“{whole.source.row}”{amount(whole)}，所属各行（{names}）之和"
    )
    return case.finding(
        "列内合计",
        Verdict.PASS if holds else Verdict.FAIL,
        message + ("相符" if holds else f"为{_plain(added, whole)}，不符"),
        (whole, *printed),
        difference="" if holds else difference(whole, added),
    )


def _plain(added: Decimal, like: Figure) -> str:
    if like.yuan is not None and like.value:
        added = added * like.value / like.yuan
    return f"{added.normalize():f}{like.unit or ''}"


def _by_code(case: Case, parts: Sequence[tuple[Shape, View]]) -> Iterator[Finding]:
    rows: list[tuple[Named, Figure]] = []
    for shape, view in parts:
        for row in shape.rows:
            figure = case.cells.get((shape.index, row.index, view.index))
            if figure is not None:
                rows.append((row, figure))
    codes = [row.code for row, _ in rows if row.code and len(row.code) in _LENGTHS]
    known = set(codes)
    orphans = [c for c in codes if len(c) > 3 and c[:-2] not in known]
    odd = [row.code for row, _ in rows if row.code and len(row.code) not in _LENGTHS]
    if len(known) < len(codes):
        return
    sure = not orphans and not odd
    by_code = {row.code: figure for row, figure in rows if row.code in known}
    for code, whole in by_code.items():
        children = [f for c, f in by_code.items() if c and code and len(c) == len(code) + 2 and c.startswith(code)]
        if len(children) > 0 and (found := _compare(case, whole, children, sure=sure)):
            yield found
    tops = [f for c, f in by_code.items() if c and len(c) == 3]
    for row, figure in rows:
        if not row.code and row.labels and case.vocabulary.is_label("total", row.labels[-1][1].text) and len(tops) > 0:
            found = _compare(case, figure, tops, sure=sure)
            if found:
                yield found


def _by_number(case: Case, shape: Shape, view: View) -> Iterator[Finding]:
    """Items in order, then a subtotal of the year, then the carried-over money, then the total."""
    vocabulary = case.vocabulary
    items: list[Figure] = []
    after_subtotal = False
    children: dict[int, list[Figure]] = {}
    heads: list[tuple[tuple[str, ...], Figure]] = []
    for row in shape.rows:
        figure = case.cells.get((shape.index, row.index, view.index))
        label = row.labels[-1][1] if row.labels else None
        if figure is None or label is None:
            continue
        total = vocabulary.is_label("total", label.text) or (shape.total is not None and figure.item == shape.total)
        subtotal = vocabulary.is_label("subtotal", label.text)
        if (total or subtotal) and not row.nested:
            if items and (found := _total(case, figure, items, after_subtotal)):
                yield found
            if figure.value is None and subtotal:
                continue
            items, after_subtotal = [figure], subtotal
            if total:
                return
            continue
        if not row.nested:
            items.append(figure)
        if row.nested and not label.among:
            for position, (path, _) in enumerate(heads):
                if path == row.nested:
                    children.setdefault(position, []).append(figure)
        heads.append(((*row.nested, label.text), figure))
    for position, parts in children.items():
        if len(parts) > 1 and (found := _compare(case, heads[position][1], parts)):
            yield found


def _total(case: Case, total: Figure, items: Sequence[Figure], after_subtotal: bool) -> Finding | None:
    """Behind the subtotal some forms list the money carried over once more by fund: either reading may hold."""
    found = _compare(case, total, items)
    if found is None or found.verdict is Verdict.PASS or not after_subtotal:
        return found
    funds = {"一般公共预算", "政府性基金", "国有资本经营"}
    rest = [f for f in items if not any(label_key(f.label).startswith(fund) for fund in funds)]
    other = _compare(case, total, rest) if len(rest) < len(items) else None
    return other if other is not None and other.verdict is Verdict.PASS else found


def _purchases(case: Case, shape: Shape, view: View) -> Iterator[Finding]:
    """合计 = 货物 + 工程 + 服务; a class = its projects; a project = its purchases."""
    leveled: list[tuple[int, bool, Figure]] = []
    whole = case.vocabulary.concepts.get(shape.total or "")
    classes = whole.parts if whole else ()
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
        if parts and (found := _compare(case, figure, parts)):
            yield found
