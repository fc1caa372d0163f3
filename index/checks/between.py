"""A disclosure against last year's (or a final account against its budget): what it repeats, and what its changes imply."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from index.checks.case import amount, worth
from index.checks.disclosures import Comparison, Disclosure
from index.checks.near import allows, amount_of, base_stage, from_amounts
from index.figures.compare import agree, same_fact, step
from index.language.fold import label_key
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
        message = f"{_named(figure)}：本年文件中的{last.year}年{figure.stage}{amount(figure)}"
        if this.year == last.year:
            message = f"{_named(figure)}：决算文件中的{figure.stage}{amount(figure)}"
        if not same:
            words = f"{message}，{last.year}年文件没有列出"
            yield _finding(_REPEATED, Verdict.NOT_ENOUGH, words, (figure,), last)
            continue
        told = f"{message}，{last.year}年{last.stage}文件为"
        agreeing = next((f for f in same if agree(figure, f)), None)
        if agreeing is not None:
            yield _finding(_REPEATED, Verdict.PASS, f"{told}{amount(agreeing)}，一致", (figure,), agreeing)
        elif (other := _surely(figure, same, {figure.fund})) is not None and _sure_stage(figure, this, last):
            yield _finding(_REPEATED, Verdict.FAIL, f"{told}{amount(other)}，不一致", (figure,), other)
        else:
            yield _finding(_REPEATED, Verdict.NOT_ENOUGH, f"{told}{amount(same[0])}，口径可能不同", (figure,), same[0])


def _sure_stage(figure: Figure, this: Disclosure, last: Disclosure) -> bool:
    """预算数 in a final account may be the budget as adjusted in the year; only 年初预算 is surely the published one."""
    return this.stage == last.stage or figure.stage == "年初预算"


def _surely(figure: Figure, same: Sequence[Figure], funds: Collection[str | None]) -> Figure | None:
    """The one amount that must be meant: same money, same place in the classification, no second reading."""
    strict = [f for f in same if f.fund in funds and _same_place(figure, f)]
    return strict[0] if strict and len({worth(f) for f in strict}) == 1 else None


def _funds(figure: Figure, this: Disclosure) -> frozenset[str | None]:
    """The money that an amount of running text is of: its own word for it, and that of the tables that print it too."""
    printed = (f for f in this.figures if f.source.table is not None and same_fact(figure, f) and agree(figure, f))
    return frozenset({figure.fund, *(f.fund for f in printed)})


def _same_place(a: Figure, b: Figure) -> bool:
    """Many classes have an item of the same name (行政运行): then codes or what they stand under must agree."""
    if a.code is not None and b.code is not None:
        return True
    if not a.parents or not b.parents:
        return True
    return label_key(a.parents[-1]) == label_key(b.parents[-1]) or not _function(a)


def _function(figure: Figure) -> bool:
    return len(figure.parents) > 1 and figure.flow == "支出"


def _changes(this: Disclosure, last: Disclosure, then: Sequence[Figure]) -> Iterator[Comparison]:
    """V, 比上年增加 C, 增长 P%: the amount of the year before follows, and last year's document prints it."""
    prose = [f for f in this.figures if f.source.table is None and f.source.span is not None and f.value is not None]
    money = [f for f in then if f.yuan is not None]
    for change in prose:
        if change.measure not in (Measure.CHANGE, Measure.RATE) or change.direction is None or change.approximate:
            continue
        stage, now = base_stage(change), amount_of(change, prose)
        if now is None or stage not in ("", last.stage) or change.year != this.year:
            continue
        if change.measure is Measure.RATE and change.unit != "%":
            continue
        then_now = replace(now, year=last.year)
        same = [f for f in money if same_fact(then_now, f) and (f.value or change.measure is Measure.CHANGE)]
        told = f"{_named(change)}{amount(now)}，{_said(change)}"
        agreeing = next((f for f in same if _follows(now, change, f)), None)
        if agreeing is not None:
            words = f"{told}，与{last.year}年文件的{amount(agreeing)}相符"
            yield _finding(_CHANGED, Verdict.PASS, words, (change, now), agreeing)
        elif (other := _surely(then_now, same, _funds(now, this))) is not None:
            words = f"{told}，而{last.year}年文件为{amount(other)}，不符"
            yield _finding(_CHANGED, Verdict.FAIL, words, (change, now), other)
        else:
            words = f"{told}，{last.year}年文件没有可以对照的金额"
            yield _finding(_CHANGED, Verdict.NOT_ENOUGH, words, (change, now), last)


def _follows(now: Figure, change: Figure, before: Figure) -> bool:
    """Whether both amounts make the change, to the digits printed, whether the last was rounded or cut off."""
    assert change.direction is not None
    if change.measure is Measure.RATE:
        low, high = from_amounts(now, before)
        if change.direction == 0 or not change.value:
            return allows(change, min(abs(low), abs(high)), max(abs(low), abs(high)))
        low, high = sorted((change.direction * low, change.direction * high))
        return allows(change, low, high)
    implied = worth(now) - change.direction * abs(worth(change))
    # 0 and 持平 are exact however they are printed; the rest may be rounded each, or the coarsest cut off.
    fine = [step(now), step(before), *([step(change)] if change.value else [])]
    return abs(implied - worth(before)) <= max(max(fine), sum(fine) / 2)


def _said(change: Figure) -> str:
    words = {1: "增加", 0: "持平", -1: "减少"}[change.direction or 0]
    if change.measure is Measure.RATE:
        words = {1: "增长", 0: "增减", -1: "下降"}[change.direction or 0]
    base = change.base or "上年"
    return f"比{base}{words}" + ("" if words == "持平" else amount(change))


def _named(figure: Figure) -> str:
    return f"{figure.label}（{figure.aspect}）" if figure.aspect else figure.label


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
