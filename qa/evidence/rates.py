"""Which kind of rate words tell: of completion, a share, of growth; and the patterns of ``cues.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from qa.evidence.card import Card

RATES = ("无", "完成", "占比", "增长")
_TOLD = {name: n for n, name in enumerate(RATES) if n}


@cache
def words() -> dict[str, dict[str, re.Pattern[str]]]:
    """``cues.toml``, compiled."""
    data = tomllib.loads(files("qa.evidence").joinpath("cues.toml").read_text(encoding="utf-8"))
    return {room: {name: re.compile(p) for name, p in rows.items()} for room, rows in data.items()}


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
