"""The trained model: which figure comes first, and how surely it is the one. One archive beside the code."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from index.model import Figure
from qa.evidence.features import NAMES
from qa.evidence.gather import Evidence
from qa.evidence.quantity import QUANTITIES, Quantifier
from qa.ranking.signals import WIDTH, Floats, admitted_first, by_score, distinct, signals
from qa.ranking.trees import Forest, forest

ARCHIVE = "model.npz"
_BEHIND = 2.5  # in scores of the ranking: what lies further behind is hardly ever meant


@dataclass(frozen=True, slots=True)
class Model:
    """``ranking`` scores each figure; ``decision`` the first choice, as log odds; ``quantifier`` reads the question."""

    quantifier: Quantifier
    ranking: Forest
    decision: Forest

    def archive(self) -> bytes:
        """As kept."""
        out = io.BytesIO()
        arrays: dict[str, Any] = {f"ranking.{k}": v for k, v in self.ranking.arrays().items()}
        arrays |= {f"decision.{k}": v for k, v in self.decision.arrays().items()}
        known = json.dumps({"known": list(self.quantifier.known), "names": NAMES, "width": WIDTH}, ensure_ascii=False)
        np.savez_compressed(
            out,
            words=np.frombuffer(known.encode(), dtype=np.uint8),
            weights=self.quantifier.weights.astype(np.float16),
            bias=self.quantifier.bias,
            **arrays,
        )
        return out.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The evidence with the places of its cards from best to worst, those that are barred last, their scores, and how surely
    the first is right (0…1), whether it is barred or not."""

    evidence: Evidence
    order: tuple[int, ...]
    scores: Floats
    sure: float

    @property
    def barred(self) -> bool:
        """Whether all that may be meant is barred from answering; so is nothing at all."""
        return not self.order or bool(self.evidence.bars[self.order[0]])

    @property
    def choices(self) -> tuple[int, ...]:
        """The best of each value, barred or not, eight at most, none that is far behind the first."""
        found = distinct(self.evidence.cards, by_score(self.scores), 8)
        return tuple(i for i in found if self.scores[i] > self.scores[found[0]] - _BEHIND)


def read(data: bytes) -> Model:
    """The model of an archive. Raises ValueError where it was trained on other features."""
    kept = np.load(io.BytesIO(data), allow_pickle=False)
    words = json.loads(bytes(kept["words"]).decode())
    if tuple(words["names"]) != NAMES or words["width"] != WIDTH or kept["bias"].shape != (len(QUANTITIES),):
        raise ValueError("the ranking was trained on other features: train it again")
    known = {gram: i for i, gram in enumerate(words["known"])}
    quantifier = Quantifier(known, kept["weights"].astype(np.float32), kept["bias"])
    return Model(quantifier, forest(kept, "ranking"), forest(kept, "decision"))


@cache
def model() -> Model:
    """The model that ships."""
    return read(files("qa.ranking").joinpath(ARCHIVE).read_bytes())


def untrained() -> Model:
    """A model that knows nothing and is never sure: with it the rules answer alone."""
    none = np.full((1, 1), -1, dtype=np.int16)
    zero = np.zeros((1, 1), dtype=np.float32)
    stump = Forest(np.zeros((1, 1), dtype=np.int16), zero, none, none, zero)
    never = Forest(np.zeros((1, 1), dtype=np.int16), zero, none, none, np.full((1, 1), -20, dtype=np.float32))
    kinds = len(QUANTITIES)
    return Model(Quantifier({}, np.zeros((0, kinds), np.float32), np.zeros(kinds, np.float32)), stump, never)


def rank(evidence: Evidence, trained: Model, told: Figure | None = None) -> Ranked:
    """Rank the evidence; ``told`` is the figure that the reading by rules came to. Nothing to rank: nothing sure."""
    scores = trained.ranking.score(evidence.rows)
    order = admitted_first(evidence, scores)
    sure = 0.0
    if order:
        odds = trained.decision.score(signals(evidence, scores, order, told)[None, :])[0]
        sure = float(1 / (1 + np.exp(-odds)))
    return Ranked(evidence=evidence, order=order, scores=scores, sure=sure)
