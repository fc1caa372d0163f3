"""The process that reads for another: jobs come in on standard input, what was read goes out.

Run as ``python -m index.readers.worker``. Nothing it reads can open a network address, and what a file may take of
memory is limited for each job anew.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import struct
import sys
from typing import IO, Any

from index.errors import UnreadableFile
from index.readers.limits import Limits
from index.readers.table import read

_HEAD = struct.Struct("<Q")
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
_NO_MEMORY = re.compile(r"alloc|memory", re.IGNORECASE)  # as libraries in other languages put it
_LOG = logging.getLogger(__name__)

Message = tuple[str, bytes, Limits]
"""A job: name, bytes, limits. The reply is the Pages, or ("reason", Chinese clause)."""


def send(stream: IO[bytes], message: Any) -> None:
    """One message with its length before it."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_HEAD.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; EOFError where the other side is gone."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    (size,) = _HEAD.unpack(head)
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)


def main() -> None:
    """Serve until the other side is gone."""
    # Whatever prints must not get between the messages.
    jobs, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    sys.addaudithook(_refuse_network)
    while True:
        try:
            name, data, limits = receive(jobs)
        except EOFError:
            return
        send(results, _done(name, data, limits))


def _done(name: str, data: bytes, limits: Limits) -> Any:
    restore = _limit_memory(limits.memory_mb)
    try:
        return read(name, data, limits)
    except UnreadableFile as error:
        return type(error).__name__, error.reason
    except MemoryError:
        return "", f"读取时内存超过上限 {limits.memory_mb} MB"
    except RecursionError:
        return "", "文件内容嵌套过深"
    except Exception as error:  # whatever a damaged file does to a reader, it is the file that is refused
        _LOG.debug("%s", name, exc_info=True)
        if _NO_MEMORY.search(str(error)):
            return "", f"读取时内存超过上限 {limits.memory_mb} MB"
        return "", f"文件内容无法解析，可能已损坏（{type(error).__name__}）"
    finally:
        restore()


def _limit_memory(megabytes: int) -> Any:
    """Let this process grow by so much from here on; returns what takes the limit away again."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
            now = int(statm.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # a system without them has the limit on time alone
        return lambda: None
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + (megabytes << 20), hard))
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise PermissionError("no network while reading a file")


if __name__ == "__main__":
    main()
