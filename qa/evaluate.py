"""How right the answers are, against a gold file: by kind and by group.

Marks per question: right 1, right without a demanded warning 0.8, not answered where an answer was expected 0, a wrong
figure −1, right text 1, wrong text 0 (see ``qa.judge``). Beside them the second measure, **right or offered**: an answer
refused counts as offered where one of its first four choices, picked, gives the right answer.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import BadBatchLine, BadOption, UnreadableFile
from qa.judge import is_unanswerable, verdict
from qa.model import Answer, Choice, Request

Ask = Callable[[Request], Answer]

MEASURED_CHOICES = 4
# The sets of web pages tell in their ids which family a page is of: wa001-1, wb00208, wc014-2.
_FAMILY = re.compile(r"(w[a-z])\d+")
_RIGHT = ("right", "half")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One question's outcome: ``verdict`` is right, half (a demanded warning missing), refused, wrong_text or wrong.

    ``offered`` says that a refused one had the right answer among its first choices, ``choices`` how many it offered.
    """

    id: str
    kind: str
    question: str
    verdict: str
    expected: str
    got: str
    page_right: bool | None
    group: str | None = None
    unanswerable: bool = False
    offered: bool = False
    choices: int = 0


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The questions of a gold file; an unreadable line is an error that names it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UnreadableFile(str(path), "无法读取") from error
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(json.loads(line))
        except json.JSONDecodeError:
            raise BadBatchLine(str(path), number, "不是 JSON 对象") from None
    return questions


def request_of(entry: Mapping[str, Any]) -> Request:
    """A row's question as it is to be asked: with its earlier ones, and of the document that its asker has chosen."""
    return Request(
        question=entry["question"],
        id=str(entry.get("id", "")),
        context=tuple(entry.get("context") or ()),
        document=entry.get("document"),
    )


def evaluate(
    gold: Iterable[Mapping[str, Any]], answer: Ask, files: Sequence[str] = (), by: str | None = None
) -> dict[str, Any]:
    """Ask every question and mark it. ``files`` are the library's file names: a question whose documents are missing
    there, or which must not be asked with one that is there, is left out and counted as ``skipped``. ``by`` is the field
    of a row that says its group; without it the row's ``group``, or the family told by its id."""
    marks, skipped = marks_of(gold, answer, files, by)
    return summary(marks, skipped)


def marks_of(
    gold: Iterable[Mapping[str, Any]], answer: Ask, files: Sequence[str] = (), by: str | None = None
) -> tuple[list[Mark], int]:
    """The marks that ``evaluate`` sums up, and how many questions were left out."""
    present = {Path(name).name for name in files}
    marks: list[Mark] = []
    skipped = 0
    for entry in gold:
        needed = {Path(name).name for name in entry.get("documents", ())}
        barred = {Path(name).name for name in entry.get("not_with", ())}
        if present and (not needed <= present or barred & present):
            skipped += 1
            continue
        marks.append(mark(entry, answer(request_of(entry)), answer, group_of(entry, by)))
    return marks, skipped


def group_of(entry: Mapping[str, Any], by: str | None = None) -> str | None:
    """The group that a row is counted in, None where nothing tells one."""
    told = entry.get(by or "group")
    if told is not None or by:
        return None if told is None else str(told)
    family = _FAMILY.match(str(entry.get("id", "")))
    return family[1] if family else None


def mark(entry: Mapping[str, Any], given: Answer, ask: Ask | None = None, group: str | None = None) -> Mark:
    """Mark one answer. ``ask`` is whom to ask what a choice gives; without it nothing counts as offered."""
    judged = verdict(entry, given)
    expected = (entry.get(name) for name in ("status", "expected_value", "expected_unit", "expected_text"))
    got = f"{given.status} {given.value.amount + (given.value.unit or '') if given.value else ''} {given.text[:120]}"
    page = None
    if entry.get("page") and given.figures and judged in _RIGHT:
        page = any(f.figure.source.page == entry["page"] for f in given.figures)
    leads = judged == "refused" and ask is not None and (entry.get("status") or "answered") == "answered"
    return Mark(
        id=str(entry.get("id", "")),
        kind=str(entry.get("kind", "")),
        question=" / ".join([*(entry.get("context") or ()), entry["question"]]),
        verdict=judged,
        expected=" ".join(str(part) for part in expected if part is not None),
        got=got,
        page_right=page,
        group=group,
        unanswerable=is_unanswerable(entry),
        offered=leads and any(_leads(entry, choice, ask) for choice in given.choices[:MEASURED_CHOICES] if ask),
        choices=len(given.choices),
    )


def _leads(entry: Mapping[str, Any], choice: Choice, ask: Ask) -> bool:
    try:
        picked = ask(Request(question=choice.question, ask=choice.ask))
    except BadOption:
        return False
    return verdict(entry, picked) in _RIGHT


def summary(marks: Sequence[Mark], skipped: int = 0) -> dict[str, Any]:
    """Scores by kind and by group with the misses listed, shaped as the interface wants."""
    result: dict[str, Any] = {"ALL": score(marks)}
    for kind in dict.fromkeys(m.kind for m in marks):
        result[kind] = score([m for m in marks if m.kind == kind])
    groups = dict.fromkeys(m.group for m in marks if m.group is not None)
    result["groups"] = {group: score([m for m in marks if m.group == group]) for group in groups}
    result["unanswerable_choices"] = choices_of_unanswerable(marks)
    result["skipped"] = skipped
    result["misses"] = [miss(m) for m in marks if m.verdict != "right"]
    return result


def miss(m: Mark) -> dict[str, Any]:
    """What there is to see of a question that was not answered rightly."""
    told = {"id": m.id, "kind": m.kind, "verdict": m.verdict, "question": m.question, "expected": m.expected}
    return told | {"got": m.got, "offered": m.offered, "choices": m.choices}


def score(marks: Sequence[Mark]) -> dict[str, Any]:
    """Numbers of a set of marks."""
    counts = Counter(m.verdict for m in marks)
    pages = [m.page_right for m in marks if m.page_right is not None]
    points = counts["right"] + 0.8 * counts["half"] - counts["wrong"]
    right = counts["right"] + counts["half"]
    return {
        "questions": len(marks),
        "right": right,
        "without_warning": counts["half"],
        "right_or_offered": right + sum(m.offered for m in marks),
        "wrong": counts["wrong"],
        "refused": counts["refused"],
        "wrong_text": counts["wrong_text"],
        "marks": round(points / len(marks), 4) if marks else None,
        "page_right": round(sum(pages) / len(pages), 4) if pages else None,
    }


def choices_of_unanswerable(marks: Sequence[Mark]) -> dict[str, Any]:
    """How often choices are offered where nothing can be answered, and how many on average where they are."""
    asked = [m for m in marks if m.unanswerable]
    offered = [m.choices for m in asked if m.choices]
    return {
        "questions": len(asked),
        "with_choices": len(offered),
        "share": round(len(offered) / len(asked), 4) if asked else None,
        "average": round(sum(offered) / len(offered), 2) if offered else None,
    }
