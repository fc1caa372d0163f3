"""One function over many items in several processes, the results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
# So many more than there are processes wait for their turn: nobody idles, and little is held in memory.
_AHEAD = 2


def in_order(work: Callable[[A], B], items: Iterable[A], jobs: int, died: Callable[[A], B]) -> Iterator[B]:
    """``work(item)`` for each item. An item whose process dies gets ``died(item)``; the others are done all the same."""
    if jobs <= 1:
        yield from map(work, items)
        return
    rest = iter(items)
    waiting: deque[tuple[A, Future[B]]] = deque()
    pool = ProcessPoolExecutor(jobs)
    try:
        while True:
            for item in islice(rest, _AHEAD * jobs - len(waiting)):
                waiting.append((item, _submitted(pool, work, item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                # Nobody knows whose fault it was: each of those under way is tried again, alone.
                pool.shutdown(cancel_futures=True)
                yield from (_alone(work, each, died) for each in (item, *(i for i, _ in waiting)))
                waiting.clear()
                pool = ProcessPoolExecutor(jobs)
            else:
                yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, work: Callable[[A], B], item: A) -> Future[B]:
    """The work under way; a pool that has just broken refuses, which is told when the result is asked for."""
    try:
        return pool.submit(work, item)
    except BrokenProcessPool as error:
        failed: Future[B] = Future()
        failed.set_exception(error)
        return failed


def _alone(work: Callable[[A], B], item: A, died: Callable[[A], B]) -> B:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return died(item)
