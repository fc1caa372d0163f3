"""A question × the documents it may be asked of → evidence: the figures worth weighing, each with its features."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.embedding import Embedder
from index.language.fold import fold_text, label_key
from index.library import DocumentInfo, Store
from index.recent import Recent
from qa.evidence.asked import Asked, asked
from qa.evidence.bars import bars_of
from qa.evidence.bodies import is_of
from qa.evidence.candidates import Drawer
from qa.evidence.card import Card, cards, texts_of
from qa.evidence.features import Matrix, matrix
from qa.evidence.pair import Scene
from qa.evidence.places import Places, unprinted
from qa.evidence.quantity import Quantifier
from qa.model import Query

_ANY: Mapping[str, frozenset[int]] = {}
_ELSEWHERE = "印在别的表里"
_KEPT = 200  # documents: two megabytes each
MOST = 120  # figures weighed for one question
_LEAST = 16  # of each document at the least


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The figures that may be meant and what speaks for each: one row of ``rows`` per card. Both may be empty. ``bars`` says of
    each card what bars it from answering, "" where nothing does."""

    asked: Asked
    cards: tuple[Card, ...]
    rows: Matrix
    documents: int
    bars: tuple[str, ...] = ()


class Drawers:
    """The figures of a store's documents as cards, each document prepared at its first question and kept while it is asked of."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Recent[tuple[str, str], Drawer] = Recent(_KEPT)

    def of(self, info: DocumentInfo) -> Drawer:
        """A document's cards of figures that have a value, of the body under which it is taken."""
        return self._kept.get((info.id, info.org if info.others else ""), lambda: self._made(info))

    def _made(self, info: DocumentInfo) -> Drawer:
        document = self._store.document(info.id)
        own = next((known for known in self._store.documents() if known.id == info.id), info)
        found = cards(own, document, self._store.figures_of(info.id))
        text = "".join(fold_text(document.text).split())
        return Drawer([c for c in found if c.figure.value is not None and is_of(c.figure, info)], text)


def gather(
    query: Query,
    infos: Sequence[DocumentInfo],
    drawers: Drawers,
    embedder: Embedder,
    quantifier: Quantifier | None,
    tables: Mapping[str, frozenset[int]] = _ANY,
) -> Evidence:
    """``tables`` are, by document, those that the question names: figures elsewhere are barred there.

    Never a figure of another year than one asked for, where the figure or its document tells its year; but where one document
    alone is asked that prints nothing of that year, what it does print is near."""
    admitted = [i for i in infos if not query.years or i.year is None or _near(i.year, query.years)] or list(infos)
    found: list[Card] = []
    each = max(_LEAST, MOST // max(1, len(admitted)))
    opened = [(info, drawers.of(info)) for info in admitted]
    text = reduce(frozenset.union, (d.text for _, d in opened), frozenset[str]())
    names = (part for i in infos[:3] for part in (i.org, *i.aliases, i.title))
    places = unprinted(query.text, opened[0][1].words) if len(opened) == 1 else Places()
    question = asked(query, quantifier, fold_text(" ".join((*names, *places.own))), places.foreign, text)
    for info, drawer in opened:
        own = [card.under(info) for card in drawer.nearest(question, each)]
        of_year = [c for c in own if not query.years or c.year is None or c.year in query.years]
        found += of_year or (own if len(opened) == 1 else [])
    # The table that a question names is where to look, not what is asked for.
    said = label_key(question.text.replace(query.table or "\0", " "))
    scene = Scene(
        figures=reduce(frozenset.union, (d.pairs for _, d in opened), frozenset()),
        text=text,
        documents=len(opened),
        named=max(
            (n for _, d in opened for n in d.names if n in said), key=lambda n: (len(n), -said.find(n)), default=""
        ),
    )
    return Evidence(
        asked=question,
        cards=tuple(found),
        rows=matrix(question, found, scene, _likeness(question, found, embedder)),
        documents=len(opened),
        bars=_barred(question, found, tables, opened[0][1].rows if len(opened) == 1 else ()),
    )


def _barred(
    question: Asked, found: Sequence[Card], tables: Mapping[str, frozenset[int]], rows: Collection[str]
) -> tuple[str, ...]:
    elsewhere = (c.info.id in tables and c.figure.source.table not in tables[c.info.id] for c in found)
    return tuple(
        _ELSEWHERE if other else bar for other, bar in zip(elsewhere, bars_of(question, found, rows), strict=True)
    )


def _near(year: int, asked_years: Sequence[int]) -> bool:
    """Whether a document of a year may print figures of the years asked for: its own, the last one's, the next one's."""
    return any(abs(year - wanted) <= 1 for wanted in asked_years)


def _likeness(question: Asked, found: Sequence[Card], embedder: Embedder) -> Matrix:
    """Cosines of the question with each card, its label, its sentence or column."""
    if not found:
        return np.zeros((0, 3), dtype=np.float32)
    wanted = embedder.encode([question.content], query=True)[0]
    told = (texts_of(found), [c.label for c in found], [c.sentence[-30:] + c.column + c.title[-20:] for c in found])
    return np.stack([embedder.encode(texts) @ wanted for texts in told], axis=1).astype(np.float32)
