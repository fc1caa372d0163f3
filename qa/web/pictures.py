"""A page of a PDF as a picture, the cell framed."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import ImageDraw

from index.model import Box
from index.readers.pdf.source import opened, picture_of

_DPI = 130
_MARGIN = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG, and where on it the middle of the frame is, as parts of its width and height; None without a frame."""

    data: bytes
    middle: tuple[float, float] | None


def page_picture(name: str, data: bytes, number: int, box: Box | None) -> Picture:
    """Page ``number`` (from 1). A box that lies outside the picture is not drawn."""
    with opened(name, data) as document:
        picture = picture_of(document, number, _DPI).convert("RGB")
    middle = None
    if box is not None:
        scale = _DPI / 72
        corners = tuple(
            edge * scale for edge in (box.left - _MARGIN, box.top - _MARGIN, box.right + _MARGIN, box.bottom + _MARGIN)
        )
        if corners[2] <= picture.width + 4 and corners[3] <= picture.height + 4:
            ImageDraw.Draw(picture).rectangle(corners, outline=(196, 43, 28), width=3)
            middle = (
                (corners[0] + corners[2]) / 2 / picture.width,
                (corners[1] + corners[3]) / 2 / picture.height,
            )
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return Picture(data=out.getvalue(), middle=middle)
