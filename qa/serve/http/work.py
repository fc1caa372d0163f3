"""Work that takes a while, done beside the loop: so many at once, so many waiting, each only so long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from qa.serve.limits import Limits

T = TypeVar("T")


class Busy(Exception):
    """More is waiting than may wait."""


class Work:
    """A few threads that stay, so that each keeps its connection to the library."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(limits.at_once, thread_name_prefix="answer")
        self._pending = 0

    async def do(self, call: Callable[[], T]) -> T:
        """The result of a call. Raises Busy, TimeoutError; what takes too long keeps its thread until it is done."""
        if self._pending >= self._limits.at_once + self._limits.waiting:
            raise Busy
        loop = asyncio.get_running_loop()
        future = self._threads.submit(call)
        self._pending += 1
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._done))
        return await asyncio.wait_for(asyncio.wrap_future(future), self._limits.seconds)

    def _done(self) -> None:
        self._pending -= 1
