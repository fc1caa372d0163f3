"""Two things asked of one clause: 接待批次和人次, 编制和在编人数, 培训了几期、多少人, 水费和电费各多少."""

from __future__ import annotations

import re

from qa.model import Query
from qa.question.coordination import side_by_side

_AND = r"[、和与及跟同,]|以及"
_MEASURES = re.compile(
    rf"(批次|批数|人次|人数|辆数|台数|件数|数量|金额)(?:{_AND})+(批次|批数|人次|人数|辆数|台数|件数|数量|金额)"
)
_ASKED = re.compile(
    rf"((?:几|多少)个?[\u4e00-\u9fff]{{1,2}}?)(?:{_AND})+((?:几|多少)个?[\u4e00-\u9fff]{{1,2}})(?=$|[?？,。呢])"
)
_EACH = re.compile(r"各自?(?=有|是|为|占|花|多少|几|$)|分别(?:都)?")
_NUMBER = re.compile(r"多少|几|(?:人|辆|台|个|件)数[?？]?$|批次[?？]?$|人次[?？]?$")
_ONE = re.compile(r"(?<!公)共|合计|加起来|加总|之和|总和|谁|哪|比|差|占|倍|是不是|有没有")
_KINDS = frozenset({"figure", "count", "change", "percent", "share"})
_MOST = 4


def may_ask_two(question: str) -> bool:
    """Whether a question as typed may ask for two things at once: cheap, before it is read."""
    return re.search(f"{_AND}|，", question) is not None and re.search("多少|几|数|批次|人次", question) is not None


def pairs_in(query: Query) -> tuple[str, ...]:
    """The questions after each of the things that one clause asks for, in order; () where it asks for one.

    Things side by side are asked for one by one where the words say so (各, 分别) or where they are counted: of amounts
    joined by 和 alone the sum may be meant.
    """
    text = query.text
    if query.kind not in _KINDS or len(query.orgs) > 1 or len(query.years) > 1:
        return ()
    for pattern in (_MEASURES, _ASKED):
        found = pattern.search(text)
        if found and found[1] != found[2]:
            return tuple(text[: found.start()] + asked + text[found.end() :] for asked in found.groups())
    counts = query.kind == "count" or query.measure in ("人数", "人次", "批次", "数量")
    if _ONE.search(text) or not _NUMBER.search(text) or not (counts or _EACH.search(text)):
        return ()
    row = side_by_side(query)
    if not 1 < len(row) <= _MOST:
        return ()
    start = text.find(row[0].text)
    end = start
    for chunk in row:
        at = text.find(chunk.text, end) if end >= 0 else -1
        end = at + len(chunk.text) if at >= 0 else -1
    if start < 0 or end < 0:
        return ()
    tail = _EACH.sub("", text[end:])
    return tuple(text[:start] + chunk.text + tail for chunk in row)
