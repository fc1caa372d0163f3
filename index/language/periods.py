"""Years in text: 2019年度, 二〇一九年, 上年, 本年; dates are told apart from years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.numerals import han_number

_YEAR = re.compile(
    r"(?<![\d.])(?P<date>(?P<date_year>(?:19|20)\d\d)(?:年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)))"
    r"|(?<![\d.])(?P<year>(?:19|20)\d\d)(?:-(?:19|20)?\d\d)?(?:年度|年|财年)(?!来|代)"
    r"|(?P<han>(?:二[〇零○o]|一九)[〇零○o一二三四五六七八九]{2})年(?:度)?"
    r"|(?P<last>上一?年度?|去年|上一年|前一年度?)(?!级)"
    r"|(?P<this>本年度?|今年|当年)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year at ``text[start:end]``. ``relative`` where it was said as 上年 or 本年; ``date`` where a month follows."""

    start: int
    end: int
    year: int
    relative: bool = False
    date: bool = False


def periods(text: str, base: int | None = None) -> tuple[Period, ...]:
    """Every year that a *folded* text names; 上年 and 本年 only where ``base``, the year spoken from, is known."""
    found = []
    for match in _YEAR.finditer(text):
        if match["year"] or match["date_year"]:
            year = int(match["year"] or match["date_year"])
            found.append(Period(start=match.start(), end=match.end(), year=year, date=bool(match["date"])))
        elif match["han"]:
            value = han_number(match["han"].replace("o", "〇"))
            assert value is not None
            found.append(Period(start=match.start(), end=match.end(), year=int(value)))
        elif base is not None:
            year = base - 1 if match["last"] else base
            found.append(Period(start=match.start(), end=match.end(), year=year, relative=True))
    return tuple(found)


def plausible(year: int) -> bool:
    """Whether disclosures of this year can exist: they began in 2008; next year's budget is published this year."""
    return 2000 <= year <= 2100
