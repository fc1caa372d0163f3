"""What a share is of: the part and the whole that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.vocabulary import load
from qa.model import Chunk, Piece, Query
from qa.plan.cues import patterns

# Notions whose parts are told as shares of them, not of the whole budget.
OWN_WHOLES = ("三公经费", "政府采购")


def called_whole(text: str) -> str:
    """What a folded question calls the whole that a share is asked of; "" where it names none."""
    said = patterns()["share"]
    found = next((m for name in ("part_first", "whole_first", "whole") if (m := said[name].search(text))), None)
    return found["whole"] if found else ""


def is_any_whole(whole: Query) -> bool:
    """Whether a whole is named by words alone that any whole may be called by, and by no notion."""
    named = [piece for chunk in whole.chunks for piece in chunk.pieces]
    return _is_generic("".join(p.text for p in named), or_none=True) and not any(piece.concepts for piece in named)


def _is_generic(said: str, *, or_none: bool = False) -> bool:
    """Whether words are such as any whole may be called by; ``or_none``: so are no words."""
    return (or_none or bool(said)) and not patterns()["share"]["any_whole"].sub("", said).strip()


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
    whole = _natural_whole(keys, any_own=not _is_generic(called_whole(query.text)))
    return part, replace(query, kind="figure", chunks=(whole,), measure=None) if whole else None


def parted(query: Query) -> tuple[Query, Query | None] | None:
    """A question that says which is within which: 增值税在税收里占几成, 税收里面增值税占几成; None where it does not."""
    said = patterns()["share"]
    found = said["part_first"].search(query.text) or said["whole_first"].search(query.text)
    if found is None:
        return None
    sides = {name: _chunks_in(query, *found.span(name)) for name in ("part", "whole")}
    if not sides["part"]:
        return None
    part = replace(query, kind="figure", chunks=sides["part"], measure=None)
    return part, replace(part, chunks=sides["whole"]) if sides["whole"] else None


def _chunks_in(query: Query, start: int, end: int) -> tuple[Chunk, ...]:
    """The chunks of a stretch of the question, cut where they reach beyond it."""
    found: list[Chunk] = []
    cursor = 0
    for chunk in query.chunks:
        pieces = []
        for piece in chunk.pieces:
            place = query.text.find(piece.text, cursor)
            if place < 0:
                continue
            cursor = place + len(piece.text)
            if cut := query.text[max(start, place) : min(end, cursor)]:
                pieces.append(piece if cut == piece.text else Piece(text=cut))
        if pieces:
            found.append(replace(chunk, text="".join(p.text for p in pieces), pieces=tuple(pieces)))
    return tuple(found)


def _inside(whole: Chunk, text: str) -> bool:
    """Whether the text goes on with 里 or 中 behind the first thing named: 事业收入中, 教育收费占…"""
    behind = text[text.find(whole.text) + len(whole.text) :]
    said = patterns()["share"]
    return bool(said["inside"].fullmatch(whole.pieces[-1].text) or said["goes_on_inside"].match(behind))


def _names_body(query: Query, at: int) -> bool:
    """Whether a body is named behind a place of the question: ``words`` are the text with bodies and years blanked."""
    pairs = zip(query.text[at:], query.words[at:], strict=False)
    return any(blank == " " and re.match(r"[\u4e00-\u9fff]", char) and char not in "年度" for char, blank in pairs)


def _natural_whole(keys: Sequence[str], *, any_own: bool) -> Chunk | None:
    """The whole of which a part is told where none is named; ``any_own``: one that is a part itself (三公经费) may be meant."""
    concepts = load().concepts
    for key in keys:
        concept = concepts[key]
        flow = concept.flow or "支出"
        for name in ((concept.parent,) if any_own and concept.parent in OWN_WHOLES else ()) + (f"{flow}总计",):
            if name and name in concepts:
                return Chunk(text=name, pieces=(Piece(text=name, concepts=(name,)),))
    return None
