"""Small digits set higher than the characters before them are marks: 6.20¹. They are written as what they are."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.marks import raised
from index.readers.pdf.marks import Glyph

_SMALL = 0.8  # of the size of the character before
_HIGH = 0.12  # of that size: the foot of the mark stands so much higher
_NEAR = 0.6  # of that size: a mark stands right behind
_FEWEST = 3.0  # points: what is smaller is no print


def with_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs with raised digits as raised characters."""
    out: list[Glyph] = []
    base: Glyph | None = None
    for glyph in glyphs:
        if base is not None and _is_raised(base, out[-1], glyph):
            out.append(glyph._replace(char=raised(glyph.char, base.char)))
            continue
        out.append(glyph)
        base = glyph
    return out


def _is_raised(base: Glyph, last: Glyph, glyph: Glyph) -> bool:
    return (
        (glyph.char.isdigit() or glyph.char in "()*ab")
        and _FEWEST < glyph.size < _SMALL * base.size
        and base.bottom - glyph.bottom > _HIGH * base.size
        and base.top - 0.5 * base.size < glyph.top < base.bottom
        and -0.2 * base.size < glyph.left - last.right < _NEAR * base.size
    )
