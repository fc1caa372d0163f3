"""收入 and 支出 alone: which of what was spoken of has that side, or stands opposite to it."""

from __future__ import annotations

import re
from dataclasses import replace

from index.figures.prose.context import Context
from index.figures.prose.subjects import Namer, Subject

_SIDES = ("收入", "支出")
_TWO_SIDED = re.compile("(?:基金|预算|总)(?:财政拨款)?(?:收入|支出)$")


def side_of(words: str) -> str | None:
    """The one side that the words name."""
    named = [side for side in _SIDES if side in words]
    return named[0] if len(named) == 1 else None


def spoken_side(context: Context, namer: Namer, words: str, side: str, at: int, given: Subject | None) -> Subject:
    """The subject of words that name no more than a side; ``given`` is what the heading or the paragraph before named."""
    current = context.subject
    if current is not None and (current.flow == side or (current.flow is None and side in current.label)):
        return current
    if (opposite := _opposite(context, namer, side, at)) is not None:
        return opposite
    told = next((f.subject for f in reversed(context.facts) if f.subject.flow == side), None)
    if current is not None and current.flow is None and side == "支出" and current is not given:
        return current
    named = namer.subject(words, at, context.parents, fund=context.fund, opening=True)
    return told or named or Subject(label=namer.label(words, bare=True)[0] or side, at=at, flow=side)


def _opposite(context: Context, namer: Namer, side: str, at: int) -> Subject | None:
    """政府性基金收入30万元，(年初结转3万元，)支出30万元: 支出 of the same money."""
    for spoken in (context.subject, *(f.subject for f in reversed(context.facts))):
        if spoken is None:
            continue
        if spoken.flow is not None and spoken.flow != side:
            label = spoken.label.replace(spoken.flow, side)
            named = namer.subject(label, at, context.parents, fund=context.fund)
            if named is not None and named.item not in (None, spoken.item) and named.fund:
                return named
            if _TWO_SIDED.search(spoken.label):
                return named
        elif spoken.flow is None and spoken.fund is not None:
            total = namer.subject(f"{spoken.fund}预算{side}", at, context.parents)
            if total is not None and total.item is not None:
                return replace(total, label=f"{spoken.fund}{side}")
    return None
