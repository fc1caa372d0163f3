"""Questions over all bodies of a library: which are meant, and which would be counted twice."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.shelf import Shelf
from qa.model import Query
from qa.plan.cues import patterns
from qa.question.numbers import whole_number


def all_bodies(query: Query, shelf: Shelf) -> tuple[str, ...]:
    """The bodies with papers of the years and stages asked for, where a question that names none is plainly over all of them;
    () where it is not, or speaks of another number of bodies."""
    said = patterns()["all"]
    if query.orgs or not said["bodies"].search(query.text):
        return ()
    held = tuple(
        org for org in shelf.by_org if shelf.select(org, years=query.years, stages=query.stages, scopes=query.scopes)
    )
    many = said["many"].search(query.text)
    number = whole_number(many["many"]) if many else None
    return held if len(held) > 1 and number in (None, len(held)) else ()


def units_of_others(orgs: Sequence[str], shelf: Shelf) -> tuple[str, ...]:
    """Those bodies whose money is counted in that of another one of them."""
    return tuple(
        org
        for org in orgs
        if any(org in info.units for other in orgs if other != org for info in shelf.by_org.get(other, ()))
    )
