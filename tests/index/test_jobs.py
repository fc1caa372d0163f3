"""Many at a time, one order."""

from __future__ import annotations

import time

import pytest

from index.jobs import in_order


def _square(number: int) -> int:
    time.sleep(0.01 * (number % 3))
    return number * number


@pytest.mark.parametrize("jobs", [1, 3])
def test_in_order(jobs: int) -> None:
    assert list(in_order(_square, iter(range(20)), jobs)) == [n * n for n in range(20)]


def test_little_is_taken_before_its_turn() -> None:
    taken: list[int] = []

    def items() -> object:
        for n in range(100):
            taken.append(n)
            yield n

    results = in_order(_square, items(), 3)  # type: ignore[arg-type]
    next(results)
    assert len(taken) <= 6
    results.close()  # type: ignore[attr-defined]


def test_nothing_to_do() -> None:
    assert list(in_order(_square, [], 4)) == []
