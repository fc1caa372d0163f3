"""One writer at a time: whoever changes a library as a whole takes its turn, and the next one waits.

SQLite keeps two transactions apart; taking documents in, settling their names and making indexes are many of them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryError

try:
    import fcntl
except ImportError:  # a system without them has the lock within one process alone
    fcntl = None  # type: ignore[assignment]

FILE = "writer.lock"
WAITING = "另一个进程正在写入这个资料库，等它写完…"


class _Turn:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.depth = 0


_turns: dict[str, _Turn] = {}
_guard = threading.Lock()


@contextmanager
def turn(folder: Path, say: Callable[[str], None] | None = None) -> Iterator[None]:
    """The library's turn to be written to; within it once more costs nothing. ``say`` is told where it has to wait."""
    with _guard:
        mine = _turns.setdefault(str(folder.resolve()), _Turn())
    if not mine.lock.acquire(blocking=False):
        if say:
            say(WAITING)
        mine.lock.acquire()
    try:
        mine.depth += 1
        if mine.depth > 1 or fcntl is None:
            yield
            return
        handle = _opened(folder)
        try:
            _wait(handle, say)
            yield
        finally:
            os.close(handle)
    finally:
        mine.depth -= 1
        mine.lock.release()


def _opened(folder: Path) -> int:
    try:
        return os.open(folder / FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    except OSError as error:
        raise LibraryError(f"资料库 {folder} 不能写入（{error.strerror}）") from error


def _wait(handle: int, say: Callable[[str], None] | None) -> None:
    # A record lock and not one of the whole file: it stays here when this process forks, and goes when it is killed.
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        if say:
            say(WAITING)
        fcntl.lockf(handle, fcntl.LOCK_EX)
