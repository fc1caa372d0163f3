"""A figure in comparable form: every place around it that tells what it is, as folded words and pairs of characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import add

from index.language.fold import fold_text, label_key
from index.library import DocumentInfo
from index.model import Document, Figure, Measure, Paragraph
from index.vocabulary import load

_AROUND = 60  # characters of the sentence kept before a number
_BEHIND = 8  # characters kept behind it
_ITEM = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]")
_STOP = re.compile(r"[。！？;；]")
_CLAUSE = re.compile(r"[,，:：、()（）。;；]")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3})")
_NUMBER = re.compile(r"[-−]?\d[\d,.]*")


def pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; a single character stands for itself; none for no text."""
    return frozenset(map(add, text, text[1:])) or (frozenset((text,)) if text else frozenset())


# A question weighs some hundred cards; all of a library would be gigabytes.
_recent_pairs = lru_cache(maxsize=1 << 12)(pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is printed around one figure. Words are folded; ``*_pairs`` are their pairs of characters.

    ``label`` and ``aspect`` name it, ``parents`` is what it stands under (nearest first, joined by "|"), ``section`` the
    last two headings, ``lead`` the line that leads up to its list, ``title``, ``row`` and ``column`` those of its table, ``sentence`` what stands before it in its
    sentence and ``behind`` a few characters after it, ``clause`` the last clause before the number. ``item`` and
    ``aspect_item`` are notions, ``above_items`` those of the parents, ``wholes`` what these are part of.
    ``number`` is the place among the document's figures, ``siblings`` how many figures of the document share notion and measure.
    ``paper`` is the document as the library knows it, ``info`` as it is taken for this question (one chosen, whose year is left open).
    """

    figure: Figure
    info: DocumentInfo
    number: int
    label: str
    aspect: str
    parents: str
    section: str
    title: str
    row: str
    column: str
    sentence: str
    behind: str
    clause: str
    lead: str
    label_pairs: frozenset[str]
    named_pairs: frozenset[str]
    above_items: frozenset[str]
    wholes: frozenset[str]
    siblings: int
    clauses: int
    paper: DocumentInfo

    def under(self, info: DocumentInfo) -> Card:
        """The card as one of a document that is taken for something else."""
        return self if info is self.info or info == self.info else replace(self, info=info)

    @property
    def own(self) -> str:
        """What names the figure: its name and what that stands under, its cell's headings and its table's title, joined by "|"."""
        return "|".join((self.label, self.aspect, self.parents, self.row, self.column, self.title))

    @property
    def near_pairs(self) -> frozenset[str]:
        """The pairs of its name and of what it stands under."""
        return _recent_pairs("|".join((self.label, self.aspect, self.parents)))

    @property
    def all_pairs(self) -> frozenset[str]:
        """The pairs of all the words before it and behind it."""
        return _recent_pairs(self.printed)

    @property
    def printed(self) -> str:
        """All the words before it and behind it, joined by "|"."""
        return f"{self.around}|{self.behind}"

    @property
    def around(self) -> str:
        """All the words before it, joined by "|"."""
        return "|".join(
            (
                self.label,
                self.aspect,
                self.parents,
                self.section,
                self.title,
                self.column,
                self.row,
                self.lead,
                self.sentence,
            )
        )

    @property
    def year(self) -> int | None:
        """The figure's own year, its document's where it tells none."""
        return self.figure.year if self.figure.year is not None else self.info.year

    @property
    def stage(self) -> str | None:
        """Likewise its stage."""
        return self.figure.stage or self.info.stage


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """What is worked out once for all figures of a document: titles of its tables, its paragraphs with where each starts, and how many
    figures share a notion (or label) and a measure."""

    info: DocumentInfo
    titles: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]
    leads: tuple[str, ...]
    alike: Mapping[tuple[str, Measure], int]


def cards(info: DocumentInfo, document: Document, figures: Sequence[Figure]) -> tuple[Card, ...]:
    """The cards of a document's figures, in order; figures without a value too."""
    paragraphs = tuple(p for p in document.paragraphs if p.origin)
    paper = _Paper(
        info=info,
        titles=tuple(label_key(table.title) for table in document.tables),
        paragraphs=paragraphs,
        starts=tuple(p.origin[0] for p in paragraphs),
        leads=tuple(_leads(paragraphs)),
        alike=Counter(_thing(figure) for figure in figures),
    )
    return tuple(_card(paper, figure, number) for number, figure in enumerate(figures))


def _leads(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Of each paragraph of a list (2．县城供热管网改造7,200万元；) the folded line that leads up to it (新增专项债券安排如下：), else ""."""
    lead = ""
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        listed = _ITEM.match(text) is not None
        lead = lead if listed else ""
        yield lead
        if not listed and text.endswith(("：", ":")):
            lead = label_key(text[-_AROUND:])


def _thing(figure: Figure) -> tuple[str, Measure]:
    return figure.item or figure.label, figure.measure


def _card(paper: _Paper, figure: Figure, number: int) -> Card:
    source = figure.source
    label, aspect = label_key(figure.label), label_key(figure.aspect) if figure.aspect else ""
    parents = "|".join(label_key(p) for p in reversed(figure.parents))
    section = "|".join(label_key(s) for s in source.section[-2:])
    title = paper.titles[source.table] if source.table is not None and source.table < len(paper.titles) else ""
    row, column = label_key(source.row or ""), label_key(source.column or "")
    sentence = behind = clause = lead = ""
    if source.table is None and source.span is not None and paper.starts:
        paragraph = paper.paragraphs[max(0, bisect_right(paper.starts, source.span.start) - 1)]
        sentence, behind = _around(paragraph.text, paragraph.origin, source.span.start, source.span.end)
        lead = paper.leads[max(0, bisect_right(paper.starts, source.span.start) - 1)]
        plain = _THOUSANDS.sub("", sentence)
        clause = _NUMBER.sub("", _CLAUSE.split(plain)[-1])
    above = frozenset(k for p in figure.parents for k in _concept(p))
    return Card(
        figure=figure,
        info=paper.info,
        number=number,
        label=label,
        aspect=aspect,
        parents=parents,
        section=section,
        title=title,
        row=row,
        column=column,
        sentence=sentence,
        behind=behind,
        clause=clause,
        lead=lead,
        label_pairs=pairs(label),
        named_pairs=pairs(label) | pairs(aspect),
        above_items=above,
        wholes=frozenset(w for k in (figure.item, figure.aspect_item) if k for w in load().ancestors(k)) | above,
        siblings=paper.alike[_thing(figure)],
        clauses=len(_CLAUSE.findall(sentence)),
        paper=paper.info,
    )


def _around(text: str, origin: Sequence[int], start: int, end: int) -> tuple[str, str]:
    """What stands before a number in its sentence, and the few characters behind it."""
    at = bisect_right(origin, start) - 1
    stop = bisect_right(origin, end - 1)
    before = text[max(0, at - _AROUND * 3) : at]
    before = _STOP.split(before)[-1][-_AROUND:]
    after = _STOP.split(text[stop : stop + _BEHIND])[0]
    return fold_text(before).replace(" ", ""), fold_text(after).replace(" ", "")


@lru_cache(maxsize=1 << 14)
def _concept(label: str) -> tuple[str, ...]:
    concept = load().concept_of(label)
    return (concept.key,) if concept else ()


def texts_of(found: Iterable[Card]) -> list[str]:
    """What is embedded of each card: what it is called and what it stands under."""
    return [f"{c.label} {c.aspect} {c.parents}"[:80] for c in found]
