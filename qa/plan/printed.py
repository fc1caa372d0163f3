"""Changes and rates as they are printed: of what is asked about, against the base asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from index.model import Figure, Measure
from index.vocabulary import load
from qa.answer.lookup import Key, candidates, read, readings
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.model import Chunk, Piece, Query
from qa.question.slots import cues
from qa.question.topic import WHOLE

_BASES = {"执行数": "执行", "年初预算": "预算"}


def printed(query: Query, shelf: Shelf, measure: Measure) -> dict[Key, Reading]:
    """Printed changes or rates of what is asked about with the base asked for; failing that, of a total which prose
    uses for it."""
    for asked in (query, *siblings(query)):
        told = replace(asked, measure=measure.value)
        held = readings(candidates(told, shelf, told.orgs[0], only=lambda f: has_base(query, f)))
        if held:
            return held
    return _only_child(query, shelf, measure)


def _only_child(query: Query, shelf: Shelf, measure: Measure) -> dict[Key, Reading]:
    """What is told of the one item that stands under the notion asked about, where there is but one."""
    keys = {k for c in query.chunks for p in c.pieces for k in p.concepts}
    found: dict[Key, Reading] = {}
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        for facets in shelf.facets_of(info):
            figure = facets.figure
            if figure.measure != measure or not facets.above or figure.year != info.year:
                continue
            concept = load().concept_of(facets.above[0])
            if concept and concept.kind == "function" and concept.key in keys:
                key = (figure.year, figure.stage, info.scope)
                if key in found and found[key].figure.amount != figure.amount:
                    return {}
                found[key] = Reading(figure=figure)
    return {key: reading for key, reading in found.items() if has_base(query, reading.figure)}


def has_base(query: Query, figure: Figure) -> bool:
    """Whether a change's base of comparison is the one asked for; any is where none is. Last year is told as 上年."""
    if query.base_year:
        stage = base_stage(query)
        return is_year(figure, query.base_year) and (not stage or stage in (figure.base or stage))
    wanted = _BASES.get(query.base or "", query.base or "")
    base = figure.base or ("上年" if wanted == "上年" else "")
    return wanted in base and not ("预算" in wanted and "上年" in base)  # 上年预算 is no 年初预算


def base_stage(query: Query) -> str:
    """比2023年决算数: what of the other year is compared with; "" where the question does not say."""
    said = re.search(rf"(?:{query.base_year or '上'}年?度?|去年)(?:的|部门|单位)*(决算|执行)", query.text)
    return said.group(1) if said else ""


def is_year(figure: Figure, year: int) -> bool:
    base = figure.base or ""
    return str(year) in base or ("上年" in base and figure.year is not None and figure.year - 1 == year)


def aside(query: Query, shelf: Shelf, chosen: Figure, measure: Measure) -> tuple[Figure, ...]:
    """The rate printed in the same clause as a change."""
    held = read(replace(query, measure=measure.value), shelf)
    return tuple(
        r.figure
        for r in held.values()
        if r.figure.source.quote
        and chosen.source.quote
        and r.figure.source.quote == chosen.source.quote
        and r.figure.value is not None
    )[:1]


def siblings(query: Query) -> tuple[Query, ...]:
    """The question with each total replaced by its siblings in turn; () where it names no total."""
    table = cues()["siblings"]
    found = []
    for chunk in query.chunks:
        keys = [k for p in chunk.pieces for key in p.concepts for k in table.get(key, ())]
        if chunk.text == WHOLE:
            keys = table["*"]
        for key in dict.fromkeys(keys):
            piece = Piece(text=chunk.text, concepts=(key,))
            other = tuple(Chunk(text=c.text, pieces=(piece,)) if c is chunk else c for c in query.chunks)
            found.append(replace(query, chunks=other))
    return tuple(found)


def signed(figure: Figure, direction: int) -> Figure:
    """The figure's value made negative where the direction is."""
    if direction >= 0 or figure.value is None:
        return figure
    return replace(figure, value=-abs(figure.value), yuan=None if figure.yuan is None else -abs(figure.yuan))
