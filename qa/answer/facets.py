"""What a figure is about, prepared once per document for comparing with questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.language.fold import label_key
from index.model import Figure
from index.vocabulary import load
from qa.question.slots import cues

_TOTAL = re.compile(r"(?:本年|当年)?(?:财政拨款)?(?:收入|支出|收支|收入支出)?(?:合|总|小)计")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """A figure with its words in comparable form.

    ``own`` are the label and the aspect, ``above`` the parents (nearest first), ``around`` the table's title, the
    column's path, the section and the fund; ``concepts`` are the vocabulary's keys of label and aspect, ``wholes`` the
    keys of everything that they are part of or stand under.
    ``total`` marks a row of grand totals, whose own name a question need not say when it names the aspect.
    """

    figure: Figure
    label: str
    aspect: str
    above: tuple[str, ...]
    around: str
    item: str | None
    aspect_item: str | None
    wholes: frozenset[str]
    total: bool = False


def prepare(figures: Iterable[Figure], titles: Sequence[str]) -> tuple[Facets, ...]:
    """Facets of a document's figures; ``titles[i]`` is the title of its table ``i``."""
    return tuple(_facets(figure, titles) for figure in figures)


def _facets(figure: Figure, titles: Sequence[str]) -> Facets:
    source = figure.source
    title = titles[source.table] if source.table is not None and source.table < len(titles) else ""
    around = "|".join(
        label_key(words)
        for words in (
            title,
            source.column or "",
            *source.section,
            figure.fund or "",
            figure.table_kind or "",
            figure.flow or "",
        )
    )
    above = tuple(label_key(p) for p in reversed(figure.parents))
    return Facets(
        figure=figure,
        label=label_key(figure.label),
        aspect=label_key(figure.aspect) if figure.aspect else "",
        above=above,
        around=around,
        item=figure.item,
        aspect_item=figure.aspect_item,
        wholes=_wholes(figure.item)
        | _wholes(figure.aspect_item)
        | _table_wholes(figure.table_kind)
        | frozenset(k for p in figure.parents for k in _concept(p)),
        total=bool(_TOTAL.fullmatch(label_key(figure.label))) and figure.item in (None, *cues()["grand"]["totals"]),
    )


@cache
def _table_wholes(kind: str | None) -> frozenset[str]:
    """What a whole standard table speaks of."""
    return frozenset(key for table in load().tables if table.name == kind for _, key in table.totals)


@lru_cache(maxsize=1 << 14)
def _concept(label: str) -> tuple[str, ...]:
    concept = load().concept_of(label)
    return (concept.key,) if concept else ()


@lru_cache(maxsize=1 << 12)
def _wholes(key: str | None) -> frozenset[str]:
    """The notions that a notion is part of, itself not included."""
    found: list[str] = []
    concepts = load().concepts
    concept = concepts.get(key) if key else None
    while concept and concept.parent and concept.parent not in found:
        found.append(concept.parent)
        concept = concepts.get(concept.parent)
    return frozenset(found)
