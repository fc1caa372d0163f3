"""How right the answers are, against a gold file.

Marks per question: right 1, right without a demanded warning 0.8, not answered where an answer was expected 0, a wrong
figure −1, right text 1, wrong text 0. A wrong figure is worse than none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from index.errors import BadBatchLine, UnreadableFile
from index.language.fold import fold_text
from qa.model import Answer, Request

_SCALES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(10) ** 8}
_SAME_UNIT = {
    "名": "人",
    "台(套)": "台",
    "台（套）": "台",
    "套": "台",
    "辆": "辆",
    "台(辆)": "辆",
    "家": "个",
    "个": "个",
}
_DIRECTIONS = {
    "减少": ("减少", "下降", "降低", "小于", "低", "少", "降", "压减"),
    "增加": ("增加", "增长", "上升", "高", "多", "涨", "提高"),
    "持平": ("持平", "一致", "不变", "无增减", "没有变化", "相等"),
}
_DIRECTED = frozenset({"change", "percent", "compare_years", "compare_orgs", "follow_up"})
_COMPUTED = frozenset({"share", "sum", "compare_years", "compare_orgs", "change", "follow_up", "percent"})
_PUNCTUATION = re.compile(r"[^\w%≥≤<>=]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One question's outcome: ``verdict`` is right, half (a demanded warning missing), refused, wrong_text or wrong."""

    id: str
    kind: str
    question: str
    verdict: str
    expected: str
    got: str
    page_right: bool | None


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


def evaluate(
    gold: Iterable[dict[str, Any]], answer: Callable[[Request], Answer], files: Sequence[str] = ()
) -> dict[str, Any]:
    """Ask every question and mark it. ``files`` are the library's file names: a question whose documents are missing
    there, or which must not be asked with one that is there, is left out and counted as ``skipped``."""
    present = {Path(name).name for name in files}
    marks: list[Mark] = []
    skipped = 0
    for entry in gold:
        needed = {Path(name).name for name in entry.get("documents", ())}
        barred = {Path(name).name for name in entry.get("not_with", ())}
        if present and (not needed <= present or barred & present):
            skipped += 1
            continue
        request = Request(
            question=entry["question"], id=str(entry.get("id", "")), context=tuple(entry.get("context") or ())
        )
        marks.append(mark(entry, answer(request)))
    return summary(marks, skipped)


def summary(marks: Sequence[Mark], skipped: int = 0) -> dict[str, Any]:
    """Scores by kind with the misses listed, shaped as the interface wants."""
    result: dict[str, Any] = {"ALL": _score(marks)}
    for kind in dict.fromkeys(m.kind for m in marks):
        result[kind] = _score([m for m in marks if m.kind == kind])
    result["skipped"] = skipped
    result["misses"] = [
        {"id": m.id, "kind": m.kind, "verdict": m.verdict, "question": m.question, "expected": m.expected, "got": m.got}
        for m in marks
        if m.verdict != "right"
    ]
    return result


def _score(marks: Sequence[Mark]) -> dict[str, Any]:
    counts = Counter(m.verdict for m in marks)
    pages = [m.page_right for m in marks if m.page_right is not None]
    points = counts["right"] + 0.8 * counts["half"] - counts["wrong"]
    return {
        "questions": len(marks),
        "right": counts["right"] + counts["half"],
        "without_warning": counts["half"],
        "wrong": counts["wrong"],
        "refused": counts["refused"],
        "wrong_text": counts["wrong_text"],
        "marks": round(points / len(marks), 4) if marks else None,
        "page_right": round(sum(pages) / len(pages), 4) if pages else None,
    }


def mark(entry: dict[str, Any], answer: Answer) -> Mark:
    """Mark one answer by the rules of the gold file."""
    verdict = _verdict(entry, answer)
    expected = " ".join(
        str(part)
        for part in (
            entry["status"],
            entry.get("expected_value"),
            entry.get("expected_unit"),
            entry.get("expected_text"),
        )
        if part is not None
    )
    got = (
        f"{answer.status} {answer.value.amount + (answer.value.unit or '') if answer.value else ''} {answer.text[:120]}"
    )
    page = None
    if entry.get("page") and answer.figures and verdict in ("right", "half"):
        page = any(f.figure.source.page == entry["page"] for f in answer.figures)
    return Mark(
        id=str(entry.get("id", "")),
        kind=entry["kind"],
        question=" / ".join([*(entry.get("context") or ()), entry["question"]]),
        verdict=verdict,
        expected=expected,
        got=got,
        page_right=page,
    )


def _verdict(entry: dict[str, Any], answer: Answer) -> str:
    statuses = {entry["status"], *(entry.get("also_status") or ())}
    if entry["status"] == "not_found":
        if answer.status == "not_found":
            return "right" if answer.value is None and _contains_all(entry, answer) else "wrong_text"
        if answer.status in statuses and (answer.value is None or _value_right(entry, answer)):
            return "right"
        return "wrong" if answer.value is not None else ("wrong_text" if answer.status == "answered" else "refused")
    if entry["status"] == "clarify":
        if answer.status == "clarify":
            return "right" if _contains_all(entry, answer) else "wrong_text"
        if answer.status in statuses and answer.value is None:
            return "right"
        return "wrong" if answer.value is not None else "refused"
    if answer.status != "answered":
        return "right" if answer.status in statuses else "refused"
    if entry.get("expected_value") is not None and not _value_right(entry, answer):
        return "wrong" if answer.value is not None else "wrong_text"
    if not _text_right(entry, answer) or not _contains_all(entry, answer):
        return "wrong_text"
    return "half" if entry.get("conflict") and not answer.warnings else "right"


def _value_right(entry: dict[str, Any], answer: Answer) -> bool:
    if answer.value is None:
        return False
    wanted = [(entry.get("expected_value"), entry.get("expected_unit"))]
    wanted += [(other["value"], other.get("unit")) for other in entry.get("also_accept") or ()]
    got = _quantity(answer.value.amount, answer.value.unit)
    if got is None:
        return False
    for value, unit in wanted:
        expected = _quantity(value, unit)
        if expected is None:
            continue
        (a, a_kind), (b, b_kind) = got, expected
        if unit is not None and a_kind != b_kind and answer.value.unit is not None:
            continue
        if entry["kind"] in _DIRECTED:
            a, b = abs(a), abs(b)
        tolerance = Decimal("0.01") * _SCALES.get(unit or "", Decimal(1)) if entry["kind"] in _COMPUTED else Decimal(0)
        if abs(a - b) <= tolerance or (
            answer.computed and abs(a - b) <= Decimal("0.01") * _SCALES.get(unit or "", Decimal(1))
        ):
            return True
    return False


def _quantity(value: str | None, unit: str | None) -> tuple[Decimal, str] | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    if unit in _SCALES:
        return number * _SCALES[unit], "money"
    return number, _SAME_UNIT.get(unit or "", unit or "")


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", fold_text(text))


def _text_right(entry: dict[str, Any], answer: Answer) -> bool:
    wanted = entry.get("expected_text")
    if not wanted:
        return True
    text = _bare(answer.text)
    if entry["kind"] in _DIRECTED and wanted in _DIRECTIONS:
        return any(word in text for word in _DIRECTIONS[wanted])
    return _bare(wanted) in text


def _contains_all(entry: dict[str, Any], answer: Answer) -> bool:
    text = _bare(answer.text + (" ".join(answer.options) if answer.status == "clarify" else ""))
    return all(any(_bare(form) in text for form in wanted.split("|")) for wanted in entry.get("must_contain") or ())
