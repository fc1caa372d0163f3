"""A question after many rows at once, answered from one table or enumeration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.language.fold import label_key
from index.library import DocumentInfo
from index.unread import lost_numbers
from qa.answer.outcome import Found
from qa.answer.phrase import title
from qa.answer.shelf import Shelf
from qa.model import Query, Value
from qa.plan.alike import groups
from qa.question.limits import Limit
from qa.tables.apart import apart
from qa.tables.build import enumerations, relations
from qa.tables.calling import CALLED, called, class_fit
from qa.tables.choose import Chosen, chosen
from qa.tables.left import asks_left, left
from qa.tables.relation import Relation
from qa.tables.request import Asked, read
from qa.tables.told import SHOWN, listed, where
from qa.tables.work import worked

_LEFT = frozenset({"figure", "change", "count", "sum", "passage", "compare_years", "percent"})


def answered(query: Query, shelf: Shelf) -> Found | None:
    """The answer that the rows of one table, or of one enumeration, give; None where none of them is surely meant, or two that
    may be meant say otherwise."""
    if asks_left(query.text) and query.kind in _LEFT and (rest := left(query, _held(query, shelf))):
        return rest
    asked = read(query)
    if asked is None:
        return None
    held = _held(query, shelf)
    if not query.unit and (held_apart := apart(asked, held)):
        return held_apart
    if asked.doing in ("count", "list") and not asked.limit:
        return None if query.unit else _counted(asked, query, held)
    # A unit that the question names is one of the rows, or the table is not what is meant.
    meant = [c for c in chosen(asked, query, held) if c.named or not query.unit]
    found = [f for c in meant if (f := worked(asked, c, query))]
    return found[0] if found and len({(f.value, f.text if f.value is None else "") for f in found}) == 1 else None


def _held(query: Query, shelf: Shelf) -> list[Relation]:
    return [r for info in _documents(query, shelf) for r in _relations(info, shelf)]


def _documents(query: Query, shelf: Shelf) -> list[DocumentInfo]:
    """The papers of the body that the question may be asked of, none whose numbers were not all read; of several bodies only the
    one paper that is asked alone and prints them all."""
    if len(query.orgs) == 1:
        held = shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes)
    else:
        alone = shelf.documents if len(shelf.documents) == 1 else ()
        held = tuple(i for i in alone if set(query.orgs) <= {i.org, *i.others})
    return [info for info in held if not lost_numbers(info.warnings)]


def _relations(info: DocumentInfo, shelf: Shelf) -> tuple[Relation, ...]:
    # Of all bodies of a document that prints several: each of them may be a row.
    cards = [card.under(info) for card in shelf.drawers.of(replace(info, others=())).cards]
    told = groups(card for card in cards if card.figure.source.table is None)
    prose = (each for g in told if not g.across for each in enumerations(info, g.members, g.whole))
    return (*relations(info, shelf.document(info.id), cards), *prose)


def _counted(asked: Asked, query: Query, held: Sequence[Relation]) -> Found | None:
    """How many rows there are of what is asked for, where just one table lists them; of those that have what a column tells, where
    the question names it (有灾后重建资金的乡镇)."""
    kinds_told = [c for c in chosen(replace(asked, content=()), query, held) if c.only]
    if kinds_told:
        return _of_kind(kinds_told[0]) if len({tuple(e.row for e in c.rows) for c in kinds_told}) == 1 else None
    if asked.doing != "count":
        return None
    if asked.content:
        some = replace(asked, doing="limit", limit=Limit(relation="over", amount=Decimal(0), money=None, said="有数"))
        meant = [c for c in chosen(some, query, held) if all(word in c.column.words for word in asked.content)]
        told = [found for c in meant if (found := worked(some, c, query))]
        return told[0] if told and len({f.value for f in told}) == 1 else None
    fits = [r for r in held if r.table is not None and not r.under and (class_fit(asked, r) or 0) >= CALLED]
    if len({len(called(asked, r)) for r in fits}) != 1:
        return None
    relation, entries = fits[0], called(asked, fits[0])
    figures = tuple(next(iter(e.cards.values())).figure for e in entries if e.cards)
    names = "、".join(entry.printed for entry in entries[:SHOWN])
    return Found(
        text=f"{relation.info.org}{title(relation.info)}的表中共列{len(entries)}项：{names}。",
        value=Value(amount=str(len(entries)), unit=None),
        figures=figures[:SHOWN],
        parts=figures,
    )


def _of_kind(meant: Chosen) -> Found:
    """The rows of which a column of words says what is asked for."""
    rows = [(e, e.cards[meant.column.index].figure) for e in meant.rows if meant.column.index in e.cards]
    figures = tuple(figure for _, figure in rows)
    return Found(
        text=f"{where(meant.relation)}的表中“{meant.only}”的共{len(meant.rows)}项：{listed(rows)}。",
        value=Value(amount=str(len(meant.rows)), unit=None),
        figures=figures[:SHOWN],
        parts=figures,
    )


def contradicted(query: Query, found: Found) -> bool:
    """Whether what was put in order or counted is called something else than the rows that the question asks for."""
    asked = read(query)
    names = [label_key(figure.label) for figure in found.parts]
    if asked is None or not names:
        return False
    ends = [pattern for _, pattern in asked.nouns if pattern.pattern]
    bodies = [label_key(figure.parents[-1]) for figure in found.parts if figure.parents]
    return bool(ends) and not any(end.search(name) for end in ends for name in (*names, *bodies))
