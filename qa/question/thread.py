"""A follow-up keeps what the earlier question said and replaces only what it names itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.model import Chunk, Query
from qa.question.numbers import whole_number
from qa.question.slots import cues

_FOLLOWS = re.compile(
    r"^(?:那么?|其中|还有|另外|换成|换算|单位是|比|较|为什么|为啥|为何|原因|占比|第[一二三四五六七八九\d]+个|怎么|它|这|该|和|跟|与|同)|呢[??。]*$|^.{0,10}$"
)
_CARRIES = frozenset({"reason", "change", "percent", "share", "convert", "source", "rank", "definition"})


def continues(query: Query) -> bool:
    """Whether a question leaves so much open that it can only be meant as going on from the one before."""
    return not query.unknown_org and (not query.orgs or not query.chunks) and bool(_FOLLOWS.search(query.text))


def together(before: Sequence[Query], later: Query) -> Query:
    """The later question with the bodies named before, where it speaks of several of them together (两家哪个多); the last ones,
    as many as it says."""
    said = re.search(cues()["thread"]["those"], later.text)
    named = tuple(dict.fromkeys(org for query in before for org in query.orgs))
    many = whole_number(said["many"]) if said and said["many"] else len(named)
    if said is None or later.orgs or many is None or not 1 < many <= len(named):
        return later
    told = any(p.concepts for c in later.chunks for p in c.pieces)
    return replace(later, orgs=named[-many:], org_open=False, chunks=later.chunks if told else ())


def merge(earlier: Query, later: Query) -> Query:
    """The later question with the slots that it leaves open taken from the earlier one.

    What the question is about is replaced where the later one names something; a bare 为什么, 占比 or 比上年呢 keeps it.
    """
    topic = _topic(later)
    bare = later.kind == "figure" and not re.search(r"多少|几", later.text)
    if later.kind == "count" and not topic:
        kind = later.kind
    elif (
        (bare and topic and earlier.kind in ("reason", "definition", "duty"))
        or (bare and not topic)
        or (bare and earlier.kind in ("change", "percent", "count") and later.years == () and not topic)
    ):
        kind = earlier.kind
    else:
        kind = later.kind
    chunks = topic or earlier.chunks
    if kind == "share" and topic and later.text.startswith("占"):
        chunks = (*earlier.chunks, *topic)
    if kind == "share" and topic and not earlier.chunks:
        chunks = topic
    if not later.years and len(earlier.years) == 1 and re.search(cues()["thread"]["before"], later.text):
        later = replace(later, years=(earlier.years[0] - 1,), year_how="上一年", base=None)
    return replace(
        later,
        kind=kind,
        orgs=later.orgs or earlier.orgs,
        org_open=later.org_open if later.orgs else earlier.org_open,
        unit=later.unit or (earlier.unit if not later.orgs else None),
        years=later.years or earlier.years,
        year_how=later.year_how or earlier.year_how,
        base_year=later.base_year or (earlier.base_year if kind == earlier.kind else None),
        stages=later.stages or earlier.stages,
        scopes=later.scopes or (earlier.scopes if not later.orgs else ()),
        measure=later.measure or (earlier.measure if not topic else None),
        counted=later.counted or (earlier.counted if not topic else None),
        base=later.base or (earlier.base if kind == earlier.kind else None),
        codes=later.codes or (earlier.codes if not topic else ()),
        chunks=chunks,
        words=later.words if topic else f"{earlier.words} {later.words}",
        understood=later.understood
        + tuple(
            (slot, value, "承接上文")
            for slot, value, _ in earlier.understood
            if slot not in {s for s, _, _ in later.understood}
        ),
    )


def _topic(query: Query) -> tuple[Chunk, ...]:
    if query.kind in _CARRIES and not any(p.concepts for c in query.chunks for p in c.pieces):
        return ()
    return query.chunks
