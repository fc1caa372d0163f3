"""Stocks as of a day: cars and equipment at a year's end."""

from __future__ import annotations

import re

from index.model import Figure
from qa.answer.lookup import Key, candidates, readings
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.model import Query

_NEAR = 240  # characters before a figure in which its day is looked for
_DAY = re.compile(r"((?:19|20)\d{2})年度?(?:12月(?:31日|底)|年?(?:底|末))")
_ASKED = re.compile(r"年(?:底|末)|截至")


def as_of(query: Query, shelf: Shelf) -> dict[Key, Reading] | None:
    """Stocks at a named year's end, from sentences that state this day: this year's accounts or next year's budget; where
    none does, what is told of the year without another day. None where no day is asked for."""
    if len(query.years) != 1 or not _ASKED.search(query.text):
        return None
    year = query.years[0]
    found = candidates(query, shelf, query.orgs[0], years=(year, year + 1))
    stated = readings([c for c in found if str(year) in _days(shelf, c.figure)])
    undated = (c for c in candidates(query, shelf, query.orgs[0]) if _days(shelf, c.figure) <= {str(year)})
    return stated or readings(tuple(undated))


def _days(shelf: Shelf, figure: Figure) -> set[str]:
    """The years whose ends the sentence of a figure states."""
    span = figure.source.span
    told = shelf.sentences(figure.document) if span else ()
    said = (s.folded for s in told if span and s.span.start <= span.start < s.span.end)
    return {year for text in said for year in _DAY.findall(text)}


def at_years_end(shelf: Shelf, figure: Figure, year: int) -> bool:
    """Whether what stands before a figure of the next year's document, or over its table, says that it is the state at
    this year's end. Accounts tell of their own year's end where they name no other."""
    source = figure.source
    document = shelf.document(figure.document)
    title = document.tables[source.table].title if source.table is not None else ""
    before = document.text[max(0, source.span.start - _NEAR) : source.span.start] if source.span else ""
    said = "".join((title, source.column or "", source.row or "", *source.section[-1:], before))
    dated = _DAY.findall(said)
    if dated:
        return bool(dated[-1] == str(year))
    accounts = "决算" in (figure.stage, document.identity.stage)
    return re.search("上年末|年初" if accounts else "12月31日|12月底|年末|年底|期末|截至|截止", said) is not None


def other_day(query: Query, text: str) -> bool:
    """Whether a text states the end of another year than the one whose end is asked for."""
    if len(query.years) != 1 or not _ASKED.search(query.text):
        return False
    stated = _DAY.findall(text)
    return bool(stated) and str(query.years[0]) not in stated
