"""What a paragraph stands under: numbered paragraphs and headings that open a list of parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures.prose.rules import rules
from index.figures.prose.subjects import Namer, Subject
from index.language.fold import Folded
from index.language.squeeze import squeeze
from index.model import Paragraph, Section
from index.parsing.words import level_of

_NUMBERED = re.compile(r"^(\d{1,2})[.、](\d)?")
_INLINE = re.compile(r"(?:其中|包括|如下|分别(?:是|为)|具体)[:,]?(\(一\)|1[.、]|一[、.])")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_CLASS = re.compile(r"\(\d*[类款]\)")


class Outline:
    """Keeps the open lists from paragraph to paragraph."""

    def __init__(self, namer: Namer) -> None:
        self._namer = namer
        self._section = -1
        self._headings: tuple[str, ...] = ()
        self._open: list[tuple[int, Subject, bool]] = []
        self._level: int | None = None
        self._subject: Subject | None = None
        self._ended = "。"
        self._number = 0

    def unnumbered(self, view: Folded) -> Folded:
        """The paragraph without a list number that would run into what follows: 1.2023年收入, 5.30万元用于 after 4."""
        match = _NUMBERED.match(view.text)
        last, self._number = self._number, int(match[1]) if match else 0
        if match is None or not match[2]:
            return view
        if not _YEAR.match(view.text, match.end(1) + 1) and self._number != last + 1:
            return view
        return Folded(text=view.text[match.end(1) + 1 :], origin=view.origin[match.end(1) + 1 :])

    def enter(self, paragraph: Paragraph, section: Section) -> None:
        """A new paragraph begins: close the lists that it does not belong to."""
        self._level = level_of(paragraph.text)
        if paragraph.section != self._section:
            self._section = paragraph.section
            self._headings = self._classes(section)
            self._open, self._subject = [], None
        kept: list[tuple[int, Subject, bool]] = []
        for level, subject, numbered in self._open:
            if self._level is None:
                # A list of numbered items ends with the first paragraph that has no number; one of lines ends with a full stop.
                if not numbered and self._ended != "。":
                    kept.append((level, subject, numbered))
            elif level < self._level:
                kept.append((level, subject, True))
        self._open = kept

    def _classes(self, section: Section) -> tuple[str, ...]:
        names = []
        for heading in section.path:
            text = squeeze(heading).text
            if _CLASS.search(text) and (subject := self._namer.path(text, 0)):
                names.extend([*subject.parents, subject.label])
        return tuple(dict.fromkeys(names))

    def is_heading(self, paragraph: Paragraph, section: Section) -> bool:
        """Whether the paragraph is nothing but its section's heading."""
        return (
            bool(section.path)
            and paragraph.origin[0] == section.span.start
            and section.body.start > paragraph.origin[-1]
        )

    @property
    def parents(self) -> tuple[str, ...]:
        """The labels that the paragraph's own subjects stand under."""
        if not self._open:
            return self._headings
        subject = self._open[-1][1]
        return tuple(dict.fromkeys((*self._headings, *subject.parents, subject.label)))

    def carried(self, text: str) -> Subject | None:
        """The subject of the paragraph before, where this one only goes on about it (与上年相比增加 …)."""
        return self._subject if self._level is None and rules()["sentence.inherit"].match(text) else None

    def leave(self, text: str, main: Subject | None, subject: Subject | None, told: Sequence[Subject]) -> None:
        """The paragraph was read: it may open a list."""
        self._ended = text[-1:] or "。"
        self._subject = main or subject
        if text.endswith(":"):
            main = self._listed(text, main, told) or main
        if main is None:
            return
        if (first := _INLINE.search(text)) and (level := level_of(first[1] + "的")) is not None:
            # …，其中：（一）…: the list began in the sentence itself.
            self._open.append((level - 1, main, True))
            return
        if text.endswith(":") or (_CLASS.search(text) and text.endswith(")")):
            self._open.append((self._level or 0, main, False))
        elif self._level is not None and not text.endswith(("。", ";")):
            self._open.append((self._level, main, False))
        elif _CLASS.search(text) and not text.endswith(("。", ";")):
            self._open.append((self._open[-1][0] + 1 if self._open else 0, main, False))

    def _listed(self, text: str, main: Subject | None, told: Sequence[Subject]) -> Subject | None:
        """What the last words before a list name as its whole: 主要税收收入项目情况: is a list of 税收收入.

        支出分项目如下: is one of what was told last of that side.
        """
        words = re.split("[,;。]", text[:-1])[-1]
        match = rules()["sentence.list"].fullmatch(words)
        named = self._namer.subject(match["np"], 0, main.parents if main else ()) if match else None
        if named is not None and named.item is not None:
            return named
        sides = [side for side in ("收入", "支出") if side in words]
        return next((s for s in reversed(told) if len(sides) == 1 and s.flow == sides[0]), None)

    def named(self, section: Section) -> Subject | None:
        """The section's heading as a weak name, for money that no sentence names."""
        heading = squeeze(section.path[-1]).text if section.path else ""
        words = rules()["sentence.title_tail"].sub("", rules()["sentence.number"].sub("", heading))
        return self._namer.subject(words, 0) if words else None

    def fallback(self, section: Section, text: str) -> Subject | None:
        """A weak name for what no sentence names: the heading, else what the paragraph before was about.

        Not where a number was cut between two paragraphs.
        """
        if self._ended.isdigit() and text[:1].isdigit():
            return None
        if self._ended not in "。;!?":
            # The paragraph before was cut in the middle of its sentence.
            return self._subject or self.named(section)
        return self.named(section) or self._subject

    def headed(self, section: Section) -> Subject | None:
        """The notion that the section's heading names, for sentences that leave it out (2021年预算数为5万元)."""
        if not section.path:
            return None
        words = rules()["sentence.heading_tail"].sub(
            "", rules()["sentence.number"].sub("", squeeze(section.path[-1]).text)
        )
        subject = self._namer.subject(words, 0) if words else None
        return subject if subject and subject.item else None

    def titled(self, section: Section) -> Subject | None:
        """The section's heading as a subject, for a section that is nothing but an amount."""
        names = [rules()["sentence.number"].sub("", squeeze(h).text) for h in section.path[-2:]]
        if not names or len(names[-1]) < 2:
            return None
        parents = tuple(rules()["sentence.heading_tail"].sub("", n) or n for n in names[:-1])
        return Subject(label=names[-1], at=0, parents=parents)
