"""What a part of a report is of: next year's draft budget behind the account of this year's (二、2024年预算草案)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from index.language.periods import periods
from index.model import Document
from index.parsing.words import plain
from index.vocabulary import load

_BUDGET = "预算"


def as_of(path: tuple[str, ...], document: Document) -> Document:
    """The document as one of next year's budget, under a heading that tells this; else as it is.

    A report of a year's execution goes on to what is planned for the next one. ``path`` are the headings from the
    outermost down; a budget is of one year throughout, whatever its headings say.
    """
    identity = document.identity
    if identity.year is None or identity.stage == _BUDGET or not _drafts(path, identity.year + 1):
        return document
    return replace(document, identity=replace(identity, year=identity.year + 1, stage=_BUDGET))


@lru_cache(maxsize=1024)
def _drafts(path: tuple[str, ...], year: int) -> bool:
    """Whether the innermost heading that names one year alone names this one, for a budget that is still to be carried out."""
    for heading in reversed(path):
        text = plain(heading)
        years = {period.year for period in periods(text) if not period.date}
        if len(years) == 1:
            return years == {year} and load().labels["drafted"].search(text) is not None
    return False
