"""How far the words of a question and those around a figure meet."""

from __future__ import annotations

from collections.abc import Callable

from qa.evidence.pair import Pair, pairs_of, share


def parts_at(least: float) -> Callable[[Pair], float]:
    def of(pair: Pair) -> float:
        total = sum(p.weight for p in pair.asked.parts) or 1.0
        return sum(p.weight for p, m in zip(pair.asked.parts, pair.met, strict=True) if m >= least) / total

    return of


def heaviest_left(pair: Pair) -> float:
    return max((p.weight for p, m in zip(pair.asked.parts, pair.met, strict=True) if m < 1.0), default=0.0)


def notion_left(pair: Pair) -> float:
    return sum(p.weight for p, m in zip(pair.asked.parts, pair.met, strict=True) if m < 1.0 and p.keys)


def nearest(pair: Pair) -> float:
    return max(pair.met, default=0.0)


def heaviest_met(pair: Pair) -> float:
    heaviest = max(range(len(pair.met)), key=lambda i: pair.asked.parts[i].weight, default=-1)
    return pair.met[heaviest] if heaviest >= 0 else -1.0


def more(pair: Pair) -> float:
    return float(sum(c not in pair.asked.text for c in pair.card.label))


def longest(a: str, b: str) -> int:
    best, last = 0, [0] * (len(b) + 1)
    for x in a:
        row = [0]
        for j, y in enumerate(b):
            row.append(last[j] + 1 if x == y else 0)
        best, last = max(best, *row), row
    return best


def among(pair: Pair) -> float:
    """How much of the parents the question does not say."""
    return 1.0 - share(pair.asked.said, pairs_of(pair.card.parents.replace("|", ""))) if pair.card.parents else 0.0


def named_in_full(pair: Pair) -> float:
    """Where the question says a printed name in full: 1 it is this figure's, 0.5 it narrows it or stands over it, -1 it is
    another's; 0 where it says none."""
    named, card = pair.scene.named, pair.card
    if not named:
        return 0.0
    if card.label == named:
        return 1.0
    return 0.5 if named in card.aspect or named in card.parents or named in card.column or named in card.label else -1.0
