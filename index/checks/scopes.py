"""A department against its units: the part can have no more than the whole that includes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from index.checks.case import amount, tolerance, worth
from index.checks.data import data
from index.checks.disclosures import Comparison, Disclosure
from index.figures.compare import same_fact
from index.model import Figure, Finding, Measure, Verdict


def check_scopes(department: Disclosure, unit: Disclosure) -> tuple[Comparison, ...]:
    """Every amount of the standard tables of a 单位 against the same cell of the 部门 that includes it."""
    if (department.scope, unit.scope) != ("部门", "单位") or department.year != unit.year:
        return ()
    return tuple(_within(department, unit))


def _within(department: Disclosure, unit: Disclosure) -> Iterator[Comparison]:
    wholes: dict[tuple[str | None, str | None, str], list[Figure]] = {}
    for figure in _cells(department):
        wholes.setdefault(_key(figure), []).append(figure)
    for part in _cells(unit):
        # The unit may be a body of its own; what is compared is what it counts.
        asked = replace(part, org=department.org)
        near = [f for f in wholes.get(_key(part), ()) if same_fact(replace(f, org=department.org), asked)]
        if not near:
            message = f"{_named(part)}：单位{amount(part)}，部门文件没有列出"
            yield _finding(Verdict.NOT_ENOUGH, message, department, None, part)
            continue
        within = next((f for f in near if worth(part) - worth(f) <= tolerance([f, part])), None)
        whole = within or near[0]
        message = f"{_named(part)}：部门{amount(whole)}，单位{amount(part)}，"
        if within is not None:
            yield _finding(Verdict.PASS, message + "单位不超过部门", department, whole, part)
        elif len({worth(f) for f in near}) == 1:
            yield _finding(Verdict.FAIL, message + "单位大于部门", department, whole, part)


def check_units(department: Disclosure, units: Sequence[Disclosure]) -> tuple[Comparison, ...]:
    """What a 部门 has of money that none passes on to another, against what all its 单位 have together."""
    wholes = _totals(department)
    parts = [_totals(unit) for unit in units]
    return tuple(
        _together(department, whole, [found[key] for found in parts])
        for key, whole in wholes.items()
        if all(key in found for found in parts)
    )


def _together(department: Disclosure, whole: Figure, parts: Sequence[Figure]) -> Comparison:
    added = sum(map(worth, parts), start=Decimal(0))
    near = tolerance([whole, *parts])
    terms = " + ".join(f"{part.org}{amount(part)}" for part in parts)
    message = f"{_named(whole)}：部门{amount(whole)}，各单位之和（{terms}）"
    if abs(added - worth(whole)) <= near:
        return _finding(Verdict.PASS, f"{message}与部门相符", department, whole, parts[0], parts[1:])
    if added > worth(whole):
        return _finding(Verdict.FAIL, f"{message}大于部门", department, whole, parts[0], parts[1:])
    # A list of units may leave one out.
    return _finding(
        Verdict.NOT_ENOUGH, f"{message}小于部门，可能还有未列出的单位", department, whole, parts[0], parts[1:]
    )


def _totals(side: Disclosure) -> dict[tuple[str | None, str | None, str], Figure]:
    """What is told of the whole body and can be added up, each printed once."""
    found: dict[tuple[str | None, str | None, str], list[Figure]] = {}
    for f in _cells(side):
        if not f.aspect and f.item in data()["scopes"]["added"]:
            found.setdefault(_key(f), []).append(f)
    return {key: figures[0] for key, figures in found.items() if len({worth(f) for f in figures}) == 1}


def _cells(side: Disclosure) -> Sequence[Figure]:
    """Amounts of money of this very year in the standard tables; what is negative takes away from the whole."""
    return [
        f
        for f in side.figures
        if f.table_kind in data()["scopes"]["tables"]
        and f.measure is Measure.AMOUNT
        and f.yuan is not None
        and f.yuan >= 0
        and f.year == side.year
        and (f.item is not None or f.code is not None)
    ]


def _key(figure: Figure) -> tuple[str | None, str | None, str]:
    return figure.table_kind, figure.item or figure.code, "/".join(figure.parents)


def _named(figure: Figure) -> str:
    words = f"{figure.label}（{figure.aspect}）" if figure.aspect else figure.label
    return f"《{figure.table_kind}》{words}"


def _finding(
    verdict: Verdict,
    message: str,
    department: Disclosure,
    whole: Figure | None,
    part: Figure,
    more: Sequence[Figure] = (),
) -> Comparison:
    return Comparison(
        finding=Finding(
            check="部门与单位",
            verdict=verdict,
            document=whole.document if whole else department.documents[0],
            message=message,
            sources=(whole.source,) if whole else (),
            figures=tuple(f.id for f in (whole, part, *more) if f is not None),
        ),
        other=part.document,
        others=(part.source,),
    )
