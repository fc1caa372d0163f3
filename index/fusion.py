"""Several rankings → one: a weighted sum of scores, each normalised for the question.

Ranks are not summed: where one side is weaker, its first place would weigh as much as the other's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its score and what each side gave to it, in the order of the sides."""

    row: int
    score: float
    parts: tuple[float, ...]


def normalised(scores: Scores) -> dict[int, float]:
    """Scores as shares of the best one; what is below nothing counts as nothing."""
    best = max(scores.values(), default=0.0)
    return {row: max(score, 0.0) / best for row, score in scores.items()} if best > 0 else {}


def fuse(sides: Mapping[str, tuple[Scores, float]]) -> tuple[Fused, ...]:
    """Rows by the weighted sum over the sides (name → scores, weight), best first; ties by row."""
    total = sum(weight for scores, weight in sides.values() if scores) or 1.0
    shares = [(normalised(scores), weight / total) for scores, weight in sides.values()]
    rows = dict.fromkeys(row for each, _ in shares for row in each)
    found = (
        Fused(row, sum(parts), parts)
        for row in rows
        for parts in [tuple(weight * each.get(row, 0.0) for each, weight in shares)]
    )
    return tuple(sorted(found, key=lambda f: (-f.score, f.row)))


def as_scores(rows: NDArray[np.int64], scores: NDArray[np.float32]) -> dict[int, float]:
    """A ranking as a mapping."""
    return dict(zip(rows.tolist(), scores.tolist(), strict=True))
