"""A model made by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from qa.evidence.features import NAMES
from qa.evidence.quantity import QUANTITIES, Quantifier
from qa.ranking.model import Model
from qa.ranking.trees import Forest


def stump(feature: int, threshold: float, low: float, high: float) -> Forest:
    """One tree with one question."""
    return Forest(
        feature=np.array([[feature]], dtype=np.int16),
        threshold=np.array([[threshold]], dtype=np.float32),
        left=np.array([[-1]], dtype=np.int16),
        right=np.array([[-2]], dtype=np.int16),
        value=np.array([[low, high]], dtype=np.float32),
    )


@pytest.fixture
def one_feature() -> Callable[..., Model]:
    """A model that likes figures on which one feature is more than so much, and is sure of a first choice that it likes."""

    def make(name: str, threshold: float = 0.6) -> Model:
        weights = np.zeros((2, len(QUANTITIES)), dtype=np.float32)
        weights[:, QUANTITIES.index("人数")] = 1.5
        bias = np.linspace(0, 1, len(QUANTITIES), dtype=np.float32)
        quantifier = Quantifier({"人": 0, "少人": 1}, weights, bias)
        return Model(quantifier, stump(NAMES.index(name), threshold, -1.0, 1.0), stump(0, 0.0, -3.0, 3.0))

    return make
