"""Which kind of quantity a question is after, by its words alone: a small linear model over runs of characters.

P(kind | question) = softmax(bias + sum of the weights of the runs that the question holds)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.model import Measure
from qa.evidence.card import Card
from qa.evidence.rates import rate_of

Floats = npt.NDArray[np.float32]

QUANTITIES = ("金额", "单价", "增减额", "增长", "完成", "占比", "人数", "人次", "批次", "面积", "数量", "指标值")
_LONGEST = 3
_RATES = {1: "完成", 2: "占比", 3: "增长"}


def quantity_of(card: Card) -> int:
    """The place among ``QUANTITIES`` of what a figure is."""
    measure, unit = card.figure.measure, card.figure.unit or ""
    if measure in (Measure.RATE, Measure.SHARE) or (measure is Measure.INDICATOR and unit in ("%", "％")):
        return QUANTITIES.index(_RATES.get(rate_of(card), "增长" if measure is Measure.RATE else "占比"))
    return QUANTITIES.index(measure.value)


def grams(text: str) -> frozenset[str]:
    """Runs of one to three characters of the folded question; every number is one sign."""
    plain = re.sub(r"\d+(?:\.\d+)?", "0", re.sub(r"[\s?？。!,，]+", "", text))
    plain = f"^{plain}$"
    return frozenset(plain[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(plain) - n + 1))


@dataclass(frozen=True, slots=True)
class Quantifier:
    """``weights`` has a row per known run (``known`` gives its number) and a column per quantity; ``bias`` one per quantity."""

    known: Mapping[str, int]
    weights: Floats
    bias: Floats

    def probabilities(self, text: str) -> Floats:
        """One per quantity, adding up to 1."""
        rows = [self.known[g] for g in grams(text) if g in self.known]
        logits = self.bias + (self.weights[rows].sum(axis=0) / np.sqrt(len(rows)) if rows else 0)
        odds = np.exp(logits - logits.max())
        result: Floats = (odds / odds.sum()).astype(np.float32)
        return result


def learn(texts: Sequence[str], wanted: Sequence[int], *, rounds: int = 300, decay: float = 2e-3) -> Quantifier:
    """A model from questions and the quantity that each asks for: full-batch gradient descent with momentum, no chance in it."""
    counts: dict[str, int] = {}
    held = [grams(t) for t in texts]
    for found in held:
        for gram in found:
            counts[gram] = counts.get(gram, 0) + 1
    known = {g: i for i, g in enumerate(sorted(g for g, n in counts.items() if n >= 3))}
    rows = np.zeros((len(texts), len(known)), dtype=np.float32)
    for i, found in enumerate(held):
        inside = [known[g] for g in found if g in known]
        rows[i, inside] = 1 / np.sqrt(max(1, len(inside)))
    target = np.eye(len(QUANTITIES), dtype=np.float32)[np.array(wanted)]
    weights = np.zeros((len(known), len(QUANTITIES)), dtype=np.float32)
    bias = np.log(target.mean(axis=0) + 1e-3).astype(np.float32)
    moved, moved_bias = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(rounds):
        logits = rows @ weights + bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        gap = (odds / odds.sum(axis=1, keepdims=True) - target) / len(texts)
        moved = 0.9 * moved - 8.0 * (rows.T @ gap + decay / 10 * weights)
        moved_bias = 0.9 * moved_bias - 0.5 * gap.sum(axis=0)
        weights, bias = weights + moved, bias + moved_bias
    return Quantifier(known, weights, bias)
