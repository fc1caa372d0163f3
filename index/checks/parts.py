"""A whole that is told together with its parts: 三公 = 出国 + 用车 + 接待, in one paragraph or one column of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.checks.case import Case, amount, difference, tolerance, worth
from index.checks.data import data
from index.checks.settle import lacking
from index.model import Figure, Finding, Measure, Verdict


def parts_in_text(case: Case) -> Iterator[Finding]:
    """Every notion whose parts are known, wherever a paragraph gives one amount for it and one for each of them."""
    rules = _rules(case)
    for told in _paragraphs(case):
        for whole, (parts, more) in rules.items():
            if whole in told and (found := [told[p] for p in (*parts, *more) if p in told]):
                complete = all(part in told for part in parts)
                yield _compare(case, "正文写", told[whole], found) if complete else _some(case, told[whole], found)


def parts_in_tables(case: Case) -> Iterator[Finding]:
    """The same in the columns of tables, whatever numbers or indents their rows."""
    rules = _rules(case)
    for told in _columns(case):
        for whole, (parts, more) in rules.items():
            if whole in told and all(part in told for part in parts):
                found = [told[p] for p in (*parts, *more) if p in told]
                printed = [f for f in found if f.value is not None]
                title = f"《{case.title(told[whole].source.table or 0)}》"
                if blank := lacking(
                    case, f"{title}{told[whole].label}{amount(told[whole])}，所列各项", told[whole], found
                ):
                    yield blank
                elif told[whole].value is not None and printed and len({f.unit for f in (told[whole], *printed)}) == 1:
                    yield _compare(case, title, told[whole], printed)


def _rules(case: Case) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Parts that must all be there, and those that may be there too."""
    known = {key: (c.parts, ()) for key, c in case.vocabulary.concepts.items() if len(c.parts) > 1}
    return known | {rule["whole"]: (tuple(rule["parts"]), tuple(rule["more"])) for rule in data()["sum"]}


def _columns(case: Case) -> Iterator[Mapping[str, Figure]]:
    """For each column of money the notions that it prints exactly once, each as a whole."""
    columns: dict[tuple[int | None, int | None], dict[str, list[Figure]]] = {}
    for f in case.figures:
        if f.source.table is not None and f.item and f.measure is Measure.AMOUNT and not f.aspect:
            place = (f.source.table, f.source.column_index)
            columns.setdefault(place, {}).setdefault(f.item, []).append(f)
    for told in columns.values():
        yield {item: found[0] for item, found in told.items() if len(found) == 1}


def _paragraphs(case: Case) -> Iterator[Mapping[str, Figure]]:
    """For each paragraph, stage and year the notions of which exactly one amount is told."""
    bounds = [(p.origin[0], p.origin[-1]) for p in case.document.paragraphs if p.origin]
    prose = [f for f in case.prose if f.item and f.source.span and f.measure is Measure.AMOUNT and f.yuan is not None]
    prose = [f for f in prose if not f.aspect and not f.approximate]
    for start, end in bounds:
        inside = [f for f in prose if f.source.span is not None and start <= f.source.span.start <= end]
        for stage, year in dict.fromkeys((f.stage, f.year) for f in inside):
            told: dict[str, list[Figure]] = {}
            for f in inside:
                if (f.stage, f.year) == (stage, year) and f.item is not None:
                    told.setdefault(f.item, []).append(f)
            yield {item: found[0] for item, found in told.items() if len({worth(f) for f in found}) == 1}


def _compare(case: Case, where: str, whole: Figure, parts: Sequence[Figure]) -> Finding:
    added = sum(map(worth, parts), start=worth(whole) * 0)
    holds = abs(worth(whole) - added) <= tolerance([whole, *parts])
    terms = "、".join(f"{p.label}{amount(p)}" for p in parts)
    return case.finding(
        "文内合计" if whole.source.table is None else "列内合计",
        Verdict.PASS if holds else Verdict.FAIL,
        f"{where}{whole.label}{amount(whole)}，所列各项（{terms}）之和" + ("相符" if holds else "不符"),
        (whole, *parts),
        difference="" if holds else difference(whole, added),
    )


def _some(case: Case, whole: Figure, parts: Sequence[Figure]) -> Finding:
    terms = "、".join(p.label for p in parts)
    message = f"正文写{whole.label}{amount(whole)}，同处只写了{terms}"
    return case.finding("文内合计", Verdict.NOT_ENOUGH, message, (whole, *parts))
