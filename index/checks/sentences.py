"""Sentences against their own numbers: 决算数大于预算数, 增加 … 万元, 增长 … %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from index.checks.case import Case, amount, worth
from index.checks.data import data, squeezed
from index.figures.compare import step
from index.model import Finding, Measure, Verdict


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
            first = [m for m in budget.finditer(before) if last and _in_one(before, m.end(), last[0].start())][-1:]
            if not first:
                span = paragraph.span(back[match.start()], back[match.end() - 1] + 1)
                message = f"{_subject(before)}写“{match[0]}”，同处没有预算和决算两个数"
                yield case.finding("增减方向", Verdict.NOT_ENOUGH, message, sources=(case.place(span),))
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


def totals(case: Case) -> Iterator[Finding]:
    """收入支出总计 of the text against the totals of the table."""
    for rule in data()["both"]:
        cells = [
            f
            for f in case.figures
            if f.item in rule["items"] and f.table_kind in rule["tables"] and not f.aspect and f.yuan is not None
        ]
        cells = [f for f in cells if f.measure is Measure.AMOUNT and f.year == case.document.identity.year]
        if not cells:
            continue
        for paragraph in case.document.paragraphs:
            text, back = squeezed(paragraph.text)
            for match in re.finditer(rule["words"], text):
                if re.search(data()["dates"]["other"], text[max(0, match.start() - 12) : match.start()]):
                    continue
                said = _yuan(match, case)
                near = [
                    f
                    for f in cells
                    if abs(worth(f) - said) < max(step(f), _step(match, case)) and (said or not f.value)
                ]
                span = paragraph.span(back[match.start()], back[match.end() - 1] + 1)
                other = (near or cells)[0]
                title = case.title(other.source.table or 0)
                message = f"正文写{rule['name']}{match[1]}{match[2]}，《{title}》为{amount(other)}"
                yield case.finding(
                    "文表一致",
                    Verdict.PASS if near else Verdict.FAIL,
                    message + ("，一致" if near else "，不一致"),
                    (other,),
                    sources=(case.place(span),),
                )


def _yuan(match: re.Match[str], case: Case) -> Decimal:
    return Decimal(match[1].replace(",", "")) * case.vocabulary.units[match[2]].factor


def _step(match: re.Match[str], case: Case) -> Decimal:
    exponent = Decimal(match[1].replace(",", "")).as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * case.vocabulary.units[match[2]].factor


def _subject(before: str) -> str:
    """What the sentence is about: the last （项） or the words of the last clause."""
    named = re.findall(r"([\u4e00-\u9fff、]{2,30})（项）", before)
    return f"“{named[-1] if named else re.split('[。；，]', before.rstrip('。；，'))[-1][-24:]}”"


def _in_one(text: str, start: int, end: int) -> bool:
    """Whether two places follow one another within one item of an enumeration."""
    return start <= end and not re.search("[。；]", text[start:end])
