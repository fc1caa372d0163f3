"""Questions from a file: one JSON object or one plain question a line."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from index.errors import BadBatchLine, BadOption, UnreadableFile
from qa.ask import LONGEST
from qa.model import SCOPES, STAGES, Request

_TEXTS = ("org", "stage", "scope", "document", "ask")
_CHOICES = {"stage": STAGES, "scope": SCOPES}
_SIZE = 64 << 20
EARLIER = 50
_SHOWN = 40
_LONGEST_NAME = 200
_LAST_YEAR = 2099
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question and the line it stands on, from 1."""

    number: int
    request: Request


def read_batch(file: str) -> tuple[Line, ...]:
    """All questions of a file (``-``: standard input); a line that is none is an error that names it."""
    name, data = ("标准输入", _all_of(sys.stdin.buffer, "标准输入")) if file == "-" else (file, _bytes(file))
    return parsed(name, data)


def parsed(name: str, data: bytes) -> tuple[Line, ...]:
    """All questions of a file's bytes."""
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
        with Path(file).open("rb") as stream:
            return _all_of(stream, file)
    except FileNotFoundError:
        raise UnreadableFile(file[:_LONGEST_NAME], "没有这个文件") from None
    except OSError as error:
        raise UnreadableFile(file[:_LONGEST_NAME], f"无法读取（{error.strerror}）") from error


def _all_of(stream: IO[bytes], name: str) -> bytes:
    data = stream.read(_SIZE + 1)
    if len(data) > _SIZE:
        raise UnreadableFile(name, f"超过 {_SIZE >> 20} MB，请分成几个文件")
    return data


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
        except (ValueError, RecursionError):
            raise bad("不是可用的 JSON（数字太长，或嵌套太深）") from None
        if not isinstance(given, dict):
            raise bad("不是 JSON 对象")
    try:
        return request_of(given)
    except BadOption as error:
        raise bad(str(error)) from None


def request_of(given: Mapping[str, Any]) -> Request:
    """The question that a JSON object asks. Raises BadOption with the reason why it is none."""
    # A choice's token says all by itself: its line needs no words.
    question = given.get("question", "" if given.get("ask") else None)
    if not isinstance(question, str) or not (question.strip() or given.get("ask")):
        raise BadOption("缺少 question，或问题是空的")
    if len(question) > LONGEST:
        raise BadOption(f"问题太长（{len(question)}字），请控制在{LONGEST}字以内")
    for text in _TEXTS:
        if not isinstance(given.get(text), str | None) or len(given.get(text) or "") > LONGEST:
            raise BadOption(f"{text} 应为文字，不超过{LONGEST}字")
    for slot, choices in _CHOICES.items():
        if given.get(slot) and given[slot] not in choices:
            raise BadOption(f"{slot} 不能是 {given[slot][:_SHOWN]}（可用：{'、'.join(choices)}）")
    context = given.get("context") or []
    if not isinstance(context, list) or not all(isinstance(e, str) and len(e) <= LONGEST for e in context):
        raise BadOption(f"context 应为此前问题的列表，每个不超过{LONGEST}字")
    if len(context) > EARLIER:
        raise BadOption(f"context 有 {len(context)} 个问题，请控制在 {EARLIER} 个以内")
    return Request(
        question=_whole(question),
        id=given.get("id"),
        year=_year(given.get("year")),
        context=tuple(map(_whole, context)),
        **{text: _whole(given.get(text) or "") or None for text in _TEXTS},
    )


def _whole(text: str) -> str:
    """Without what is no character: halves of some, and zero bytes, which end a text elsewhere."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def _year(given: Any) -> int | None:
    if given in (None, ""):
        return None
    # A whole number or its digits: so long that it cannot be printed is no year either.
    long = isinstance(given, int) and given > _LAST_YEAR
    if isinstance(given, bool) or not isinstance(given, int | str) or long or not _YEAR.fullmatch(str(given)):
        raise BadOption("year 应为年份，如 2019")
    return int(given)
