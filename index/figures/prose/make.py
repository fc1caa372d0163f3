"""A fact of a paragraph → a figure of the document."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

from index.figures.prose.facts import COUNTS, Fact, value_of
from index.figures.prose.reasons import Reason
from index.figures.prose.rules import rules
from index.figures.prose.subjects import Subject
from index.language.fold import Folded, label_key
from index.language.numerals import units
from index.model import Document, Figure, Measure, Paragraph, Source, Span
from index.vocabulary import load


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
    about = _narrowed(fact.subject, path)
    narrowed = [p for p in fact.subject.parents if rules()["label.narrowing"].search(p)] if counted else []
    return Figure(
        id="",
        document=document.id,
        org=identity.org,
        year=fact.year if fact.year is not None else identity.year,
        stage=fact.stage or identity.stage,
        scope=identity.known_scope,
        item=about.item,
        label=about.label,
        measure=fact.measure,
        state=fact.state,
        amount=amount,
        value=value,
        unit=fact.unit or None,
        yuan=yuan,
        source=Source(page=page, section=path, span=number, quote=view.span(*fact.quote)),
        aspect=narrowed[-1] if narrowed else "",
        parents=fact.subject.parents,
        flow=about.flow,
        fund=None if counted else about.fund,
        code=fact.subject.code,
        base=fact.base,
        direction=fact.direction,
        approximate=fact.approximate,
        reason=reason_span(view, reason) if reason else None,
        rate=fact.rate,
        counted=fact.counted,
    )


def _narrowed(subject: Subject, path: tuple[str, ...]) -> Subject:
    """A total of everything, named in a section on one kind of money, is the total of that money alone."""
    if subject.item is None or not path or "、" in label_key(path[-1]):
        return subject
    fund = subject.fund or load().fund_of(path[-1])
    table = _totals().get(fund or "", {})
    if fund is None or subject.item not in table:
        return subject
    item = table[subject.item] or None
    label = subject.label if load().fund_of(subject.label) else f"{fund}{subject.label}"
    return replace(subject, item=item, label=label, fund=fund)


@cache
def _totals() -> Mapping[str, Mapping[str, str]]:
    """``narrowed.toml``: by fund, the notion of everything → the notion of this money, "" where none has a name."""
    data: dict[str, dict[str, str]] = tomllib.loads(
        files("index.vocabulary").joinpath("narrowed.toml").read_text(encoding="utf-8")
    )
    return data


def reason_span(view: Folded, reason: Reason) -> Span | None:
    end = min(reason.end, len(view.text))
    return view.span(reason.start, end) if reason.start < end else None
