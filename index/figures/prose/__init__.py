"""Sentences → figures: every amount of the running text with what it is about, or nothing at all.

A wrong facet makes a wrong answer: what cannot be told stays None, and a number whose subject cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.figures.drafted import as_of
from index.figures.prose.explain import explained, explains
from index.figures.prose.facts import Fact
from index.figures.prose.make import figure_of, reason_span
from index.figures.prose.outline import Outline
from index.figures.prose.reader import Reader
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Namer
from index.figures.prose.views import joined, unit_of_all, with_unit, without_leaders, without_remarks
from index.language.fold import Folded, fold_text
from index.language.squeeze import squeeze
from index.model import Document, Figure, Measure, Paragraph, State
from index.vocabulary import load

__all__ = ["figures_from_prose"]

_ISSUED = re.compile(r"(?:发表于|发布(?:时间|日期)|成文日期|(?<!归档)日期|(?<!归档)时间)[:：]?\s*(20\d\d)\s*[-年/.]")
_COMPARED = re.compile(r"今年[^。;]{0,60}?比(20\d\d)年")
_BARE = re.compile(r"^[\d,.]+(?:万|亿|千)?元[。;]?$")


def figures_from_prose(document: Document) -> tuple[Figure, ...]:
    """Every figure that the document's sentences state; ids are left empty."""
    identity = document.identity
    bodies = sorted(
        {fold_text(n) for n in (identity.org, *identity.aliases, *identity.others) if n}, key=len, reverse=True
    )
    namer = Namer(vocabulary=load(), bodies=tuple(bodies))
    outline = Outline(namer)
    spoken_in = _spoken_in(document)
    unit = unit_of_all("".join(document.text.split()))
    found: list[Figure] = []
    seen: set[tuple[object, ...]] = set()
    for paragraph, view in joined(document):
        view = with_unit(view, unit) if unit else view
        for figure in _paragraph(document, paragraph, view, namer, outline, found, spoken_in):
            key = _identity(figure)
            if key not in seen:
                seen.add(key)
                found.append(figure)
    return tuple(found)


def _spoken_in(document: Document) -> int | None:
    """The year that 今年 means: that of its issue, or the one after a year it is compared with (今年 … 比2010年).

    Else the year of a budget; a final account may speak from its own year or from the next one.
    """
    issued = _ISSUED.search(document.text) or None
    if issued:
        return int(issued[1])
    text = fold_text("".join(document.text.split()))
    if compared := _COMPARED.search(text):
        return int(compared[1]) + 1
    year = document.identity.year
    if year is not None and f"{year + 1}年" in text:
        return year + 1
    return year if document.identity.stage == "预算" else None


def _paragraph(
    document: Document,
    paragraph: Paragraph,
    view: Folded,
    namer: Namer,
    outline: Outline,
    before: list[Figure],
    spoken_in: int | None,
) -> Iterator[Figure]:
    section = document.sections[paragraph.section]
    document = as_of(section.path, document)
    view = outline.unnumbered(without_leaders(without_remarks(view)))
    if not view.text:
        return
    outline.enter(paragraph, section)
    if outline.is_heading(paragraph, section):
        return
    if rules()["sentence.nothing"].match(view.text) and section.path:
        yield from _nothing(document, paragraph, namer, view, section.path)
        return
    carried = outline.carried(view.text)
    if carried is None and _BARE.match(view.text):
        carried = outline.titled(section)
    if carried is None and not outline.parents:
        carried = outline.headed(section)
    reader = Reader(
        view.text, namer, document.identity, outline.parents, carried, outline.fallback(section, view.text), spoken_in
    )
    reader.read()
    read = reader.context
    outline.leave(view.text, read.main, read.subject, [f.subject for f in read.facts if not f.depth])
    for reason in read.reasons:
        span = reason_span(view, reason)
        if span and reason.words and not any(explains(reason, fact, read.facts) for fact in read.facts):
            explained(before, reason.words, span, section.path, namer)
    for fact in read.facts:
        because = next((r for r in read.reasons if explains(r, fact, read.facts)), None)
        yield figure_of(document, paragraph, view, fact, section.path, because)


def _nothing(
    document: Document, paragraph: Paragraph, namer: Namer, view: Folded, path: tuple[str, ...]
) -> Iterator[Figure]:
    """The whole text of a section is 无: its heading names what there is not."""
    heading = rules()["sentence.number"].sub("", squeeze(path[-1]).text)
    names = (rules()[f"sentence.{tail}"].sub("", heading) for tail in ("title_tail", "heading_tail"))
    subjects = next((found for name in names if (found := namer.sides(name))), ())
    end = len(view.text.rstrip("。"))
    for subject in subjects:
        fact = Fact(
            subject=subject,
            measure=Measure.AMOUNT,
            state=State.NONE,
            number=(0, end),
            quote=(0, end),
            year=document.identity.year,
        )
        yield figure_of(document, paragraph, view, fact, path, None)


def _identity(figure: Figure) -> tuple[object, ...]:
    """What makes two statements of one section the same one, printed twice."""
    return (
        figure.source.section,
        figure.label,
        figure.parents,
        figure.measure,
        figure.state,
        figure.amount,
        figure.unit,
        figure.year,
        figure.stage,
        figure.base,
        figure.direction,
    )
