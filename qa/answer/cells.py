"""Answers that are no amounts and no sentences: cells that hold words, codes, the date of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.language.fold import fold_text
from index.library import DocumentInfo
from index.model import Figure, Measure
from qa.answer.facts import dated
from qa.answer.lookup import candidates, complete
from qa.answer.outcome import Found
from qa.answer.phrase import amount, title
from qa.answer.shelf import Shelf
from qa.model import Chunk, Piece, Query, Value
from qa.question.slots import cues


def text_cell(query: Query, shelf: Shelf) -> Found | None:
    """A cell that holds words (规格, 目录序号, 评价标准), found by its row and column."""
    for org in query.orgs:
        asked = replace(query, measure=Measure.INDICATOR.value)
        if query.unit:
            piece = Piece(text=fold_text(query.unit))
            asked = replace(asked, chunks=(Chunk(text=piece.text, pieces=(piece,)), *query.chunks))
        label = next((k for k, cues_ in cues()["cells"].items() if any(re.search(w, query.text) for w in cues_)), None)
        named = (
            replace(asked, chunks=(*asked.chunks, Chunk(text=label, pieces=(Piece(text=label),)))) if label else asked
        )
        held = [
            c
            for each in (asked, named)
            for c in complete(candidates(each, shelf, org))
            if c.match.aspect >= 0.72
            and c.match.own >= (0.72 if c.figure.aspect or query.unit else 0.9)
            and c.figure.amount
        ]
        if held:
            chosen = held[0].figure
            return Found(
                text=f"{org}公开文件中{_cell_name(chosen)}为：{amount(chosen) if chosen.unit else chosen.amount}。",
                figures=(chosen,),
            )
    return None


def _cell_name(figure: Figure) -> str:
    above = f"“{figure.parents[-1]}”的" if figure.parents else ""
    return f"“{figure.label}”的“{figure.aspect}”" if figure.aspect else f"{above}“{figure.label}”"


def codes(query: Query, shelf: Shelf) -> Found | None:
    """30311是什么 / 住房公积金的科目编码: codes as printed in the tables of each document asked about."""
    for org in query.orgs:
        infos = shelf.select(org, years=_all_years(query), stages=query.stages, scopes=query.scopes)
        if query.codes:
            rows = [(i, f.figure) for i in infos for f in shelf.facets_of(i) if f.figure.code in query.codes]
            first = {info.id: (info, figure) for info, figure in reversed(rows)}
            if first:
                return _named_codes(query, list(first.values()))
        elif re.search(r"编码|代码|科目号", query.text):
            topic = tuple(c for c in query.chunks if not re.search(r"编码|代码|科目", c.text))
            asked = replace(query, chunks=topic)
            held = [c.figure for c in complete(candidates(asked, shelf, org)) if c.figure.code]
            economic = [f for f in held if (f.code or "").startswith("3") and len(f.code or "") in (3, 5)]
            chosen = next(iter(economic if "经济" in query.text else held), None)
            if chosen:
                text = f"{org}{chosen.year or ''}年公开文件中，“{chosen.label}”的科目编码为{chosen.code}。"
                return Found(text=text, figures=(chosen,))
    return None


def _all_years(query: Query) -> tuple[int, ...]:
    return (*query.years, *([query.base_year] if query.base_year else []))


def _named_codes(query: Query, rows: Sequence[tuple[DocumentInfo, Figure]]) -> Found:
    """What a code is called in each document, the latest first."""
    told = [f"{info.org}{title(info)}中，科目编码{figure.code}为“{figure.label}”" for info, figure in rows]
    figure = rows[0][1]
    valued = figure.value is not None and len(rows) == 1 and "多少" in query.text
    amount = f"，金额{figure.amount}{figure.unit or ''}" if valued else ""
    names = {figure.label for _, figure in rows}
    same = ("名称一致。" if len(names) == 1 else "名称不同。") if len(rows) > 1 else ""
    return Found(
        text="；".join(told) + amount + "。" + same,
        value=Value(amount=figure.amount, unit=figure.unit) if valued else None,
        figures=tuple(f for _, f in rows),
    )


def asks_day(query: Query) -> bool:
    """Whether a question is after the day of publication."""
    asked = r"(哪天|哪一天|何时|什么时候|时间|日期).*(公布|公开|发布)|(公布|公开|发布).*(哪天|何时|什么时候|时间|日期)"
    return re.search(asked, query.text) is not None


def published(query: Query, shelf: Shelf) -> Found | None:
    """哪天公布: the date that a page's metadata tells, else its words."""
    for org in query.orgs:
        for info in shelf.select(org, years=query.years, stages=query.stages):
            if info.published:
                return Found(text=f"{info.org}{title(info)}于{info.published}公布（网页发布时间）。")
    return dated(query, shelf)
