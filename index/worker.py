"""The process that works for another: jobs come in on standard input, what was made goes out.

Run as ``python -m index.worker PARENT``. Nothing it reads can open a network address, what a file may take of memory is
limited for each job anew, and it ends with the process that started it.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from index.errors import UnreadableFile
from index.intake import taken_in, understood
from index.library.codec import loads
from index.library.transit import sent, sent_pages
from index.model import Document
from index.readers import read
from index.readers.limits import Limits
from index.readers.page_picture import drawn
from index.readers.wire import Message, receive, send

_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
_NO_MEMORY = re.compile(r"alloc|memory", re.IGNORECASE)  # as libraries in other languages put it
_LOG = logging.getLogger(__name__)
_LOOK_S = 1.0

Told = Mapping[str, Any]


def main() -> None:
    """Serve until the other side is gone."""
    # Whatever prints must not get between the messages.
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.addaudithook(_refuse_network)
    if len(sys.argv) > 1:
        threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    send(results, {"ready": True})
    while True:
        try:
            header, blobs = receive(jobs)
        except EOFError:
            return
        send(results, *_done(header, blobs))


def _done(header: Told, blobs: Sequence[bytes]) -> Message:
    limits = Limits(**header["limits"])
    restore = _limited(limits)
    try:
        return _JOBS[header["job"]](header, blobs, limits)
    except UnreadableFile as error:
        return _refused(error.reason, type(error).__name__)
    except MemoryError:
        return _refused(f"读取时内存超过上限 {limits.memory_mb} MB", "OutOfMemory")
    except RecursionError:
        return _refused("文件内容嵌套过深")
    except Exception as error:  # whatever a damaged file does to a reader, it is the file that is refused
        _LOG.debug("%s", header["name"], exc_info=True)
        if _NO_MEMORY.search(str(error)):
            return _refused(f"读取时内存超过上限 {limits.memory_mb} MB", "OutOfMemory")
        return _refused(f"文件内容无法解析，可能已损坏（{type(error).__name__}）")
    finally:
        restore()


def _refused(reason: str, kind: str = "") -> Message:
    return {"reason": reason, "kind": kind}, []


def _read(header: Told, blobs: Sequence[bytes], limits: Limits) -> Message:
    return {}, sent_pages(read(header["name"], blobs[0], limits))


def _take_in(header: Told, blobs: Sequence[bytes], limits: Limits) -> Message:
    told = tuple(map(tuple, header["told"]))
    return sent(taken_in(header["name"], blobs[0], limits, digest=header["digest"], place=header["place"], told=told))


def _understand(header: Told, blobs: Sequence[bytes], _: Limits) -> Message:
    (document,) = loads(Document, blobs[0])
    return sent(understood(document, place=header["place"], told=tuple(map(tuple, header["told"]))))


def _picture(header: Told, blobs: Sequence[bytes], _: Limits) -> Message:
    data, scale = drawn(header["name"], blobs[0], header["page"], header["frame"])
    return {"scale": scale}, [data]


_JOBS: Mapping[str, Callable[[Told, Sequence[bytes], Limits], Message]] = {
    "read": _read,
    "take in": _take_in,
    "understand": _understand,
    "picture": _picture,
}


def _limited(limits: Limits) -> Callable[[], None]:
    """Let this process grow by so much from here on; returns what takes the limit away again."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
            now = int(statm.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # a system without them has the limit on time alone
        return lambda: None
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + (limits.memory_mb << 20), hard))
    # Who started this may be gone before its patience ends: then the system ends what never ends by itself.
    used = int(time.process_time())
    before, most = resource.getrlimit(resource.RLIMIT_CPU)
    cores = os.cpu_count() or 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + 60 + 2 * limits.seconds * cores, most))

    def restore() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        resource.setrlimit(resource.RLIMIT_CPU, (before, most))

    return restore


def _end_with(parent: int) -> None:
    """End as soon as the process that started this one is gone, whatever is being read."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("no network while reading a file")


if __name__ == "__main__":
    main()
