"""Messages between processes: a header of JSON, and the bytes that it speaks of behind it.

Never a pickle: the process on the other side has had a stranger's file in its hands, and what it sends is read as values.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import IO, Any

_HEAD = struct.Struct("<QQ")
# More than any file and anything made of it.
_MOST = 4 << 30
_PIECE = 1 << 20

Message = tuple[dict[str, Any], list[bytes]]


class Garbled(Exception):
    """What came is no message."""


def send(stream: IO[bytes], header: Mapping[str, Any], blobs: Sequence[bytes] = ()) -> None:
    """One message."""
    told = json.dumps({**header, "sizes": [len(blob) for blob in blobs]}).encode()
    stream.write(_HEAD.pack(len(told), sum(map(len, blobs))))
    stream.write(told)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def receive(stream: IO[bytes], most: int = _MOST) -> Message:
    """The next message; EOFError where the other side is gone, Garbled where it sends what is no message."""
    head = _exactly(stream, _HEAD.size)
    size, rest = _HEAD.unpack(head)
    if size + rest > most:
        raise Garbled("too large")
    told = _exactly(stream, size)
    try:
        header = json.loads(told)
        sizes = header.pop("sizes")
        sound = all(type(n) is int and n >= 0 for n in sizes) and sum(sizes) == rest
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Garbled("no header") from error
    if not sound:
        raise Garbled("sizes")
    return header, [_exactly(stream, n) for n in sizes]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, taken as they come: what was promised is not reserved before it is there."""
    out = bytearray()
    while len(out) < size:
        piece = stream.read(min(_PIECE, size - len(out)))
        if not piece:
            raise EOFError
        out += piece
    return bytes(out)
