"""Stocks as of a day: cars and equipment at a year's end."""

from __future__ import annotations

import re

from index.model import Figure
from qa.answer.lookup import Key, candidates, readings
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.model import Query

# How far before a figure the date is looked for.
_NEAR = 240


def as_of(query: Query, shelf: Shelf) -> dict[Key, Reading]:
    """Stocks at a named year's end, from sentences that state this date: this year's accounts or next year's budget."""
    if len(query.years) != 1 or not re.search(r"年(底|末)|截至", query.text):
        return {}
    year = query.years[0]
    found = candidates(query, shelf, query.orgs[0], years=(year, year + 1))
    return readings([c for c in found if _stated_on(shelf, c.figure, year)])


def _stated_on(shelf: Shelf, figure: Figure, year: int) -> bool:
    span = figure.source.span
    date = re.compile(rf"{year}年度?(?:12月(?:31日|底)|年?(?:底|末))")
    sentences = shelf.sentences(figure.document) if span else ()
    return any(date.search(s.folded) for s in sentences if span and s.span.start <= span.start < s.span.end)


def at_years_end(shelf: Shelf, figure: Figure) -> bool:
    """Whether what stands before a figure, or over its table, says that it is the state at a year's end."""
    source = figure.source
    document = shelf.document(figure.document)
    title = document.tables[source.table].title if source.table is not None else ""
    before = document.text[max(0, source.span.start - _NEAR) : source.span.start] if source.span else ""
    said = "".join((title, source.column or "", source.row or "", *source.section[-1:], before))
    return re.search(r"12月31日|12月底|年末|年底|期末|截至|截止", said) is not None


def other_day(query: Query, text: str) -> bool:
    """Whether a text states the end of another year than the one whose end is asked for."""
    if len(query.years) != 1 or not re.search(r"年(底|末)|截至", query.text):
        return False
    stated = re.findall(r"((?:19|20)\d{2})年12月31日", text)
    return bool(stated) and str(query.years[0]) not in stated
