"""What a figure is about, prepared once per document for comparing with questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.language.fold import label_key
from index.model import Figure
from index.vocabulary import load
from index.vocabulary.organisations import is_body
from qa.answer.forms import FORM
from qa.question.slots import cues

_PROJECTS = "项目支出表"
_TOTAL = re.compile(r"(?:本年|当年)?(?:财政拨款)?(?:收入|支出|收支|收入支出)?(?:合|总|小)计")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """A figure with its words in comparable form.

    ``own`` are the label and the aspect, ``above`` the parents (nearest first), ``around`` the table's title, the
    column's path, the section and the fund; ``concepts`` are the vocabulary's keys of label and aspect, ``wholes`` the
    keys of everything that they are part of or stand under.
    ``total`` marks a row of grand totals, whose own name a question need not say when it names the aspect;
    ``body`` one whose label is a body's name, also its subtotal.
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
    body: bool = False


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
            # A form names its own project: the section before it may be on another one.
            *(source.section if figure.table_kind != FORM else ()),
            figure.fund or "",
            figure.table_kind or "",
            figure.flow or "",
        )
    )
    above = tuple(dict.fromkeys(step for p in reversed(figure.parents) for step in _steps(label_key(p))))
    label, item = label_key(figure.label), figure.item
    if project := _project(figure):
        above = (label, *(step for step in above if step != project))
        label, item = project, None
    return Facets(
        figure=figure,
        label=label,
        aspect=label_key(figure.aspect) if figure.aspect else "",
        above=above,
        around=around,
        item=item,
        aspect_item=figure.aspect_item,
        wholes=_wholes(figure.item)
        | _wholes(figure.aspect_item)
        | _table_wholes(figure.table_kind)
        | frozenset(k for p in figure.parents for k in _concept(p)),
        body=item is None and is_body(label.removesuffix("小计")),
        total=bool(_TOTAL.fullmatch(label)) and item in (None, *cues()["grand"]["totals"]),
    )


def _steps(above: str) -> tuple[str, ...]:
    """A parent's name and, where dashes join several in it (对事业单位经常性补助—商品和服务支出), each of them."""
    steps = [step for step in re.split("[-—–]", above) if len(step) > 2]
    return (above, *steps) if len(steps) > 1 else (above,)


def _project(figure: Figure) -> str | None:
    """The project of a row whose label only classes it by function or names the unit that runs it: what the row is of,
    for whoever asks."""
    if figure.table_kind != _PROJECTS or not figure.parents:
        return None
    name = label_key(figure.parents[-1])
    if load().concept_of(figure.parents[-1]) is not None or _TOTAL.search(name) or is_body(name):
        return None
    concept = load().concepts.get(figure.item or "")
    classed = concept is not None and concept.kind == "function"
    return name if classed or (figure.item is None and is_body(label_key(figure.label))) else None


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
