"""The items that a printed whole is made of: figures that stand together and, added up, come to it.

What adds up to a printed whole is proven to be all of its parts, of one kind and on one level; only then can one say which
of them is the largest.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from index.library import DocumentInfo
from index.model import Measure
from index.vocabulary import load
from qa.answer.shelf import Shelf
from qa.evidence.asked import Asked, asked
from qa.evidence.card import Card
from qa.evidence.pair import cover, pairs_of
from qa.evidence.rates import words
from qa.model import Query
from qa.question.slots import cues

_FEWEST = 3  # items: of two it is no question which is the larger
_SAID = 0.5  # the share of the question that must stand around a breakdown
_APART = 0.05  # how much better the best must be than another with another first item


def breakdown(query: Query, infos: Sequence[DocumentInfo], shelf: Shelf) -> tuple[Card, ...]:
    """The items of the whole that the question names; () where none is proven, or several are meant as well."""
    if words()["asks"]["without"].search(query.text):
        return ()
    question = asked(query, None)
    found = [group for info in infos for group in _groups([c.under(info) for c in shelf.drawers.of(info).cards], query)]
    scored = sorted(((_said(question, *group), group[1]) for group in found), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _SAID:
        return ()
    best, items = scored[0]
    first = max(items, key=_yuan)
    rivals = (rows for score, rows in scored[1:] if score > best - _APART)
    return items if all(max(rows, key=_yuan).label == first.label for rows in rivals) else ()


def _groups(cards: Sequence[Card], query: Query) -> list[tuple[Card, tuple[Card, ...]]]:
    """(whole, items) for each run of figures that add up to a printed amount."""
    filed: dict[tuple[object, ...], dict[str, Card]] = {}
    money = [
        c for c in cards if c.figure.measure is Measure.AMOUNT and c.figure.yuan is not None and _of_year(c, query)
    ]
    for card in money:
        if words()["fragments"]["total"].search(card.label):
            continue
        source = card.figure.source
        place = (
            (source.table, source.column_index, len(card.figure.code or ""))
            if source.table is not None
            else card.section
        )
        filed.setdefault((place, card.parents, card.year, card.stage), {}).setdefault(card.label, card)
    level = next((size for word, size in cues()["levels"].items() if word in query.text), None)
    found = []
    for rows in filed.values():
        items = tuple(rows.values())
        total = sum((_yuan(c) for c in items), Decimal(0))
        slack = sum((_step(c) for c in items), Decimal(0)) / 2
        wholes = (
            c for c in money if c.label not in rows and abs(_yuan(c) - total) <= slack and c.year == items[0].year
        )
        if level is not None and any(len(c.figure.code or "") != level for c in items):
            continue
        if len(items) >= _FEWEST and total and (whole := next(wholes, None)) is not None:
            found.append((whole, items))
    return found


def _of_year(card: Card, query: Query) -> bool:
    return card.year in query.years if query.years else card.year in (None, card.info.year)


def _said(question: Asked, whole: Card, items: Sequence[Card]) -> float:
    """How much of the question stands around a breakdown: in the name of its whole and over its items."""
    first = items[0]
    around = "|".join((whole.label, first.parents, first.section, first.title, first.column))
    flows = {load().concepts[k].flow for k in question.keys if k in load().concepts}
    own = whole.figure.flow or (load().concepts[whole.figure.item].flow if whole.figure.item else None)
    against = bool(flows - {None}) and own is not None and own not in flows
    named = whole.figure.item is not None and whole.figure.item in question.keys
    return (cover(question, pairs_of(around)) + (0.5 if named else 0.0)) * (0.0 if against else 1.0)


def _yuan(card: Card) -> Decimal:
    return card.figure.yuan or Decimal(0)


def _step(card: Card) -> Decimal:
    """One unit in the last printed place, in yuan."""
    figure = card.figure
    if figure.value is None or figure.yuan is None or not figure.value:
        return Decimal(0)
    exponent = figure.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * abs(figure.yuan / figure.value)
