"""What a change told in running text implies of the year before, and the amount that is printed of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from index.checks.case import amount, worth
from index.checks.near import allows, amount_of, base_stage, from_amounts
from index.figures.compare import agree, same_fact, step
from index.language.fold import label_key
from index.model import Figure, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A change with the amount that it is told of; ``before`` is the amount of the year before that it was held against,
    None where nothing is printed that surely is the same. ``words`` are how it is told."""

    change: Figure
    now: Figure
    before: Figure | None
    holds: bool
    words: str


def followed(figures: Sequence[Figure], year: int, stage: str | None, then: Sequence[Figure]) -> Iterator[Followed]:
    """Every change of running text against ``then``, the amounts printed of the year before ``year`` in ``stage``."""
    prose = [f for f in figures if f.source.table is None and f.source.span is not None and f.value is not None]
    money = [f for f in then if f.yuan is not None]
    wrong: set[tuple[str, str]] = set()
    for change in prose:
        if change.measure not in (Measure.CHANGE, Measure.RATE) or change.direction is None or change.approximate:
            continue
        base = base_stage(change)
        now = amount_of(change, prose) or _printed(change, figures)
        if now is None or base not in ("", stage) or change.year != year:
            continue
        if change.measure is Measure.RATE and change.unit != "%":
            continue
        then_now = replace(now, year=year - 1, stage=stage)
        same = [f for f in money if same_fact(then_now, f) and (f.value or change.measure is Measure.CHANGE)]
        words = f"{named(change)}{amount(now)}，{_said(change)}"
        agreeing = next((f for f in same if _follows(now, change, f)), None)
        before = agreeing or surely(then_now, same, _funds(now, figures))
        if before is not None and agreeing is None:
            # The percentage of an increase that is wrong is wrong with it.
            if (now.id, before.id) in wrong:
                continue
            wrong.add((now.id, before.id))
        yield Followed(change=change, now=now, before=before, holds=agreeing is not None, words=words)


def surely(figure: Figure, same: Sequence[Figure], funds: Collection[str | None]) -> Figure | None:
    """The one amount that must be meant: same money, same place in the classification, no second reading."""
    strict = [f for f in same if f.fund in funds and _same_place(figure, f)]
    return strict[0] if strict and len({worth(f) for f in strict}) == 1 else None


def _printed(change: Figure, figures: Sequence[Figure]) -> Figure | None:
    """The amount that a change is told of where only tables print it, and all of them the same."""
    asked = replace(change, measure=Measure.AMOUNT, base=None)
    found = [f for f in figures if f.source.table is not None and f.yuan is not None and same_fact(asked, f)]
    return found[0] if found and len({worth(f) for f in found}) == 1 else None


def _funds(figure: Figure, figures: Sequence[Figure]) -> frozenset[str | None]:
    """The money that an amount of running text is of: its own word for it, and that of the tables that print it too."""
    printed = (f for f in figures if f.source.table is not None and same_fact(figure, f) and agree(figure, f))
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


def named(figure: Figure) -> str:
    return f"{figure.label}（{figure.aspect}）" if figure.aspect else figure.label
