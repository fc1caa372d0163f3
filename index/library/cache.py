"""What was decoded last, until the library changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")
_ROOM = 96


class Cache:
    """A few values by name, of one generation of the library; the one unused for longest goes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = -1
        self._values: OrderedDict[str, Any] = OrderedDict()

    def get(self, generation: int, name: str, load: Callable[[], T]) -> T:
        """The value of this name, loaded where it is not there yet. Loading is not locked: twice is harmless."""
        with self._lock:
            if generation != self._generation:
                self._values.clear()
                self._generation = generation
            elif name in self._values:
                self._values.move_to_end(name)
                return cast(T, self._values[name])
        value = load()
        with self._lock:
            if generation == self._generation:
                self._values[name] = value
                while len(self._values) > _ROOM:
                    self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self._generation = -1
