"""The only door to pdfium: characters with their boxes, ruling lines, pictures of pages.

Everything is given in display coordinates: points from the top left corner of the page as a person sees it
(the page's own rotation applied), so that nothing behind this module knows of PDF space.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import UnreadableFile
from index.readers.pdf.marks import IDENTITY, Glyph, Map, Matrix, RawPage, Segment, at, line_of, times

_WHITE = 250  # a line this bright is not seen on paper
_THIN = 3.2  # a filled box no thicker than this is a ruling line
_TAIL = 4096  # bytes: where the end mark stands, servers append a little behind it
_NOTHING = 0.01
_FORM_DEPTH = 4
_DRAWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT)
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
        yield document
    finally:
        document.close()


def picture_of(document: Any, number: int, dpi: int) -> Any:
    """The page as a Pillow image."""
    return document[number - 1].render(scale=dpi / 72).to_pil()


def raw_page(document: Any, number: int) -> RawPage | None:
    """Everything that is printed on page ``number`` (from 1); None where the page is damaged."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        text = page.get_textpage()
        try:
            to_display, width, height = _display(page, _turn(text.raw))
            glyphs = _glyphs(text.raw, to_display)
        finally:
            text.close()
        segments, picture, curves, shapeless = _drawings(page.raw, to_display, width * height)
    finally:
        page.close()
    return RawPage(number, width, height, glyphs, segments, picture, curves, shapeless)


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


def _turn(text: Any) -> int:
    """Quarter turns (anticlockwise) of most of the text, -1 where there is none."""
    count = pdfium.FPDFText_CountChars(text)
    turns = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 60)):
        if pdfium.FPDFText_GetUnicode(text, index) > 32:
            turns[round(-pdfium.FPDFText_GetCharAngle(text, index) / _QUARTER) % 4] += 1  # it counts clockwise
    return turns.index(max(turns)) if any(turns) else -1


def _glyphs(text: Any, to_display: Map) -> list[Glyph]:
    """Glyphs in stream order.

    Left and right come from the advance; top and bottom from baseline and size, because the ascent that fonts
    claim is often wrong, and then a comma would not stand on the line of its sentence.
    """
    box, matrix, glyphs = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), list[Glyph]()
    x, y = ctypes.c_double(), ctypes.c_double()
    p_box, p_matrix, p_x, p_y = (ctypes.byref(value) for value in (box, matrix, x, y))
    unicode_of, loose_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_of, matrix_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetMatrix
    size_of = pdfium.FPDFText_GetFontSize
    (zero_x, zero_y), (unit_x, unit_y) = to_display(0.0, 0.0), to_display(1.0, 0.0)
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
            joined = False
            continue
        if not (
            loose_box(text, index, p_box) and matrix_of(text, index, p_matrix) and origin_of(text, index, p_x, p_y)
        ):
            continue
        x0, y0 = to_display(box.left, box.top)
        x1, y1 = to_display(box.right, box.bottom)
        left, right = (x0, x1) if x0 < x1 else (x1, x0)
        top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
        a, b = matrix.a, matrix.b
        along, across = a * right_x - b * right_y, a * right_y + b * right_x
        if abs(across) < 0.05 * abs(along):
            size = size_of(text, index) * math.hypot(matrix.c, matrix.d)
            base = to_display(x.value, y.value)[1]
            top, bottom = base - _ABOVE * size, base + (1 - _ABOVE) * size
        elif abs(along) > 0.05 * abs(across):  # neither upright nor sideways: a watermark
            continue
        else:
            size = right - left
        key = (char, int(left + 0.3), int(top + 0.3))
        if key in seen:  # bold faked by printing twice
            continue
        seen.add(key)
        if joined and glyphs:
            last = glyphs[-1]
            joined = abs(last.bottom - bottom) < 0.3 * size and -0.5 * size < left - last.right < 0.15 * size
        glyphs.append(Glyph(char, left, top, right, bottom, joined))
        joined = True
    return glyphs


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Drawn things with their kind and the matrix of the form they stand in."""
    stack = [
        (pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0) for index in range(pdfium.FPDFPage_CountObjects(page))
    ]
    stack.reverse()
    while stack:
        item, outer, depth = stack.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, outer
        elif depth < _FORM_DEPTH:
            inner = times(_matrix(item), outer)
            stack.extend(
                (pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
                for index in reversed(range(pdfium.FPDFFormObj_CountObjects(item)))
            )


def _drawings(page: Any, to_display: Map, area: float) -> tuple[list[Segment], float, int, int]:
    segments, picture, curves, shapeless = list[Segment](), 0.0, 0, 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for item, kind, outer in _objects(page):
        if kind not in _DRAWN:
            continue
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if right.value - left.value < _NOTHING:
                shapeless += pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item)) != 1
            continue
        (x0, y0), (x1, y1) = (
            to_display(*at(outer, left.value, bottom.value)),
            to_display(*at(outer, right.value, top.value)),
        )
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            picture += (x1 - x0) * (y1 - y0)
            continue
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if not _visible(item, bool(fill.value), bool(stroke.value)):
            continue
        if min(x1 - x0, y1 - y0) <= _THIN:
            segments.append(line_of(x0, y0, x1, y1))
            continue
        count = pdfium.FPDFPath_CountSegments(item)
        if not stroke.value and count <= 5:  # one filled box: shading
            continue
        found, bent = _path(item, count, times(_matrix(item), outer), to_display, bool(stroke.value))
        curves += bent
        segments.extend(found)
    return segments, min(picture / area, 1.0) if area else 0.0, curves, shapeless


def _visible(item: Any, fill: bool, stroke: bool) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    for drawn, colour_of in ((stroke, pdfium.FPDFPageObj_GetStrokeColor), (fill, pdfium.FPDFPageObj_GetFillColor)):
        if drawn:
            if not colour_of(item, *colour):
                return True
            *rgb, alpha = (part.value for part in colour)
            if alpha > 10 and min(rgb) < _WHITE:
                return True
    return False


def _path(item: Any, count: int, matrix: Matrix, to_display: Map, stroked: bool) -> tuple[list[Segment], int]:
    """Straight upright pieces of a path; of a filled one only its thin boxes. And how many curves it has."""
    x, y = ctypes.c_float(), ctypes.c_float()
    pieces, found, bent = list[list[tuple[float, float]]](), list[Segment](), 0
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = to_display(*at(matrix, x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            pieces[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                pieces[-1].append(pieces[-1][0])
        else:
            bent += 1
            pieces.append([point])
    for points in pieces:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if len(points) > 1 and min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
            found.append(line_of(min(xs), min(ys), max(xs), max(ys)))
        elif stroked:
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) < 1.0:
                    found.append(line_of(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return found, bent
