"""Sentences against their own numbers: 决算数大于预算数, 增加 … 万元, 增长 … %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.checks.case import Case
from index.checks.data import data, squeezed
from index.model import Finding, Verdict


def directions(case: Case) -> Iterator[Finding]:
    """The word that compares a final figure with its budget, against the two numbers before it."""
    rules = data()["direction"]
    budget, final, words = (re.compile(rules[name]) for name in ("budget", "final", "words"))
    sides = {word: side for side, name in ((1, "greater"), (-1, "less"), (0, "equal")) for word in rules[name]}
    for paragraph in case.document.paragraphs:
        text, back = squeezed(paragraph.text)
        start = 0
        for match in words.finditer(text):
            before = text[start : match.start()]
            last = list(final.finditer(before))[-1:]
            first = [m for m in budget.finditer(before) if last and m.end() <= last[0].start()][-1:]
            if not first:
                continue
            offset, start = start, match.end()
            planned, spent = _yuan(first[0], case), _yuan(last[0], case)
            word = match[1] or match[2]
            said, told = sides[word], (spent > planned) - (spent < planned)
            near = said == 0 and abs(spent - planned) <= max(_step(first[0], case), _step(last[0], case))
            span = paragraph.span(back[offset + first[0].start()], back[match.end() - 1] + 1)
            subject = _subject(text[: offset + first[0].start()])
            holds = said == told or near
            symbol = {1: "＞", 0: "＝", -1: "＜"}[told]
            message = f"{subject}写“{match[0]}”，决算{last[0][1]}{last[0][2]} {symbol} 预算{first[0][1]}{first[0][2]}"
            yield case.finding(
                "增减方向", Verdict.PASS if holds else Verdict.FAIL, message, sources=(case.place(span),)
            )


def _yuan(match: re.Match[str], case: Case) -> Decimal:
    return Decimal(match[1].replace(",", "")) * case.vocabulary.units[match[2]].factor


def _step(match: re.Match[str], case: Case) -> Decimal:
    exponent = Decimal(match[1].replace(",", "")).as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * case.vocabulary.units[match[2]].factor


def _subject(before: str) -> str:
    """What the sentence is about: the last （项） or the words of the first clause."""
    named = re.findall(r"([\u4e00-\u9fff、]{2,30})（项）", before)
    return f"“{named[-1]}”" if named else f"“{before[-24:]}”"
