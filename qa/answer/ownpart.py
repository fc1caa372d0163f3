"""A body's own part in its department's documents: the row 某某局（本级） of a table of units."""

from __future__ import annotations

import re
from dataclasses import replace

from index.language.fold import label_key
from index.model import Figure
from qa.answer.lookup import Key, candidates, readings
from qa.answer.outcome import Reading
from qa.answer.shelf import Shelf
from qa.model import Query

_SELF = re.compile(r"\(?(?:局|委|厅|院|部|办)?(?:机关)?(?:本级|本部|机关)\)?$")


def own_part(query: Query, shelf: Shelf) -> dict[Key, Reading]:
    """What the department's documents tell of the body itself, where it is asked about alone and has no document of its own."""
    org = query.orgs[0]
    if tuple(query.scopes) != ("单位",) or shelf.select(org, years=query.years, scopes=query.scopes):
        return {}
    names = {label_key(name) for info in shelf.by_org.get(org, ()) for name in (org, *info.aliases)}

    def own(figure: Figure) -> bool:
        return any(_SELF.sub("", label_key(name)) in names or _is_office(name) for name in figure.parents)

    return readings(candidates(replace(query, scopes=()), shelf, org, only=own))


def _is_office(name: str) -> bool:
    """局机关, 机关本级: the body itself without its name."""
    return (
        re.fullmatch(r"(?:[局委厅院部办]|本部门|本单位)?(?:机关本级|机关|本级)(?:\(.*\))?", label_key(name)) is not None
    )
