"""What a counting number counts: the noun in front of it (车辆127辆) or behind it (内设五个处室)."""

from __future__ import annotations

import re
from dataclasses import replace

from index.figures.prose.names import noun_behind
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Subject
from index.language.numerals import Amount, parse_han_amounts
from index.model import Measure
from index.vocabulary import Vocabulary

_NOUN_BEFORE = frozenset({"人", "名", "位", "辆", "人次", "批次", "批"})
_LONGEST_NOUN = 16
_LONGEST_VERB = 10


def han_counts(text: str) -> tuple[Amount, ...]:
    """Numbers in Chinese characters that count something; 一个, 五个坚持 and 第三次 do not."""
    found = []
    for amount in parse_han_amounts(text):
        before = text[: amount.start]
        if amount.value == 1:
            continue
        if amount.dimension in ("money", "area") or rules()["count.han"].search(before):
            if rules()["count.ordinal"].search(before):
                continue
            found.append(amount)
    return tuple(found)


def counted(before: str, after: str, amount: Amount, *, exists: bool) -> tuple[str, int, str]:
    """(noun in front, its offset in ``before``, noun behind): either may be "". ``exists``: 有 stands before the number."""
    noun = rules()["count.verbs"].sub("", rules()["count.cut"].sub("", before))
    if rules()["count.measures"].fullmatch(noun):
        # 实有人数: here the verb belongs to the name.
        noun = before
    offset = len(before) - len(noun)
    behind = ""
    named = amount.unit in _NOUN_BEFORE and len(noun) >= 2 and noun not in rules().doing and not exists
    if amount.dimension in ("count", "people") and not named and re.match(r"[\u4e00-\u9fff]", after):
        stop = rules()["count.stop"].search(after)
        behind = noun_behind(after[: stop.start()] if stop else after)
        behind = behind if 1 < len(behind) <= _LONGEST_NOUN else ""
    return noun, offset, behind


def label_of(noun: str, behind: str) -> str:
    """The label of what is counted, made of printed words."""
    if behind and (
        "、" in noun or noun.endswith(("的", "及", "和", "包括", "包含", "含", "有", "设")) or len(noun) > _LONGEST_VERB
    ):
        return behind
    return noun + behind


def counted_of(subject: Subject, host: Subject | None, vocabulary: Vocabulary) -> Subject:
    """The subject with the notion that guests are counted of: 国内公务接待12批次, 共接待国内来访团组3个、来宾20人次."""
    item = subject.item
    if item is None and host is not None and rules()["count.guests"].fullmatch(subject.label):
        foreign = rules()["count.foreign"]
        here, there = foreign.search(subject.label), foreign.search(host.label)
        if bool(here) == bool(there) or (there and "国内" not in subject.label):
            item = host.item
    concept = vocabulary.concepts.get(item or "")
    if concept is not None and concept.parent and rules()["count.home"].search(concept.key):
        item = concept.parent
    return replace(subject, item=item)


def measure_of(label: str, measure: Measure) -> Measure:
    """What is counted, told by the label where the counting word does not: 来访团组3个, 接待人次150."""
    if measure is Measure.COUNT and rules()["count.groups"].search(label):
        return Measure.BATCHES
    if measure in (Measure.COUNT, Measure.PEOPLE) and rules()["count.visits"].search(label):
        return Measure.VISITS
    return measure
