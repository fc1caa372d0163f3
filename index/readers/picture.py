"""Pictures of pages: seals taken off, straightened, ruling lines and lines of text found. The only door to OpenCV.

Pages come at ``DPI``; sizes below are in pixels of that.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Segment = tuple[float, float, float, float]
DPI = 300
_REDNESS = 40  # by how much red ink is more red than anything else
_SEAL = 0.07  # of the page's width: a seal is at least so large, and about as high as wide
_SMALL = 900  # pixels of width at which the skew is measured
_SKEW, _LEAN = 6.0, 2.5  # degrees
_STROKE_ACROSS, _STROKE_DOWN = 62, 46  # hardly a stroke of a character is so long
_ACROSS, _DOWN = 90, 48  # a ruling line is
_LONG, _REACH = 300, 12  # longer than print by far; where lines meet, they need not quite touch
_GAP = 18  # a worn line is interrupted by so much at most
_THICK = 15  # widened by four pixels
_SPECK = 8  # ink of fewer pixels is dust
_SOFT = 25  # a point beside a digit may look like dust, and is none
_BESIDE = 0.9  # of a line's height: farther away it is something else
_THIN = 9  # a line of text is at least so high
_RIM = 7  # pixels at the edge of a cell where its ruling may show
_NEIGHBOUR = 15  # pixels: characters of a line are nearer, lines are farther apart
_LEAST = 13  # the longer side of the smallest character, a dash


def cleaned(rgb: NDArray[np.uint8]) -> Grey:
    """Grey, without seals: red ink is white in the red channel, and black print beneath it stays."""
    red, green, blue = (rgb[:, :, n].astype(np.int16) for n in range(3))
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    inked = ((red - np.maximum(green, blue)) > _REDNESS).astype(np.uint8)
    if not inked.any():
        return grey
    reach = max(3, rgb.shape[1] // 100)
    joined = cv2.dilate(inked, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = _SEAL * rgb.shape[1]
    for left, top, width, height, _ in stats[1:count]:
        if width > least and height > least and 0.5 < width / height < 2.0:
            place = np.s_[top : top + height, left : left + width]
            ink = rgb[place][:, :, 0]
            # In the red channel a stamp is a little darker than paper; what is darker still is print beneath it.
            stamp = 0.85 * float(np.median(ink[inked[place] > 0]))
            reddish = (inked[place] > 0) | _blush(rgb[place])
            grey[place] = np.where(reddish, np.where(ink > stamp, np.uint8(255), ink), grey[place])
    return grey


def _blush(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The soft edges of red ink."""
    wide = rgb.astype(np.int16)
    return (wide[:, :, 0] - np.maximum(wide[:, :, 1], wide[:, :, 2])) > _REDNESS // 4


def binary(grey: Grey, factor: float = 1.0) -> Grey:
    """Ink as 255, paper as 0; the paper may be shaded. Dust is gone; ``factor`` by how much the page was enlarged."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)  # a median would take away lines of one pixel
    ink = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 18)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    keep = np.ones(count, np.uint8)
    keep[stats[:count, cv2.CC_STAT_AREA] < _SPECK * max(1.0, factor) ** 2] = 0
    keep[0] = 0
    return np.asarray(keep[labels] * 255, np.uint8)


def without_dust(grey: Grey, ink: Grey) -> Grey:
    """Paper made white wherever there is no ink near."""
    near = cv2.dilate(ink, np.ones((_SOFT, _SOFT), np.uint8))
    return np.where(near > 0, grey, np.uint8(255))


def grown(ink: Grey, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box of text with what stands right beside it: detectors lose 一 and full stops at the ends of lines."""
    left, top, right, bottom = (round(side) for side in box)
    height, width = bottom - top, ink.shape[1]
    reach = max(1, round(height * _BESIDE))
    middle = ink[max(0, top + height // 6) : bottom - height // 6]
    columns = np.count_nonzero(middle, axis=0) > 0 if len(middle) else np.zeros(width, bool)
    while left > 0 and columns[max(0, left - reach) : left].any():
        left = max(0, left - reach) + int(np.argmax(columns[max(0, left - reach) : left]))
    while right < width and columns[right : right + reach].any():
        right += reach - int(np.argmax(columns[right : right + reach][::-1]))
    return max(0, left - 4), max(0, top - 2), min(width, right + 4), min(ink.shape[0], bottom + 2)


def straightened(grey: Grey) -> Grey:
    """Turned so that lines of text and rulings are level, and pushed so that upright rulings do not lean."""
    return _moved(_moved(grey, _turning), _pushing)


Move = Callable[[float, float, float], NDArray[np.float64]]


def _turning(angle: float, width: float, height: float) -> NDArray[np.float64]:
    return np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), np.float64)


def _pushing(angle: float, _: float, height: float) -> NDArray[np.float64]:
    """Level lines stay level: a feeder that pulls askew makes uprights lean, as no turning does."""
    slope = math.tan(math.radians(angle))
    return np.array([[1.0, slope, -slope * height / 2], [0.0, 1.0, 0.0]])


# Over which axis the ink is added up to see how sharp the lines of that direction stand, and how far to look.
_SEEN: dict[Move, tuple[int, float]] = {_turning: (1, _SKEW), _pushing: (0, _LEAN)}


def _moved(grey: Grey, move: Move) -> Grey:
    angle = _angle(grey, move)
    if abs(angle) < 0.05:
        return grey
    height, width = grey.shape
    matrix = move(angle, width, height)
    return np.asarray(cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)


def _angle(grey: Grey, move: Move) -> float:
    """The angle at which the rows (or columns) of pixels differ most from one another: coarse, then fine."""
    axis, furthest = _SEEN[move]
    scale = min(1.0, _SMALL / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    ink[ink < 60] = 0
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        sums = cv2.warpAffine(ink, move(angle, width, height), (width, height)).sum(axis=axis)
        return float(np.square(np.diff(sums)).sum())

    best = 0.0
    for step, reach in ((0.5, furthest), (0.1, 0.5), (0.02, 0.1)):
        angles = [best + step * n for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=sharpness)
    return best if sharpness(best) > 1.02 * sharpness(0.0) else 0.0


def is_sideways(ink: Grey) -> bool:
    """Whether text runs from top to bottom: characters stand nearer to one another along a line than lines do."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    print_ = (
        stats[:count, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) <= _ACROSS
    )  # rulings and pictures are not
    print_[0] = False
    page = np.asarray(print_[labels] * 255, np.uint8)
    lengths = []
    for upright, side in ((False, cv2.CC_STAT_WIDTH), (True, cv2.CC_STAT_HEIGHT)):
        joined = cv2.morphologyEx(page, cv2.MORPH_CLOSE, _bar(_NEIGHBOUR, upright))
        count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        runs = stats[1:count, side]
        lengths.append(float(np.percentile(runs, 90)) if len(runs) else 0.0)
    return lengths[1] > 1.5 * lengths[0]


def turned(grey: Grey, quarters: int) -> Grey:
    """Turned to the left by so many right angles."""
    return np.ascontiguousarray(np.rot90(grey, quarters))


def rulings(ink: Grey) -> list[Segment]:
    """Straight level and upright lines (x0, y0, x1, y1), breaks closed."""
    level, upright = _lines(ink, False), _lines(ink, True)
    # Strokes of large print are as long as short rulings, but they end in the middle of nowhere.
    upright = [line for line in upright if _is_held(line, level, 1)]
    level = [line for line in level if _is_held(line, upright, 0)]
    return [*level, *(line for line in upright if _is_held(line, level, 1))]


def _lines(ink: Grey, upright: bool) -> list[Segment]:
    stroke, length = (_STROKE_DOWN, _DOWN) if upright else (_STROKE_ACROSS, _ACROSS)
    # A line that is not quite level leaves its row of pixels: widened, it stays one run.
    lines = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(3, upright))
    lines = cv2.dilate(lines, _bar(3, not upright))
    # What is longer than any stroke first, then the gaps: closed the other way round, print would grow to lines.
    lines = cv2.morphologyEx(lines, cv2.MORPH_OPEN, _bar(stroke, upright))
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, _bar(_GAP, upright))
    lines = cv2.morphologyEx(lines, cv2.MORPH_OPEN, _bar(length, upright))
    lines = cv2.dilate(lines, _bar(3, not upright))
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    out: list[Segment] = []
    for left, top, width, height, area in stats[1:count].tolist():
        if area <= _THICK * (height if upright else width):
            x, y = left + width / 2, top + height / 2
            out.append((x, top, x, top + height) if upright else (left, y, left + width, y))
    return out


def _is_held(line: Segment, others: list[Segment], along: int) -> bool:
    """Long, or meeting a line of the other direction at both ends. ``along`` is the axis on which the line runs."""
    across = 1 - along
    start, end, position = line[along], line[along + 2], line[across]
    if end - start >= _LONG:
        return True
    near = [other[along] for other in others if other[across] - _REACH <= position <= other[across + 2] + _REACH]
    return all(any(abs(side - at) <= _REACH for at in near) for side in (start, end))


def _bar(length: int, upright: bool) -> Grey:
    return np.ones((length, 1) if upright else (1, length), np.uint8)


def text_lines(ink: Grey) -> list[tuple[int, int, int, int]]:
    """Lines of text in one cell as (left, top, right, bottom), from top to bottom; remains of rulings left out."""
    height, width = ink.shape
    if height < _THIN or width < _THIN:
        return []
    page = _without_edges(ink)
    if not page.any():
        return []
    rows = np.count_nonzero(page, axis=1) > 0
    runs = [(top, bottom) for top, bottom in _runs(rows, 3) if bottom - top >= 3]
    lines = _joined(runs)
    found: list[tuple[int, int, int, int]] = []
    for top, bottom in lines:
        columns = np.flatnonzero(np.count_nonzero(page[top:bottom], axis=0))
        if len(columns):
            found.append((int(columns[0]), top, int(columns[-1]) + 1, bottom))
    return [box for box in found if _is_text(page, box)]


def _is_text(page: Grey, box: tuple[int, int, int, int]) -> bool:
    """At least one piece as large as a character: several specks in a row are none, nor a ruling at the rim."""
    left, top, right, bottom = box
    if bottom - top < _THIN and right - left > 4 * _LEAST and (top < 2 * _RIM or bottom > len(page) - 2 * _RIM):
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats(page[top:bottom, left:right], connectivity=8)
    sizes = stats[1:count, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    return bool(len(sizes)) and int(sizes.max()) >= _LEAST


def _without_edges(ink: Grey) -> Grey:
    """Rulings at the rim of the crop: rows and columns that are mostly ink."""
    page = ink.copy()
    height, width = page.shape
    rim = _RIM
    for n in (*range(min(rim, height)), *range(max(0, height - rim), height)):
        if np.count_nonzero(page[n]) > 0.5 * width:
            page[n] = 0
    for n in (*range(min(rim, width)), *range(max(0, width - rim), width)):
        if np.count_nonzero(page[:, n]) > 0.5 * height:
            page[:, n] = 0
    return page


def _runs(flags: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Runs of True, gaps up to ``gap`` closed."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.view(np.int8), [0]))))
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts of characters (the bar of 二, a dot) put to the line they belong to."""
    if not runs:
        return []
    usual = max(bottom - top for top, bottom in runs)
    lines = [runs[0]]
    for top, bottom in runs[1:]:
        above = lines[-1]
        low = min(bottom - top, above[1] - above[0])
        if low < 0.6 * usual and bottom - above[0] <= 1.25 * usual and top - above[1] < 0.5 * usual:
            lines[-1] = (above[0], bottom)
        else:
            lines.append((top, bottom))
    return lines


def scaled(rgb: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    """Larger or smaller."""
    if math.isclose(factor, 1.0, abs_tol=0.02):
        return rgb
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def crop(grey: Grey, box: tuple[float, float, float, float], margin: int) -> Any:
    """A piece of the page as three channels, white where it reaches beyond the page."""
    left, top, right, bottom = (round(side) for side in box)
    height, width = grey.shape
    part = grey[max(0, top - margin) : min(height, bottom + margin), max(0, left - margin) : min(width, right + margin)]
    return cv2.cvtColor(np.ascontiguousarray(part), cv2.COLOR_GRAY2RGB)
