"""Many processes, one order; a process that dies costs one item."""

from __future__ import annotations

import os

import pytest

from index.jobs import in_order


def _square(number: int) -> int:
    if number == 5:
        os._exit(9)
    return number * number


def _died(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 3])
def test_in_order(jobs: int) -> None:
    numbers = [n for n in range(20) if n != 5]
    assert list(in_order(_square, iter(numbers), jobs, _died)) == [n * n for n in numbers]


def test_one_that_dies_does_not_take_the_others_with_it() -> None:
    assert list(in_order(_square, range(12), 2, _died)) == [-5 if n == 5 else n * n for n in range(12)]


def test_nothing_to_do() -> None:
    assert list(in_order(_square, [], 4, _died)) == []
