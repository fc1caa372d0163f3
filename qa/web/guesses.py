"""Guessing passwords is slow: each try counts before it is checked, by address and by account; nobody is ever locked out."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

_FORGOTTEN = 900.0  # seconds without a try after which nothing is held against an address or account
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """After ``free`` tries the next must wait a second, then twice as long each time, up to ``longest`` seconds."""

    free: int
    longest: float

    def wait(self, tries: int) -> float:
        """Seconds between the last of so many tries and the next."""
        return min(2.0 ** min(tries - self.free + 1, 10), self.longest) if tries >= self.free else 0.0


# An address waits long. An account waits a little whoever tries: its owner must get in while strangers guess.
BY_ADDRESS, BY_ACCOUNT = Pace(free=4, longest=60.0), Pace(free=8, longest=2.0)


class Guesses:
    """What was tried lately. Safe to share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tries: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()

    def admit(self, address: str, account: str, now: float | None = None) -> float:
        """0 where a password may be checked now, and the try is counted; else how many seconds to wait, and nothing is."""
        now = time.monotonic() if now is None else now
        keys = ((("address", address), BY_ADDRESS), (("account", account), BY_ACCOUNT))
        with self._lock:
            left = max(self._left(key, pace, now) for key, pace in keys)
            if left > 0:
                return left
            for key, _ in keys:
                tries, last = self._tries.get(key, (0, now))
                self._tries[key] = (tries + 1 if now - last <= _FORGOTTEN else 1, now)
                self._tries.move_to_end(key)
            while len(self._tries) > _MOST:
                self._tries.popitem(last=False)
            return 0.0

    def right(self, address: str, account: str) -> None:
        """The password was right: nothing is held against either any more."""
        with self._lock:
            self._tries.pop(("address", address), None)
            self._tries.pop(("account", account), None)

    def _left(self, key: tuple[str, str], pace: Pace, now: float) -> float:
        tries, last = self._tries.get(key, (0, now))
        return 0.0 if now - last > _FORGOTTEN else max(0.0, last + pace.wait(tries) - now)


GUESSES = Guesses()
"""Those of this process."""
