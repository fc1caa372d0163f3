"""Two documents of one body: this year's 上年数 against last year's disclosure, a 部门 against its 单位."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.checks.case import amount, tolerance, worth
from index.checks.data import data
from index.figures.compare import agree, same_fact
from index.model import Document, Figure, Finding, Measure, Verdict


def check_years(
    this: Document, figures: Sequence[Figure], last: Document, last_figures: Sequence[Figure]
) -> tuple[Finding, ...]:
    """Every amount of last year that this document repeats, against last year's own document."""
    return tuple(_compare(this, figures, last, last_figures))


def _compare(
    this: Document, figures: Sequence[Figure], last: Document, last_figures: Sequence[Figure]
) -> Iterator[Finding]:
    year = last.identity.year
    if year is None or this.identity.year == year:
        return
    then = [f for f in last_figures if f.year == year and f.value is not None and f.measure is Measure.AMOUNT]
    for figure in figures:
        if figure.year != year or figure.value is None or figure.measure is not Measure.AMOUNT:
            continue
        same = [f for f in then if same_fact(figure, f) and (f.yuan is None) == (figure.yuan is None)]
        if not same:
            continue
        found = [f for f in same if agree(figure, f)]
        other = (found or same)[0]
        message = f"{figure.label}：本年文件中的{year}年数{amount(figure)}，{year}年文件为{amount(other)}"
        yield Finding(
            check="上年数一致",
            verdict=Verdict.PASS if found else Verdict.FAIL,
            document=this.id,
            message=message + ("，一致" if found else "，不一致"),
            sources=(figure.source,),
            figures=(figure.id, other.id),
        )


def check_scopes(
    department: Document, figures: Sequence[Figure], unit: Document, unit_figures: Sequence[Figure]
) -> tuple[Finding, ...]:
    """The 单位 alone can have no more than the 部门 that includes it, in the totals of one year and stage."""
    if (department.identity.scope, unit.identity.scope) != ("部门", "单位"):
        return ()
    return tuple(_within(department, figures, unit_figures))


def _within(department: Document, figures: Sequence[Figure], unit_figures: Sequence[Figure]) -> Iterator[Finding]:
    for item in data()["scopes"]["items"]:
        whole, part = (_total(item, found) for found in (figures, unit_figures))
        if whole is None or part is None or (whole.year, whole.stage) != (part.year, part.stage):
            continue
        holds = worth(part) - worth(whole) <= tolerance([whole, part])
        yield Finding(
            check="部门与单位",
            verdict=Verdict.PASS if holds else Verdict.FAIL,
            document=department.id,
            message=f"{whole.label}：部门{amount(whole)}，单位{amount(part)}，"
            + ("单位不超过部门" if holds else "单位大于部门"),
            sources=(whole.source,),
            figures=(whole.id, part.id),
        )


def _total(item: str, figures: Sequence[Figure]) -> Figure | None:
    """The only amount of the notion as a whole in the tables."""
    found = [
        f
        for f in figures
        if f.item == item and not f.aspect and not f.parents and f.source.table is not None and f.yuan is not None
    ]
    return found[0] if found and len({worth(f) for f in found}) == 1 else None
