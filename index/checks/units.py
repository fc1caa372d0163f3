"""Units: one fact printed with the same digits in 元 and in 万元 says that one of the two units slipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from index.checks.case import Case, amount, worth
from index.figures.compare import step
from index.language.fold import label_key
from index.model import Figure, Finding, Measure, Verdict

# How far two units of money may lie apart: 千元 and 元, 万元 and 元, 亿元 and 万元, 亿元 and 元.
_FACTORS = tuple(Decimal(10) ** n for n in (3, 4, 8))
# Round amounts (500) fit any scale by chance.
_DIGITS = 3
_SURE = 4
_Facts = Mapping[tuple[object, ...], Sequence[Figure]]


def units(case: Case) -> Iterator[Finding]:
    """Every two tables, and every table and the running text, of which all facts that both tell are off by a unit."""
    places: dict[int | None, dict[tuple[object, ...], list[Figure]]] = {}
    for figure in case.figures:
        if figure.measure is Measure.AMOUNT and figure.yuan and _digits(figure) >= _DIGITS and not figure.approximate:
            places.setdefault(figure.source.table, {}).setdefault(_fact(figure), []).append(figure)
    for first, second in combinations(places.values(), 2):
        yield from _between(case, first, second)


def _fact(figure: Figure) -> tuple[object, ...]:
    stage = "预算" if figure.stage == "年初预算" else figure.stage
    name = figure.item or figure.code or label_key(figure.label)
    return name, figure.aspect_item or label_key(figure.aspect), figure.year, stage


def _between(case: Case, first: _Facts, second: _Facts) -> Iterator[Finding]:
    slips: list[tuple[Figure, Figure]] = []
    for fact in first.keys() & second.keys():
        for a in first[fact]:
            for b in second[fact]:
                if abs(worth(a) - worth(b)) <= max(step(a), step(b)):
                    return
                if any(_off(a, b, n) or _off(b, a, n) for n in _FACTORS):
                    slips.append((a, b))
    if len(slips) > 1 or any(min(_digits(a), _digits(b)) >= _SURE for a, b in slips):
        a, b = max(slips, key=lambda pair: min(_digits(f) for f in pair))
        words = f"{_where(case, a)}的{a.label}为{amount(a)}，{_where(case, b)}为{amount(b)}"
        more = f"，另有{len(slips) - 1}个数也是如此" if len(slips) > 1 else ""
        yield case.finding("单位一致", Verdict.FAIL, f"{words}{more}：数字相同而单位不同，可能是单位有误", (a, b))


def _off(small: Figure, large: Figure, factor: Decimal) -> bool:
    return abs(worth(small) * factor - worth(large)) <= max(step(small) * factor, step(large)) / 2


def _digits(figure: Figure) -> int:
    """How many digits an amount has between its first and its last that is not 0."""
    return len(figure.amount.replace(".", "").replace("-", "").strip("0"))


def _where(case: Case, figure: Figure) -> str:
    return f"《{case.title(figure.source.table)}》" if figure.source.table is not None else "正文"
