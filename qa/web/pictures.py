"""A page of a PDF as a picture, the cell framed: drawn apart, a few at a time, and never larger than a screen needs."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass

from PIL import Image

from index.apart import picture_apart
from index.errors import UnreadableFile
from index.model import Box
from index.readers.limits import Limits
from index.readers.page_picture import MARGIN

_LIMITS = Limits(seconds=20, memory_mb=1024)
_AT_ONCE = 2
_WAIT_S = 30.0
_turns = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG, and where on it the middle of the frame is, as parts of its width and height; None without a frame."""

    data: bytes
    middle: tuple[float, float] | None


def page_picture(name: str, data: bytes, number: int, box: Box | None) -> Picture:
    """Page ``number`` (from 1). A box that lies outside the page has no middle. Raises UnreadableFile."""
    # Whoever clicks on many pages waits for his own; others have the machine too.
    if not _turns.acquire(timeout=_WAIT_S):
        raise UnreadableFile(name, "现在打开原页的人太多，请稍后再试")
    try:
        frame = None if box is None else (box.left, box.top, box.right, box.bottom)
        png, scale = picture_apart(name, data, number, frame, _LIMITS)
    finally:
        _turns.release()
    width, height = Image.open(io.BytesIO(png)).size
    if frame is None:
        return Picture(data=png, middle=None)
    left, top, right, bottom = (edge * scale for edge in frame)
    outside = right + MARGIN * scale > width + 4 or bottom + MARGIN * scale > height + 4
    middle = None if outside else ((left + right) / 2 / width, (top + bottom) / 2 / height)
    return Picture(data=png, middle=middle)
