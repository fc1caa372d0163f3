"""Notions against notions of one table: income against expenditure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.checks.case import Case, amount, tolerance, worth
from index.checks.data import data
from index.model import Figure, Finding, Measure, Verdict

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
