"""This year's document against last year's: what it calls 上年数 must be what was disclosed then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.checks.case import amount
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
