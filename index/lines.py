"""How much of a question one line of a passage says: a row of a table, a sentence.

The indexes see a passage as a bag; what a question asks for mostly stands in one line of it, beside its amount.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.model import Passage

_LINE = re.compile(r"[。；;\n]")
_DIGIT = re.compile(r"\d")
# What only the headings above say counts so much: they are of every line below.
_ABOVE = 0.6


def said_in_one(
    passage: Passage,
    weights: Mapping[str, float],
    *,
    amounts: bool,
    shows: Sequence[re.Pattern[str]] = (),
    unshown: float = 1.0,
) -> float:
    """The share, 0…1, of weighted strings that the best line says; only lines with a number where ``amounts``. A line
    without what ``shows`` that it answers (a percentage, a reason) counts ``unshown``."""
    total = sum(weights.values())
    if not total:
        return 0.0
    # Only what the passage says at all is looked for in each of its lines.
    text = passage.text
    inside = [(token, weight) for token, weight in weights.items() if token in text]
    above = {token: _ABOVE * weight for token, weight in weights.items() if token in passage.heading}
    whole = sum(above.values())
    best = 0.0
    for line in _LINE.split(text):
        if not amounts or _DIGIT.search(line):
            said = whole + sum(w - above.get(t, 0.0) for t, w in inside if t in line)
            best = max(best, said if all(pattern.search(line) for pattern in shows) else unshown * said)
    return best / total
