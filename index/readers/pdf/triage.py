"""Which pages have text that can be used, and which must be read as pictures."""

from __future__ import annotations

import unicodedata

from index.readers.pdf.marks import RawPage

_FEW = 12  # glyphs: a page number and a stray mark are no text layer
_PICTURE = 0.3  # share of the page
_GARBAGE = 0.25  # share of the glyphs
_UNMAPPED = 0.05  # share of the glyphs of which the file does not tell the character
_CURVES = 400  # text drawn as outlines


def needs_ocr(page: RawPage) -> bool:
    """No text layer on a page that shows something, or glyphs without meaning (private use, unmapped, control)."""
    if len(page.glyphs) < _FEW:
        return page.picture > _PICTURE or page.curves > _CURVES
    if page.unmapped > _UNMAPPED * len(page.glyphs):
        return True
    meaningless = sum(1 for glyph in page.glyphs if _meaningless(glyph.char))
    return meaningless > _GARBAGE * len(page.glyphs)


def _meaningless(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs")


def is_searchable_scan(page: RawPage) -> bool:
    """A picture of the page with a layer of text that nobody sees."""
    return len(page.glyphs) < _FEW <= len(page.layer) and page.picture > _PICTURE
