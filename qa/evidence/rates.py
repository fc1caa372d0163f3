"""Which kind of rate words tell: of completion, a share, of growth; and the patterns of ``cues.toml``."""

from __future__ import annotations

from functools import lru_cache

from index.language.patterns import Patterns, patterns_of
from qa.evidence.card import Card

RATES = ("无", "完成", "占比", "增长")
_TOLD = {name: n for n, name in enumerate(RATES) if n}


def words() -> Patterns:
    """``cues.toml``, compiled."""
    return patterns_of("qa.evidence", "cues.toml")


@lru_cache(maxsize=1 << 16)
def rate(text: str) -> int:
    """Which kind of rate the words tell: 1 of completion, 2 a share, 3 of growth, 0 none."""
    return next((n for n, pattern in enumerate(words()["rates"].values(), 1) if pattern.search(text)), 0)


def rate_of(card: Card) -> int:
    """Which kind of rate a figure is: as it was read, else by the clause right before it or its column."""
    if card.figure.rate is not None:
        return _TOLD.get(card.figure.rate, 0)
    near = card.clause + card.behind if card.sentence else card.column + card.label + card.aspect
    return rate(near) or rate(card.sentence[-24:])
