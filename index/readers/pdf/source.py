"""The only door to pdfium: characters with their boxes, ruling lines, pictures of pages.

Everything is given in display coordinates: points from the top left corner of the page as a person sees it
(the page's own rotation applied), so that nothing behind this module knows of PDF space.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import UnreadableFile
from index.readers.pdf.drawings import Drawings, Text, drawings, font_of, key_of
from index.readers.pdf.fields import written
from index.readers.pdf.marks import Glyph, Map, RawPage
from index.readers.pdf.raised import with_marks

_TAIL = 4096  # bytes: where the end mark stands, servers append a little behind it
_ASIDE = 12  # characters on their side that make a table of its own, or a text
_TINY = 2.0  # points, and
_TINY_SHARE = 0.3  # of the page's usual size: nobody reads smaller type
_INK = 200  # a pixel darker than this is print
_LAYERS = b"/OCProperties"
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_HAN = ("\u2e80", "\ufaff")
_BREAKS = (2, 9, 10, 13)  # 2 is what a hyphen at a line's end is told as
_QUARTER = math.pi / 2
_ABOVE = 0.86  # share of a character's height above the baseline
_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "文件已加密，需要密码",
    pdfium.FPDF_ERR_SECURITY: "文件使用了不支持的加密方式",
    pdfium.FPDF_ERR_FORMAT: "不是 PDF，或文件不完整、已损坏",
}


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """The document, closed afterwards; raises UnreadableFile with a reason that people understand."""
    if not data.strip():
        raise UnreadableFile(name, "文件是空的")
    if b"%PDF" in data[:1024] and b"%%EOF" not in data[-_TAIL:]:  # pdfium would read what is left and say nothing
        raise UnreadableFile(name, "文件不完整（没有结束标记）")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        raise UnreadableFile(name, _REASONS.get(code, _REASONS[pdfium.FPDF_ERR_FORMAT])) from None
    try:
        if not len(document):
            raise UnreadableFile(name, "文件里没有页面")
        document.init_forms()
        yield document
    finally:
        document.close()


def picture_of(document: Any, number: int, dpi: float) -> Any:
    """The page as a Pillow image."""
    return document[number - 1].render(scale=dpi / 72).to_pil()


def has_layers(data: bytes) -> bool:
    """Whether the file has layers, some of which may be switched off."""
    if _LAYERS in data:
        return True
    for found in _PACKED.finditer(data):
        try:
            if _LAYERS in zlib.decompressobj().decompress(data[found.end() :]):
                return True
        except zlib.error:
            continue
    return False


def raw_page(document: Any, number: int, *, layers: bool = False) -> RawPage | None:
    """Everything that is printed on page ``number`` (from 1); None where the page is damaged. With ``layers`` the page
    is painted to see which of its text is shown."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        text = page.get_textpage()
        try:
            turns = _turns(text.raw)
            main = turns.index(max(turns)) if any(turns) else -1
            raw = _turned(document, page, text.raw, number, main, layers=layers)
            if sum(1 for glyph in raw.glyphs if glyph.aside) >= _ASIDE:
                other = max((turn for turn in range(4) if turn != main), key=turns.__getitem__)
                raw = raw._replace(turned=_turned(document, page, text.raw, number, other, layers=layers))
        finally:
            text.close()
    finally:
        page.close()
    return raw


def _turned(document: Any, page: Any, text: Any, number: int, turn: int, *, layers: bool) -> RawPage:
    """The page as read by who turns it so many times."""
    to_display, width, height = _display(page, turn)
    drawn = drawings(page.raw, to_display, width * height)
    if layers and turn in (-1, page.get_rotation() // 90 % 4):
        drawn.unseen |= _unpainted(page, drawn)
    glyphs, layer, odd = _glyphs(text, to_display, drawn, (width, height))
    if glyphs and min(glyph.size for glyph in glyphs) < _TINY:
        usual = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
        glyphs = [glyph for glyph in glyphs if glyph.size >= min(_TINY, _TINY_SHARE * usual)]
    form = getattr(document, "formenv", None)
    glyphs += written(page.raw, form.raw if form else None, to_display)
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in drawn.pictures)
    return RawPage(
        number,
        width,
        height,
        with_marks(glyphs),
        drawn.segments,
        min(covered / (width * height), 1.0) if width * height else 0.0,
        drawn.curves,
        drawn.shapeless,
        unmapped=_unmapped(text, glyphs, odd),
        pictures=tuple(drawn.pictures),
        layer=tuple(layer),
        hidden=len(drawn.unseen),
    )


def _unpainted(page: Any, drawn: Drawings) -> set[int]:
    """The pieces of text of which nothing is to be seen in the picture of the page: those on layers switched off. What is
    set in a font that this machine may lack is believed to be seen."""
    grey = page.render(scale=2, grayscale=True).to_numpy()
    grey = grey.reshape(grey.shape[0], grey.shape[1])
    blank, painted = list[Text](), set[int]()
    for text in drawn.texts:
        left, top, right, bottom = (max(0, int(2 * side)) for side in text.box)
        piece = grey[top : bottom + 1, left : right + 1]
        if piece.size and int(piece.min()) > _INK:
            blank.append(text)
        else:
            painted.add(font_of(text)[0])
    fonts = {text.key: font_of(text) for text in blank}
    return {key for key, (font, embedded) in fonts.items() if embedded or font in painted}


def _unmapped(text: Any, glyphs: list[Glyph], odd: int) -> int:
    """How many characters the file does not tell; only asked of pages that look like it."""
    han = sum(1 for glyph in glyphs if _HAN[0] <= glyph.char <= _HAN[1])
    letters = sum(1 for glyph in glyphs if not glyph.char.isdigit())
    if not odd and 3 * han >= letters:
        return 0
    count = pdfium.FPDFText_CountChars(text)
    return odd + sum(1 for index in range(count) if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1)


def _display(page: Any, turn: int) -> tuple[Map, float, float]:
    """From PDF space to the page as it is read: ``turn`` are the quarter turns by which its text is turned.

    The page's own rotation says how it should be shown; the text itself says it better, for there are pages
    whose text runs sideways all the same.
    """
    left, bottom, right, top = page.get_cropbox()
    mleft, mbottom, mright, mtop = page.get_mediabox()
    left, bottom, right, top = max(left, mleft), max(bottom, mbottom), min(right, mright), min(top, mtop)
    width, height = right - left, top - bottom
    maps: dict[int, tuple[Map, float, float]] = {
        0: (lambda x, y: (x - left, top - y), width, height),
        1: (lambda x, y: (y - bottom, x - left), height, width),
        2: (lambda x, y: (right - x, y - bottom), width, height),
        3: (lambda x, y: (top - y, right - x), height, width),
    }
    return maps[turn if turn >= 0 else page.get_rotation() // 90 % 4]


def _turns(text: Any) -> list[int]:
    """How much of the text (of a sample of it) stands at each quarter turn (anticlockwise)."""
    count = pdfium.FPDFText_CountChars(text)
    turns = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 60)):
        if pdfium.FPDFText_GetUnicode(text, index) > 32:
            turns[round(-pdfium.FPDFText_GetCharAngle(text, index) / _QUARTER) % 4] += 1  # it counts clockwise
    return turns


def _glyphs(
    text: Any, to_display: Map, drawn: Drawings, size_of_page: tuple[float, float]
) -> tuple[list[Glyph], list[Glyph], int]:
    """Glyphs in stream order; those of the layer that is for searching only; how many characters were none.

    Left and right come from the advance; top and bottom from baseline and size, because the ascent that fonts
    claim is often wrong, and then a comma would not stand on the line of its sentence.
    """
    box, matrix, glyphs = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), list[Glyph]()
    layer, odd = list[Glyph](), 0
    wide, high_page = size_of_page
    hidden = drawn.unseen | drawn.layer
    x, y = ctypes.c_double(), ctypes.c_double()
    p_box, p_matrix, p_x, p_y = (ctypes.byref(value) for value in (box, matrix, x, y))
    unicode_of, loose_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_of, matrix_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetMatrix
    size_of = pdfium.FPDFText_GetFontSize
    (zero_x, zero_y), (unit_x, unit_y), (up_x, up_y) = (to_display(*p) for p in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    # The way to the page as it is read, written out: a call for each corner of each character takes too long.
    across_x, across_y, along_x, along_y = (
        round(v) for v in (unit_x - zero_x, unit_y - zero_y, up_x - zero_x, up_y - zero_y)
    )
    right_x, right_y = unit_x - zero_x, zero_y - unit_y  # where PDF's right points to, upwards positive
    joined, high = False, 0
    seen: set[tuple[str, int, int]] = set()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = unicode_of(text, index)
        if 0xD800 <= code < 0xDC00:  # a character beyond the base plane comes as two halves
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        char = chr(code)
        if code <= 32 or char.isspace():
            odd += code < 32 and code not in _BREAKS
            joined = False
            continue
        key = key_of(pdfium.FPDFText_GetTextObject(text, index)) if hidden else 0
        if key in drawn.unseen:
            joined = False
            continue
        if not (
            loose_box(text, index, p_box) and matrix_of(text, index, p_matrix) and origin_of(text, index, p_x, p_y)
        ):
            continue
        x_left, y_top, x_right, y_bottom = box.left, box.top, box.right, box.bottom
        x0, y0 = zero_x + across_x * x_left + along_x * y_top, zero_y + across_y * x_left + along_y * y_top
        x1, y1 = zero_x + across_x * x_right + along_x * y_bottom, zero_y + across_y * x_right + along_y * y_bottom
        left, right = (x0, x1) if x0 < x1 else (x1, x0)
        top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
        if right < 0 or bottom < 0 or left > wide or top > high_page:
            continue
        a, b, aside = matrix.a, matrix.b, False
        along, across = a * right_x - b * right_y, a * right_y + b * right_x
        if abs(across) < 0.05 * abs(along):
            size = size_of(text, index) * math.hypot(matrix.c, matrix.d)
            base = zero_y + across_y * x.value + along_y * y.value
            top, bottom = base - _ABOVE * size, base + (1 - _ABOVE) * size
        elif abs(along) > 0.05 * abs(across):  # neither upright nor sideways: a watermark
            continue
        else:
            size, aside = right - left, True
        place = (char, int(left + 0.3), int(top + 0.3))
        if place in seen:  # bold faked by printing twice
            continue
        seen.add(place)
        if key in drawn.layer:
            layer.append(Glyph(char, left, top, right, bottom, False))
            continue
        if joined and glyphs:
            last = glyphs[-1]
            joined = abs(last.bottom - bottom) < 0.3 * size and -0.5 * size < left - last.right < 0.15 * size
        glyphs.append(Glyph(char, left, top, right, bottom, joined, aside))
        joined = True
    return glyphs, layer, odd
