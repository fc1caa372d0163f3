"""How often each client may ask, counted in one file that all workers share.

For each client one moment is kept: when it would have used up what it has asked so far at the pace that is allowed (the
generic cell rate algorithm). A file of a fixed size holds them under a hash with a key of its own, so that neither many
clients nor a look at the file tell or cost anything.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import threading
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without them has one worker
    fcntl = None  # type: ignore[assignment]

_SLOT = struct.Struct("<Qd")
_SLOTS = 1 << 16
_PROBES = 8
_KEY = 16


class Rates:
    """Safe to share between threads and processes. ``per_minute`` is the pace, ``burst`` how many may come at once."""

    def __init__(self, path: Path, *, per_minute: int, burst: int) -> None:
        self._every = 60.0 / per_minute
        self._ahead = self._every * burst
        self._lock = threading.Lock()
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        size = _KEY + _SLOTS * _SLOT.size
        self._whole(True)
        try:
            if os.fstat(self._handle).st_size != size:
                os.ftruncate(self._handle, 0)
                os.ftruncate(self._handle, size)
                os.pwrite(self._handle, os.urandom(_KEY), 0)
            self._map = mmap.mmap(self._handle, size)
        finally:
            self._whole(False)
        self._key = self._map[:_KEY]

    def wait(self, client: str, now: float | None = None) -> float:
        """Seconds until this client may ask; 0.0 where it may now, which is then counted."""
        now = time.time() if now is None else now
        name = int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8, key=self._key).digest(), "little") or 1
        with self._lock:
            self._whole(True)
            try:
                return self._counted(name, now)
            finally:
                self._whole(False)

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()
        os.close(self._handle)

    def _counted(self, name: int, now: float) -> float:
        at, used = self._place(name, now)
        over = used + self._every - now - self._ahead
        if over > 1e-9:
            return over
        _SLOT.pack_into(self._map, at, name, used + self._every)
        return 0.0

    def _place(self, name: int, now: float) -> tuple[int, float]:
        """Where this client is kept, or may be: its own place, else a free one, else that of who has asked least."""
        free: tuple[float, int] | None = None
        for step in range(_PROBES):
            at = _KEY + (name + step) % _SLOTS * _SLOT.size
            held, used = _SLOT.unpack_from(self._map, at)
            # What lies further ahead than anybody may get was written under another clock.
            used = used if now < used <= now + self._ahead + self._every else now
            if held == name:
                return at, used
            if free is None or used < free[0]:
                free = (used, at)
        assert free is not None
        return free[1], now

    def _whole(self, taken: bool) -> None:
        if fcntl is not None:
            fcntl.lockf(self._handle, fcntl.LOCK_EX if taken else fcntl.LOCK_UN)
