"""Parts of a year that a question or a document is about, in months: 1-5月, 上半年, 第三季度, 前三季度, 前八个月, 6月, 全年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.question.numbers import whole_number

Months = tuple[int, int]  # the first and the last one, both within

_PART = re.compile(
    r"(?P<half>[上下])半年(?!度?预)|(?:第|(?P<first>前))?(?P<quarter>[一二两三四1-4])个?季度"
    r"|(?<![\d.])(?P<from>1[0-2]|[1-9])(?:月份?)?[-~至到—–](?P<to>1[0-2]|[1-9])月份?"
    r"|(?<![\d至到同于在-])(?P<month>1[0-2]|[1-9])月(?P<said>份)?(?![\d份末底初上中下旬]|[^\d]{0,2}(?:公开|公布|发布|印发|批复))"
    r"|前(?P<count>1[0-2]|[1-9]|[一二两三四五六七八九十])个月"
    r"|(?P<all>全年)(?!度?预算|收支预算|预计)"
)
WHOLE: Months = (1, 12)
_KEPT = re.compile(r"\d{4}(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<from>\d\d)(?:/\d{4}-(?P<to>\d\d))?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a year and the run of the text that tells it; ``dated`` where that may be a date as well (6月)."""

    months: Months
    start: int
    end: int
    dated: bool = False


def parts_of_year(text: str) -> tuple[Part, ...]:
    """All that a folded text tells, in order, the whole year included; () where it tells none."""
    return tuple(
        Part(months=_months(m), start=m.start(), end=m.end(), dated=bool(m["month"]) and not m["said"])
        for m in _PART.finditer(text)
    )


def months_of(period: str | None) -> Months | None:
    """The months of a document's period as kept (``2020H1``, ``2020Q1``, ``2020-05``, ``2020-01/2020-05``); None for a whole year."""
    kept = _KEPT.fullmatch(period or "")
    if kept is None:
        return None
    if kept["half"]:
        return (1, 6) if kept["half"] == "1" else (7, 12)
    if kept["quarter"]:
        return _quarter(int(kept["quarter"]))
    return int(kept["from"]), int(kept["to"] or kept["from"])


def _months(match: re.Match[str]) -> Months:
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["quarter"]:
        quarter = whole_number(match["quarter"]) or 0
        return (1, 3 * quarter) if match["first"] else _quarter(quarter)
    if match["all"]:
        return WHOLE
    if match["month"]:
        return int(match["month"]), int(match["month"])
    if match["count"]:
        return 1, whole_number(match["count"]) or 0
    return int(match["from"]), int(match["to"])


def _quarter(number: int) -> Months:
    return 3 * number - 2, 3 * number
