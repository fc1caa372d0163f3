"""What the pieces of a library are known by: a piece that changed on the disk is noticed where it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from index.errors import DamagedLibrary

SIZE = 12
CONTENTS = ("text", "parsed", "findings", "original")


def digest(data: bytes) -> bytes:
    """What bytes are known by."""
    return hashlib.sha256(data).digest()[:SIZE]


def row_digest(values: Sequence[Any]) -> bytes:
    """What a row of plain values is known by."""
    return digest(repr(tuple(values)).encode(errors="surrogatepass"))


def bodies_digest(bodies: Mapping[str, str]) -> bytes:
    """What the table of names is known by, whatever its order."""
    return row_digest(sorted(bodies.items()))


def contents_digests(contents: Sequence[bytes]) -> bytes:
    """The digests of a document's big pieces, in the order of ``CONTENTS``."""
    return b"".join(map(digest, contents))


def of_content(digests: bytes, column: str) -> bytes:
    """The digest of one of them."""
    at = CONTENTS.index(column) * SIZE
    return digests[at : at + SIZE]


def checked(data: bytes, expected: bytes, what: str) -> bytes:
    """The bytes, where they are what they were. Raises DamagedLibrary."""
    if digest(data) != expected:
        raise DamagedLibrary(what)
    return data
