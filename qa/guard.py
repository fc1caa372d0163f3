"""Nothing invented: the last step of every answer. Whatever digits an answer shows must come from what it cites.

A digit group (``1,507.56``, ``2019``; thousands separators dropped) of text, choices and warnings has a source where it stands in

* a cited figure: its amount, its quote, its labels, its year, the identity and page of its document,
* ``computed`` and ``workings``, whose inputs are all among the cited figures,
* a cited passage: its words, its headings, the identity and page of its document,
* a figure that a choice stands for, told without its amount,
* a document whose identity is told, or the number of documents and bodies that the answer carries,
* the number of figures cited, where a counting word follows,
* the question as it was resolved;

of warnings besides in the places that they rest on (``beside``), or in what the amounts there come to.

The headline must be the amount of a cited figure or what was computed, and a cited figure's amount must stand in its quote.
An answer with a digit from elsewhere is withheld: that is a fault of ours, and better a refusal than a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from index.language.fold import fold_text
from index.language.numerals import han_number
from index.model import Figure, Measure
from qa.arithmetic import UNITS, half_up, in_unit, plain, unsigned
from qa.model import Answer, CitedFigure, CitedPassage, Computed, Query

_GROUP = re.compile(r"\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?")  # 612，2022年 is two numbers
_HAN = re.compile(r"[〇零一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟]+")
_BROKEN = re.compile(r"\n|(?<=[\d.,])[^\S\n\t]+(?=[\d.,])")
_COUNTED = re.compile(r"共?(\d+)(?=[个项笔家份])")
_MOST = 24  # so many amounts are combined at most: a check rests on fewer
# What percent and averages multiply and divide by.
_CONSTANTS = frozenset({"100", "1000", "10000", "100000000"})
_WITHHELD = "这个问题的回答里有数字没有核到出处，已不予显示。请换一种问法，或到“查阅”中按单位和年度查找。"
_WARNING = "回答未通过出处核对（程序的差错，已记录）。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A digit group that no source bears out: ``where`` it stands (text, warnings, choices, value, computed, figures)."""

    where: str
    digits: str


def guarded(answer: Answer, query: Query, offered: Iterable[CitedFigure] = ()) -> tuple[Answer, tuple[Fault, ...]]:
    """The answer where every digit has a source, else a refusal in its place; and what was at fault, () where nothing is.

    ``offered`` are the figures that the answer's choices stand for.
    """
    found = faults(answer, query, offered)
    return (withheld(answer) if found else answer), found


def withheld(answer: Answer) -> Answer:
    """The refusal that stands in an answer's place: nothing of it but its question."""
    return Answer(
        question=answer.question,
        id=answer.id,
        status="not_found",
        kind=answer.kind,
        text=_WITHHELD,
        warnings=(_WARNING,),
        elapsed_ms=answer.elapsed_ms,
    )


def faults(answer: Answer, query: Query, offered: Iterable[CitedFigure] = ()) -> tuple[Fault, ...]:
    """Every digit group without a source, in order; () where there is none."""
    asked = _asked(answer, query)
    cited = {*_of_figures(_cited(answer)), *_of_passages(answer.passages), *asked, *_held(answer)}
    computed = _computed(answer)
    shown = cited | computed | _counted(answer)
    beside = shown | _of_places(answer)
    warned = [f for warning in answer.warnings for f in _without("warnings", warning, beside)]
    worked = _worked_out(answer) if warned else frozenset()
    near = {*asked, *_held(answer), *_near(offered)}
    return (
        *_without("text", answer.text, shown | near),
        *(f for f in warned if Decimal(f.digits) not in worked),
        *(f for option in answer.options for f in _without("choices", option, near)),
        *(f for c in answer.choices for f in _without("choices", f"{c.question} {c.label} {c.place}", near)),
        *_headline(answer),
        *_inputs(answer),
        *_quoted(answer),
    )


def groups(text: str) -> Iterator[str]:
    """The digit groups of a text, thousands separators dropped."""
    for match in _GROUP.finditer(fold_text(text)) if any(map(str.isdigit, text)) else ():
        yield match.group().replace(",", "").replace("，", "")


def printed(text: str) -> Iterator[str]:
    """The digit groups of words as a document prints them: also those that a line's end breaks, and numbers in Chinese."""
    yield from groups(text)
    if _BROKEN.search(text):
        yield from groups(_BROKEN.sub("", text))
    for run in _HAN.findall(text):
        # 三千二百万元 is 3,200 of 万元 as well.
        numbers = (han_number(part) for part in (run, run.rstrip("万亿")))
        yield from (plain(number) for number in numbers if number is not None)


def _without(where: str, text: str, sources: Collection[str]) -> Iterator[Fault]:
    return (Fault(where=where, digits=group) for group in groups(text) if group not in sources)


def _cited(answer: Answer) -> tuple[CitedFigure, ...]:
    return (*answer.figures, *answer.parts)


def _how_many(answer: Answer) -> set[str]:
    """How many figures are cited, and how many parts."""
    return {str(len(answer.figures)), str(len(answer.parts))}


def _workings(answer: Answer) -> tuple[Computed, ...]:
    """Whatever was worked out."""
    return (*((answer.computed,) if answer.computed else ()), *answer.workings)


def _asked(answer: Answer, query: Query) -> set[str]:
    """Digits of the question, and of what it was resolved to."""
    resolved = (*query.years, query.base_year, query.top, *(query.months or ()), *query.codes)
    return {
        *groups(" ".join((answer.question, query.original, query.text, query.words, query.year_unread))),
        *(str(each) for each in resolved if each is not None),
    }


def _of_figures(cited: Iterable[CitedFigure]) -> set[str]:
    return {
        group
        for each in cited
        for text in (
            each.figure.amount,
            each.quote,
            each.reason,
            each.title,
            each.table,
            each.file,
            *_told_of(each.figure),
        )
        for group in printed(text)
    }


def _told_of(figure: Figure) -> tuple[str, ...]:
    """What is said of a figure besides its amount: whose, when, what, where."""
    source = figure.source
    return (
        figure.org,
        str(figure.year or ""),
        figure.label,
        figure.aspect,
        *figure.parents,
        figure.base or "",
        figure.code or "",
        str(source.page or ""),
        *source.section,
        source.row or "",
        source.column or "",
    )


def _of_passages(passages: Iterable[CitedPassage]) -> set[str]:
    return {
        group
        for each in passages
        for text in (each.passage.text, *each.passage.section, str(each.passage.page or ""), each.title, each.file)
        for group in printed(text)
    }


def _near(offered: Iterable[CitedFigure]) -> set[str]:
    """What may be said of figures that are only offered: all but their amounts."""
    return {
        group
        for each in offered
        for text in (each.title, each.file, each.figure.unit or "", *_told_of(each.figure))
        for group in groups(text)
    }


def _held(answer: Answer) -> set[str]:
    """What is said of documents that are only held: their identity, and how many there are."""
    told = {
        group
        for info in answer.held
        for text in (str(info.year or ""), info.period or "", info.published, info.title, info.file, *info.warnings)
        for group in groups(text)
    }
    return told | {str(number) for number in answer.holds or ()} | {str(len(info.units)) for info in answer.held}


def _of_places(answer: Answer) -> set[str]:
    return {
        group
        for each in answer.beside
        for text in (
            each.quote, each.title, each.file, each.row or "", each.column or "", str(each.page or ""), *each.section,
        )
        for group in printed(text)
    }  # fmt: skip


def _counted(answer: Answer) -> set[str]:
    """How many figures are cited, where a counting word follows."""
    return _how_many(answer) & set(_COUNTED.findall(" ".join((answer.text, *answer.warnings))))


def _computed(answer: Answer) -> set[str]:
    return {group for each in _workings(answer) for text in (each.amount, each.expression) for group in groups(text)}


def _headline(answer: Answer) -> Iterator[Fault]:
    """The headline that no cited figure says, nothing cited in words says, nor was worked out."""
    if answer.value is None:
        return
    # 下降18.4%: the word beside it tells the sign.
    said = {amount for each in answer.figures for amount in (each.figure.amount, unsigned(each.figure).amount)}
    said |= {answer.computed.amount} if answer.computed else set()
    said |= _of_passages(answer.passages) | _counted(answer)
    if not answer.value.unit:  # how many of the figures cited, or none of them
        said |= _how_many(answer)
    if answer.kind == "count":
        said |= {group for each in answer.figures for group in printed(each.quote)}
    if answer.value.amount not in said:
        yield Fault(where="value", digits=answer.value.amount)


def _inputs(answer: Answer) -> Iterator[Fault]:
    """What a computation works with that no cited figure says, in whatever unit of money."""
    known = {g for each in _cited(answer) for g in _in_units(each.figure)} | _CONSTANTS
    known |= _how_many(answer)  # what an average divides by
    exact = {Decimal(group) for group in known}  # 50 of 万元 is 500000.00 of 元
    for each in _workings(answer):
        missing = _without("computed", each.expression, known)
        yield from (fault for fault in missing if Decimal(fault.digits) not in exact)


def _in_units(figure: Figure) -> Iterator[str]:
    yield from groups(figure.amount)
    for unit in UNITS:
        value = in_unit(figure, unit) if figure.value is not None else None
        if value is not None:
            yield from groups(plain(value))


def _quoted(answer: Answer) -> Iterator[Fault]:
    """Amounts that the quote beside them does not say; that nothing changed is said in words."""
    for each in _cited(answer):
        figure = each.figure
        same = figure.measure in (Measure.CHANGE, Measure.RATE) and figure.direction == 0 and figure.value == 0
        if not same:
            yield from _without("figures", figure.amount, set(printed(each.quote)))


def _worked_out(answer: Answer) -> frozenset[Decimal]:
    """What the amounts that warnings rest on come to: sums, differences, and percentages of two of them, as checks tell them.

    A row's amount is the last number of its quote: codes and numbering stand before it.
    """
    quotes = [[Decimal(g) for g in groups(each.quote)] for each in answer.beside]
    last = [numbers[-1] for numbers in quotes if numbers]
    pairs = sorted(
        {number for numbers in quotes for number in numbers} | {f.figure.value or Decimal(0) for f in answer.figures}
    )
    columns: dict[tuple[str, str | None], list[Decimal]] = {}
    for place, numbers in zip(answer.beside, quotes, strict=True):
        columns.setdefault((place.document, place.column), []).extend(numbers[-1:])
    found: set[Decimal] = set()
    for added in (last, *columns.values()):  # of one check, or each column of several
        found |= {sum(added, Decimal(0)), *(sum(added, Decimal(0)) - number for number in added)}
    if len(set(last)) < len(last):
        found.add(Decimal(100))  # two places that say the same amount
    for a, b in permutations(pairs[:_MOST], 2):
        found |= {a + b, abs(a - b)}
        for part, whole in ((a, b), (a, a + b), (a, a - b), (a - b, b)):
            if whole:
                share = abs(part) * 100 / abs(whole)
                found |= {half_up(share), half_up(share, 1)}
    return frozenset(found)
