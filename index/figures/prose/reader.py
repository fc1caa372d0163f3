"""One paragraph read clause by clause into facts and reasons."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.figures.prose.clauses import Clause, clauses
from index.figures.prose.context import Context
from index.figures.prose.counts import counted, counted_of, label_of, measure_of
from index.figures.prose.facts import COMPARED, COUNTS, Fact, worth_of
from index.figures.prose.leads import Lead
from index.figures.prose.names import counted_noun
from index.figures.prose.near import Near
from index.figures.prose.reasons import Reason, reason_in
from index.figures.prose.rules import rules
from index.figures.prose.sides import side_of, spoken_side
from index.figures.prose.silent import silent
from index.figures.prose.subjects import Namer, Subject, renamed
from index.language.numerals import Amount
from index.model import Identity, Measure, State

_AMONG = ("其中:", "包括:", "分别是:", "具体是:")
_INVOLVED = ("涉及", "共涉及")
_HELD = "实有"
_TOGETHER = re.compile("(?:合计|总计|共计|总共|一共)(?:为|达)?")
_ENDS = re.compile(r"(?:设有|下设|内设|共有|现有|还有|有|为|含|由)$")


class Reader:
    """Reads one paragraph; ``context`` holds what it found. ``heading`` names what has no name in the text."""

    def __init__(
        self,
        text: str,
        namer: Namer,
        identity: Identity,
        parents: tuple[str, ...],
        subject: Subject | None,
        heading: Subject | None = None,
        spoken_in: int | None = None,
    ) -> None:
        self.text, self.namer, self.heading = text, namer, heading
        self.context = Context(text, namer, identity, parents, subject, spoken_in)
        self.near = Near(text)
        self._host: Subject | None = None
        self._explained: Subject | None = None
        self._clause_start = 0
        self._given = subject

    def read(self) -> None:
        """Go through the paragraph once."""
        parts = clauses(self.text)
        for index, clause in enumerate(parts):
            for _ in range(clause.opens):
                if self.context.subject:
                    self.context.open("bracket", self.context.subject)
            self._clause_start = clause.start
            start = self.context.enter(clause)
            self._clause(clause, start, parts[index + 1] if index + 1 < len(parts) else None)
            if clause.closes:
                self.context.leave("bracket")
            if clause.stop == ";":
                self.context.pause()

    def _clause(self, clause: Clause, start: int, following: Clause | None) -> None:
        reason = reason_in(self.text, start, clause, following) if start >= self.context.aside_until else None
        stated = [a for a in clause.amounts if reason is None or a.start < reason.at]
        if not stated:
            silent(self.context, clause, start, reason)
        position = start
        for number, amount in enumerate(stated):
            position = self._amount(clause, position, amount, last=number == len(stated) - 1)
        if reason is not None:
            target = self._explained = self._of_reason(reason)
            self.context.reasons.append(replace(reason, subject=target, sentence=self.context.sentence))
            self.context.aside_until = max(self.context.aside_until, reason.end)
            position = max(reason.start, start)
            for amount in clause.amounts:
                if amount.start >= reason.at:
                    position = self._amount(clause, position, amount, last=False)
        elif rules()["label.purpose"].match(self.text[start : clause.end]):
            end = rules()["label.purpose_end"].search(self.text, start)
            self._explained = None
            self.context.aside_until = max(self.context.aside_until, end.start() if end else len(self.text))

    def _of_reason(self, reason: Reason) -> Subject | None:
        if not reason.words or rules()["label.this"].match(reason.words):
            return self.context.subject
        named = self.namer.subject(reason.words, reason.at)
        return named or self.context.subject

    def _amount(self, clause: Clause, position: int, amount: Amount, *, last: bool) -> int:
        context = self.context
        aside = amount.start < context.aside_until
        words = self.text[position : amount.start - len(amount.approximate) if self._about(amount) else amount.start]
        lead = self.near.lead(words, position, amount, context)
        end = amount.unit_end
        if lead.measure in COUNTS:
            subject, end = self._counted(clause, position, lead.words if lead.is_whole else words, amount, aside)
        elif lead.adjoins and self.near.subject is not None:
            subject = self.near.subject
        else:
            subject, end = self._measured(clause, lead, words, position, amount, aside)
        if not aside and lead.measure is not Measure.SHARE:
            context.base = None if lead.base == "同口径" else lead.base or context.base
        self.near.passed(words, lead, end, subject)
        if subject is None:
            return end
        if aside and not lead.adjoins:
            subject = self.near.subject = self._beside(subject)
        if not aside and not lead.is_whole:
            context.now(subject)
            if not lead.is_base:
                context.sentence_year = lead.year or context.sentence_year
        before = context.subject
        if subject.item and subject.flow and rules()["count.hosting"].search(subject.label):
            self._host = subject
        measure = measure_of(subject.label, lead.measure)
        context.subject = counted_of(subject, self._host, self.namer.vocabulary) if measure in COUNTS else subject
        if amount.unit:
            context.units.setdefault(subject.key, amount.unit)
        context.add(
            self._fact(lead, amount, subject, measure, aside=aside), clause, end if last else max(end, amount.unit_end)
        )
        # What is spoken of next is compared with the money, not with its guests.
        context.subject = before if aside or lead.is_whole else subject
        return end

    def _fact(self, lead: Lead, amount: Amount, subject: Subject, measure: Measure, *, aside: bool) -> Fact:
        context = self.context
        compare = lead.measure in COMPARED
        base = context.base_of(subject, lead.base if compare else None, done=lead.rate == "完成") or (
            context.base if compare and not aside and lead.measure is not Measure.SHARE else None
        )
        if lead.rate == "占比" and base is None:
            whole = context.levels[-1].subject.label if context.levels else None
            base = (self.namer.label(lead.whole)[0] or lead.whole) if lead.whole else whole
        year = (
            context.told_year or context.year
            if compare or lead.measure in COUNTS
            else lead.year or (None if aside else context.sentence_year) or context.year
        )
        direction = lead.direction
        if direction is not None and amount.value <= 0:
            # 增加-0.50 is less, and 下降-2.39 is no rise: the sign only says it twice.
            direction = 0 if amount.value == 0 else -1
        return Fact(
            subject=context.subject or subject,
            measure=measure,
            state=State.ZERO if amount.value == 0 else State.VALUE,
            number=(amount.start, amount.end),
            quote=(amount.start, amount.end),
            amount=amount,
            unit=amount.unit or context.units.get(subject.key, ""),
            year=year,
            stage=None if compare else context.stage_of(lead.stage),
            base=base,
            direction=direction,
            approximate=amount.approximate,
            aside=aside,
            rate=lead.rate,
            counted=subject.counted if measure in COUNTS else None,
        )

    def _beside(self, subject: Subject) -> Subject:
        """A number inside a reason: about something under what is explained, never about a notion as a whole."""
        above = self._explained or self.context.subject
        parents = (*above.parents, above.label) if above else subject.parents
        return renamed(subject, item=None, parents=parents)

    def _about(self, amount: Amount) -> bool:
        return bool(amount.approximate) and self.text[: amount.start].endswith(amount.approximate)

    def _counted(
        self, clause: Clause, position: int, words: str, amount: Amount, aside: bool
    ) -> tuple[Subject | None, int]:
        after = self.text[amount.unit_end : clause.end]
        cleaned, skipped = self.namer.label(words)
        noun, offset, behind = counted(cleaned, after, amount, exists=bool(_ENDS.search(words)))
        offset += skipped
        label = label_of(noun, behind)
        end = amount.unit_end + len(behind)
        subject = self._named(label, position + offset, amount=amount) if label else None
        if rules()["count.measures"].fullmatch(cleaned) and self.near.counts and self.near.sentence(position):
            # 公务接待220批次，人数2929人: how many of the same.
            subject = self.near.subject
        if subject is None and behind:
            subject = Subject(label=behind, at=position + len(words), parents=self.context.parents)
        if subject is None and self.near.ended == position and self.near.counts and not words:
            # 外借文献1576人次3898册次: two numbers of one name.
            subject = self.near.subject
        if subject is None and not aside and rules()["count.bare"].match(words):
            subject = self._sum(words, position, amount) or self.context.subject
        if subject is None and words.endswith(_HELD):
            # 事业编制35个，实有32人
            held = self.namer.subject("实有人数", position) if amount.dimension == "people" else None
            subject = Subject(label=_HELD, at=position, parents=self.context.parents, item=held.item if held else None)
        if subject is None:
            return None, amount.unit_end
        if subject.counted is None or behind:
            subject = replace(subject, counted=behind or counted_noun(subject.label))
        return subject, end if label else amount.unit_end

    def _named(
        self, words: str, at: int, *, opening: bool | None = False, amount: Amount | None = None
    ) -> Subject | None:
        """What the words name among what is spoken of; the list of parts ends where they have added up to their whole."""
        context = self.context
        named = self.namer.subject(words, at, context.parents, fund=context.fund, opening=opening)
        if named is not None and context.complete(
            named, amount, apart=self.text[self._clause_start - 1 : self._clause_start] == ";"
        ):
            named = self.namer.subject(words, at, context.parents, fund=context.fund, opening=opening)
        spoken = context.subject
        if named is None or spoken is None or named.item is not None or spoken.item is None:
            return named
        # 事业收入：2016年某大学事业收入 …: the name once more, with the body in front.
        again = named.label != spoken.label and named.label.endswith(spoken.label)
        return spoken if again and self.text[spoken.at :].startswith(spoken.label + ":") else named

    def _measured(
        self, clause: Clause, lead: Lead, words: str, position: int, amount: Amount, aside: bool
    ) -> tuple[Subject | None, int]:
        context, end = self.context, amount.unit_end
        if lead.name is not None:
            return self._named(lead.name, position) or context.subject, end
        at = position + max(words.find(lead.words), 0) if lead.words else position
        opening = self._opens(position)
        named = self._named(lead.words, at, opening=opening, amount=amount) if lead.words else None
        if named is None:
            if aside and lead.measure in COMPARED:
                return None, end
            use = self.near.behind(clause, lead, amount)
            if use and (named := self._named(use[0], use[1])) is not None:
                return named, use[1] + len(use[0])
            return self._spoken(lead, at, amount), end
        above = context.levels[-1].subject if context.levels else None
        if lead.words.startswith(_INVOLVED) and context.subject and context.subject is not above:
            named = renamed(named, item=None, parents=(*context.subject.parents, context.subject.label))
        if not aside and context.beside_whole(named):
            named = self._named(lead.words, at, opening=opening) or named
        named = context.part(named)
        return context.known(named) if lead.measure in COMPARED and not aside else named, end

    def _spoken(self, lead: Lead, at: int, amount: Amount) -> Subject | None:
        """What is spoken of where the words name nothing; 收入 and 支出 alone mean what has that side."""
        side = side_of(lead.words)
        if side is None:
            return self._sum(lead.words, at, amount) or self.context.subject or self._headed(lead)
        return spoken_side(self.context, self.namer, lead.words, side, at, self._given)

    def _sum(self, words: str, at: int, amount: Amount) -> Subject | None:
        """工资60万元，补助30万元，合计90万元: what was named beside each other, together."""
        if not _TOGETHER.fullmatch(words) or (worth := worth_of(amount)) is None:
            return None
        context = self.context
        beside: dict[str, Fact] = {}
        for fact in context.facts:
            if fact.sentence == context.sentence and fact.depth == len(context.levels) and fact.worth is not None:
                beside.setdefault(fact.subject.label, fact)
        parts = [f for f in beside.values() if f.amount and f.amount.dimension == amount.dimension]
        if len(parts) < 2 or sum((f.worth or 0 for f in parts), Decimal(0)) != worth:
            return None
        return Subject(label=words.strip(",:"), at=at, parents=context.parents)

    def _headed(self, lead: Lead) -> Subject | None:
        """The section's heading, for money that no sentence names."""
        return self.heading if lead.measure in (Measure.AMOUNT, Measure.CHANGE, Measure.RATE) else None

    def _opens(self, position: int) -> bool | None:
        """Whether words at a place open a statement; None where they only go on after "name:"."""
        spoken = self.context.subject
        if spoken is None or self.context.sentence_start == position:
            return True
        before = self.text[position - 1 : position]
        if before == ":" and self.text[:position].endswith(_AMONG):
            return False
        return None if before == ":" and spoken.at >= self.context.sentence_start else before in ("。", ";")
