"""Numbers with counting words in sentences: what each counts, as far as its clause says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.answer.sentences import Sentence
from qa.question.slots import cues

_BREAK = re.compile(r"[,，、;；。:：()（）《》/|—-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number with a counting word: what stands before it in its clause, behind it, and before that in the sentence."""

    amount: str
    unit: str
    head: str
    tail: str
    lead: str
    sentence: Sentence

    @property
    def name(self) -> str:
        """What is counted, as far as the clause says it."""
        return self.head + self.tail


@cache
def _alike() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in cues()["countwords"]["alike"])


@cache
def counting_words() -> tuple[str, ...]:
    """All counting words, longest first."""
    words = {word for group in _alike() for word in group} | set(cues()["countwords"]["others"])
    return tuple(sorted(words, key=len, reverse=True))


@cache
def mention_pattern() -> re.Pattern[str]:
    """A number with its counting word in folded text: groups number, more, unit, visits."""
    units = "|".join(map(re.escape, counting_words()))
    return re.compile(
        rf"(?<![\d.第约年月])(?:约|近|达|超过?)?(?P<number>\d[\d,]*(?:\.\d+)?|(?<!第)[二两三四五六七八九十]{{1,3}})(?P<more>余|多)?个?(?P<unit>{units})(?P<visits>\(次\))?(?![费用万亿元年月号季级门队委])"
    )


def fits(asked: str, unit: str) -> bool:
    """Whether a counting word answers the one that was asked for."""
    if asked == unit or any(asked in group and unit in group for group in _alike()):
        return True
    if asked == "人" and unit == "人次":
        return True
    return asked == cues()["countwords"]["any"] and unit not in cues()["countwords"]["never"]


def mentions(sentence: Sentence) -> Iterator[Mention]:
    """The numbers with counting words of a sentence, in order."""
    text, behind = re.sub("[“”\"']", "", sentence.folded), 0
    before = ""
    for found in mention_pattern().finditer(text):
        start = max([behind, *(m.end() for m in _BREAK.finditer(text, 0, found.start()))])
        head = text[start : found.start()]
        follows = _BREAK.search(text, found.end())
        following = mention_pattern().search(text, found.end())
        end = min(follows.start() if follows else len(text), following.start() if following else len(text))
        tail = text[found.end() : end]
        shared = not head.strip() and behind > 0 and not text[behind:start].strip("、,和与及")
        if not (found["more"] and len(found["number"]) < 3):  # 10多批 is not 10
            yield Mention(
                amount=found["number"],
                unit=f"{found['unit']}次" if found["visits"] else found["unit"],
                head=before if shared else head,
                tail="" if following and not follows else tail[:20],
                lead=text[:start],
                sentence=sentence,
            )
        before, behind = head or before, found.end()
