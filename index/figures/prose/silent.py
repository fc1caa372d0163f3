"""Clauses without numbers: they name a subject, say that nothing changed or that there is nothing, or lead on."""

from __future__ import annotations

import re

from index.figures.prose.clauses import Clause
from index.figures.prose.context import Context
from index.figures.prose.facts import Fact
from index.figures.prose.leads import compared
from index.figures.prose.pairs import sides_of
from index.figures.prose.reasons import Reason
from index.figures.prose.rules import rules
from index.figures.prose.sides import side_of
from index.model import Measure, State

_MONEY = ("费", "费用", "经费", "支出", "收入", "资金")


def silent(context: Context, clause: Clause, start: int, reason: Reason | None) -> None:
    """A clause without numbers: it may name the subject, say 持平 or 无, or only lead on."""
    text = context.text[start : clause.end if reason is None else max(reason.at, start)]
    if not text or start < context.aside_until:
        return
    base, rest = compared(text, context.year)
    context.base = None if base == "同口径" else base or context.base
    if same := rules()["compare.same"].search(text):
        if base is not None or context.base:
            _same(context, clause, start, rest, same)
        return
    if time := rules()["sentence.time"].match(text):
        # 2022年，…: the year of what the paragraph goes on to say.
        context.told_year = context.sentence_year = int(time["year"])
        return
    context.sentence_year = context.time_of(text) or context.sentence_year
    if (match := rules()["sentence.within"].match(text)) and clause.stop in (",", ":"):
        context.levels = [level for level in context.levels if level.kind != "within"]
        if subject := context.namer.subject(match["np"], start, context.parents, fund=context.fund):
            context.open("within", subject)
            context.subject = context.main = subject
        return
    if _divided(context, clause, start, text) or (start == clause.start and _listing(context, clause, text, reason)):
        return
    if _none(context, clause, start, text) or _none_of_it(context, clause, start, text):
        return
    if _said(context, clause, start, text):
        return
    opens = clause.first or context.text[clause.start - 1 : clause.start] == ";"
    if subject := context.namer.path(text, start, context.parents, fund=context.fund):
        context.now(subject)
    elif (
        rules()["sentence.blank"].search(text)
        or (opens and clause.stop in "。:,")
        or clause.stop == ":"
        or rules()["compare.vague"].search(rest)
    ):
        rest = rules()["compare.vague"].sub("", rest)
        if clause.stop == ":":
            # 二、收入支出决算总体情况说明: is a heading in front of the sentence; what it names, if anything, is meant.
            rest = rules()["sentence.title_tail"].sub("", rest)
        subject = context.namer.subject(
            rules()["sentence.blank"].sub("", rest), start, context.parents, fund=context.fund, opening=clause.first
        )
        given = rules()["sentence.blank"].search(text) or rules()["sentence.numbered"].match(text)
        if subject and (given or (subject.item and len(rest) <= len(subject.label) + 12)):
            context.now(subject)


def _said(context: Context, clause: Clause, start: int, text: str) -> bool:
    """比重最大的是车辆运行维护费, 公车购置及运行费是大头: the notion named is spoken of from here on."""
    match = rules()["sentence.said"].match(text)
    if match is None or clause.stop != ",":
        return False
    for part in ("pred", "np"):
        named = context.namer.subject(match[part], start + match.start(part), context.parents, fund=context.fund)
        if named is not None and (named.item is not None or named.label.endswith(_MONEY)):
            context.now(named)
            return True
    return False


def _listing(context: Context, clause: Clause, text: str, reason: Reason | None) -> bool:
    """主要项目:, 具体如下:, 编制数为:, with nothing named but what was just stated: its parts follow."""
    if clause.stop != ":" or reason is not None or context.subject is None:
        return False
    match = rules()["sentence.listing"].search(text)
    if match is None:
        return False
    if not match[0].endswith(("包括", "包含")) or side_of(text):
        context.close_divisions()
    named = context.namer.subject(
        rules()["sentence.listing"].sub("", text), clause.start, context.parents, fund=context.fund
    )
    if named is not None and named.item is None:
        return False
    if named is not None:
        context.now(named)
    elif context.subject is None or not any(f.subject.key is context.subject.key for f in context.facts):
        return False
    context.open("includes" if match[0].endswith(("包括", "包含")) else "among", context.subject)
    return True


def _divided(context: Context, clause: Clause, start: int, text: str) -> bool:
    """按级次分:, 地方收入按构成分:, 从结构看,: what follows are parts of what is named, or of what was spoken of."""
    match = rules()["sentence.divided"].match(text)
    if match is None or clause.stop not in (",", ":") or not clause.first:
        return False
    named = context.namer.subject(match["np"], start, context.parents, fund=context.fund) if match["np"] else None
    told = context.main if any(f.subject is context.main for f in context.facts) else None
    if whole := named or told:
        context.subject = context.main = whole
        context.open("among", whole)
    return True


def _same(context: Context, clause: Clause, start: int, rest: str, same: re.Match[str]) -> None:
    words = rules()["compare.same"].sub("", rest)
    named = context.namer.subject(words, start, context.parents, fund=context.fund) if words else None
    if named is not None and (named.item or not context.subject):
        context.now(context.known(named))
    if context.subject is None or any(
        f.subject.key is context.subject.key and f.measure is Measure.CHANGE for f in context.facts
    ):
        return
    number = (start + same.start(), start + same.end())
    fact = Fact(
        subject=context.subject,
        measure=Measure.CHANGE,
        state=State.ZERO,
        number=number,
        quote=number,
        unit=context.units.get(context.subject.key, ""),
        base=context.base_of(context.subject, context.base),
        direction=0,
        approximate=same["about"] or "",
        year=context.year,
    )
    context.add(fact, clause, clause.end)


def _none(context: Context, clause: Clause, start: int, text: str) -> bool:
    after = rules()["none.after"].match(text)
    match = after or rules()["none.cue"].match(text)
    if match is None or rules()["none.not"].search(match["np"]) or re.search(r"[,、]", text[: match.start("np")]):
        return False
    words = rules()["none.given"].sub(r"\1", rules()["none.tail"].sub("", match["np"]))
    found = False
    for name in sides_of(words):
        subject = context.namer.subject(name, start + match.start("np"), context.parents, fund=context.fund)
        if subject is None or not rules()["none.noun"].search(name) or (after and not subject.item):
            continue
        found = True
        context.now(subject)
        _add_none(context, clause, start + match.start("cue"), start + match.end("cue"))
    return found


def _none_of_it(context: Context, clause: Clause, start: int, text: str) -> bool:
    """没有此项支出, 无: of what was just named, or of what the heading names, if nothing else is said of it."""
    spoken = context.subject
    if not rules()["none.bare"].match(text) or spoken is None or spoken.item is None:
        return False
    if any(fact.subject.key is spoken.key for fact in context.facts):
        return False
    _add_none(context, clause, start, start + len(text))
    return True


def _add_none(context: Context, clause: Clause, start: int, end: int) -> None:
    assert context.subject is not None
    fact = Fact(
        subject=context.subject,
        measure=Measure.AMOUNT,
        state=State.NONE,
        number=(start, end),
        quote=(start, end),
        year=context.year,
    )
    context.add(fact, clause, clause.end)
