"""Performance indicators: what was aimed at and what was reached, read from the cells of forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.model import Figure
from qa.answer.facets import Facets
from qa.answer.forms import FORM
from qa.answer.lookup import same_unit
from qa.answer.match import match, weak
from qa.answer.outcome import Found
from qa.answer.phrase import amount, title
from qa.answer.shelf import Shelf
from qa.model import Chunk, Piece, Query, Value
from qa.question.slots import cues

_NUMBER = re.compile(
    r"^[≥≤><=＞＜≧≦不低高少多超于过大小等约达到第\s]*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|‰|[\u4e00-\u9fff/()（）]{0,6})"
)


def _says(name: str, text: str) -> re.Match[str] | None:
    return re.search(cues()["indicators"][name], text)


def asks_actual(query: Query) -> bool:
    """Whether the question is after what was reached, not what was aimed at."""
    return bool(_says("asks_reached", query.text)) and not _says("asks_aim", query.text)


def indicator(query: Query, shelf: Shelf) -> Found | None:
    """The one value of the indicator that the question names; None where none or several different ones fit."""
    topic = tuple(kept for chunk in query.chunks if (kept := _topic(chunk)))
    if not topic or not query.orgs or (query.kind == "figure" and not _says("asks", query.text)):
        return None
    asked = replace(query, chunks=topic, measure=None)
    actual = asks_actual(query)
    best: tuple[tuple[float, ...], Figure] | None = None
    rivals: list[Figure] = []
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        for found in match(asked, tuple(cells(shelf.facets_of(info), actual=actual))):
            key = (found.own, -found.spare, found.context)
            if not found.complete or not _fits(query, found.facets.figure):
                continue
            if best is None or key > best[0]:
                best, rivals = (key, found.facets.figure), []
            elif key == best[0]:
                rivals.append(found.facets.figure)
    if best is None or any(printed_value(rival) != printed_value(best[1]) for rival in rivals):
        return None
    return _told(best[1], shelf, actual=actual)


def _topic(chunk: Chunk) -> Chunk | None:
    """What a chunk says of which indicator, without the words for forms and values; None where it says nothing else."""
    if all(weak(p) for p in chunk.pieces):
        return None
    rest = re.sub(cues()["indicators"]["about"], "", chunk.text)
    if len(rest) < 2:
        return None
    return replace(chunk, text=rest, pieces=(Piece(text=rest),))


def cells(facets: Iterable[Facets], *, actual: bool) -> Iterable[Facets]:
    """The cells of forms that hold what was reached, or what was aimed at, as if their column were not named."""
    for each in facets:
        if each.figure.table_kind != FORM or printed_value(each.figure) is None:
            continue
        reached = bool(_says("reached", each.aspect))
        if reached == actual and (reached or not _says("neither", each.aspect)):
            yield replace(each, aspect="", aspect_item=None)


def _fits(query: Query, figure: Figure) -> bool:
    value = printed_value(figure)
    if value is None:
        return False
    if query.kind == "percent" or re.search("率|百分", query.text):
        return value.unit == "%"
    return not query.counted or value.unit is None or same_unit(query.counted, value.unit)


def printed_value(figure: Figure) -> Value | None:
    """The number that a cell prints, whatever words stand around it; None without one."""
    if figure.value is not None:
        return Value(amount=figure.amount, unit=figure.unit)
    number = _NUMBER.match(figure.amount or "")
    return Value(amount=number["number"].replace(",", ""), unit=number["unit"].strip() or None) if number else None


def _told(figure: Figure, shelf: Shelf, *, actual: bool) -> Found:
    info = shelf.named(figure.document)
    where = f"{info.org}{title(info)}" if info else ""
    printed = figure.amount if figure.value is None else amount(figure)
    word = "实际完成值" if actual else "指标值"
    return Found(
        text=f"{where}绩效表中“{figure.label}”的{word}为{printed}。", value=printed_value(figure), figures=(figure,)
    )
