"""What was decoded last, until the library changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

from index.recent import Recent

T = TypeVar("T")
_ROOM = 96


class Cache:
    """A few values by name, of one generation of the library; the one unused for longest goes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = -1
        self._values: Recent[str, Any] = Recent(_ROOM)

    def get(self, generation: int, name: str, load: Callable[[], T]) -> T:
        """The value of this name, loaded where it is not there yet. Loading is not locked: twice is harmless."""
        with self._lock:
            if generation != self._generation:
                # What is still being loaded goes where nobody looks any more.
                self._values, self._generation = Recent(_ROOM), generation
            values = self._values
        return cast(T, values.get(name, load))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values, self._generation = Recent(_ROOM), -1
