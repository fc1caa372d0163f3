"""How much of a question one line of a passage says: a row of a table, a sentence.

The indexes see a passage as a bag; what a question asks for mostly stands in one line of it, beside its amount.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.model import Passage

_LINE = re.compile(r"[。；;\n]")
_DIGIT = re.compile(r"\d")
# What only the headings above say counts so much: they are of every line below.
_ABOVE = 0.6


def said_in_one(passage: Passage, weights: Mapping[str, float], *, amounts: bool) -> float:
    """The share, 0…1, of weighted strings that the best line says; only lines with a number where ``amounts``."""
    total = sum(weights.values())
    if not total:
        return 0.0
    above = {token for token in weights if token in passage.heading}
    best = 0.0
    for line in _LINE.split(passage.text):
        if not amounts or _DIGIT.search(line):
            said = sum(w if t in line else _ABOVE * w if t in above else 0.0 for t, w in weights.items())
            best = max(best, said)
    return best / total
