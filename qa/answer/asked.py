"""What a question asks for, in the words of whoever asked: a refusal names it as it was asked, not as it was cut up."""

from __future__ import annotations

from collections.abc import Sequence

from index.vocabulary.areas import chain_at
from qa.answer.match import weak
from qa.model import Query

# A longer run of the question is half of it, and no longer the name of a thing.
_LONGEST = 40
# So far before a piece a place may begin whose name was cut: 本溪市.
_BEFORE = 3


def topic(query: Query) -> str:
    """The run of the question from the first to the last thing that it names, with the codes that it gives; "" where it names
    nothing, or nothing but a class of things (科目, 项目)."""
    named = [c for c in query.chunks if not c.optional] or list(query.chunks)
    codes = f"编码{'、'.join(query.codes)}" if query.codes else ""
    if all(weak(piece) for chunk in named for piece in chunk.pieces):
        return codes
    asked, put = [c.said or c.text for c in named], [c.text for c in named]
    run = _run(query.original, asked) or _run(query.text, put) or "、".join(asked)
    return f"{codes}{run}" if codes and run not in codes else run


def whole(query: Query) -> str:
    """The question without its mark."""
    return query.original.strip().rstrip("?？。!！ ")


def _run(text: str, names: Sequence[str]) -> str:
    """The stretch of a text that holds the names in their order; "" where it does not, or is too long for a name."""
    first = end = -1
    for name in names:
        at = text.find(name, max(end, 0))
        if at < 0:
            return ""
        first, end = (at if first < 0 else first), at + len(name)
    starts = (at for at in range(max(0, first - _BEFORE), first) if at + len("".join(chain_at(text, at)[:1])) > first)
    first = next(starts, first)
    return text[first:end] if end - first <= _LONGEST else ""
