"""Trees as arrays give what the trees that were learnt gave."""

from __future__ import annotations

import numpy as np
import pytest

from qa.ranking.trees import Forest, forest


def _handmade() -> Forest:
    """x0 ≤ 1 → (x1 ≤ 5 → 1, else 2), else 10; and a tree that is one leaf of 0.5."""
    return Forest(
        feature=np.array([[0, 1], [0, 0]], dtype=np.int16),
        threshold=np.array([[1, 5], [0, 0]], dtype=np.float32),
        left=np.array([[1, -1], [-1, 0]], dtype=np.int16),
        right=np.array([[-3, -2], [-1, 0]], dtype=np.int16),
        value=np.array([[1, 2, 10], [0.5, 0, 0]], dtype=np.float32),
    )


ROWS = [((0, 0), 1.5), ((1, 5), 1.5), ((1, 5.1), 2.5), ((1.1, 0), 10.5), ((9, 9), 10.5)]


@pytest.mark.parametrize(("row", "score"), ROWS)
def test_a_handmade_tree(row: tuple[float, float], score: float) -> None:
    assert _handmade().score(np.array([row], dtype=np.float32)).tolist() == [score]


def test_no_rows_no_scores() -> None:
    assert _handmade().score(np.zeros((0, 2), dtype=np.float32)).shape == (0,)


def test_contributions_add_up_to_the_score() -> None:
    # Without anything known: (((1 + 2) / 2) + 10) / 2 = 5.75 and 0.5.
    for row, score in ROWS:
        moved = _handmade().contributions(np.array(row, dtype=np.float32))
        assert 5.75 + 0.5 + sum(moved.values()) == pytest.approx(score)
    assert _handmade().contributions(np.array((9, 9), dtype=np.float32))[0] == pytest.approx(10 - 5.75)


def test_arrays_there_and_back() -> None:
    kept = {f"name.{part}": array for part, array in _handmade().arrays().items()}
    rows = np.array([row for row, _ in ROWS], dtype=np.float32)
    assert np.array_equal(forest(kept, "name").score(rows), _handmade().score(rows))


def test_equal_to_what_was_learnt() -> None:
    lightgbm = pytest.importorskip("lightgbm", reason="lightgbm is not installed (pip install 'budgetqa[train]')")
    from qa.ranking.train import flattened

    chance = np.random.default_rng(3)
    rows = chance.normal(size=(400, 6)).round(1).astype(np.float32)
    wanted = rows[:, 0] * (rows[:, 1] > 0) + (rows[:, 2] == 0)
    data = lightgbm.Dataset(rows, wanted)
    booster = lightgbm.train({"verbosity": -1, "num_threads": 1, "num_leaves": 9, "min_data_in_leaf": 5}, data, 40)
    new = np.vstack([rows, chance.normal(size=(400, 6)).round(1).astype(np.float32)])
    assert np.abs(flattened(booster).score(new) - booster.predict(new)).max() < 1e-5
