"""One paragraph read clause by clause: who is spoken of, since when, in what part of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from index.figures.prose.clauses import Clause, clauses
from index.figures.prose.counts import counted, label_of
from index.figures.prose.leads import Lead, compared, read_lead
from index.figures.prose.reasons import Reason, reason_in
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Namer, Subject
from index.language.numerals import Amount
from index.model import Identity, Measure, State

COUNTS = frozenset({Measure.COUNT, Measure.PEOPLE, Measure.BATCHES, Measure.VISITS, Measure.AREA})
_COMPARED = frozenset({Measure.CHANGE, Measure.RATE, Measure.SHARE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement with places in the squeezed text: ``number`` and ``quote`` are (start, end)."""

    subject: Subject
    measure: Measure
    state: State
    number: tuple[int, int]
    quote: tuple[int, int]
    amount: Amount | None = None
    unit: str = ""
    year: int | None = None
    stage: str | None = None
    base: str | None = None
    direction: int | None = None
    approximate: str = ""
    sentence: int = 0
    depth: int = 0
    aside: bool = False


class Reader:
    """Reads one paragraph. ``subject`` and ``main`` may come from the paragraph before."""

    def __init__(
        self, text: str, namer: Namer, identity: Identity, parents: tuple[str, ...], subject: Subject | None
    ) -> None:
        self.text, self.namer, self.year, self.stage = text, namer, identity.year, identity.stage
        self.outer = parents
        self.subject = self.main = subject
        self.levels: list[tuple[str, Subject]] = []
        self.facts: list[Fact] = []
        self.reasons: list[Reason] = []
        self.units: dict[object, str] = {}
        self.base: str | None = None
        self.sentence = 0
        self.sentence_start = 0
        self.sentence_year: int | None = None
        self.aside_until = -1
        self.names: list[str] = []
        self.fresh = True

    def read(self) -> None:
        """Go through the paragraph once."""
        parts = clauses(self.text)
        for index, clause in enumerate(parts):
            for _ in range(clause.opens):
                if self.subject:
                    self.levels.append(("bracket", self.subject))
            start = self._enter(clause)
            self._clause(clause, start, parts[index + 1] if index + 1 < len(parts) else None)
            if clause.closes:
                self._leave("bracket")
            if clause.stop == ";":
                while self.levels and self.levels[-1][0] == "includes":
                    self.levels.pop()

    def _enter(self, clause: Clause) -> int:
        """Open and close levels at the beginning of a clause; gives the place where its own words begin."""
        text = self.text[clause.start : clause.end]
        among = rules()["sentence.among"].match(text)
        if clause.first:
            self.sentence += 1
            self.sentence_start, self.sentence_year = clause.start, None
            self.levels = [level for level in self.levels if level[0] == "bracket"]
            if not rules()["sentence.inherit"].match(text):
                self.base = None
            if among and self.main:
                self.subject = self.main
        if among:
            self.levels = [level for level in self.levels if level[0] == "bracket"] if clause.first else self.levels
            if self.subject:
                self.levels.append(("among", self.subject))
            return clause.start + among.end()
        if (match := rules()["sentence.includes"].match(text)) and clause.amounts and self.subject:
            self.levels.append(("includes", self.subject))
            return clause.start + match.end()
        return clause.start

    def _leave(self, kind: str) -> None:
        while self.levels:
            name, subject = self.levels.pop()
            if name == kind:
                self.subject = subject
                break

    @property
    def parents(self) -> tuple[str, ...]:
        """What a subject named now stands under."""
        if not self.levels:
            return self.outer
        above = self.levels[-1][1]
        return (*above.parents, above.label)

    def _clause(self, clause: Clause, start: int, following: Clause | None) -> None:
        reason = reason_in(self.text, start, clause, following) if start >= self.aside_until else None
        stated = [a for a in clause.amounts if reason is None or a.start < reason.at]
        if not stated:
            self._silent(clause, start, reason)
        position = start
        for number, amount in enumerate(stated):
            position = self._amount(clause, position, amount, last=number == len(stated) - 1)
        if reason is not None:
            target = self._of_reason(reason)
            self.reasons.append(Reason(**{**reason.as_dict(), "subject": target, "sentence": self.sentence}))
            self.aside_until = max(self.aside_until, reason.end)
            position = max(reason.start, start)
            for amount in clause.amounts:
                if amount.start >= reason.at:
                    position = self._amount(clause, position, amount, last=False)
        elif rules()["label.purpose"].match(self.text[start : clause.end]):
            end = re.search(r"[。;]", self.text[start:])
            self.aside_until = max(self.aside_until, start + end.start() if end else len(self.text))

    def _of_reason(self, reason: Reason) -> Subject | None:
        if not reason.words:
            return self.subject
        named = self.namer.subject(reason.words, reason.at)
        return named or self.subject

    def _silent(self, clause: Clause, start: int, reason: Reason | None) -> None:
        """A clause without numbers: it may name the subject, say 持平 or 无, or only lead on."""
        text = self.text[start : clause.end if reason is None else max(reason.at, start)]
        if not text or start < self.aside_until:
            return
        base, rest = compared(text, self.year)
        self.base = base or self.base
        if same := rules()["compare.same"].search(text):
            if base is not None or (self.base and self._said_base(start)):
                self._same(clause, start, rest, same)
            return
        if (match := rules()["sentence.within"].match(text)) and clause.stop == ",":
            self.levels = [level for level in self.levels if level[0] != "within"]
            if subject := self.namer.subject(match["np"], start, self.parents):
                self.levels.append(("within", subject))
                self.subject = self.main = subject
            return
        if self._none(clause, start, text):
            return
        if subject := self.namer.path(text, start, self.parents):
            self._now(subject)
        elif rules()["sentence.blank"].search(text) or (clause.start == 0 and clause.stop in "。:,"):
            subject = self.namer.subject(rest, start, self.parents)
            given = rules()["sentence.blank"].search(text) or rules()["sentence.numbered"].match(text)
            if subject and (given or (subject.item and len(rest) <= len(subject.label) + 12)):
                self._now(subject)

    def _said_base(self, start: int) -> bool:
        return self.sentence_start <= start

    def _same(self, clause: Clause, start: int, rest: str, same: re.Match[str]) -> None:
        words = rules()["compare.same"].sub("", rest)
        named = self.namer.subject(words, start, self.parents) if words else None
        if named is not None and (named.item or not self.subject):
            self._now(self._known(named))
        if self.subject is None or any(
            f.subject.key is self.subject.key and f.measure is Measure.CHANGE for f in self.facts
        ):
            return
        self._add(
            measure=Measure.CHANGE,
            state=State.ZERO,
            number=(start + same.start(), start + same.end()),
            clause=clause,
            end=clause.end,
            unit=self.units.get(self.subject.key, ""),
            base=self._base_of(self.subject, self.base),
            direction=0,
            approximate=same["about"] or "",
            year=self.year,
        )

    def _none(self, clause: Clause, start: int, text: str) -> bool:
        match = rules()["none.cue"].match(text)
        if match is None or rules()["none.not"].search(match["np"]) or re.search(r"[,、]", match["who"]):
            return False
        words = rules()["none.tail"].sub("", match["np"])
        both = rules()["none.both"].match(words)
        names = [both["stem"] + "收入", both["stem"] + "支出"] if both else [words]
        found = False
        for name in names:
            subject = self.namer.subject(name, start + match.start("np"), self.parents)
            if subject is None or not (subject.item or rules()["none.noun"].search(name)):
                continue
            found = True
            self._now(subject)
            cue = (start + match.start("cue"), start + match.end("cue"))
            self._add(
                measure=Measure.AMOUNT, state=State.NONE, number=cue, clause=clause, end=clause.end, year=self.year
            )
        return found

    def _now(self, subject: Subject) -> None:
        self.subject = subject
        if not [level for level in self.levels if level[0] != "bracket"]:
            self.main = subject

    def _known(self, named: Subject) -> Subject:
        """The subject spoken of, where the name only says it again."""
        current = self.subject
        if current and named.item and named.item == current.item and named.fund in (None, current.fund):
            return current
        return named

    def _amount(self, clause: Clause, position: int, amount: Amount, *, last: bool) -> int:
        aside = amount.start < self.aside_until
        words = self.text[position : amount.start - len(amount.approximate) if self._about(amount) else amount.start]
        lead = read_lead(words, amount, self.year)
        end = amount.unit_end
        if lead.measure in COUNTS:
            subject, end = self._counted(clause, position, words, amount, aside)
        else:
            subject = self._measured(lead, words, position, aside)
        if subject is None:
            return end
        if not aside:
            self._now(subject)
            self.sentence_year = lead.year or self.sentence_year
            self.base = lead.base or self.base if lead.measure in _COMPARED else self.base
        before = self.subject
        self.subject = subject
        if amount.unit:
            self.units.setdefault(subject.key, amount.unit)
        compare = lead.measure in _COMPARED
        base = self._base_of(subject, lead.base) or (
            self.base if compare and not aside and lead.measure is not Measure.SHARE else None
        )
        if lead.measure is Measure.SHARE and lead.whole and lead.base is None:
            base = self.namer.label(lead.whole)[0] or lead.whole
        year = (
            self.year
            if compare or lead.measure in COUNTS
            else lead.year or (None if aside else self.sentence_year) or self.year
        )
        self._add(
            measure=lead.measure,
            state=State.ZERO if amount.value == 0 else State.VALUE,
            number=(amount.start, amount.end),
            clause=clause,
            end=end if last else amount.unit_end,
            amount=amount,
            unit=amount.unit or self.units.get(subject.key, ""),
            year=year,
            stage=None if compare else lead.stage,
            base=base,
            direction=0 if amount.value == 0 and lead.direction is not None else lead.direction,
            approximate=amount.approximate,
            aside=aside,
        )
        if aside:
            self.subject = before
        return end

    def _base_of(self, subject: Subject, base: str | None) -> str | None:
        """预算 alone is the 年初预算 where that was just stated of the same subject; in a budget it is a slip, kept as such."""
        stated = any(f.subject.key is subject.key and f.stage == "年初预算" for f in self.facts)
        if base == "预算" and self.stage == "预算" and self.year:
            return f"{self.year}年预算"
        return "年初预算" if base == "预算" and stated else base

    def _about(self, amount: Amount) -> bool:
        return bool(amount.approximate) and self.text[: amount.start].endswith(amount.approximate)

    def _counted(
        self, clause: Clause, position: int, words: str, amount: Amount, aside: bool
    ) -> tuple[Subject | None, int]:
        after = self.text[amount.unit_end : clause.end]
        cleaned, skipped = self.namer.label(words)
        noun, offset, behind = counted(cleaned, after, amount)
        offset += skipped
        label = label_of(noun, behind)
        end = amount.unit_end + len(behind)
        subject = self.namer.subject(label, position + offset, self.parents) if label else None
        if subject is None and not aside and rules()["count.bare"].match(words):
            subject = self.subject
        return subject, end if label else amount.unit_end

    def _measured(self, lead: Lead, words: str, position: int, aside: bool) -> Subject | None:
        if self.names and re.match(r"^[、,和及与]*$", words):
            return self.namer.subject(self.names.pop(0), position, self.parents)
        self.names = self._paired(lead.words, position + len(words))
        if self.names:
            return self.namer.subject(self.names.pop(0), position, self.parents)
        at = position + max(words.find(lead.words), 0) if lead.words else position
        opening = self.sentence_start == position or self.text[position - 1 : position] in ("。", ";")
        named = self.namer.subject(lead.words, at, self.parents, opening=opening) if lead.words else None
        if named is None:
            return None if aside and lead.measure in _COMPARED else self.subject
        return self._known(named) if lead.measure in _COMPARED and not aside else named

    def _paired(self, words: str, at: int) -> list[str]:
        """A、B和C分别为 …: the names, where as many numbers follow as there are names."""
        if "分别" not in words:
            return []
        names = [n for n in re.split(rules()["label.split"], words.split("分别")[0]) if n]
        run = re.match(r"(?:[\d,.]+(?:万元|亿元|元|%)?[、,和及与]*)+", self.text[at:])
        numbers = re.findall(r"\d[\d.]*(?:,\d{3})*(?:\.\d+)?(?:万元|亿元|元|%)?", run[0]) if run else []
        return names if len(names) == len(numbers) > 1 else []

    def _add(
        self,
        *,
        measure: Measure,
        state: State,
        number: tuple[int, int],
        clause: Clause,
        end: int,
        year: int | None,
        amount: Amount | None = None,
        unit: str = "",
        stage: str | None = None,
        base: str | None = None,
        direction: int | None = None,
        approximate: str = "",
        aside: bool = False,
    ) -> None:
        assert self.subject is not None
        start = self.subject.at
        if not self.sentence_start <= start <= number[0] or end - start > 140:
            start = clause.start
        while start < number[0] and self.text[start] in ",;。:、)":
            start += 1
        self.facts.append(
            Fact(
                subject=self.subject,
                measure=measure,
                state=state,
                number=number,
                quote=(start, max(end, number[1])),
                amount=amount,
                unit=unit,
                year=year,
                stage=stage,
                base=base,
                direction=direction,
                approximate=approximate,
                sentence=self.sentence,
                depth=len(self.levels),
                aside=aside,
            )
        )


def value_of(fact: Fact) -> tuple[str, Decimal | None]:
    """(amount as printed, value); 持平 is 0."""
    if fact.state is State.NONE:
        return "", None
    if fact.amount is None:
        return "0", Decimal(0)
    return fact.amount.printed, fact.amount.value
