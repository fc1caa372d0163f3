"""A whole that the text tells together with all of its parts: 三公 = 出国 + 用车 + 接待, within one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.checks.case import Case, amount, difference, tolerance, worth
from index.checks.data import data
from index.model import Figure, Finding, Measure, Verdict


def parts_in_text(case: Case) -> Iterator[Finding]:
    """Every notion whose parts are known, wherever a paragraph gives one amount for it and one for each of them."""
    rules = {key: (c.parts, ()) for key, c in case.vocabulary.concepts.items() if len(c.parts) > 1}
    rules |= {rule["whole"]: (tuple(rule["parts"]), tuple(rule["more"])) for rule in data()["sum"]}
    for told in _paragraphs(case):
        for whole, (parts, more) in rules.items():
            if whole in told and all(part in told for part in parts):
                yield _compare(case, told[whole], [told[p] for p in (*parts, *more) if p in told])


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


def _compare(case: Case, whole: Figure, parts: Sequence[Figure]) -> Finding:
    added = sum(map(worth, parts), start=worth(whole) * 0)
    holds = abs(worth(whole) - added) <= tolerance([whole, *parts])
    terms = "、".join(f"{p.label}{amount(p)}" for p in parts)
    return case.finding(
        "文内合计",
        Verdict.PASS if holds else Verdict.FAIL,
        f"正文写{whole.label}{amount(whole)}，所列各项（{terms}）之和" + ("相符" if holds else "不符"),
        (whole, *parts),
        difference="" if holds else difference(whole, added),
    )
