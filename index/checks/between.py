"""A disclosure against last year's (or a final account against its budget): what it repeats, and what its changes imply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.checks.case import amount
from index.checks.disclosures import Comparison, Disclosure
from index.checks.follows import followed, named, surely
from index.figures.compare import agree, same_fact
from index.model import Figure, Finding, Measure, Verdict

_FAMILY = {"年初预算": "预算"}
_REPEATED, _CHANGED = "上年数一致", "增减与上年"


def check_years(this: Disclosure, last: Disclosure) -> tuple[Comparison, ...]:
    """Every amount of the other disclosure that this one repeats, and every change that it tells against it."""
    if (this.year, this.stage) == (last.year, last.stage):
        return ()
    then = [f for f in last.figures if f.year == last.year and f.value is not None and f.measure is Measure.AMOUNT]
    then = [f for f in then if _FAMILY.get(f.stage or "", f.stage) == last.stage]
    found = list(_repeated(this, last, then))
    if this.year == last.year + 1 and this.stage == last.stage:
        found += _changes(this, last, then)
    return tuple(found)


def _repeated(this: Disclosure, last: Disclosure, then: Sequence[Figure]) -> Iterator[Comparison]:
    for figure in this.figures:
        if figure.year != last.year or figure.value is None or figure.measure is not Measure.AMOUNT:
            continue
        if _FAMILY.get(figure.stage or "", figure.stage) != last.stage or figure.approximate:
            continue
        same = [f for f in then if same_fact(figure, f) and (f.yuan is None) == (figure.yuan is None)]
        message = f"{named(figure)}：本年文件中的{last.year}年{figure.stage}{amount(figure)}"
        if this.year == last.year:
            message = f"{named(figure)}：决算文件中的{figure.stage}{amount(figure)}"
        if not same:
            words = f"{message}，{last.year}年文件没有列出"
            yield _finding(_REPEATED, Verdict.NOT_ENOUGH, words, (figure,), last)
            continue
        told = f"{message}，{last.year}年{last.stage}文件为"
        agreeing = next((f for f in same if agree(figure, f)), None)
        if agreeing is not None:
            yield _finding(_REPEATED, Verdict.PASS, f"{told}{amount(agreeing)}，一致", (figure,), agreeing)
        elif (other := surely(figure, same, {figure.fund})) is not None and _sure_stage(figure, this, last):
            yield _finding(_REPEATED, Verdict.FAIL, f"{told}{amount(other)}，不一致", (figure,), other)
        else:
            yield _finding(_REPEATED, Verdict.NOT_ENOUGH, f"{told}{amount(same[0])}，口径可能不同", (figure,), same[0])


def _sure_stage(figure: Figure, this: Disclosure, last: Disclosure) -> bool:
    """预算数 in a final account may be the budget as adjusted in the year; only 年初预算 is surely the published one."""
    return this.stage == last.stage or figure.stage == "年初预算"


def _changes(this: Disclosure, last: Disclosure, then: Sequence[Figure]) -> Iterator[Comparison]:
    """V, 比上年增加 C, 增长 P%: the amount of the year before follows, and last year's document prints it."""
    for each in followed(this.figures, this.year, last.stage, then):
        ours = (each.change, each.now)
        if each.before is None:
            words = f"{each.words}，{last.year}年文件没有可以对照的金额"
            yield _finding(_CHANGED, Verdict.NOT_ENOUGH, words, ours, last)
        elif each.holds:
            words = f"{each.words}，与{last.year}年文件的{amount(each.before)}相符"
            yield _finding(_CHANGED, Verdict.PASS, words, ours, each.before)
        else:
            words = f"{each.words}，而{last.year}年文件为{amount(each.before)}，不符"
            yield _finding(_CHANGED, Verdict.FAIL, words, ours, each.before)


def _finding(
    check: str, verdict: Verdict, message: str, ours: Sequence[Figure], other: Figure | Disclosure
) -> Comparison:
    """``other`` is the amount compared with, or the disclosure that has none."""
    theirs = (other,) if isinstance(other, Figure) else ()
    return Comparison(
        finding=Finding(
            check=check,
            verdict=verdict,
            document=ours[0].document,
            message=message,
            sources=tuple(f.source for f in ours),
            figures=tuple(f.id for f in (*ours, *theirs)),
        ),
        other=other.document if isinstance(other, Figure) else other.documents[0],
        others=tuple(f.source for f in theirs),
    )
