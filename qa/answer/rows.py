"""Rows of a table as an enumeration: 有哪些项目, 采购了什么."""

from __future__ import annotations

import re

from index.model import Figure, Measure
from qa.answer.match import weak
from qa.answer.outcome import Found, Reading
from qa.answer.phrase import amount, title
from qa.answer.shelf import Shelf
from qa.model import Query
from qa.question.slots import cues

LIST_END = re.compile(r"合计|总计|小计")


# Words for the rows of a table of projects.
_ROWS = ("项目", "预算项目", "项目支出", "品目", "采购品目", "货物", "东西", "物品", "清单")


def row_name(figure: Figure) -> str:
    """A row's name with the project it belongs to, where that is another word."""
    above = [p for p in figure.parents if p not in figure.label and not LIST_END.search(p)]
    return (
        f"{above[-1]}·{figure.label}" if above and figure.table_kind and "采购" in figure.table_kind else figure.label
    )


def enumerated(query: Query, shelf: Shelf) -> Found | None:
    """有哪些项目 / 采购了什么: the rows of the table that lists them, with their amounts."""
    pieces = [p for c in query.chunks for p in c.pieces if not weak(p) or p.text in _ROWS]
    if not pieces or re.search("编码|代码|目录|由谁|性质|单价|规格", query.text):
        return None
    if not all(p.text in _ROWS or any(k in cues()["enumerated"] for k in p.concepts) for p in pieces):
        return None
    purchase = re.search("采购|买|购置", query.text)
    keys = [k for p in pieces for k in (p.concepts or ("政府采购" if purchase else "项目支出",))]
    kinds_ = [kind for key in keys for kind in cues()["enumerated"].get(key, ())]
    for info in (
        shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes) if kinds_ else ()
    ):
        rows = [
            f.figure
            for f in shelf.facets_of(info)
            if f.figure.table_kind in kinds_ and not f.total and not f.aspect and f.figure.measure == Measure.AMOUNT
        ]
        rows = [
            r
            for r in rows
            if r.source.table == rows[0].source.table and r.value is not None and not LIST_END.search(r.label)
        ]
        if rows:
            listed = "；".join(f"{row_name(f)}{amount(f)}" for f in rows[:30])
            head = f"据{info.org}{title(info)}公开文件，共{len(rows)}项"
            return Found(text=f"{head}：{listed}。", figures=tuple(rows), parts=tuple(rows[:30]))
    return None


def namesakes(reading: Reading) -> tuple[Figure, ...]:
    """Rows of one table that share name, parents and column but not their amount; () where the name tells one row."""
    chosen = reading.figure
    if chosen.item is not None or chosen.source.table is None:
        return ()
    found = [f for f, _ in reading.other if _row_name(f) == _row_name(chosen)]
    return (chosen, *found) if found else ()


def _row_name(figure: Figure) -> tuple[object, ...]:
    source = figure.source
    return (figure.document, source.table, source.column_index, figure.label, figure.parents, figure.code)
