"""Answers, figures, tables and findings as JSON (the interface) and as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from index.library import DocumentInfo, Store
from index.model import Document, Figure, Finding, Source, State, Table, Verdict
from index.vocabulary import load
from qa.model import Answer, Choice, CitedFigure, CitedPassage
from qa.ranking.explain import Candidate
from qa.sheets import Sheet

if TYPE_CHECKING:  # indexes cost a second of imports, which who only asks need not pay
    from index.search import Hit

_STATE_WORDS = {State.BLANK: "（空白）", State.DASH: "—", State.NONE: "无"}


def dump(value: object, *, compact: bool = False) -> str:
    """JSON in UTF-8, on one line where ``compact``."""
    return json.dumps(value, ensure_ascii=False, indent=None if compact else 2)


def plain(number: Decimal | None) -> str | None:
    """A decimal without an exponent."""
    return None if number is None else f"{number:f}"


# -- JSON ----------------------------------------------------------------------------------------------------------


def answer_json(
    answer: Answer, store: Store, *, with_id: bool = False, explained: Sequence[Candidate] | None = None
) -> dict[str, Any]:
    """An answer as the interface wants it; ``with_id`` puts the question's id in front, what is ``explained`` comes last."""
    given = {"id": answer.id} if with_id else {}
    reasons = {} if explained is None else {"explained": [candidate_json(candidate) for candidate in explained]}
    computed = answer.computed
    return given | {
        "question": answer.question,
        "status": answer.status,
        "text": answer.text,
        "value": {"amount": answer.value.amount, "unit": answer.value.unit} if answer.value else None,
        "figures": [cited_json(cited, store) for cited in answer.figures],
        "computed": computed and {"expression": computed.expression, "amount": computed.amount, "unit": computed.unit},
        "passages": [passage_json(cited) for cited in answer.passages],
        "options": list(answer.options),
        "choices": [choice_json(choice) for choice in answer.choices],
        "warnings": list(answer.warnings),
        "elapsed_ms": answer.elapsed_ms,
        **_grounds(answer),
        **reasons,
    }


def _grounds(answer: Answer) -> dict[str, Any]:
    """What else an answer's digits come from, each only where there is any: ``beside`` the places that warnings rest on,
    ``workings`` what is worked out beside the headline, ``held`` the documents whose identity is told without a figure of
    theirs, ``library`` how many bodies and documents there are."""
    beside = [
        {
            "document": p.document, "title": p.title, "file": p.file, "page": p.page, "section": list(p.section),
            "row": p.row, "column": p.column, "quote": p.quote,
        }
        for p in answer.beside
    ]  # fmt: skip
    held = [
        {
            "document": i.id, "title": i.title, "file": i.file, "org": i.org, "year": i.year, "period": i.period,
            "stage": i.stage, "scope": i.scope, "published": i.published or None,
        }
        for i in answer.held
    ]  # fmt: skip
    found = {
        "beside": beside,
        "workings": [{"expression": w.expression, "amount": w.amount, "unit": w.unit} for w in answer.workings],
        "held": held,
        "library": {"bodies": answer.holds[0], "documents": answer.holds[1]} if answer.holds else None,
    }
    return {name: told for name, told in found.items() if told}


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """A figure that may be meant, with what speaks for and against it."""
    return {
        "label": candidate.label,
        "place": candidate.place,
        "year": candidate.year,
        "stage": candidate.stage,
        "amount": candidate.amount,
        "unit": candidate.unit,
        "probability": candidate.probability,
        "for": list(candidate.speaks_for),
        "against": list(candidate.speaks_against),
    }


def choice_json(choice: Choice) -> dict[str, Any]:
    """A choice as the interface wants it."""
    return {
        "question": choice.question,
        "ask": choice.ask,
        "org": choice.org,
        "year": choice.year,
        "stage": choice.stage,
        "scope": choice.scope,
        "label": choice.label,
        "place": choice.place,
    }


def cited_json(cited: CitedFigure, store: Store) -> dict[str, Any]:
    """A figure with its source."""
    figure = cited.figure
    source = figure.source
    table = source.table
    title = store.document(figure.document).tables[table].title if table is not None else None
    url = next((info.url for info in store.documents() if info.id == figure.document), "")
    return {
        "org": figure.org,
        "year": figure.year,
        "stage": figure.stage,
        "scope": figure.scope,
        "item": item_name(figure),
        "measure": str(figure.measure),
        "amount": figure.amount,
        "unit": figure.unit,
        "yuan": plain(figure.yuan),
        "source": {
            "document": figure.document,
            "title": cited.title,
            "file": cited.file,
            "page": source.page,
            "section": list(source.section),
            "table": title,
            "row": source.row,
            "column": source.column,
            "quote": cited.quote,
        }
        | ({"url": url} if url else {})
        | ({"reason": cited.reason} if cited.reason else {}),
    }


def item_name(figure: Figure) -> str:
    """What a figure is about: the notion's official name, its words as printed where no list knows it."""
    concept = load().concepts.get(figure.item) if figure.item else None
    return concept.name if concept else figure.label


def passage_json(cited: CitedPassage) -> dict[str, Any]:
    """A passage with its score."""
    passage = cited.passage
    return {
        "document": passage.document,
        "section": list(passage.section),
        "page": passage.page,
        "text": passage.text,
        "score": round(cited.score, 4),
    }


def hit_json(hit: Hit, infos: Mapping[str, DocumentInfo], *, explain: bool = False) -> dict[str, Any]:
    """A passage that was searched for, with what its document is; ``explain`` adds how it was found."""
    passage = hit.passage
    info = infos.get(passage.document)
    cited = CitedPassage(
        passage=passage, score=hit.score, title=info.title if info else "", file=info.file if info else ""
    )
    told = passage_json(cited) | {
        "kind": passage.kind,
        "org": passage.org,
        "year": passage.year,
        "stage": passage.stage,
        "scope": passage.scope,
        "heading": passage.heading,
        "file": cited.file,
    }
    if explain:
        told["explain"] = {"words": round(hit.words, 4), "dense": round(hit.dense, 4), "why": list(hit.why)}
        if hit.second is not None:
            told["explain"]["second"] = round(hit.second, 4)
    return told


def table_json(document: Document, number: int, findings: Iterable[Finding]) -> dict[str, Any]:
    """A table as understood, with the checks that rest on its cells."""
    table = document.tables[number]
    return {
        "document": document.id,
        "file": document.file,
        "title": table.title,
        "unit": table.unit,
        "pages": list(table.pages),
        "header": header(table),
        "rows": [[cell.text for cell in row.cells] for row in table.rows],
        "checks": [
            {"check": f.check, "verdict": str(f.verdict), "message": f.message, "difference": f.difference}
            for f in findings
            if f.verdict in (Verdict.PASS, Verdict.FAIL) and any(source.table == number for source in f.sources)
        ],
    }


def finding_json(
    finding: Finding, document: Document, other: Document | None = None, others: Sequence[Source] = ()
) -> dict[str, Any]:
    """A check with the cells and clauses that it rests on; ``others`` are those of the document compared with."""
    cells = [_place_json(source, document) for source in finding.sources]
    cells += [_place_json(source, other) for source in others] if other is not None else []
    return {
        "document": finding.document,
        "file": document.file,
        "against": other.file if other is not None else None,
        "check": finding.check,
        "verdict": str(finding.verdict),
        "message": finding.message,
        "difference": finding.difference,
        "cells": cells,
    }


def _place_json(source: Source, document: Document) -> dict[str, Any]:
    return {
        "document": document.id,
        "file": document.file,
        "page": source.page,
        "section": list(source.section),
        "table": document.tables[source.table].title if source.table is not None else None,
        "row": source.row,
        "column": source.column,
        "quote": quote(source, document.text),
    }


# -- rows ----------------------------------------------------------------------------------------------------------


def header(table: Table) -> list[str]:
    """Column labels, levels joined."""
    return ["/".join(column.path) for column in table.columns]


def quote(source: Source, text: str) -> str:
    """The verbatim words around a figure."""
    return source.quote.cut(text) if source.quote else ""


def cite(figure: Figure, store: Store, info: DocumentInfo) -> CitedFigure:
    """A figure with its quote cut from the document."""
    words = quote(figure.source, store.text_of(figure.document))
    return CitedFigure(figure=figure, quote=words, title=info.title, file=info.file)


FIGURE_COLUMNS = (
    "单位", "年度", "阶段", "口径", "项目", "上级", "栏目", "量", "数值", "计量单位", "折合元", "文件", "页", "章节", "表", "行", "列", "原文",
)  # fmt: skip


def figures_sheet(figures: Sequence[Figure], store: Store) -> Sheet:
    """The exact figures as rows to export."""
    infos = {info.id: info for info in store.documents()}
    rows = []
    for figure in figures:
        cited = cite(figure, store, infos[figure.document])
        told = cited_json(cited, store)
        source = told["source"]
        amount = figure.amount or _STATE_WORDS.get(figure.state, "")
        row = (
            figure.org, figure.year, figure.stage, figure.scope, told["item"], " / ".join(figure.parents), figure.aspect,
            told["measure"], amount, figure.unit, told["yuan"], source["file"], source["page"], " / ".join(source["section"]),
            source["table"], source["row"], source["column"], source["quote"],
        )  # fmt: skip
        rows.append(tuple("" if value is None else str(value) for value in row))
    return Sheet(title="", header=FIGURE_COLUMNS, rows=tuple(rows), amounts=(FIGURE_COLUMNS.index("数值"),))


def table_sheet(table: Table) -> Sheet:
    """A table as understood."""
    pages = f"第{'、'.join(map(str, table.pages))}页" if table.pages else ""
    unit = f"单位：{table.unit}" if table.unit else "单位未标明"
    title = "　".join(part for part in (table.title or "（无标题）", unit, pages, table.note) if part)
    rows = tuple(tuple(cell.text for cell in row.cells) for row in table.rows)
    return Sheet(title=title, header=tuple(header(table)), rows=rows)
