"""Whose each figure is, in a document that prints those of several bodies: news on ministries, totals by town."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.figures.prose.subjects import Namer
from index.language.fold import fold_text
from index.language.squeeze import squeeze
from index.model import Document, Figure
from index.parsing.identity_kinds import NEWS
from index.parsing.identity_names import title_words
from index.parsing.identity_others import bodies_told_of
from index.vocabulary import load

_COMPARED = "比与较和对向据从"  # behind these a name is only spoken of
_SHORTEST = 2
_WHEN = re.compile(r"^(?:的|去年|今年|(?:19|20)\d\d年度?)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """Where a body is named in the document's text."""

    at: int
    body: str
    printed: str


def owned(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures under the bodies that they are of: a row's, or the one that the sentences named last; all as they are
    in a document of one body."""
    if not document.identity.others:
        return tuple(figures)
    names = _names(document)
    told = _mentions(document, names)
    return tuple(_of_row(f, names) if f.source.table is not None else _of_text(f, told, document) for f in figures)


def _names(document: Document) -> Mapping[str, str]:
    """Every printed name of a body: whole, and without the area that the document is of."""
    identity = document.identity
    spoken = bodies_told_of(p.text for p in document.paragraphs) if identity.kind == NEWS else ()
    names = {title_words(name): name for name in (*spoken, *identity.others, identity.org) if name}
    names |= {title_words(alias): identity.org for alias in identity.aliases if identity.org}
    area = title_words(identity.org)
    short = {name[len(area) :]: full for name, full in names.items() if area and name.startswith(area)}
    short |= {f"{area[-1]}{name}": full for name, full in short.items() if name}  # 县公安局 of 青石县公安局
    return {name: full for name, full in (short | names).items() if len(name) >= _SHORTEST}


def _of_row(figure: Figure, names: Mapping[str, str]) -> Figure:
    for words in (figure.source.row or "").split("/"):
        body = names.get(title_words(words))
        if body is None or body == figure.org:
            continue
        figure = replace(figure, org=body, parents=tuple(p for p in figure.parents if p != words))
        if figure.label == words and figure.aspect:
            figure = replace(figure, label=figure.aspect, item=figure.aspect_item, aspect="", aspect_item=None)
        return figure
    return figure


def _of_text(figure: Figure, told: Sequence[_Mention], document: Document) -> Figure:
    place = figure.source.span or figure.source.quote
    if place is None:
        return figure
    last = bisect_right([mention.at for mention in told], place.start) - 1
    if last < 0:
        return figure
    mention = told[last]
    if document.identity.kind != NEWS and "。" in document.text[mention.at : place.start]:
        return figure  # of the whole area again
    return replace(_unnamed(figure, mention), org=mention.body)


def _unnamed(figure: Figure, mention: _Mention) -> Figure:
    """The figure without the body's name in its label, where the sentence put the two together (某部去年三公支出)."""
    _, name, rest = fold_text(figure.label).partition(mention.printed)
    rest = _WHEN.sub("", rest)
    if not name or len(rest) < _SHORTEST:
        return figure
    named = next(iter(Namer(vocabulary=load(), bodies=()).sides(rest) or ()), None)
    return replace(figure, label=rest, item=named.item if named else None)


def _mentions(document: Document, names: Mapping[str, str]) -> tuple[_Mention, ...]:
    """Where the document names one of the bodies, in the order of its text."""
    view = squeeze(document.text)
    longest_first = sorted(names, key=len, reverse=True)
    found = re.finditer("|".join(map(re.escape, longest_first)), view.text)
    return tuple(
        _Mention(at=view.origin[match.start()], body=names[match[0]], printed=match[0])
        for match in found
        if not (match.start() and view.text[match.start() - 1] in _COMPARED)
    )
