"""Work on what strangers made: in a process of its own, with limits on time and memory.

The process is kept for the next job; one that hangs, dies or has grown large is replaced.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.errors import UnreadableFile, UnsupportedFormat
from index.readers.limits import Limits
from index.readers.table import SUFFIXES
from index.readers.wire import Garbled, Message, receive, send

__all__ = ["Limits", "OutOfMemory", "done_apart"]

_ROOT = Path(__file__).resolve().parents[2]
_JOBS = 200  # files after which a process is replaced, whatever it lost
_START_S = 60.0  # seconds for what is not the file's fault: starting the process


class OutOfMemory(UnreadableFile):
    """A file that took more memory than it may."""


class _Worker:
    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # so that what it starts dies with it
        )
        self.jobs = 0

    def started(self) -> None:
        """Wait until it can work: a machine that is busy must not cost a file its time."""
        self._within(_START_S, None)

    def do(self, header: Mapping[str, Any], blobs: Sequence[bytes], seconds: float) -> Message:
        """What the process answers; TimeoutError or EOFError where it does not."""
        self.jobs += 1
        return self._within(seconds, (header, blobs))

    def _within(self, seconds: float, message: tuple[Mapping[str, Any], Sequence[bytes]] | None) -> Message:
        assert self._process.stdin and self._process.stdout
        late = threading.Event()

        def kill() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            if message is not None:
                send(self._process.stdin, *message)
            return receive(self._process.stdout)
        except (EOFError, OSError):
            raise (TimeoutError if late.is_set() else EOFError) from None
        finally:
            timer.cancel()

    def kill(self) -> None:
        """End it and all that it started."""
        try:
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        except (ProcessLookupError, PermissionError):
            pass

    def close(self) -> None:
        """End it and let nothing be left."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream:
                    stream.close()
            except OSError:
                pass


_idle: list[_Worker] = []
_lock = threading.Lock()


def done_apart(job: str, name: str, told: Mapping[str, Any], blobs: Sequence[bytes], limits: Limits) -> Message:
    """What a job of the worker makes of a file, within limits. Raises UnreadableFile."""
    with _lock:
        worker = _idle.pop() if _idle else None
    header = {"job": job, "name": name, "limits": asdict(limits), **told}
    worker = worker or _new(name)
    try:
        answer, made = worker.do(header, blobs, limits.seconds)
    except TimeoutError:
        worker.close()
        raise UnreadableFile(name, f"读取超过时限 {limits.seconds} 秒") from None
    except EOFError:
        worker.close()
        raise UnreadableFile(name, "读取时进程意外终止（可能内存不足，或文件已损坏）") from None
    except Garbled:
        worker.close()
        raise UnreadableFile(name, "读取时进程答非所问，已终止") from None
    except BaseException:
        worker.close()
        raise
    if worker.jobs >= _JOBS:
        worker.close()
    else:
        with _lock:
            _idle.append(worker)
    if "reason" not in answer:
        return answer, made
    reason, kind = " ".join(str(answer["reason"]).split()), answer.get("kind")
    if kind == UnsupportedFormat.__name__:
        raise UnsupportedFormat(name, known=sorted(SUFFIXES))
    raise (OutOfMemory if kind == OutOfMemory.__name__ else UnreadableFile)(name, reason)


def _new(name: str) -> _Worker:
    try:
        worker = _Worker()
    except OSError as error:
        raise UnreadableFile(name, f"读文件的进程不能启动（{error.strerror}）") from error
    try:
        worker.started()
    except BaseException as error:
        worker.close()
        if isinstance(error, EOFError | TimeoutError | Garbled):
            raise UnreadableFile(name, "读文件的进程没有启动成功") from None
        raise
    return worker


def _close_all() -> None:
    while _idle:
        _idle.pop().close()


def _forget() -> None:
    """After a fork the processes belong to the parent: two that write into one pipe would mix their files."""
    global _lock
    _lock = threading.Lock()
    _idle.clear()


atexit.register(_close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
