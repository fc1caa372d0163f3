"""Records out of the chunks in which a document's figures and passages are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from index.errors import DamagedLibrary
from index.library.codec import Rename, loads
from index.library.digests import checked
from index.library.prepare import CHUNK

T = TypeVar("T")
_WHAT = "数字或段落"


def whole(record: type[T], rows: Sequence[Any], names: Rename, what: str) -> tuple[T, ...]:
    """All records of one document, from its chunks (number, data, digest) in order. Raises DamagedLibrary, which says ``what``, where
    a number is left out or a chunk is not what was written."""
    if [row[0] for row in rows] != list(range(len(rows))):
        raise DamagedLibrary(what)
    return tuple(item for _, data, told in rows for item in loads(record, checked(data, told, what), names))


def picked(
    record: type[T], places: Iterable[tuple[int, int]], chunk: Callable[[int, int], Any], names: Rename
) -> Iterator[T]:
    """The records at (document key, ordinal), in the order of ``places``: sorted, each chunk is decoded once.

    ``chunk`` gives the data and the digest of a document's chunk by its number, None where there is none. Raises DamagedLibrary
    where a chunk or a record in it is missing, or is not what was written.
    """
    last: tuple[int, int] = (-1, -1)
    items: tuple[T, ...] = ()
    for key, ordinal in places:
        number, offset = divmod(ordinal, CHUNK)
        if (key, number) != last:
            row = chunk(key, number)
            if row is None:
                raise DamagedLibrary(_WHAT)
            last, items = (key, number), loads(record, checked(row[0], row[1], _WHAT), names)
        if offset >= len(items):
            raise DamagedLibrary(_WHAT)
        yield items[offset]
