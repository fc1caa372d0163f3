"""Who is spoken of at each place of a paragraph, in what part of what, compared with what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from index.figures.prose.clauses import Clause
from index.figures.prose.facts import Fact
from index.figures.prose.reasons import Reason
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Namer, Subject, renamed
from index.language.numerals import Amount
from index.model import Identity

_SUMS = re.compile("(?:[合总小]计|总[额数量])$")
_THEN = re.compile("(?<![比较与同和])(?:去年|今年)")


@dataclass(slots=True, kw_only=True)
class Level:
    """A whole whose parts are being named (其中, 包括, brackets). ``full``: the parts named add up to it."""

    kind: str
    subject: Subject
    wholes: tuple[Fact, ...] = ()
    parts: list[Fact] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether two parts or more of one year and stage are together what was stated of the whole."""
        for whole in self.wholes:
            worths = [f.worth or Decimal(0) for f in self.parts if f.kind == whole.kind]
            if len(worths) > 1 and sum(worths) == whole.worth:
                return True
        return False

    @property
    def lacks(self) -> bool:
        """Whether the parts named are surely less than the whole."""
        return bool(self.wholes) and all(
            sum((f.worth or Decimal(0) for f in self.parts if f.kind == whole.kind), Decimal(0)) < whole.worth
            for whole in self.wholes
            if whole.worth is not None
        )

    def part(self, fact: Fact) -> None:
        """One more part."""
        if fact.worth is not None and not fact.aside and fact.subject.key is not self.subject.key:
            self.parts.append(fact)


class Context:
    """What is known while one paragraph is read. ``subject`` and ``main`` may come from the paragraph before.

    ``subject`` is what was named last, ``main`` what the sentence is about as a whole; ``levels`` are the wholes whose
    parts are being named (其中, 包括, brackets), ``base`` what is compared with.
    """

    def __init__(
        self,
        text: str,
        namer: Namer,
        identity: Identity,
        parents: tuple[str, ...],
        subject: Subject | None,
        spoken_in: int | None = None,
    ) -> None:
        self.text, self.namer, self.year, self.stage = text, namer, identity.year, identity.stage
        self.spoken_in = spoken_in
        self.outer = parents
        self.subject = self.main = subject
        self.levels: list[Level] = []
        self.facts: list[Fact] = []
        self.reasons: list[Reason] = []
        self.units: dict[object, str] = {}
        self.base: str | None = None
        self.sentence = 0
        self.sentence_start = 0
        self.sentence_year: int | None = None
        self.told_year: int | None = None
        self.aside_until = -1

    def enter(self, clause: Clause) -> int:
        """Open and close levels at the beginning of a clause; gives the place where its own words begin."""
        text = self.text[clause.start : clause.end]
        among = rules()["sentence.among"].match(text)
        if clause.first:
            self.sentence += 1
            self.sentence_start, self.sentence_year = clause.start, self.told_year
            if not rules()["sentence.inherit"].match(text):
                self.base = None
            if self._divided() and self.main:
                # 其中：… 。与上年相比增加 … is said of the whole again, not of its last part.
                self.subject = self.main
            self._close_divisions()
            if among and self.main:
                self.subject = self.main
        elif rules()["sentence.added"].match(text):
            self._close_divisions()
        if among:
            if self.subject:
                self.open("among", self.subject)
            return clause.start + among.end()
        if (match := rules()["sentence.includes"].match(text)) and clause.amounts and self.subject:
            self.open("each" if match[0].startswith("分别") else "includes", self.subject)
            return clause.start + match.end()
        return clause.start

    def open(self, kind: str, subject: Subject) -> None:
        """From here on the parts of ``subject`` are named."""
        wholes = tuple(f for f in self.facts if f.subject.key is subject.key and f.worth is not None)
        self.levels.append(Level(kind=kind, subject=subject, wholes=wholes))

    def pause(self) -> None:
        """A semicolon ends what is included; what is told one by one (分别是) only where it is all there."""
        while self.levels:
            level = self.levels[-1]
            if level.kind != "includes" and (level.kind != "each" or level.lacks):
                break
            self.levels.pop()

    def leave(self, kind: str) -> None:
        """Close the innermost level of a kind: what it was part of is spoken of again."""
        while self.levels:
            level = self.levels.pop()
            if level.kind == kind:
                self.subject = level.subject
                break

    def complete(self, named: Subject, amount: Amount | None, *, apart: bool) -> bool:
        """Close the whole whose parts have all been named, where another thing (that is not 0) is named now.

        ``apart``: a semicolon stands before it; then what is measured in another way is no part either.
        """
        level = self.levels[-1] if self.levels else None
        if level is None or level.kind == "bracket":
            return False
        zero = amount is not None and amount.value == 0
        full = level.full and not zero and named.label not in {f.subject.label for f in level.parts}
        measured = {f.amount.dimension for f in level.wholes if f.amount} if apart and amount else set()
        other = bool(measured) and amount is not None and amount.dimension not in (*measured, "rate")
        if not full and not other and not _other_side(level.subject.label, named.label):
            return False
        self.levels.pop()
        return True

    def time_of(self, words: str) -> int | None:
        """The year that 去年 and 今年 mean, told from the year in which the document speaks; None in a comparison."""
        match = _THEN.search(words)
        if match is None or self.spoken_in is None:
            return None
        return self.spoken_in - (match[0] == "去年")

    def close_divisions(self) -> None:
        """The parts have been named: the whole is spoken of again."""
        self.subject = self.main or self.subject
        self._close_divisions()

    def _divided(self) -> bool:
        return any(level.kind != "bracket" for level in self.levels)

    def _close_divisions(self) -> None:
        self.levels = [level for level in self.levels if level.kind == "bracket"]

    @property
    def parents(self) -> tuple[str, ...]:
        """What a subject named now stands under."""
        if not self.levels:
            return self.outer
        above = self.levels[-1].subject
        return (*above.parents, above.label)

    @property
    def fund(self) -> str | None:
        """The money that the whole is of, which its parts are of too."""
        return self.levels[-1].subject.fund if self.levels else None

    def now(self, subject: Subject) -> None:
        """From here on ``subject`` is spoken of."""
        self.subject = subject
        if not self._divided():
            self.main = subject

    def known(self, named: Subject) -> Subject:
        """The subject spoken of, where the name only says it again."""
        current = self.subject
        if current and named.item and named.item == current.item and named.fund in (None, current.fund):
            return current
        return named

    def part(self, named: Subject) -> Subject:
        """A name among the parts of a whole: no notion of the whole's own rank (维修费 of a car is not 维修(护)费)."""
        concepts = self.namer.vocabulary.concepts
        whole = concepts.get(self.levels[-1].subject.item or "") if self.levels else None
        own = concepts.get(named.item or "")
        if whole is None or own is None or whole is own:
            return named
        ranks = {len(code) for concept in (whole, own) for code in concept.codes if code.startswith("3")}
        both = all(any(code.startswith("3") for code in concept.codes) for concept in (whole, own))
        return renamed(named, item=None) if both and ranks == {5} else named

    def beside_whole(self, subject: Subject) -> bool:
        """Close the list of parts that the vocabulary puts beside its whole: 项目支出 after the parts of 基本支出."""
        if not self.levels or self.levels[-1].kind != "among" or not subject.item:
            return False
        if _SUMS.search(self.levels[-1].subject.label):
            return False
        concepts = self.namer.vocabulary.concepts
        whole, part = concepts.get(self.levels[-1].subject.item or ""), concepts.get(subject.item)
        if whole is None or part is None or whole.parent is None or whole.parent != part.parent:
            return False
        self.levels.pop()
        return True

    def base_of(self, subject: Subject, base: str | None, *, done: bool = False) -> str | None:
        """预算 alone is the 年初预算 where that was just stated of the same subject; in a budget it is a slip, kept as such."""
        stated = any(f.subject.key is subject.key and f.stage == "年初预算" for f in self.facts)
        if base == "预算" and self.stage == "预算" and self.year and not done:
            return f"{self.year}年预算"
        return "年初预算" if base == "预算" and stated else base

    def stage_of(self, stage: str | None) -> str | None:
        """What was really spent is the 决算 in a final account, the 执行 elsewhere."""
        return ("决算" if self.stage == "决算" else "执行") if stage == "实际" else stage

    def add(self, fact: Fact, clause: Clause, end: int) -> None:
        """State a fact; its quote begins with its subject, where that is near, and goes on to ``end``."""
        start, number = fact.subject.at, fact.number
        if not self.sentence_start <= start <= number[0] or end - start > 140:
            start = clause.start
        while start < number[0] and self.text[start] in ",;。:、)":
            start += 1
        fact = replace(fact, quote=(start, max(end, number[1])), sentence=self.sentence, depth=len(self.levels))
        self.facts.append(fact)
        if self.levels:
            self.levels[-1].part(fact)


def _other_side(whole: str, named: str) -> bool:
    """政府性基金支出 beside 政府性基金收入: no part of it."""
    sides = ("收入", "支出")
    return any(a in whole and whole.replace(a, b) == named for a, b in (sides, sides[::-1]))
