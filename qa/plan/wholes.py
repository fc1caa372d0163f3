"""What a share is of: the part and the whole that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.vocabulary import load
from qa.model import Chunk, Piece, Query
from qa.plan.cues import patterns

# Notions whose parts are told as shares of them, not of the whole budget.
_OWN_WHOLES = ("三公经费", "政府采购")


def part_and_whole(query: Query) -> tuple[Query, Query | None]:
    """占…的比例: what stands before 占 is the part, what stands after it the whole; 占比 alone means of the total."""
    found = patterns()["share"]["whole"].search(query.text)
    at, cursor = found.start() if found else query.text.find("占"), 0
    before: tuple[Chunk, ...] = ()
    after: tuple[Chunk, ...] = ()
    for chunk in query.chunks:
        place = query.text.find(chunk.text, cursor)
        cursor = max(cursor, place + len(chunk.text))
        if found and at < place < found.end():
            after = (*after, chunk)
        else:
            before = (*before, chunk)
    if not after and len(before) > 1 and _inside(before[0], query.text[: at + 1]):
        part = replace(query, kind="figure", chunks=before, measure=None)
        return part, replace(query, kind="figure", chunks=before[:1], measure=None)
    part = replace(query, kind="figure", chunks=before, measure=None)
    if after and not _names_body(query, at):
        # 某中心的事业收入占收入预算: of its own income, where no other body is named behind 占.
        after = (*(c for c in before if all(p.unit for p in c.pieces)), *after)
    if after:
        return part, replace(query, kind="figure", chunks=after, measure=None)
    keys = [k for c in before for p in c.pieces for k in p.concepts]
    whole = _natural_whole(keys)
    return part, replace(query, kind="figure", chunks=(whole,), measure=None) if whole else None


def _inside(whole: Chunk, text: str) -> bool:
    """Whether the text goes on with 里 or 中 behind the first thing named: 事业收入中, 教育收费占…"""
    behind = text[text.find(whole.text) + len(whole.text) :]
    said = patterns()["share"]
    return bool(said["inside"].fullmatch(whole.pieces[-1].text) or said["goes_on_inside"].match(behind))


def _names_body(query: Query, at: int) -> bool:
    """Whether a body is named behind a place of the question: ``words`` are the text with bodies and years blanked."""
    pairs = zip(query.text[at:], query.words[at:], strict=False)
    return any(blank == " " and re.match(r"[\u4e00-\u9fff]", char) and char not in "年度" for char, blank in pairs)


def _natural_whole(keys: Sequence[str]) -> Chunk | None:
    concepts = load().concepts
    for key in keys:
        concept = concepts[key]
        flow = concept.flow or "支出"
        for name in ((concept.parent,) if concept.parent in _OWN_WHOLES else ()) + (f"{flow}总计",):
            if name and name in concepts:
                return Chunk(text=name, pieces=(Piece(text=name, concepts=(name,)),))
    return None
