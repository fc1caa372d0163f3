"""Questions from a file: one JSON object or one plain question a line."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import BadBatchLine, UnreadableFile
from qa.ask import LONGEST
from qa.model import Request

_TEXTS = ("org", "stage", "scope", "document", "ask")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question and the line it stands on, from 1."""

    number: int
    request: Request


def read_batch(file: str) -> tuple[Line, ...]:
    """All questions of a file (``-``: standard input); a line that is none is an error that names it."""
    name, data = ("标准输入", sys.stdin.buffer.read()) if file == "-" else (file, _bytes(file))
    lines = _text(name, data).split("\n")
    found = tuple(
        Line(number=number, request=_request(name, number, line.strip()))
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    if not found:
        raise UnreadableFile(name, "没有问题")
    return found


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(file, "没有这个文件") from None
    except OSError as error:
        raise UnreadableFile(file, f"无法读取（{error.strerror}）") from error


def _text(name: str, data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(name, "不是文本文件（应为 UTF-8）")


def _request(name: str, number: int, line: str) -> Request:
    def bad(reason: str) -> BadBatchLine:
        return BadBatchLine(name, number, reason)

    if not line.startswith(("{", "[")):
        given: dict[str, Any] = {"question": line}
    else:
        try:
            given = json.loads(line)
        except json.JSONDecodeError as error:
            raise bad(f"不是 JSON（第 {error.colno} 个字符处：{error.msg}）") from None
        if not isinstance(given, dict):
            raise bad("不是 JSON 对象")
    # A choice's token says all by itself: its line needs no words.
    question = given.get("question", "" if given.get("ask") else None)
    if not isinstance(question, str) or not (question.strip() or given.get("ask")):
        raise bad("缺少 question，或问题是空的")
    if len(question) > LONGEST:
        raise bad(f"问题太长（{len(question)}字），请控制在{LONGEST}字以内")
    for text in _TEXTS:
        if not isinstance(given.get(text), str | None):
            raise bad(f"{text} 应为文字")
    context = given.get("context") or []
    if not isinstance(context, list) or not all(isinstance(earlier, str) for earlier in context):
        raise bad("context 应为此前问题的列表")
    return Request(
        question=question,
        id=_id(given.get("id")),
        year=_year(given.get("year"), bad("year 应为年份，如 2019")),
        context=tuple(context),
        **{text: given.get(text) or None for text in _TEXTS},
    )


def _id(given: Any) -> Any:
    """Given back as it came, a number as a number."""
    return given


def _year(given: Any, error: BadBatchLine) -> int | None:
    if given in (None, ""):
        return None
    if isinstance(given, bool) or not _YEAR.fullmatch(str(given)):
        raise error
    return int(given)
