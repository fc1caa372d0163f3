"""What is done with a stranger's file, done in the worker's process: asked for here, and what comes back checked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from index.errors import UnreadableFile
from index.library.codec import dumps
from index.library.prepare import Prepared
from index.library.transit import received, received_pages
from index.model import Document, Pages
from index.readers.limits import DEFAULT, Limits
from index.readers.sandbox import OutOfMemory, done_apart
from index.readers.table import reader_for
from index.told import Told

_LEAST_MB = 384
_ODD = "读取时进程答非所问"


def read_apart(name: str, data: bytes, limits: Limits = DEFAULT) -> Pages:
    """Read a file of any known format. Raises UnreadableFile."""
    reader_for(name)  # what nobody reads needs no process
    _, blobs = done_apart("read", name, {}, [data], limits)
    try:
        return received_pages(blobs)
    except ValueError as error:
        raise UnreadableFile(name, _ODD) from error


def take_in_apart(name: str, data: bytes, limits: Limits, *, digest: str, place: str, told: Told = ()) -> Prepared:
    """From a file's bytes to what the library keeps. Raises UnreadableFile."""
    reader_for(name)
    header, blobs = done_apart("take in", name, {"digest": digest, "place": place, "told": told}, [data], limits)
    return _checked(name, header, blobs, digest, place, data)


class Room:
    """One total of memory for files that are taken in at the same time: each has its share, and one that needs more has
    all of it, alone."""

    def __init__(self, limits: Limits, jobs: int) -> None:
        self._limits = limits
        self._share = replace(limits, memory_mb=max(limits.memory_mb // jobs, _LEAST_MB)) if jobs > 1 else limits
        self._changed = threading.Condition()
        self._inside = 0
        self._waiting = 0

    def take_in(self, name: str, data: bytes, *, digest: str, place: str, told: Told = ()) -> Prepared:
        """See ``take_in_apart``."""
        try:
            with self._some():
                return take_in_apart(name, data, self._share, digest=digest, place=place, told=told)
        except OutOfMemory:
            if self._share.memory_mb >= self._limits.memory_mb:
                raise
        with self._alone():
            return take_in_apart(name, data, self._limits, digest=digest, place=place, told=told)

    @contextmanager
    def _some(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: self._inside == 0)
            self._inside = 1
        try:
            yield
        finally:
            with self._changed:
                self._inside = 0
                self._waiting -= 1
                self._changed.notify_all()


def understand_apart(
    document: Document, *, place: str, original: bytes, told: Told = (), limits: Limits = DEFAULT
) -> Prepared:
    """From a parsed document to what the library keeps. Raises UnreadableFile."""
    given = {"place": place, "told": told}
    header, blobs = done_apart("understand", document.file, given, [dumps(Document, [document])], limits)
    return _checked(document.file, header, blobs, document.id, place, original)


def picture_apart(
    name: str, data: bytes, page: int, frame: tuple[float, float, float, float] | None, limits: Limits
) -> tuple[bytes, float]:
    """Page ``page`` (from 1) of a PDF as a PNG with a frame around a box in points, and how many pixels a point has.
    Raises UnreadableFile."""
    header, blobs = done_apart("picture", name, {"page": page, "frame": frame}, [data], limits)
    scale = header.get("scale")
    if not isinstance(scale, float) or not blobs:
        raise UnreadableFile(name, _ODD)
    return blobs[0], scale


def _checked(
    name: str, header: dict[str, object], blobs: list[bytes], document: str, place: str, data: bytes
) -> Prepared:
    try:
        return received(header, blobs, document=document, place=place, original=data)
    except ValueError as error:
        raise UnreadableFile(name, _ODD) from error
