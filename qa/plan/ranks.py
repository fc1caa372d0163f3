"""Rows under what a question names, by size: the largest, and those beyond a limit."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from index.language.fold import label_key
from index.language.numerals import han_number
from index.model import Figure, Measure
from index.vocabulary import load
from qa.answer import kinds
from qa.answer.facets import Facets
from qa.answer.forms import FORM, project_of
from qa.answer.match import weak
from qa.answer.outcome import Found, Outcome
from qa.answer.phrase import amount
from qa.answer.rows import LIST_END, row_name
from qa.answer.shelf import Shelf
from qa.model import Piece, Query
from qa.plan.breakdown import breakdown
from qa.question.fillers import idle
from qa.question.slots import cues

# 分五大类, 四项中: how many rows there are to choose from
_CLASSES = (0, 3)  # digits of a class's code, where it has one
_LIMIT = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([百千万亿]*)")
_SCALES = {"百": 100, "千": 1000, "万": 10000, "亿": 100000000}
_BEYOND = {"at_least": operator.ge, "at_most": operator.le, "under": operator.lt, "over": operator.gt}
_SAID = {"at_least": "不低于", "at_most": "不超过", "under": "低于", "over": "超过"}
_MANY = re.compile(r"(?:分(?:为|成)?|共)([二两三四五六七八九十])(?:大?(?:类|块|项)|个部分)(?!级)")


def children(query: Query, shelf: Shelf) -> list[Figure]:
    """Rows of the table that the words name, of one level, totals left out."""
    if not re.search("功能|类|科目|项目|收入|支出", query.text) and all(
        _says_nothing(p) for c in query.chunks for p in c.pieces
    ):
        return []
    best: list[Figure] = []
    kinds_ = _listing_tables(query)
    fund = _fund(query) if kinds_ else None
    if FORM in kinds_ and (re.search(cues()["asked"]["forms"], query.text) or not _lists(query, shelf, kinds_)):
        return _forms(query, shelf)
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        groups: dict[tuple[int, str, int], list[Facets]] = {}
        for facets in shelf.facets(info.id):
            figure = facets.figure
            if (
                figure.source.table is None
                or figure.value is None
                or figure.measure != (query.measure or Measure.AMOUNT)
                or LIST_END.search(figure.label)
                or (figure.table_kind == FORM and _in_form(figure))
            ):
                continue
            if _under(query, facets, fund) and (not kinds_ or figure.table_kind in kinds_):
                depth = len(figure.code or "")
                groups.setdefault((figure.source.table, figure.aspect, depth), []).append(facets)
        level = next((size for word, size in cues()["levels"].items() if word in query.text), None)
        many = _MANY.search(query.text)
        for (_, aspect, depth), rows in sorted(groups.items(), key=lambda g: (bool(g[0][1]), g[0][2] or 9, g[0][0])):
            heads = {name for f in rows for name in f.above}
            leaves = [f for f in rows if f.label not in heads] if kinds_ else []
            named = [f for f in leaves or rows if not any(c.text == f.label for c in query.chunks)]
            if many and (len(named) != han_number(many.group(1)) or ("类" in many.group() and depth not in _CLASSES)):
                continue
            if fund:
                named = [f for f in named if f.figure.fund == fund]
            if len(named) >= 2 and not best and bool(aspect) == bool(fund) and level in (None, depth):
                best = [f.figure for f in named]
        if best:
            return best
    proven = breakdown(query, shelf.select(query.orgs[0], years=query.years, stages=query.stages), shelf)
    return [card.figure for card in proven]


def _in_form(figure: Figure) -> bool:
    """Whether a figure is the whole money of one project, or a part of it."""
    return any(label_key(name) in cues()["project"]["totals"] for name in (figure.label, *figure.parents))


def _lists(query: Query, shelf: Shelf, kinds_: Sequence[str]) -> bool:
    """Whether a document has a table of the kinds that list what is asked about."""
    infos = shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes)
    return any(f.figure.table_kind in kinds_ and f.figure.table_kind != FORM for i in infos for f in shelf.facets(i.id))


def _forms(query: Query, shelf: Shelf) -> list[Figure]:
    """The whole money of each project that has a form of its own, called by the form's title; [] where one has no name."""
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        titles = [table.title for table in shelf.document(info.id).tables]
        found: dict[str, Figure] = {}
        for figure in (f.figure for f in shelf.facets(info.id) if f.figure.table_kind == FORM and not f.aspect):
            table = figure.source.table
            if table is None or figure.value is None or label_key(figure.label) not in cues()["project"]["totals"]:
                continue
            name = project_of(titles[table])
            found.setdefault(name, replace(figure, label=name))
        if len(found) > 1 and "" not in found:
            return list(found.values())
    return []


def _says_nothing(piece: Piece) -> bool:
    return weak(piece) and not set(piece.concepts) & set(cues()["enumerated"])


def _listing_tables(query: Query) -> tuple[str, ...]:
    """The kinds of table that list projects, where the question is about projects as such; () where any will do."""
    pieces = [p for c in query.chunks for p in c.pieces]
    if any("政府采购" in p.concepts for p in pieces):
        return tuple(cues()["enumerated"]["政府采购"])
    return tuple(cues()["enumerated"]["项目支出"]) if any(p.text == "项目" for p in pieces) else ()


def _fund(query: Query) -> str | None:
    """The money that the projects asked about are paid from: 一般公共预算拨款安排的项目."""
    return next((fund for c in query.chunks for p in c.pieces if (fund := load().fund_of(p.text))), None)


def _under(query: Query, facets: Facets, fund: str | None = None) -> bool:
    """Whether everything that the question names, the kind of money aside, stands above or around a row."""
    for chunk in query.chunks:
        for piece in chunk.pieces if not chunk.optional else ():
            if _says_nothing(piece) or idle(piece.text) or (fund and load().fund_of(piece.text) == fund):
                continue
            known = set(piece.concepts) & facets.wholes
            if not known and piece.text not in facets.around and not any(piece.text in words for words in facets.above):
                return False
    return True


def above(query: Query, shelf: Shelf) -> Outcome:
    """超过500万的项目: rows beyond a limit."""
    limit = _LIMIT.search(re.sub(r"(19|20)\d{2}年?", "", query.text))
    if not limit:
        return kinds.figure(query, shelf)
    scale = math.prod((_SCALES[word] for word in limit.group(2)), start=1)
    bound = Decimal(limit.group(1).replace(",", "")) * scale
    topic = tuple(c for c in query.chunks if limit.group(1) not in c.text)
    rows = children(replace(query, chunks=topic), shelf)
    beyond = next((name for name, words in cues()["threshold"].items() if re.search(words, query.text)), "over")
    kept = [f for f in rows if f.yuan is not None and _BEYOND[beyond](f.yuan, bound)]
    if not rows:
        return kinds.not_found(query, shelf)
    kept.sort(key=number_of, reverse=True)
    if not kept:
        return Found(text=f"没有{_SAID[beyond]}{limit.group(0)}元的项目。")
    listed = "；".join(f"{row_name(f)}{amount(f)}" for f in kept[:20])
    return Found(text=f"共{len(kept)}项：{listed}。", figures=tuple(kept[:20]), parts=tuple(kept[:20]))


def number_of(figure: Figure) -> Decimal:
    value = figure.yuan if figure.yuan is not None else figure.value
    assert value is not None
    return value
