"""Boosted trees as arrays: what a trained model is once it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of equal width, one row each. Node ``n`` of a tree asks whether feature ``feature[n]`` is at most ``threshold[n]``:
    then ``left[n]`` is next, else ``right[n]``; a negative next ``-1 - k`` is the leaf ``k`` with its ``value``.
    """

    feature: Integers
    threshold: Floats
    left: Integers
    right: Integers
    value: Floats

    def score(self, rows: Floats) -> Floats:
        """The sum over all trees for each row: shape (n, features) → (n,). No rows, no scores."""
        trees = np.arange(len(self.feature))[None, :]
        at = np.zeros((len(rows), len(self.feature)), dtype=np.int16)
        line = np.arange(len(rows))[:, None]
        while True:
            inside = at >= 0
            if not inside.any():
                break
            node = np.where(inside, at, 0)
            below = rows[line, self.feature[trees, node]] <= self.threshold[trees, node]
            at = np.where(inside, np.where(below, self.left[trees, node], self.right[trees, node]), at)
        scores: Floats = self.value[trees, -1 - at].sum(axis=1, dtype=np.float32)
        return scores

    def contributions(self, row: Floats) -> Mapping[int, float]:
        """What each feature moved the score of one row by, summed over the splits on its way (Saabas)."""
        moved: dict[int, float] = {}
        means = self._means()
        for tree in range(len(self.feature)):
            at, here = 0, means[tree, 0]
            while at >= 0:
                feature = int(self.feature[tree, at])
                at = int((self.left if row[feature] <= self.threshold[tree, at] else self.right)[tree, at])
                then = means[tree, at] if at >= 0 else self.value[tree, -1 - at]
                moved[feature] = moved.get(feature, 0.0) + float(then - here)
                here = then
        return moved

    def _means(self) -> Floats:
        """The plain mean of the leaves under each node."""
        means = np.zeros_like(self.threshold)
        for tree in range(len(self.feature)):
            self._mean(tree, 0, means)
        return means

    def _mean(self, tree: int, node: int, means: Floats) -> float:
        if node < 0:
            return float(self.value[tree, -1 - node])
        both = (
            self._mean(tree, int(self.left[tree, node]), means),
            self._mean(tree, int(self.right[tree, node]), means),
        )
        means[tree, node] = sum(both) / 2
        return float(means[tree, node])

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """What ``forest`` takes back."""
        return {
            "feature": self.feature,
            "threshold": self.threshold,
            "left": self.left,
            "right": self.right,
            "value": self.value,
        }


def forest(arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Forest:
    """The forest kept under ``name.feature`` … of an archive of arrays."""
    get = {part: arrays[f"{name}.{part}"] for part in ("feature", "threshold", "left", "right", "value")}
    return Forest(
        get["feature"].astype(np.int16),
        get["threshold"].astype(np.float32),
        get["left"].astype(np.int16),
        get["right"].astype(np.int16),
        get["value"].astype(np.float32),
    )
