"""Which of a document's groups of like figures a question speaks of: by what is printed over them and around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.library import DocumentInfo
from index.model import Measure
from index.unread import lost_numbers
from index.vocabulary import load
from index.vocabulary.organisations import is_body
from qa.answer.alike import names_of
from qa.answer.forms import FORM
from qa.answer.lookup import measure_admits, stage_admits
from qa.answer.rows import row_name
from qa.answer.shelf import Shelf
from qa.evidence.asked import Asked, Part, asked
from qa.evidence.card import Card
from qa.evidence.pair import cover, pairs_of, share
from qa.model import Query
from qa.plan.alike import COUNTED, Group, groups, of_notion
from qa.plan.cues import patterns
from qa.plan.forms import of_forms
from qa.plan.sought import Sought, sought
from qa.question.slots import cues

_SAID = 0.5  # the share of the question that must be printed around a group
_NEAR = 0.1  # groups so near to the best may be meant as well
HEAVY = 1.2  # what a question names and nothing around a group says: so much weight is too much


def nearest(query: Query, shelf: Shelf, least: int = 2) -> tuple[Group, ...]:
    """The groups of at least so many that may be meant, best first, nearly as good ones behind it; () where none is."""
    wanted = sought(query)
    question = asked(wanted.topic, None)
    scored = [
        (score, group)
        for info in documents(query, shelf)
        for group in _groups(cards_of(query, info, shelf, wanted.measures), wanted, question)
        if not (group.whole is None and lost_numbers(info.warnings))  # which is the largest cannot be told
        if len(group.members) >= least and _fits(group, wanted) and (score := _score(question, group, wanted)) >= _SAID
    ]
    if not scored:
        return ()
    best = max(score for score, _ in scored)
    return tuple(group for score, group in sorted(scored, key=lambda pair: -pair[0]) if score >= best - _NEAR)


def _groups(cards: Sequence[Card], wanted: Sought, question: Asked) -> Iterator[Group]:
    """All groups of a document, without the members that the question leaves out, or that are of another kind of purchase."""
    for key in question.keys:
        yield from of_notion(key, cards)
    if wanted.projects and (forms := of_forms(cards)):
        yield forms
    kinds = {key for key in question.keys if (concept := load().concepts.get(key)) and concept.parent == "政府采购"}
    for group in groups(cards):
        kept = tuple(c for c in group.members if not any(word in c.label for word in wanted.without))
        if kinds and any(kinds & c.wholes for c in kept):
            kept = tuple(c for c in kept if kinds & c.wholes)
        if len(kept) < len(group.members):
            yield replace(group, members=kept, whole=None, rest=None) if kinds else replace(group, members=kept)
        elif not wanted.without:
            yield group


def documents(query: Query, shelf: Shelf) -> tuple[DocumentInfo, ...]:
    """The papers that a question about one body may be asked of."""
    return shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes)


def cards_of(query: Query, info: DocumentInfo, shelf: Shelf, measures: frozenset[Measure]) -> list[Card]:
    """A document's figures of the year, stage and quantity that a question asks for."""
    loose = query.counted == cues()["countwords"]["any"] or (query.measure == Measure.COUNT and not query.counted)
    wanted = replace(query, measure=None, counted=None) if loose else query
    tables = shelf.tables_called(info.id, query.table) if query.table else None
    return [
        card.under(info)
        for card in shelf.drawers.of(replace(info, others=())).cards  # of all bodies of a document of several
        if card.figure.measure in measures
        and (tables is None or card.figure.source.table in tables)
        and (card.year in query.years if query.years else card.year in (None, info.year))
        and stage_admits(query, card.figure, info, bool(query.years))
        and (not wanted.measure or measure_admits(wanted, card.figure))
    ]


def _fits(group: Group, wanted: Sought) -> bool:
    """Whether the members are the kind of rows that are asked for, each of another name."""
    figure = group.first.figure
    if len({row_name(card.figure) for card in group.members}) < len(group.members):
        return False
    bodies = sum(is_body(card.label) for card in group.members) * 2 > len(group.members)
    if bodies != wanted.bodies:
        return False
    if wanted.level is not None and len(figure.code or "") != wanted.level:
        return False
    if wanted.many is not None and (group.across or len(group.members) != wanted.many):
        return False
    if figure.table_kind == FORM and not group.forms and _in_form(group.first):
        return False
    return _listed(group, wanted) and (not wanted.fund or figure.fund in (None, wanted.fund))


def _in_form(card: Card) -> bool:
    """Whether a figure is the whole money of one project, or a part of it."""
    return any(name in cues()["project"]["totals"] for name in (card.label, *card.parents.split("|")))


def _listed(group: Group, wanted: Sought) -> bool:
    """Whether projects stand where projects are listed, purchases where these are."""
    if not wanted.projects:
        return True
    first, listing = group.first, cues()["enumerated"]
    if group.forms:
        return True
    if wanted.bought:
        return first.figure.table_kind in listing["政府采购"]
    named = sum(card.figure.item is not None for card in group.members)  # subjects of a classification are no projects
    under = "项目支出" in first.above_items or "项目" in first.parents
    return (first.figure.table_kind in listing["项目支出"] or under) and named * 2 <= len(group.members)


def around(group: Group) -> str:
    """What is printed over the members and around them."""
    first, whole = group.first, group.whole
    over = (whole.label, whole.aspect, whole.section) if whole else ()
    return "|".join((*over, first.aspect, first.parents, first.section, first.title, first.column))


def _score(question: Asked, group: Group, wanted: Sought) -> float:
    """How much of the question stands around a group, 0… (more than 1 where its whole is the notion asked about)."""
    text, first, whole = around(group), group.first, group.whole
    parts = [p for p in question.parts if not (wanted.fund and load().fund_of(p.text) == wanted.fund)]
    keys = {k for card in (whole, first) if card for k in (*card.above_items, card.figure.aspect_item) if k}
    own = {whole.figure.item} if whole and whole.figure.item else set()
    nearby = "|".join((text, first.sentence, whole.sentence if whole else ""))
    if not _flows(parts, group, own) or any(
        p.weight >= HEAVY and not _met(p, nearby, keys | own | first.wholes) for p in parts
    ):
        return 0.0
    told = cover(question, pairs_of(text)) if question.parts else _SAID
    told += 0.5 * bool(question.keys & (own | keys) or wanted.projects or _bought(group, wanted) or group.defined)
    told += 0.3 * bool(wanted.fund and first.figure.fund == wanted.fund)
    told -= 0.3 * bool(
        first.aspect and first.aspect not in question.text and first.figure.aspect_item not in question.keys
    )
    told -= 0.3 * (first.figure.table_kind == FORM and not re.search(cues()["asked"]["forms"], question.query.text))
    told -= 0.2 * _beyond(question, group)
    told -= 0.15 * (first.figure.measure in COUNTED and not question.query.measure and not question.query.counted)
    told += (0.2 if wanted.level or wanted.projects or wanted.bought else -0.3) * group.across
    return told + (0.1 * (len(first.figure.code or "") == 3) + 0.2 * _classified(group) if wanted.classes else 0.0)


def _bought(group: Group, wanted: Sought) -> bool:
    return wanted.bought and group.first.figure.table_kind in cues()["enumerated"]["政府采购"]


def _classified(group: Group) -> bool:
    """Whether most of the members are subjects of a classification."""
    items = [load().concepts.get(c.figure.item or "") for c in group.members]
    return sum(item is not None and item.kind in ("function", "economic") for item in items) * 2 > len(items)


def _flows(parts: Sequence[Part], group: Group, own: set[str]) -> bool:
    """Whether the members are on the side, income or expenditure, that the question names."""
    concepts, first = load().concepts, group.first
    asked_for = {concepts[k].flow for p in parts for k in p.keys if k in concepts} - {None}
    told = [concepts[c.figure.item].flow for c in group.members if c.figure.item and c.figure.item in concepts]
    flow = max(told, key=told.count) if told else None
    flow = flow or first.figure.flow or next((concepts[k].flow for k in own if k in concepts), None)
    return not asked_for or flow is None or flow in asked_for


def _met(part: Part, text: str, keys: set[str] | frozenset[str]) -> bool:
    """Whether a part of the question is printed around a group, by its words or its notion."""
    if part.text in text or part.keys & keys:
        return True
    return not part.keys and share(pairs_of(text), pairs_of(part.text)) >= 0.6


def _beyond(question: Asked, group: Group) -> float:
    """The share of what is printed over the members that the question does not say, words that every title has left out."""
    whole = group.whole.label if group.whole else ""
    parent = "" if group.across else group.first.parents.split("|")[0]
    over = patterns()["class"]["bare"].sub("", whole + parent)
    said = question.text + "".join(form for key in question.keys for form in names_of(key))
    return sum(c not in said for c in over) / len(over) if over else 0.0
