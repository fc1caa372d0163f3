"""What is printed on a page: glyphs and ruling lines, in display coordinates; and the little geometry that it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Map = Callable[[float, float], tuple[float, float]]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Glyph(NamedTuple):
    """A printed character. ``joined``: it follows the glyph before it without a gap in the content stream; ``aside``: it
    stands on its side."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    joined: bool
    aside: bool = False

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


class RawPage(NamedTuple):
    """``segments`` are straight, upright ruling lines (x0, y0, x1, y1); ``picture`` is the share covered by images.

    ``pictures`` are their boxes. ``shapeless`` counts pieces of text without extent, whose font is not in the file: some
    may be lost; ``unmapped`` glyphs whose character the file does not tell. ``layer`` is the text that makes the picture
    of a page searchable and is not seen itself; ``hidden`` counts other pieces of text that nobody sees. ``turned`` is the same page as read by who turns it, where much of its text
    stands on its side.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    segments: list[Segment]
    picture: float
    curves: int
    shapeless: int = 0
    unmapped: int = 0
    pictures: tuple[Rect, ...] = ()
    layer: tuple[Glyph, ...] = ()
    hidden: int = 0
    turned: RawPage | None = None


def times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def line_of(x0: float, y0: float, x1: float, y1: float) -> Segment:
    """The middle line of a thin box."""
    if x1 - x0 >= y1 - y0:
        return x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    return (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
