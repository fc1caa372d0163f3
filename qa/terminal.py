"""Answers and findings as lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.library import Store
from index.model import Document, Finding, Source, Verdict
from qa.model import Answer, Choice
from qa.ranking.explain import Candidate
from qa.render import cited_json, finding_json


def answer_lines(answer: Answer, store: Store) -> list[str]:
    """An answer for a terminal: the sentence, how it was worked out, where it stands, what to beware of."""
    lines = [answer.text]
    if answer.computed:
        lines.append(f"  计算：{answer.computed.expression} = {answer.computed.amount}{answer.computed.unit or ''}")
    for cited in answer.figures[:5]:
        lines.append(f"  出处：{where(cited_json(cited, store)['source'])}")
        if cited.quote:
            lines.append(f"        “{' '.join(cited.quote.split())}”")
    if not answer.figures:
        files = {info.id: info.file for info in store.documents()}
        for passage in answer.passages[:3]:
            found = passage.passage
            source = {"file": files.get(found.document, ""), "page": found.page, "section": found.section}
            lines.append(f"  出处：{where(source)}")
    for number, choice in enumerate(offered(answer), 1):
        lines.append(f"  {number}. {choice.question}" + (f"（{choice.place}）" if choice.place else ""))
    lines += [f"  注意：{warning}" for warning in answer.warnings]
    return lines


def explained_lines(explained: Sequence[Candidate] | None) -> list[str]:
    """The figures that may be meant, each with its reasons; nothing where none were asked for."""
    if explained is None:
        return []
    lines = ["", "最可能的数字：" if explained else "没有可比较的数字（没有说明一个单位，或其文件里没有数字）。"]
    for number, one in enumerate(explained, 1):
        when = f"{one.year or ''}{'年' if one.year else ''}{one.stage or ''}"
        lines.append(
            f"  {number}. {when}{one.label} {one.amount}{one.unit or ''}（{100 * one.probability:.0f}%，{one.place}）"
        )
        lines += [f"       ＋ {'；'.join(one.speaks_for)}"] if one.speaks_for else []
        lines += [f"       － {'；'.join(one.speaks_against)}"] if one.speaks_against else []
    return lines


def offered(answer: Answer) -> tuple[Choice, ...]:
    """What there is to choose from, as it is numbered: the choices, then the options that are none of them (no token)."""
    known = {_plain(choice.question) for choice in answer.choices}
    return answer.choices + tuple(Choice(question=o, ask="") for o in answer.options if _plain(o) not in known)


def _plain(question: str) -> str:
    """A question without quotation marks."""
    return question.translate(dict.fromkeys(map(ord, "“”")))


def where(source: dict[str, Any]) -> str:
    """A place in words: file, page, section, table, row and column."""
    page = f"第{source['page']}页" if source.get("page") else ""
    section = list(source.get("section") or ())[-1:]
    cell = [source[name] for name in ("table", "row", "column") if source.get(name)]
    return "，".join(part for part in (source.get("file") or "", page, *section, " / ".join(cell)) if part)


def finding_lines(
    finding: Finding, document: Document, other: Document | None = None, others: Sequence[Source] = ()
) -> list[str]:
    """A check for a terminal; the file is named where two of them are compared."""
    told = finding_json(finding, document, other, others)
    mark = {Verdict.FAIL: "✗", Verdict.PASS: "✓"}.get(finding.verdict, "·")
    places = told["cells"] if other is not None else [{**cell, "file": None} for cell in told["cells"]]
    cells = [f"      {where(cell)}  “{' '.join(cell['quote'].split())}”" for cell in places]
    difference = f"（相差 {finding.difference}）" if finding.difference else ""
    return [f"  {mark} {finding.message}{difference}", *cells]
