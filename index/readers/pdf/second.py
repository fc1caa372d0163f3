"""A second reader for pages from which pdfium may leave out characters.

Without the font (not embedded, not installed) pdfium knows no outline of a glyph and takes text set one character
at a time for nothing. pdfminer, on which pdfplumber stands, reads such text from the codes alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from index.readers.pdf.marks import Glyph, RawPage
from index.readers.pdf.raised import with_marks

_TRIALS = 2  # pages after which a document is trusted

GlyphsOf = Callable[[int], list[Glyph]]


def completed(pages: list[RawPage], data: bytes, glyphs_of: GlyphsOf | None = None) -> list[RawPage]:
    """The pages, with the second reader's characters where the first lost some.

    Only pages with text that has no extent are doubtful (mostly it is nothing but spaces), unless some of their text is
    hidden, which the second reader does not tell; and where the first ones
    prove to be whole the rest of the document is believed.
    """
    doubtful = [page.number for page in pages if page.shapeless and not (page.hidden or page.layer)]
    if not doubtful:
        return pages
    second = glyphs_of or _second(data)
    found: dict[int, list[Glyph]] = {}
    for tried, number in enumerate(doubtful):
        if tried >= _TRIALS and not found:
            break
        glyphs = second(number)
        first = next(page.glyphs for page in pages if page.number == number)
        if len(glyphs) > len(first):
            found[number] = glyphs
    return [
        page._replace(glyphs=with_marks(found[page.number]) if page.number in found else page.glyphs) for page in pages
    ]


def _second(data: bytes) -> GlyphsOf:
    import pdfplumber

    try:
        document = pdfplumber.open(io.BytesIO(data))
    except Exception:  # whatever a second opinion fails of, the first one stands
        return lambda _: []

    def glyphs_of(number: int) -> list[Glyph]:
        try:
            chars = document.pages[number - 1].chars
        except Exception:
            return []
        glyphs: dict[tuple[str, int, int], Glyph] = {}  # what was printed twice to look bold is taken once
        last: Glyph | None = None
        for char in chars:
            if char["text"].strip() and char["upright"]:
                last = _glyph(char, last)
                glyphs.setdefault((last.char, int(last.left + 0.3), int(last.top + 0.3)), last)
        return list(glyphs.values())

    return glyphs_of


def _glyph(char: dict[str, Any], last: Glyph | None) -> Glyph:
    left, top, right, bottom = (float(char[side]) for side in ("x0", "top", "x1", "bottom"))
    size = bottom - top
    joined = last is not None and abs(last.bottom - bottom) < 0.3 * size and abs(left - last.right) < 0.15 * size
    return Glyph(str(char["text"])[0], left, top, right, bottom, joined)
