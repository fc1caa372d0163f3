"""One function over many items, several at a time, the results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
# So many more than are worked on wait for their turn: nobody idles, and little is held in memory.
_AHEAD = 2


def in_order(work: Callable[[A], B], items: Iterable[A], jobs: int) -> Iterator[B]:
    """``work(item)`` for each item. Threads: each only waits for a process of its own that does the work (see ``apart``),
    and there are no others that could outlive this one."""
    if jobs <= 1:
        yield from map(work, items)
        return
    rest = iter(items)
    waiting: deque[Future[B]] = deque()
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="ingest")
    try:
        while True:
            waiting += (pool.submit(work, item) for item in islice(rest, _AHEAD * jobs - len(waiting)))
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
