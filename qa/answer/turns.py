"""Which way something changed, and against what: what questions and sentences tell of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from qa.answer.texts import pieces_of
from qa.model import Query
from qa.question.slots import cues


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What changed how: the ways (增, 减, 平) and the bases (上年, 预算) that words tell, () where they tell none; by which
    ``amounts``, where a question names any."""

    ways: frozenset[str]
    bases: frozenset[str]
    amounts: tuple[str, ...] = ()

    def against(self, other: Turn) -> bool:
        """Whether the two cannot be of the same change."""
        ways = bool(self.ways and other.ways and not self.ways & other.ways)
        return ways or bool(self.bases and other.bases and not self.bases & other.bases)


@cache
def _turns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in cues()[table].items())


def turn_of(text: str) -> Turn:
    """The ways and bases that folded words tell."""
    return Turn(
        ways=frozenset(name for name, pattern in _turns("ways") if pattern.search(text)),
        bases=frozenset(name for name, pattern in _turns("against") if pattern.search(text)),
    )


def asked_turn(query: Query) -> Turn:
    """What the question says of the change, the names of items (增值税, 高等教育) left out."""
    text = query.text
    for piece in pieces_of(query):
        text = text.replace(piece.text, " ") if piece.concepts else text
    return turn_of(text)


def without_turns(text: str) -> str:
    """契税短收 is 契税; "" for words that say no more than the change."""
    rest = text
    for _, pattern in (*_turns("ways"), *_turns("against")):
        rest = pattern.sub("", rest)
    return "" if rest != text and len(rest) < 2 else rest
