"""What is drawn on a page besides its characters: ruling lines, pictures, outlines; and which text nobody sees for it.

Text is not seen where it is not painted, painted white or transparent, cut off by its clipping path, or painted over.
A layer of text below or above the picture of a page is told apart: a scan was made searchable with it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from index.readers.pdf.marks import IDENTITY, Map, Matrix, Rect, Segment, at, line_of, times

_WHITE = 250  # a line this bright is not seen on paper
_OPAQUE = 255
_FAINT = 10  # of 255: less paint than this is none
_LIGHT = 150  # a watermark is at least this bright
_THIN = 3.2  # a filled box no thicker than this is a ruling line
_NOTHING = 0.01
_FORM_DEPTH = 4
_PAGE = 0.5  # of the page: a picture of all of it
_SLIP = 4.0  # points: what is cut off by less is still seen
_TILES = 3  # a text in so light a colour that is repeated so often is a watermark
_DRAWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT)
_X, _Y = ctypes.c_float(), ctypes.c_float()  # what pdfium writes into, made once
_COLOUR = tuple(ctypes.c_uint() for _ in range(4))
_PAINTED = {  # what is painted of the characters: their outlines, their insides
    pdfium.FPDF_TEXTRENDERMODE_STROKE: (True,),
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP: (True,),
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE: (True, False),
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP: (True, False),
}
_UNPAINTED = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of text as painted; ``bright`` is how bright it looks on white paper, 0 … 255."""

    key: int
    item: Any
    box: Rect
    bright: float


@dataclass(slots=True, kw_only=True)
class Drawings:
    """``segments`` are straight, upright ruling lines; ``pictures`` the boxes of images; ``shapeless`` counts pieces of text
    without extent. ``unseen`` are the pieces of text that nobody sees, ``layer`` those that make a picture searchable."""

    segments: list[Segment] = field(default_factory=list)
    pictures: list[Rect] = field(default_factory=list)
    curves: int = 0
    shapeless: int = 0
    unseen: set[int] = field(default_factory=set)
    layer: set[int] = field(default_factory=set)
    texts: list[Text] = field(default_factory=list)


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


def key_of(item: Any) -> int:
    """What a drawn thing is known by."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def drawings(page: Any, to_display: Map, area: float) -> Drawings:
    """Everything drawn on the page, in the order of painting."""
    found = Drawings()
    texts = found.texts
    dark: list[Rect] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for item, kind, outer in _objects(page):
        if kind not in _DRAWN:
            continue
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and right.value - left.value < _NOTHING:
            found.shapeless += pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item)) != 1
        box = _box(to_display, outer, left.value, bottom.value, right.value, top.value)
        x0, y0, x1, y1 = box
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _see(found, texts, item, box, dark, _clip(item, outer, to_display))
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(box)
            if (x1 - x0) * (
                y1 - y0
            ) > _PAGE * area:  # what lies below the picture of the page is its text for searching
                found.layer.update(text.key for text in texts if _within(text.box, box))
            dark.append(box)
            continue
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        if (
            fill.value
            and not stroke.value
            and min(x1 - x0, y1 - y0) > _THIN
            and not pdfium.FPDFPageObj_HasTransparency(item)
        ):
            if _visible(item, True, False):
                dark.append(box)
            if pdfium.FPDFPath_CountSegments(item) <= 5:
                found.unseen.update(text.key for text in texts if _within(text.box, box))
        if not _visible(item, bool(fill.value), bool(stroke.value)):
            continue
        if min(x1 - x0, y1 - y0) <= _THIN:
            found.segments.append(line_of(x0, y0, x1, y1))
            continue
        count = pdfium.FPDFPath_CountSegments(item)
        if not stroke.value and count <= 5:  # one filled box: shading
            continue
        pieces, bent = _path(item, count, times(_matrix(item), outer), to_display, bool(stroke.value))
        found.curves += bent
        found.segments.extend(pieces)
    found.unseen |= _watermarks(texts)
    return found


def _box(to_display: Map, outer: Matrix, left: float, bottom: float, right: float, top: float) -> Rect:
    if outer is IDENTITY:
        (x0, y0), (x1, y1) = to_display(left, bottom), to_display(right, top)
    else:
        (x0, y0), (x1, y1) = to_display(*at(outer, left, bottom)), to_display(*at(outer, right, top))
    if x1 < x0:
        x0, x1 = x1, x0
    return (x0, y0, x1, y1) if y0 < y1 else (x0, y1, x1, y0)


def font_of(text: Text) -> tuple[int, bool]:
    """What the font of a piece of text is known by, and whether it is in the file."""
    font = pdfium.FPDFTextObj_GetFont(text.item)
    return key_of(font), pdfium.FPDFFont_GetIsEmbedded(font) == 1


def _within(inner: Rect, outer: Rect) -> bool:
    """Whether the middle of a piece of text, and nearly all of it, lies in a box."""
    x0, y0, x1, y1 = inner
    slack = 0.2 * (y1 - y0) + 0.5
    return outer[0] - slack <= x0 and x1 <= outer[2] + slack and outer[1] - slack <= y0 and y1 <= outer[3] + slack


def _see(found: Drawings, texts: list[Text], item: Any, box: Rect, dark: list[Rect], clip: Rect | None) -> None:
    """Take a piece of text in, as seen or as not seen."""
    key = key_of(item)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    if mode in _UNPAINTED:
        found.layer.add(key)
        return
    bright = min(_brightness(item, outlined=outlined) for outlined in _PAINTED.get(mode, (False,)))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    cut = clip is not None and not (clip[0] - _SLIP < x < clip[2] + _SLIP and clip[1] - _SLIP < y < clip[3] + _SLIP)
    if cut or (bright > _WHITE and not any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in dark)):
        found.unseen.add(key)
        return
    texts.append(Text(key=key, item=item, box=box, bright=bright))


def _brightness(item: Any, *, outlined: bool) -> float:
    red, green, blue, alpha = _COLOUR
    colour_of = pdfium.FPDFPageObj_GetStrokeColor if outlined else pdfium.FPDFPageObj_GetFillColor
    if not colour_of(item, red, green, blue, alpha):
        return 0.0
    if alpha.value <= _FAINT:
        return 255.0
    least = min(red.value, green.value, blue.value)
    if alpha.value == _OPAQUE:
        return least
    return 255 - (255 - least) * alpha.value / 255


def _clip(item: Any, outer: Matrix, to_display: Map) -> Rect | None:
    """The box that the clipping path leaves of the page; None where there is none."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if count <= 0:
        return None
    found: Rect | None = None
    point_of, segment_of = pdfium.FPDFPathSegment_GetPoint, pdfium.FPDFClipPath_GetPathSegment
    for index in range(count):
        size = pdfium.FPDFClipPath_CountPathSegments(path, index)
        points = []
        for segment in (0, 2) if size in (4, 5) else range(size):  # of a rectangle two opposite corners
            point_of(segment_of(path, index, segment), _X, _Y)
            points.append((_X.value, _Y.value) if outer is IDENTITY else at(outer, _X.value, _Y.value))
        if points:
            (x0, y0), (x1, y1) = points if len(points) == 2 else _corners(points)
            box = _box(to_display, IDENTITY, x0, y0, x1, y1)
            found = box if found is None else _common(found, box)
    return found


def _corners(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _common(first: Rect, second: Rect) -> Rect:
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def _watermarks(texts: list[Text]) -> set[int]:
    """Light text that is tiled over the page, or that lies across darker text."""
    light = [text for text in texts if text.bright > _LIGHT]
    if not light:
        return set()
    plain = [text for text in texts if text.bright <= _LIGHT]
    across = {text.key for text in light if sum(_overlap(text.box, other.box) for other in plain) > 1}
    sizes: dict[tuple[int, int], list[Text]] = {}
    for text in light:
        sizes.setdefault((round(text.box[2] - text.box[0]), round(text.box[3] - text.box[1])), []).append(text)
    tiled = [
        same
        for same in sizes.values()
        if len(same) >= _TILES
        and any(text.key in across or any(_overlap(text.box, o.box) for o in plain) for text in same)
    ]
    return across | {text.key for same in tiled for text in same}


def _overlap(first: Rect, second: Rect) -> bool:
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return wide > 1 and high > 0.15 * min(first[3] - first[1], second[3] - second[1])


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
