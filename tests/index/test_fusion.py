"""Rankings made one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fuse, normalised

_SCORES = st.dictionaries(st.integers(0, 9), st.floats(0, 50), max_size=6)


def test_scores_are_shares_of_the_best_and_weights_add_up() -> None:
    fused = fuse({"words": ({1: 8.0, 2: 4.0}, 3.0), "dense": ({2: 0.9, 3: 0.45}, 1.0)})
    assert [f.row for f in fused] == [1, 2, 3]
    assert [f.score for f in fused] == pytest.approx([0.75, 0.375 + 0.25, 0.125])
    assert fused[1].parts == pytest.approx((0.375, 0.25))


def test_a_side_that_found_nothing_takes_no_share() -> None:
    fused = fuse({"words": ({}, 3.0), "dense": ({2: 0.4}, 1.0)})
    assert [(f.row, f.score) for f in fused] == [(2, 1.0)]
    assert fuse({"words": ({}, 1.0)}) == ()
    assert normalised({1: -0.5, 2: 0.0}) == {}


@given(_SCORES, _SCORES)
def test_every_row_once_best_first_between_nothing_and_one(one: dict[int, float], other: dict[int, float]) -> None:
    fused = fuse({"a": (one, 0.5), "b": (other, 0.5)})
    assert len({f.row for f in fused}) == len(fused)
    assert [f.score for f in fused] == sorted((f.score for f in fused), reverse=True)
    assert all(0 <= f.score <= 1 + 1e-9 and f.score == pytest.approx(sum(f.parts)) for f in fused)
