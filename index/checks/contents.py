"""Tables that the contents promise and the document lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from index.checks.case import Case
from index.checks.data import data
from index.language.fold import label_key
from index.model import Finding, Span, Verdict

_LONG = 60
_ALIKE = 0.6
_PART = re.compile(r"^第[一二三四五六七八九十]+(?:部分|章)")
_NUMBERED = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|公开|附件|附?表[一二三四五六七八九十\d])")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")
_PAGE = re.compile(r"[.…·\-—\s]*\d*$")


def missing(case: Case) -> Iterator[Finding]:
    """Names of the contents that end in 表 and stand nowhere else as a line or a title."""
    rules = data()["contents"]
    lines = _lines(case.document.text)
    start = next((i for i, (line, _) in enumerate(lines) if _key(line) == rules["word"]), None)
    if start is None:
        return
    promised, end = _promised(lines, start + 1)
    promised = {key: span for entry, span in promised.items() for key in _entries(entry, rules["entry"])}
    group = re.compile(rules["group"])
    tables = {key: span for key, span in promised.items() if key.endswith("表") and not group.search(key)}
    titles = [_key(t.title) for t in case.document.tables if t.title]
    titles += [bare for title in titles if (bare := _REMARK.sub("", title)) != title]
    later = {_key(line) for line, _ in lines[end:]} | set(titles)
    lacking = [key for key in tables if not _stands(key, later, case)]
    # What is named a little differently in the contents is not missing: each table may stand for one entry.
    spare = [t for t in titles if not any(_stands(key, {t}, case) for key in tables)]
    pairs = sorted(((_alike(key, title), key, title) for key in lacking for title in spare), reverse=True)
    for alike, key, title in pairs:
        if alike >= _ALIKE and key in lacking and title in spare:
            spare.remove(title)
            lacking.remove(key)
    if not tables or Decimal(len(tables) - len(lacking)) / len(tables) < Decimal(rules["share"]):
        return
    for key in lacking:
        message = f"目录列有“{key}”，文件中没有这张表"
        yield case.finding("目录与表", Verdict.FAIL, message, sources=(case.place(tables[key]),))
    if not lacking:
        yield case.finding("目录与表", Verdict.PASS, f"目录所列{len(tables)}张表都在文件中")


def _promised(lines: list[tuple[str, Span]], start: int) -> tuple[dict[str, Span], int]:
    """The entries of the contents, wrapped ones joined, parts left out; and the line after the last."""
    promised: dict[str, Span] = {}
    seen: set[str] = set()
    for position, (line, span) in enumerate(lines[start:], start):
        key = _key(line)
        if line in seen or key in promised or len(key) > _LONG or "。" in line or "\t" in line:
            return promised, position
        seen.add(line)
        if _PART.match(line):
            continue
        numbered = _NUMBERED.match(line) or re.match(data()["contents"]["entry"], key)
        if promised and not numbered and not next(reversed(promised)).endswith("表"):
            last, first = promised.popitem()
            promised[last + key] = Span(start=first.start, end=span.end)
        else:
            promised[key] = span
    return promised, len(lines)


def _entries(entry: str, marker: str) -> list[str]:
    """The tables that one line of the contents names, without what numbers them."""
    return [part for part in re.split(marker, entry) if part] if re.match(marker, entry) else [entry]


def _alike(key: str, title: str) -> float:
    return SequenceMatcher(a=key, b=title, autojunk=False).ratio()


def _stands(key: str, later: set[str], case: Case) -> bool:
    if key in later:
        return True
    identity = case.document.identity
    names = "|".join(
        re.escape(label_key(n)) for n in (identity.org, *identity.aliases, "部门", "单位", "预算单位") if n
    )
    pattern = re.compile(rf"^(?:{data()['contents']['before']}|{names})*{re.escape(key)}(?:[(（].*)?$")
    return any(pattern.match(line) for line in later)


def _lines(text: str) -> list[tuple[str, Span]]:
    out: list[tuple[str, Span]] = []
    position = 0
    for line in text.split("\n"):
        if _key(line):
            out.append((line.strip(), Span(start=position, end=position + len(line))))
        position += len(line) + 1
    return out


def _key(line: str) -> str:
    """A line for comparing: without numbering, year and page number."""
    return label_key(re.sub(r"(?:19|20)\d\d年度?", "", _PAGE.sub("", line.strip())))
