"""How often a client may ask, over threads, processes and restarts."""

from __future__ import annotations

import multiprocessing
import random
from pathlib import Path

import pytest

from qa.serve.rates import Rates


def test_a_burst_and_then_the_pace(tmp_path: Path) -> None:
    rates = Rates(tmp_path / "r", per_minute=60, burst=3)
    assert [rates.wait("a", 100.0) for _ in range(3)] == [0, 0, 0]
    assert rates.wait("a", 100.0) == pytest.approx(1.0)
    assert rates.wait("b", 100.0) == 0
    assert rates.wait("a", 100.9) > 0
    assert rates.wait("a", 101.0) == 0
    assert rates.wait("a", 101.0) > 0
    assert [rates.wait("a", 1000.0) for _ in range(4)] == [0, 0, 0, pytest.approx(1.0)]


def test_never_more_than_are_allowed_whatever_the_moments(tmp_path: Path) -> None:
    rates = Rates(tmp_path / "r", per_minute=30, burst=5)
    draw, now, taken = random.Random(5), 0.0, []
    for _ in range(3000):
        now += draw.expovariate(3)
        if rates.wait("x", now) == 0:
            taken.append(now)
    for at in taken:
        # In any stretch of a minute: the burst, and what the pace gives meanwhile.
        assert sum(at <= other < at + 60 for other in taken) <= 5 + 30
    assert len(taken) >= now / 2 * 0.9


def test_a_clock_set_back_locks_nobody_out(tmp_path: Path) -> None:
    rates = Rates(tmp_path / "r", per_minute=60, burst=1)
    assert rates.wait("a", 1_000_000.0) == 0
    assert rates.wait("a", 1000.0) == 0


def test_many_clients_cost_no_more_than_the_file(tmp_path: Path) -> None:
    rates = Rates(tmp_path / "r", per_minute=60, burst=1)
    size = (tmp_path / "r").stat().st_size
    assert all(rates.wait(f"client {n}", 50.0) == 0 for n in range(5000))
    assert (tmp_path / "r").stat().st_size == size
    assert b"client" not in (tmp_path / "r").read_bytes()


def _asked(path: str) -> int:
    rates = Rates(Path(path), per_minute=1, burst=40)
    return sum(rates.wait("one", 77.0) == 0 for _ in range(30))


def test_workers_count_together(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        taken = pool.map(_asked, [str(tmp_path / "r")] * 4, chunksize=1)
    assert sum(taken) == 40
