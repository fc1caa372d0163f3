"""One paragraph read clause by clause into facts and reasons."""

from __future__ import annotations

import re
from dataclasses import replace

from index.figures.prose.clauses import Clause, clauses
from index.figures.prose.context import Context
from index.figures.prose.counts import counted, counted_of, label_of, measure_of
from index.figures.prose.facts import COMPARED, COUNTS
from index.figures.prose.leads import Lead, read_lead
from index.figures.prose.reasons import Reason, reason_in
from index.figures.prose.rules import rules
from index.figures.prose.silent import silent
from index.figures.prose.subjects import Namer, Subject, renamed
from index.language.numerals import Amount
from index.model import Identity, Measure, State

# Words that name an income, though not one that we know: then what was spoken of before is not meant.
_TOLD = re.compile("收入")
_AMONG = ("其中:", "包括:", "分别是:", "具体是:")
_INVOLVED = ("涉及", "共涉及")


class Reader:
    """Reads one paragraph; ``context`` holds what it found."""

    def __init__(
        self, text: str, namer: Namer, identity: Identity, parents: tuple[str, ...], subject: Subject | None
    ) -> None:
        self.text, self.namer = text, namer
        self.context = Context(text, namer, identity, parents, subject)
        self._names: list[str] = []
        self._host: Subject | None = None

    def read(self) -> None:
        """Go through the paragraph once."""
        parts = clauses(self.text)
        for index, clause in enumerate(parts):
            for _ in range(clause.opens):
                if self.context.subject:
                    self.context.levels.append(("bracket", self.context.subject))
            start = self.context.enter(clause)
            self._clause(clause, start, parts[index + 1] if index + 1 < len(parts) else None)
            if clause.closes:
                self.context.leave("bracket")
            if clause.stop == ";":
                while self.context.levels and self.context.levels[-1][0] == "includes":
                    self.context.levels.pop()

    def _clause(self, clause: Clause, start: int, following: Clause | None) -> None:
        reason = reason_in(self.text, start, clause, following) if start >= self.context.aside_until else None
        stated = [a for a in clause.amounts if reason is None or a.start < reason.at]
        if not stated:
            silent(self.context, clause, start, reason)
        position = start
        for number, amount in enumerate(stated):
            position = self._amount(clause, position, amount, last=number == len(stated) - 1)
        if reason is not None:
            target = self._of_reason(reason)
            self.context.reasons.append(replace(reason, subject=target, sentence=self.context.sentence))
            self.context.aside_until = max(self.context.aside_until, reason.end)
            position = max(reason.start, start)
            for amount in clause.amounts:
                if amount.start >= reason.at:
                    position = self._amount(clause, position, amount, last=False)
        elif rules()["label.purpose"].match(self.text[start : clause.end]):
            end = rules()["label.purpose_end"].search(self.text, start)
            self.context.aside_until = max(self.context.aside_until, end.start() if end else len(self.text))

    def _of_reason(self, reason: Reason) -> Subject | None:
        if not reason.words or rules()["label.this"].match(reason.words):
            return self.context.subject
        named = self.namer.subject(reason.words, reason.at)
        return named or self.context.subject

    def _amount(self, clause: Clause, position: int, amount: Amount, *, last: bool) -> int:
        aside = amount.start < self.context.aside_until
        words = self.text[position : amount.start - len(amount.approximate) if self._about(amount) else amount.start]
        lead = read_lead(words, amount, self.context.year)
        end = amount.unit_end
        if lead.measure in COUNTS:
            subject, end = self._counted(clause, position, words, amount, aside)
        else:
            subject = self._measured(lead, words, position, aside)
        if not aside:
            self.context.base = lead.base or self.context.base
        if subject is None:
            return end
        if aside:
            subject = self._beside(subject)
        if not aside:
            self.context.now(subject)
            self.context.sentence_year = lead.year or self.context.sentence_year
        before = self.context.subject
        if subject.item and subject.flow and rules()["count.hosting"].search(subject.label):
            self._host = subject
        measure = measure_of(subject.label, lead.measure)
        self.context.subject = counted_of(subject, self._host, self.namer.vocabulary) if measure in COUNTS else subject
        if amount.unit:
            self.context.units.setdefault(subject.key, amount.unit)
        compare = lead.measure in COMPARED
        base = self.context.base_of(subject, lead.base if compare else None) or (
            self.context.base if compare and not aside and lead.measure is not Measure.SHARE else None
        )
        if lead.measure is Measure.SHARE and lead.whole and lead.base is None:
            base = self.namer.label(lead.whole)[0] or lead.whole
        year = (
            self.context.year
            if compare or lead.measure in COUNTS
            else lead.year or (None if aside else self.context.sentence_year) or self.context.year
        )
        self.context.add(
            measure=measure,
            state=State.ZERO if amount.value == 0 else State.VALUE,
            number=(amount.start, amount.end),
            clause=clause,
            end=end if last else amount.unit_end,
            amount=amount,
            unit=amount.unit or self.context.units.get(subject.key, ""),
            year=year,
            stage=None if compare else lead.stage,
            base=base,
            direction=0 if amount.value == 0 and lead.direction is not None else lead.direction,
            approximate=amount.approximate,
            aside=aside,
        )
        # What is spoken of next is compared with the money, not with its guests.
        self.context.subject = before if aside else subject
        return end

    def _beside(self, subject: Subject) -> Subject:
        """A number inside a reason: about something under what is explained, never about a notion as a whole."""
        above = self.context.subject
        parents = (*above.parents, above.label) if above else subject.parents
        return renamed(subject, item=None, parents=parents)

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
        subject = (
            self.namer.subject(label, position + offset, self.context.parents, fund=self.context.fund)
            if label
            else None
        )
        if subject is None and not aside and rules()["count.bare"].match(words):
            subject = self.context.subject
        return subject, end if label else amount.unit_end

    def _measured(self, lead: Lead, words: str, position: int, aside: bool) -> Subject | None:
        if self._names and re.match(r"^[、,和及与]*$", words):
            return self.namer.subject(self._names.pop(0), position, self.context.parents, fund=self.context.fund)
        self._names = self._paired(lead.words, position + len(words))
        if self._names:
            return self.namer.subject(self._names.pop(0), position, self.context.parents, fund=self.context.fund)
        at = position + max(words.find(lead.words), 0) if lead.words else position
        opening = self._opens(position)
        named = (
            self.namer.subject(lead.words, at, self.context.parents, fund=self.context.fund, opening=opening)
            if lead.words
            else None
        )
        if named is None:
            if aside and lead.measure in COMPARED:
                return None
            return None if _TOLD.search(lead.words) else self.context.subject
        if lead.words.startswith(_INVOLVED) and self.context.subject and not self.context.levels:
            named = renamed(named, item=None, parents=(*self.context.subject.parents, self.context.subject.label))
        if not aside and self.context.beside_whole(named):
            named = (
                self.namer.subject(lead.words, at, self.context.parents, fund=self.context.fund, opening=opening)
                or named
            )
        named = self.context.part(named)
        return self.context.known(named) if lead.measure in COMPARED and not aside else named

    def _opens(self, position: int) -> bool | None:
        """Whether words at a place open a statement; None where they only go on after "name:"."""
        spoken = self.context.subject
        if spoken is None or self.context.sentence_start == position:
            return True
        before = self.text[position - 1 : position]
        if before == ":" and self.text[:position].endswith(_AMONG):
            return False
        return None if before == ":" and spoken.at >= self.context.sentence_start else before in ("。", ";")

    def _paired(self, words: str, at: int) -> list[str]:
        """A、B和C分别为 …: the names, where as many numbers follow as there are names."""
        if "分别" not in words:
            return []
        names = [n for n in re.split(rules()["label.split"], words.split("分别")[0]) if n]
        run = re.match(r"(?:[\d,.]+(?:万元|亿元|元|%)?[、,和及与]*)+", self.text[at:])
        numbers = re.findall(r"\d[\d.]*(?:,\d{3})*(?:\.\d+)?(?:万元|亿元|元|%)?", run[0]) if run else []
        return names if len(names) == len(numbers) > 1 else []
