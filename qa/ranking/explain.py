"""Why the ranking put a figure where it is, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.answer.choices import full_name, place
from qa.evidence.features import FEATURES, NAMES, RELATIVE, Matrix
from qa.evidence.pair import NUMBER, SHARE, Feature
from qa.ranking.model import Model, Ranked
from qa.ranking.signals import distinct

_FIRST = 5  # candidates explained
_WEIGHED = 30  # candidates that one is held against
_SAID = 5  # reasons for, and against
_LEAST = 0.02  # what moves the score by less is not told
# For every column the feature that it belongs to: itself, or the one that it holds against the best.
_OWNER = (*range(len(FEATURES)), *RELATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One figure that may be meant. ``probability`` is the calibrated one for the first, else the share of its score, never more than
    the first leaves; ``speaks_for`` and ``speaks_against`` are reasons in Chinese, the weightiest first, what bars it
    before them."""

    label: str
    place: str
    year: int | None
    stage: str | None
    amount: str
    unit: str | None
    probability: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


def explain(ranked: Ranked, trained: Model) -> tuple[Candidate, ...]:
    """The first candidates of different values. What speaks for one is what lifts its score above the mean of the best thirty."""
    chosen = distinct(ranked.evidence.cards, ranked.order, _FIRST)
    if not chosen:
        return ()
    rows = ranked.evidence.rows
    rivals = list(dict.fromkeys((*ranked.order[:_WEIGHED], *chosen)))
    moved = {i: _moved(trained.ranking.contributions(rows[i])) for i in rivals}
    mean = np.mean(list(moved.values()), axis=0)
    return tuple(_candidate(ranked, i, moved[i] - mean, p) for i, p in zip(chosen, _odds(ranked, chosen), strict=True))


def _moved(contributions: Mapping[int, float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What each feature, with what holds it against the best, moved a score by."""
    found = np.zeros(len(FEATURES))
    for column, amount in contributions.items():
        found[_OWNER[column]] += amount
    return found


def _odds(ranked: Ranked, chosen: Sequence[int]) -> list[float]:
    scores = ranked.scores[list(ranked.order)].astype(float)
    total = float(np.exp(scores - scores.max()).sum())
    first = ranked.order[0]
    share = {i: float(np.exp(ranked.scores[i] - scores.max())) / total for i in chosen}
    left = min(1.0, (1 - ranked.sure) / max(1e-9, 1 - share[first]))
    return [ranked.sure if i == first else share[i] * left for i in chosen]


def _candidate(ranked: Ranked, i: int, moved: Sequence[float], probability: float) -> Candidate:
    card, bar = ranked.evidence.cards[i], ranked.evidence.bars[i]
    rows = ranked.evidence.rows
    ordered = sorted(range(len(FEATURES)), key=lambda n: -abs(moved[n]))
    # What all candidates have alike may steer the trees, but tells nobody why this one and not another.
    telling = [n for n in ordered if abs(moved[n]) >= _LEAST and np.ptp(rows[:, n]) > 0]
    return Candidate(
        label=full_name(card.figure),
        place=place(card),
        year=card.year,
        stage=card.stage,
        amount=card.figure.amount or "",
        unit=card.figure.unit,
        probability=round(probability, 4),
        speaks_for=tuple(_said(n, i, rows) for n in telling if moved[n] > 0)[:_SAID],
        speaks_against=(
            *((f"不能作答：{bar}",) if bar else ()),
            *tuple(_said(n, i, rows) for n in telling if moved[n] < 0)[:_SAID],
        ),
    )


def _said(n: int, i: int, rows: Matrix) -> str:
    feature, value = FEATURES[n], float(rows[i, n])
    best = float(rows[:, n].max())
    beaten = feature.relative and value < best and feature.tells in (SHARE, NUMBER)
    return shown(feature, value) + (f"（别处有{_number(feature, best)}）" if beaten else "")


def shown(feature: Feature, value: float) -> str:
    """A piece of evidence with its number, in words."""
    if not isinstance(feature.tells, str):
        word = str(feature.tells[int(value)]) if 0 <= value < len(feature.tells) else "没有写明"
        return f"{feature.says}：{word}"
    if feature.tells in (SHARE, NUMBER):
        return f"{feature.says}：{_number(feature, value)}"
    if value >= 1:
        return feature.says
    return f"{feature.says}：{'否' if value <= 0 else '部分'}"


def _number(feature: Feature, value: float) -> str:
    return f"{100 * value:.0f}%" if feature.tells == SHARE else f"{value:.4g}"


assert len(_OWNER) == len(NAMES)
