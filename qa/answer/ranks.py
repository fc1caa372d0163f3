"""Rows under what a question names, by size: the largest, and those beyond a limit."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.model import Figure, Measure
from qa.answer import kinds
from qa.answer.facets import Facets
from qa.answer.outcome import Found, Outcome
from qa.answer.phrase import amount, title
from qa.answer.shelf import Shelf
from qa.model import Query
from qa.question.slots import cues

LIST_END = re.compile(r"合计|总计|小计")


def row_name(figure: Figure) -> str:
    """A row's name with the project it belongs to, where that is another word."""
    above = [p for p in figure.parents if p not in figure.label and not LIST_END.search(p)]
    return (
        f"{above[-1]}·{figure.label}" if above and figure.table_kind and "采购" in figure.table_kind else figure.label
    )


def children(query: Query, shelf: Shelf) -> list[Figure]:
    """Rows of the table that the words name, of one level, totals left out."""
    best: list[Figure] = []
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        groups: dict[tuple[int, str, int], list[Facets]] = {}
        for facets in shelf.facets(info.id):
            figure = facets.figure
            if (
                figure.source.table is None
                or figure.value is None
                or figure.measure != Measure.AMOUNT
                or LIST_END.search(figure.label)
            ):
                continue
            if _under(query, facets):
                depth = len(figure.code or "")
                groups.setdefault((figure.source.table, figure.aspect, depth), []).append(facets)
        for (_, aspect, _depth), rows in sorted(groups.items(), key=lambda g: (bool(g[0][1]), g[0][2] or 9, g[0][0])):
            named = [f for f in rows if not any(c.text == f.label for c in query.chunks)]
            if len(named) >= 2 and not best and not aspect:
                best = [f.figure for f in named]
        if best:
            return best
    return best


def enumerated(query: Query, shelf: Shelf) -> Found | None:
    """有哪些项目 / 采购了什么: the rows of the table that lists them, with their amounts."""
    keys = [k for c in query.chunks for p in c.pieces for k in p.concepts]
    kinds_ = [kind for key in keys for kind in cues()["enumerated"].get(key, ())]
    for info in (
        shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes) if kinds_ else ()
    ):
        rows = [
            f.figure
            for f in shelf.facets(info.id)
            if f.figure.table_kind in kinds_ and not f.total and not f.aspect and f.figure.measure == Measure.AMOUNT
        ]
        rows = [r for r in rows if r.source.table == rows[0].source.table and r.value is not None]
        if rows:
            listed = "；".join(f"{row_name(f)}{amount(f)}" for f in rows[:30])
            head = f"据{info.org}{title(info)}公开文件，共{len(rows)}项"
            return Found(text=f"{head}：{listed}。", figures=tuple(rows[:30]), parts=tuple(rows[:30]))
    return None


def _under(query: Query, facets: Facets) -> bool:
    """Whether everything that the question names stands above or around a row."""
    for chunk in query.chunks:
        for piece in chunk.pieces:
            known = set(piece.concepts) & facets.wholes
            if not known and piece.text not in facets.around and not any(piece.text in words for words in facets.above):
                return False
    return True


def above(query: Query, shelf: Shelf) -> Outcome:
    """超过500万的项目: rows beyond a limit."""
    limit = re.search(r"(\d+(?:\.\d+)?)(亿|万|千)?", re.sub(r"(19|20)\d{2}年?", "", query.text))
    if not limit:
        return kinds.figure(query, shelf)
    scale = {"亿": 100000000, "万": 10000, "千": 1000, None: 1}[limit.group(2)]
    bound = Decimal(limit.group(1)) * scale
    topic = tuple(c for c in query.chunks if limit.group(1) not in c.text)
    rows = children(replace(query, chunks=topic), shelf)
    less = bool(re.search(r"低于|小于|少于|不超过|以下", query.text))
    kept = [f for f in rows if f.yuan is not None and ((f.yuan < bound) if less else (f.yuan > bound))]
    if not rows:
        return kinds.not_found(query, shelf)
    kept.sort(key=number_of, reverse=True)
    if not kept:
        return Found(text=f"没有{'低于' if less else '超过'}{limit.group(0)}元的项目。")
    listed = "；".join(f"{row_name(f)}{amount(f)}" for f in kept[:20])
    return Found(text=f"共{len(kept)}项：{listed}。", figures=tuple(kept[:20]), parts=tuple(kept[:20]))


def number_of(figure: Figure) -> Decimal:
    value = figure.yuan if figure.yuan is not None else figure.value
    assert value is not None
    return value
