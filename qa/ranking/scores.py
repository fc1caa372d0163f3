"""How a ranking and its decision fare on questions of a family that they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.ranking.train import Tried

KINDS = ("figure", "change", "percent", "count")
LIMITS = (0.005, 0.01, 0.02, 0.03, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is answered rightly where at most ``limit`` of all questions may be answered wrongly: the share of the answerable
    ones, and how sure the last answered one is."""

    limit: float
    right: float
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of the answerable questions after one printed figure the shares ``read``, and of those read the shares whose right figure
    is the first choice and among the first four; unanswerable questions count only in ``points``."""

    family: str
    questions: int
    unanswerable: int
    read: float
    first: float
    four: float
    points: tuple[Point, ...]


def score(family: str, tried: Sequence[Tried]) -> Score:
    """The numbers of some questions; kinds that are not after one printed figure are passed over."""
    asked = [t for t in tried if t.example.answerable and t.example.kind in KINDS]
    empty = [t for t in tried if not t.example.answerable]
    read = [t for t in asked if t.example.read]
    return Score(
        family=family,
        questions=len(asked),
        unanswerable=len(empty),
        read=_share(len(read), len(asked)),
        first=_share(sum(t.right for t in read), len(read)),
        four=_share(sum(t.offered for t in read), len(read)),
        points=points([(0.0 if t.ranked.barred else t.ranked.sure, t.right) for t in (*asked, *empty)], len(asked)),
    )


def points(answers: Sequence[tuple[float, bool]], answerable: int) -> tuple[Point, ...]:
    """The surest answers are given first, as (sure, right): how many right ones before too many are wrong. Equally sure
    ones are given together."""
    best = {limit: Point(limit=limit, right=0.0, sure=1.0) for limit in LIMITS}
    ordered = sorted(answers, key=lambda a: -a[0])
    right = wrong = 0
    for n, (sure, good) in enumerate(ordered):
        right, wrong = right + good, wrong + (not good)
        if n + 1 < len(ordered) and ordered[n + 1][0] == sure:
            continue
        for limit in LIMITS:
            if wrong <= limit * len(answers):
                best[limit] = Point(limit=limit, right=_share(right, answerable), sure=sure)
    return tuple(best[limit] for limit in LIMITS)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
