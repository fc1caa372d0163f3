"""Sentences → figures: every amount of the running text with what it is about, or nothing at all.

A wrong facet makes a wrong answer: what cannot be told stays None, and a number whose subject cannot be told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.figures.prose.outline import Outline
from index.figures.prose.reader import COUNTS, Fact, Reader, value_of
from index.figures.prose.reasons import Reason
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Namer
from index.language.fold import Folded, fold_text, label_key
from index.language.numerals import units
from index.language.squeeze import squeeze
from index.model import Document, Figure, Measure, Paragraph, Source, Span, State
from index.vocabulary import load

__all__ = ["figures_from_prose"]


def figures_from_prose(document: Document) -> tuple[Figure, ...]:
    """Every figure that the document's sentences state; ids are left empty."""
    identity = document.identity
    vocabulary = load()
    bodies = sorted({fold_text(n) for n in (identity.org, *identity.aliases) if n}, key=len, reverse=True)
    namer = Namer(vocabulary=vocabulary, bodies=tuple(bodies))
    outline = Outline(namer)
    found: list[Figure] = []
    seen: set[tuple[object, ...]] = set()
    for paragraph in document.paragraphs:
        for figure in _paragraph(document, paragraph, namer, outline):
            key = _identity(figure)
            if key not in seen:
                seen.add(key)
                found.append(figure)
    return tuple(found)


def _paragraph(document: Document, paragraph: Paragraph, namer: Namer, outline: Outline) -> Iterator[Figure]:
    section = document.sections[paragraph.section]
    view = _without_remarks(squeeze(paragraph.text, paragraph.origin))
    if not view.text:
        return
    outline.enter(paragraph, section)
    if outline.is_heading(paragraph, section):
        return
    if rules()["sentence.nothing"].match(view.text) and section.path:
        yield from _nothing(document, paragraph, namer, view, section.path)
        return
    reader = Reader(view.text, namer, document.identity, outline.parents, outline.carried(view.text))
    reader.read()
    outline.leave(view.text, reader.main, reader.subject)
    for fact in reader.facts:
        reason = next((r for r in reader.reasons if _explains(r, fact, reader.facts)), None)
        yield _figure(document, paragraph, view, fact, section.path, reason)


def _without_remarks(view: Folded) -> Folded:
    """Without brackets that only remark on something: (以合同签订为准), (上一年度,下同)."""
    drop: set[int] = set()
    for match in re.finditer(r"\(([^()]*)\)", view.text):
        if rules()["label.remark"].search(match[1]) and not re.search(r"\d", match[1]):
            drop.update(range(match.start(), match.end()))
    kept = [i for i in range(len(view.text)) if i not in drop]
    return Folded(text="".join(view.text[i] for i in kept), origin=tuple(view.origin[i] for i in kept))


def _explains(reason: Reason, fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a reason tells why of this fact: of its subject, or of all that its sentence says of the whole."""
    if fact.aside or fact.number[0] >= reason.start:
        return False
    subject = reason.subject
    if not reason.words:
        return subject is not None and fact.subject.key is subject.key
    named = label_key(subject.label if subject else reason.words)
    same = (subject is not None and subject.item is not None and subject.item == fact.subject.item) or (
        len(label_key(fact.subject.label)) > 2 and label_key(fact.subject.label) in named
    )
    anywhere = any(f.subject.item == (subject.item if subject else None) and f.subject.item for f in facts)
    return same or (not anywhere and subject is not None and fact.subject.key is subject.key)


def _nothing(
    document: Document, paragraph: Paragraph, namer: Namer, view: Folded, path: tuple[str, ...]
) -> Iterator[Figure]:
    """The whole text of a section is 无: its heading names what there is not."""
    heading = rules()["sentence.heading_tail"].sub("", squeeze(path[-1]).text)
    heading = re.sub(r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.])", "", heading)
    subject = namer.subject(heading, 0)
    if subject is None or subject.item is None:
        return
    end = len(view.text.rstrip("。"))
    fact = Fact(
        subject=subject,
        measure=Measure.AMOUNT,
        state=State.NONE,
        number=(0, end),
        quote=(0, end),
        year=document.identity.year,
    )
    yield _figure(document, paragraph, view, fact, path, None)


def _figure(
    document: Document, paragraph: Paragraph, view: Folded, fact: Fact, path: tuple[str, ...], reason: Reason | None
) -> Figure:
    amount, value = value_of(fact)
    factor = units().yuan.get(fact.unit)
    zero = value is not None and value == 0 and fact.measure in (Measure.AMOUNT, Measure.CHANGE) and not fact.unit
    yuan = value * factor if value is not None and factor is not None else Decimal(0) if zero else None
    identity = document.identity
    number = view.span(*fact.number)
    page = paragraph.page
    if document.page_starts:
        page = sum(1 for start in document.page_starts if start <= number.start) or None
    counted = fact.measure in COUNTS
    narrowed = [p for p in fact.subject.parents if rules()["label.narrowing"].search(p)] if counted else []
    return Figure(
        id="",
        document=document.id,
        org=identity.org,
        year=fact.year if fact.year is not None else identity.year,
        stage=fact.stage or identity.stage,
        scope=identity.scope,
        item=fact.subject.item,
        label=fact.subject.label,
        measure=fact.measure,
        state=fact.state,
        amount=amount,
        value=value,
        unit=fact.unit or None,
        yuan=yuan,
        source=Source(page=page, section=path, span=number, quote=view.span(*fact.quote)),
        aspect=narrowed[-1] if narrowed else "",
        parents=fact.subject.parents,
        flow=fact.subject.flow,
        fund=None if counted else fact.subject.fund,
        code=fact.subject.code,
        base=fact.base,
        direction=fact.direction,
        approximate=fact.approximate,
        reason=_reason(view, reason) if reason else None,
    )


def _reason(view: Folded, reason: Reason) -> Span | None:
    end = min(reason.end, len(view.text))
    return view.span(reason.start, end) if reason.start < end else None


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
    )
