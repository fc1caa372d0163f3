"""One fact told twice in the running text: increases and percentages of one item, amounts of one function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from index.checks.case import Case, amount, worth
from index.checks.data import squeezed
from index.checks.near import amount_of
from index.figures.compare import same_fact, step
from index.language.fold import label_key
from index.model import Figure, Finding, Measure, Verdict

_WORDS = {
    Measure.CHANGE: {1: "增加", 0: "持平", -1: "减少"},
    Measure.RATE: {1: "增长", 0: "持平", -1: "下降"},
}


def changes_twice(case: Case) -> Iterator[Finding]:
    """比上年增加 C of one and the same amount, item, year and base: C must be the same each time."""
    prose = [f for f in case.prose if f.source.span is not None and f.value is not None and not f.approximate]
    for measure in _WORDS:
        told = [f for f in prose if f.measure is measure and f.direction is not None and f.base]
        for (a, now), (b, then) in combinations([(f, amount_of(f, prose)) for f in told], 2):
            if now is None or not _one(a, b) or not _one_room(case, a, b):
                continue
            if then is None or then.id == now.id:
                # What one section prints twice is one figure: the second place must print the amount again, unless one and
                # the same change goes up here and down there.
                if _opposite(a, b) or _printed_again(case, now, a, b):
                    yield _changed(case, a, b, (now,))
            elif worth(now) == worth(then):
                yield _changed(case, a, b, (now, then))


def _opposite(a: Figure, b: Figure) -> bool:
    return bool(a.direction) and a.direction == -(b.direction or 0) and worth(a) == worth(b) != 0


def _printed_again(case: Case, now: Figure, a: Figure, b: Figure) -> bool:
    first, second = (f.source.span for f in (a, b))
    if first is None or second is None:
        return False
    for paragraph in case.document.paragraphs:
        if paragraph.origin and paragraph.origin[0] <= second.start <= paragraph.origin[-1]:
            before = squeezed(case.document.text[paragraph.origin[0] : second.start])[0].replace(",", "")
            apart = not paragraph.origin[0] <= first.start <= paragraph.origin[-1]
            return apart and re.search(rf"(?<![\d.]){re.escape(now.amount)}(?![\d.])", before) is not None
    return False


def _one_room(case: Case, a: Figure, b: Figure) -> bool:
    """Two kinds of money may come to one amount this year and have grown from different ones: the sections tell."""
    if a.source.section == b.source.section:
        return True
    first, second = (case.vocabulary.fund_of("/".join(f.source.section)) for f in (a, b))
    return bool(a.parents) and first == second


def _changed(case: Case, a: Figure, b: Figure, amounts: Sequence[Figure]) -> Finding:
    holds = abs(_signed(a) - _signed(b)) <= max(step(a), step(b))
    message = f"正文两处写{a.label}{amount(amounts[0])}，比{a.base}{_said(a)}和{_said(b)}"
    verdict = Verdict.PASS if holds else Verdict.FAIL
    return case.finding("前后一致", verdict, message + ("，一致" if holds else "，不一致"), (a, b, *amounts))


def amounts_twice(case: Case) -> Iterator[Finding]:
    """A function's amount at the head of its paragraph and once more in the comparison with last year."""
    bounds = [(p.origin[0], p.origin[-1]) for p in case.document.paragraphs if p.origin]
    told = [f for f in case.prose if f.measure is Measure.AMOUNT and f.yuan is not None and not f.approximate]
    told = [f for f in told if f.source.span is not None and not f.aspect and _function(case, f)]
    for start, end in bounds:
        inside = [f for f in told if f.source.span is not None and start <= f.source.span.start <= end]
        for a, b in combinations(inside, 2):
            if not _one(a, b) or a.source.span == b.source.span:
                continue
            holds = abs(worth(a) - worth(b)) <= max(step(a), step(b))
            message = f"正文同一段写{a.label}{amount(a)}，又写{amount(b)}"
            verdict = Verdict.PASS if holds else Verdict.FAIL
            yield case.finding("前后一致", verdict, message + ("，一致" if holds else "，不一致"), (a, b))


def _function(case: Case, figure: Figure) -> bool:
    """Whether it stands under a function: 住房公积金 is one there and an economic class elsewhere."""
    above = case.vocabulary.concept_of(figure.parents[-1]) if figure.parents else None
    return above is not None and above.kind == "function"


def _one(a: Figure, b: Figure) -> bool:
    same = (a.unit, a.fund, a.parents, label_key(a.label)) == (b.unit, b.fund, b.parents, label_key(b.label))
    return same and same_fact(a, b)


def _signed(change: Figure) -> Decimal:
    return (change.direction or 0) * abs(worth(change))


def _said(change: Figure) -> str:
    words = _WORDS[change.measure][change.direction or 0]
    return words if change.direction == 0 else f"{words}{amount(change)}"
