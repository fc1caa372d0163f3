"""A page of a PDF as a picture of bounded size, a box on it framed."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import ImageDraw

from index.errors import UnreadableFile
from index.readers.pdf.source import opened, picture_of

_DPI = 130
# Four bytes a pixel while it is drawn: A4 takes 6 MB, the largest page no more than 24.
_PIXELS = 6_000_000
_SIDE = 8_000
MARGIN = 2.0


def drawn(name: str, data: bytes, number: int, frame: Sequence[float] | None) -> tuple[bytes, float]:
    """Page ``number`` (from 1) as a PNG, and how many pixels a point has. Raises UnreadableFile."""
    with opened(name, data) as document:
        if not 1 <= number <= len(document):
            raise UnreadableFile(name, f"没有第 {number} 页")
        width, height = document[number - 1].get_size()
        scale = scale_of(width, height)
        picture = picture_of(document, number, scale * 72).convert("RGB")
    if frame is not None:
        left, top, right, bottom = frame
        edges = [edge * scale for edge in (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)]
        if edges[2] <= picture.width + 4 and edges[3] <= picture.height + 4:
            ImageDraw.Draw(picture).rectangle(edges, outline=(196, 43, 28), width=3)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue(), scale


def scale_of(width: float, height: float) -> float:
    """Pixels for a point: of a page of usual size as many as are easy to read, of a larger one as many as there is room for."""
    width, height = max(width, 1.0), max(height, 1.0)
    return min(_DPI / 72, math.sqrt(_PIXELS / (width * height)), _SIDE / max(width, height))
