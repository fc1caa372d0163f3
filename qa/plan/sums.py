"""Sums and means over bodies, years, items named, or all rows of one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.model import Figure
from index.vocabulary import load
from qa import arithmetic as compute
from qa.answer import kinds
from qa.answer.lookup import candidates, read
from qa.answer.match import weak
from qa.answer.outcome import Found, Outcome, Unclear
from qa.answer.phrase import amount, thing, topic_words
from qa.answer.purchases import purchases
from qa.answer.rows import LIST_END
from qa.answer.shelf import Shelf
from qa.model import Chunk, Query, Value
from qa.plan.readings import comparable, in_wished, plain_query, single
from qa.question.coordination import around, side_by_side
from qa.question.slots import cues

# So few are named one by one: a sum without one of them is not what was asked.
_NAMED = 6


def summed(query: Query, shelf: Shelf) -> Outcome:
    """Sums over bodies, years, items named, or all rows of one name."""
    asked = replace(plain_query(query), kind="figure")
    if len(query.orgs) > 1:
        named = comparable(asked, shelf, {org: {"orgs": (org,), "org_open": False} for org in query.orgs})
        return _total(query, shelf, named, [o for o in query.orgs if o not in named])
    if len(query.years) > 1:
        named = comparable(asked, shelf, {f"{y}年": {"years": (y,)} for y in query.years})
        return _total(query, shelf, named, [f"{y}年" for y in query.years if f"{y}年" not in named])
    rows = _rows(asked, shelf) or purchases(asked, shelf)
    if len(rows) > 1:
        return _total(query, shelf, {f"{thing(f)}{n}": f for n, f in enumerate(rows)}, [])
    row = side_by_side(query)
    if row:
        whole = kinds.figure(asked, shelf)
        if isinstance(whole, Found) and whole.value and whole.figures and _made_of(whole.figures[0], row):
            return whole
        beside = tuple(c for c in around(query, row) if not _frames_all(c))
        named = {c.text: r.figure for c in row if (r := single(asked, shelf, chunks=(*beside, c)))}
        if len(named) == len(row):
            return _total(query, shelf, named, [])
        return _open(asked, shelf, row, beside) or kinds.not_found(asked, shelf)
    return kinds.figure(asked, shelf)


def _open(query: Query, shelf: Shelf, row: Sequence[Chunk], beside: Sequence[Chunk]) -> Unclear | None:
    """The question back where a summand has several readings: the same ones are offered for the sum."""
    joined = "、".join(c.text for c in row) + "合计"
    for chunk in row:
        narrowed = replace(query, chunks=(*beside, chunk))
        held = read(narrowed, shelf)
        settled = kinds.settle(narrowed, held) if held else None
        if isinstance(settled, Unclear):
            asked = tuple(o.removesuffix(topic_words(narrowed)) + joined for o in settled.options)
            return replace(settled, options=asked)
    return None


def _made_of(figure: Figure, row: Sequence[Chunk]) -> bool:
    """Whether a figure is the printed sum of just these notions."""
    concept = load().concepts.get(figure.item or "")
    return concept is not None and all(any(set(p.concepts) & set(concept.parts) for p in c.pieces) for c in row)


def _frames_all(chunk: Chunk) -> bool:
    """Words around the items that leave all of them in: fillers, and the names of totals of everything."""
    grand = set(cues()["grand"]["totals"])
    return all(weak(p) or (p.concepts and grand & set(p.concepts)) for p in chunk.pieces)


def _rows(query: Query, shelf: Shelf) -> list[Figure]:
    """Every row of one table that the question's words name equally well."""
    found = [
        c
        for c in candidates(query, shelf, query.orgs[0])
        if c.match.complete and c.figure.value is not None and c.figure.source.table is not None
    ]
    if not found:
        return []
    top = found[0]
    return [
        c.figure
        for c in found
        if c.figure.source.table == top.figure.source.table
        and c.info.id == top.info.id
        and c.match.own >= top.match.own - 0.02
        and c.match.aspect == top.match.aspect
        and c.figure.aspect == top.figure.aspect
        and not LIST_END.search(c.figure.label)
    ]


def _total(query: Query, shelf: Shelf, named: dict[str, Figure], lacking: Sequence[str]) -> Outcome:
    worked = compute.total(tuple(named.values())) if named else None
    if worked is None:
        return kinds.not_found(plain_query(query), shelf)
    worked = in_wished(worked, query)
    parts = "，".join(
        f"{re.sub(r'[0-9]+$', '', name) if name.endswith(tuple('0123456789')) else name}{amount(f)}"
        for name, f in named.items()
    )
    if lacking and len(lacking) + len(named) <= _NAMED:
        text = f"{parts}；{'、'.join(lacking)}没有可比的数字，无法合计。"
        return Found(text=text, figures=tuple(named.values()), parts=tuple(named.values()))
    tail = f"（{'、'.join(lacking)}没有可比数字，未计入）" if lacking else ""
    return Found(
        text=f"{parts}，合计{worked.amount}{worked.unit}{tail}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=tuple(named.values()),
        parts=tuple(named.values()),
        computed=worked,
        warnings=(f"{len(named) + len(lacking)}项中{len(named)}项有数。",) if lacking else (),
    )


def averaged(query: Query, shelf: Shelf) -> Outcome:
    """The mean over bodies or years."""
    outcome = summed(query, shelf)
    if not isinstance(outcome, Found) or len(outcome.parts) < 2:
        return outcome
    worked = compute.mean(outcome.parts)
    if worked is None:
        return outcome
    return replace(
        outcome,
        text=f"{outcome.text}平均{worked.amount}{worked.unit}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        computed=worked,
    )
