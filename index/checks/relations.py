"""Notions against notions: text against tables, income against expenditure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.checks.case import Case, amount, tolerance, worth
from index.checks.data import data
from index.figures.compare import step
from index.model import Figure, Finding, Measure, Verdict

_WHOLE_TABLES = ("支出表", "一般公共预算支出表", "财政拨款支出表")
_ALL_FUNDS = ("收支总表", "支出表", "收入表")
_LOWEST = 7
_YEARS = 3  # columns of one total in one table: this year, last year, their stages


def equal(case: Case) -> Iterator[Finding]:
    """收入总计 = 支出总计 in one table, wherever it prints them."""
    for rule in data()["equal"]:
        for index, table in enumerate(case.document.tables):
            sides = [_wholes(case, index, rule[side], rule["tables"]) for side in ("left", "right")]
            if not any(sides):
                continue
            printed = [[f for f in side if f.value is not None] for side in sides]
            if not all(printed):
                yield _unproved(case, index, rule, bool(table.note) or not any(printed))
                continue
            if min(map(len, printed)) > _YEARS:
                continue  # a row for each unit: what comes in need not be what goes out
            for right in printed[1]:
                beside = [f for f in printed[0] if f.source.row_index == right.source.row_index]
                left = beside[0] if beside and len(printed[0]) > 1 else printed[0][0]
                if left.unit == right.unit and (left.stage, left.year) == (right.stage, right.year):
                    yield _balance(case, index, left, right)


def _balance(case: Case, index: int, left: Figure, right: Figure) -> Finding:
    holds = abs(worth(left) - worth(right)) <= tolerance([left, right])
    message = f"《{case.title(index)}》{left.label}（收入）{amount(left)}，{right.label}（支出）{amount(right)}"
    verdict = Verdict.PASS if holds else Verdict.FAIL
    return case.finding("收支平衡", verdict, message + ("相等" if holds else "不等"), (left, right))


def _unproved(case: Case, index: int, rule: Mapping[str, Any], empty: bool) -> Finding:
    title, words = case.title(index), f"{rule['left']}和{rule['right']}"
    if empty:
        return case.finding("收支平衡", Verdict.NOT_APPLICABLE, f"《{title}》没有数据，不核对{words}")
    return case.finding("收支平衡", Verdict.NOT_ENOUGH, f"《{title}》没有列全{words}")


def _wholes(case: Case, index: int, item: str, tables: Sequence[str]) -> list[Figure]:
    """The notion's figures in one table. Panels side by side may each have their own; years and stages are columns."""
    found = [f for f in case.figures if f.source.table == index and f.item == item and not f.aspect]
    found = [f for f in found if f.table_kind in tables and f.measure is Measure.AMOUNT]
    return [f for f in found if f.year == case.document.identity.year] or found


def text_against_tables(case: Case) -> Iterator[Finding]:
    """An amount of the text that a table prints too: one agreeing cell is enough, none at all is a contradiction."""
    rules = {rule["item"]: rule for rule in data()["prose"]}
    year = case.document.identity.year
    seen: set[tuple[str | None, str, str | None, str | None]] = set()
    for figure in case.prose:
        key = (figure.item, figure.amount, figure.unit, figure.stage)
        if figure.item is None or figure.year != year or key in seen or not _plain(figure):
            continue
        rule = rules.get(figure.item) or _function(case, figure)
        if rule is None:
            continue
        seen.add(key)
        found = _one(case, figure, rule["meant"], rule["tables"])
        if found is not None:
            yield found


def _one(case: Case, figure: Figure, meant: Sequence[str], tables: Sequence[str]) -> Finding | None:
    cells = [
        f
        for f in case.figures
        if f.source.table is not None
        and f.item in meant
        and f.table_kind in tables
        and not f.aspect
        and f.measure is Measure.AMOUNT
        and f.year == figure.year
        and (figure.fund is None or f.fund is not None or f.table_kind not in _ALL_FUNDS)
    ]
    if cells and figure.value and all(_emptied(case, f.source.table) for f in cells):
        title = case.title(cells[0].source.table or 0)
        message = f"正文写{figure.label}{amount(figure)}，《{title}》中却是空白"
        return case.finding("表内空白", Verdict.FAIL, message, (figure, cells[0]))
    printed = [f for f in (_of_money(case, figure, cells) or cells) if f.yuan is not None]
    printed = [f for f in printed if _stages(f) & _stages(figure)]
    if not printed:
        return _nothing_printed(case, figure, cells, tables)
    agreeing = [f for f in printed if _near(figure, f)]
    other = (agreeing or printed)[0]
    title = case.title(other.source.table or 0)
    message = f"正文写{figure.label}{amount(figure)}，《{title}》为{amount(other)}"
    verdict = Verdict.PASS if agreeing else Verdict.FAIL
    # Where none agrees, each of them is in doubt.
    meant_cells = (other,) if agreeing else tuple(printed)
    return case.finding("文表一致", verdict, message + ("，一致" if agreeing else "，不一致"), (figure, *meant_cells))


def _of_money(case: Case, figure: Figure, cells: Sequence[Figure]) -> list[Figure]:
    """The rows of the same tables that tell the kind of money of which the sentence speaks, under the same column."""
    if figure.fund is None:
        return []
    columns = {(f.source.table, f.source.column_index) for f in cells}
    own = {f.id for f in cells}
    return [
        f
        for f in case.figures
        if f.id not in own
        and (f.source.table, f.source.column_index) in columns
        and f.measure is Measure.AMOUNT
        and case.vocabulary.fund_of(f.label) == figure.fund
    ]


def _nothing_printed(case: Case, figure: Figure, cells: Sequence[Figure], tables: Sequence[str]) -> Finding | None:
    """The table that should print the amount is there and does not; None where there is no such table."""
    index = next((f.source.table for f in case.figures if f.table_kind in tables and f.source.table is not None), None)
    if index is None:
        return None
    blank = "为空白" if cells else "没有列出"
    message = f"正文写{figure.label}{amount(figure)}，《{case.title(index)}》{blank}"
    return case.finding("文表一致", Verdict.NOT_ENOUGH, message, (figure, *cells[:1]))


def _near(a: Figure, b: Figure) -> bool:
    """The same to the digits printed, whether the last was rounded or cut off."""
    return abs(worth(a) - worth(b)) < max(step(a), step(b)) or worth(a) == worth(b)


def _plain(figure: Figure) -> bool:
    """An amount of the whole, said without 约 and with its unit."""
    return (
        figure.measure is Measure.AMOUNT
        and figure.yuan is not None
        and not figure.aspect
        and not figure.approximate
        and figure.stage != "执行"
    )


def _stages(figure: Figure) -> set[str | None]:
    return {"预算", "年初预算"} if figure.stage in ("预算", "年初预算") else {figure.stage}


def _function(case: Case, figure: Figure) -> dict[str, tuple[str, ...]] | None:
    """The lowest functions are the whole in every table by function; higher ones may be told of one fund only."""
    concept = case.vocabulary.concepts.get(figure.item or "")
    if concept is None or concept.kind != "function" or figure.flow == "收入":
        return None
    codes = {f.code for f in case.figures if f.item == figure.item and f.source.table is not None and f.code}
    if not codes or any(len(code) != _LOWEST for code in codes):
        return None
    return {"meant": (concept.key,), "tables": _WHOLE_TABLES}


def _emptied(case: Case, index: int | None) -> bool:
    """Whether the table has no amount at all."""
    return index is not None and not any(f.source.table == index and f.value is not None for f in case.figures)
