"""Which of a question's chunks are said side by side: 水费、电费和邮电费, and which only stand around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.vocabulary import load
from qa.model import Chunk, Piece, Query

_JOINER = re.compile(r"[的 “”\"'‘’]*(?:[、+&]|和|与|及|以及|跟|同|加上?|还有|再加上?|外加|连同)+[的 “”\"'‘’]*")
_VERB = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![增追参更附叠递外累添再施强复])加(?!上|起|总|在一|到一|班|强|快|油|工|密|固|装|急|分|大|入|盟|剧|和)(?=[\u4e00-\u9fff]{2})"
)


def spaced(text: str) -> str:
    """The folded question with 、 for an 加 that joins two things, nothing moved."""
    return _VERB.sub("、", text)


def side_by_side(query: Query) -> tuple[Chunk, ...]:
    """The longest row of chunks with nothing but joining words between them; () without one."""
    chunks = [part for chunk in query.chunks if chunk.text not in query.among for part in _parts(chunk)]
    text, cursor = spaced(query.text), 0
    placed: list[tuple[int, int, Chunk]] = []
    for chunk in chunks:
        begin = cursor
        for number, piece in enumerate(chunk.pieces):
            at = text.find(piece.text, cursor)
            if at < 0:
                return ()
            begin = begin if number else at
            cursor = at + len(piece.text)
        placed.append((begin, cursor, chunk))
    groups: list[list[Chunk]] = [[chunk] for _, _, chunk in placed[:1]]
    for (_, end, _), (start, _, chunk) in pairwise(placed):
        if _joined(text[end:start]):
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    longest = max(groups, key=len, default=[])
    return tuple(longest) if len(longest) > 1 else ()


def around(query: Query, row: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """The chunks that are not in the row."""
    said = {chunk.text for chunk in row}
    return tuple(
        c
        for c in query.chunks
        if c.text not in said
        and not all(p.text in said for p in c.pieces)
        and not any(part.text in said for part in _listed(c))
    )


def _joined(between: str) -> bool:
    return not between.strip() or _JOINER.fullmatch(between) is not None


def _parts(chunk: Chunk) -> tuple[Chunk, ...]:
    """水费电费 is two things; 电费预算 is one."""
    if len(chunk.pieces) > 1 and all(p.concepts and re.search("费$", p.text) for p in chunk.pieces):
        return tuple(part for p in chunk.pieces for part in _listed(replace(chunk, text=p.text, pieces=(p,))))
    return _listed(chunk)


def _listed(chunk: Chunk) -> tuple[Chunk, ...]:
    """A name that lists two things (水费、电费) is both, what follows it belonging to the last; the name of their sum
    (三公经费、会议费、培训费合计) is one."""
    first, *rest = chunk.pieces
    names = load().question_names
    parts = first.text.split("、")
    if len(parts) < 2 or not all(part in names for part in parts):
        return (chunk,)
    pieces = [Piece(text=name, concepts=names[name]) for name in parts]
    tail = (pieces[-1], *rest)
    last = replace(chunk, text="".join(p.text for p in tail), pieces=tail)
    return (*(replace(chunk, text=p.text, pieces=(p,)) for p in pieces[:-1]), last)
