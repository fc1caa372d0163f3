"""A fact of a paragraph → a figure of the document."""

from __future__ import annotations

from decimal import Decimal

from index.figures.prose.facts import COUNTS, Fact, value_of
from index.figures.prose.reasons import Reason
from index.figures.prose.rules import rules
from index.language.fold import Folded
from index.language.numerals import units
from index.model import Document, Figure, Measure, Paragraph, Source, Span


def figure_of(
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
        reason=reason_span(view, reason) if reason else None,
    )


def reason_span(view: Folded, reason: Reason) -> Span | None:
    end = min(reason.end, len(view.text))
    return view.span(reason.start, end) if reason.start < end else None
