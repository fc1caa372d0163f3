"""Table against table: what two standard tables print of one fact, and what one can have no more of than another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from index.checks.case import Case, amount, tolerance, worth
from index.checks.data import data
from index.language.fold import label_key
from index.model import Figure, Finding, Measure, Verdict

_CHECK = "表间一致"


def between_tables(case: Case) -> Iterator[Finding]:
    """支出总计 of the table of expenditure = 支出总计 or 本年支出合计 of the summary, and the like."""
    for rule in data()["between"]:
        ours = {t: fs for t, fs in _by_table(case, rule["tables"], [rule["item"]]).items() if len(_worths(fs)) == 1}
        theirs = _by_table(case, rule["other"], rule.get("meant", [rule["item"]]))
        for index, found in ours.items():
            others = [f for t, fs in theirs.items() if t != index for f in fs if _alike(f, found[0])]
            if others:
                yield _same(case, found[0], others)
            elif any(f.table_kind in rule["other"] and f.source.table != index for f in case.figures):
                names = "或".join(rule["other"])
                yield case.finding(_CHECK, Verdict.NOT_ENOUGH, f"{_told(case, found[0])}，{names}没有列出", found[:1])


def _same(case: Case, figure: Figure, others: Sequence[Figure]) -> Finding:
    near = next((f for f in others if abs(worth(f) - worth(figure)) <= tolerance([f, figure])), None)
    other = near or others[0]
    message = f"{_told(case, figure)}，{_told(case, other)}"
    if near is not None:
        return case.finding(_CHECK, Verdict.PASS, f"{message}，一致", (figure, other))
    return case.finding(_CHECK, Verdict.FAIL, f"{message}，不一致", (figure, other))


def shared_out(case: Case) -> Iterator[Finding]:
    """人员经费 and 公用经费 that come to the same in two tables of one money: then each is the same in both."""
    for rule in data()["shared"]:
        tables: dict[int, list[Figure]] = {}
        for item in rule["parts"]:
            for index, found in _by_table(case, rule["tables"], [item]).items():
                if len(_worths(found)) == 1:
                    tables.setdefault(index, []).append(found[0])
        whole = [parts for parts in tables.values() if len(parts) == len(rule["parts"])]
        for ours, theirs in combinations(whole, 2):
            near = tolerance([*ours, *theirs])
            if not _alike(ours[0], theirs[0]) or abs(_added(ours) - _added(theirs)) > near:
                continue
            holds = all(abs(worth(a) - worth(b)) <= near for a, b in zip(ours, theirs, strict=True))
            told = "，".join(
                f"《{case.title(parts[0].source.table or 0)}》{'、'.join(f.label + amount(f) for f in parts)}"
                for parts in (ours, theirs)
            )
            verdict = Verdict.PASS if holds else Verdict.FAIL
            yield case.finding(
                _CHECK, verdict, told + ("，一致" if holds else "：合计相同而分项不同"), (*ours, *theirs)
            )


def covered(case: Case) -> Iterator[Finding]:
    """财政拨款 is part of all money, 一般公共预算 of 财政拨款: a row of the one is no more than that of the other."""
    for rule in data()["cover"]:
        wholes: dict[tuple[object, ...], list[Figure]] = {}
        for f in _cells(case, rule["wholes"]):
            wholes.setdefault(_fact(case, f), []).append(f)
        for part in _cells(case, rule["parts"]):
            # What stands under one kind of money is the whole of that kind alone.
            found = [f for f in wholes.get(_fact(case, part), []) if case.money(f) in _wider(case.money(part))]
            if not found or part.item in rule.get("not", ()):
                continue
            whole = next((f for f in found if worth(part) - worth(f) <= tolerance([f, part])), None)
            message = f"{_told(case, part)}，{_told(case, whole or found[0])}"
            if whole is not None:
                yield case.finding("部分与全部", Verdict.PASS, f"{message}，部分不超过全部", (part, whole))
            elif len(_worths(found)) == 1:
                yield case.finding("部分与全部", Verdict.FAIL, f"{message}，部分大于全部", (part, found[0]))


def _cells(case: Case, tables: Sequence[str]) -> Iterator[Figure]:
    for f in case.figures:
        plain = f.source.table is not None and f.measure is Measure.AMOUNT and f.yuan is not None and f.yuan >= 0
        if plain and f.table_kind in tables and f.item is not None and f.flow != "收入":
            yield f


def _fact(case: Case, figure: Figure) -> tuple[object, ...]:
    """What is counted. Many functions have the same name: without a code, what one stands under tells which it is."""
    concept = case.vocabulary.concepts.get(figure.item or "")
    named = concept is not None and concept.kind != "function" and figure.code is None
    under = "" if named else figure.code or "/".join(map(label_key, figure.parents))
    return figure.item, under, figure.aspect_item or label_key(figure.aspect), figure.year, figure.stage


def _by_table(case: Case, tables: Sequence[str], items: Sequence[str]) -> Mapping[int, list[Figure]]:
    found: dict[int, list[Figure]] = {}
    for f in case.figures:
        index = f.source.table
        named = index is not None and f.table_kind in tables and f.item in items
        if index is None or not named or f.aspect or f.yuan is None:
            continue
        # 单位资金支出表 is no table of all expenditure, nor is 项目支出 under 财政拨款 all of it.
        if f.table_kind not in data()["money"]["all"] or case.money(f) in (None, case.vocabulary.fund_of(f.item or "")):
            found.setdefault(index, []).append(f)
    return found


def _wider(money: str | None) -> tuple[str | None, ...]:
    """The kinds of money that include one."""
    return None, money, data()["money"]["within"].get(money)


def _added(figures: Sequence[Figure]) -> Decimal:
    return sum(map(worth, figures), start=Decimal(0))


def _alike(a: Figure, b: Figure) -> bool:
    return (a.year, a.stage) == (b.year, b.stage)


def _worths(figures: Sequence[Figure]) -> set[Any]:
    return {worth(f) for f in figures}


def _told(case: Case, figure: Figure) -> str:
    name = f"{figure.label}（{figure.aspect}）" if figure.aspect else figure.label
    return f"《{case.title(figure.source.table or 0)}》{name}{amount(figure)}"
