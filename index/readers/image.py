"""Pictures and scanned pages → Pages, by optical character recognition on this machine alone."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import Any

import numpy as np
from PIL import Image, ImageSequence

from index.errors import UnreadableFile
from index.model import Grid, Page, Pages
from index.readers import picture
from index.readers.pdf import furniture, paragraphs
from index.readers.scan import page_of

LOW = 0.9  # below this a reading is not trusted
_PIXELS = 120_000_000  # a page of 1 m by 1.4 m at 200 dpi
_SHEET = (8.27, 11.69)  # A4 in inches: what a picture without a scale is taken for
_SCALES = (72, 1300)
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"^[\s\d,.，。．:：;'`\-—%]*\d[\s\d,.，。．:：;'`\-—%]*$")
_NUMBER = re.compile(r"^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?$|^\d{4}[-.]\d{1,2}[-.]\d{1,2}$")
_ODD = 0.5
_BATCH = 16
_LONGEST, _SHORTEST = 2000, 736  # pixels: the detector makes a longer side shorter, and a shorter one longer
_SEVERAL, _HIGHEST = 3, 4.0  # lines; times their usual height
_PAGE_LONG = 3508  # pixels of the longer side of a page


def read_image(name: str, data: bytes) -> Pages:
    """A picture file; each picture in a TIFF is a page."""
    return read_pictures(name, (data,))


def read_pictures(name: str, files: Iterable[bytes]) -> Pages:
    """Picture files, one page after the other."""
    pages: list[Page] = []
    try:
        for data in files:
            with Image.open(io.BytesIO(data)) as opened:
                for frame in ImageSequence.Iterator(opened):
                    pages.append(recognise(_bounded(name, frame), len(pages) + 1, _dpi(frame)))
    except Image.DecompressionBombError:
        raise UnreadableFile(name, f"图片超过 {_PIXELS // 1_000_000} 百万像素，过大") from None
    except (OSError, SyntaxError, ValueError):
        raise UnreadableFile(name, "不是有效的图片，或文件不完整、已损坏") from None
    cleaned = paragraphs.mark(furniture.drop(tuple(pages)))
    warnings = ("文字由图像识别得到", *low_confidence(cleaned))
    return Pages(file=name, format=PurePath(name).suffix.lower().lstrip("."), pages=cleaned, warnings=warnings)


def _bounded(name: str, frame: Image.Image) -> Image.Image:
    width, height = frame.size
    if width * height > _PIXELS:
        raise UnreadableFile(name, f"图片有 {width}×{height} 像素，过大")
    return frame.convert("RGB")


def picture_count(name: str, data: bytes) -> int:
    """How many pictures a file holds."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            return int(getattr(opened, "n_frames", 1))
    except Image.DecompressionBombError:
        return 1  # what is wrong with it is told when it is read
    except (OSError, SyntaxError, ValueError):
        raise UnreadableFile(name, "不是有效的图片，或文件不完整、已损坏") from None


def recognise(image: Any, number: int | None, dpi: float) -> Page:
    """One page from its picture (Pillow)."""
    rgb = np.asarray(image.convert("RGB"))
    return page_of(rgb, number, dpi, _read, _detect)


def low_confidence(pages: Iterable[Page]) -> list[str]:
    """A warning for each page on which readings with digits are doubtful."""
    out: list[str] = []
    for page in pages:
        texts = [
            (each.text, each.confidence)
            for block in page.blocks
            for each in (block.cells if isinstance(block, Grid) else (block,))
        ]
        doubtful = [text for text, sure in texts if sure is not None and sure < LOW and _DIGIT.search(text)]
        if doubtful:
            where = f"第 {page.number} 页" if page.number else ""
            out.append(f"{where}有 {len(doubtful)} 处数字的图像识别把握不大，请与原件核对")
    return out


def _dpi(image: Any) -> float:
    told = image.info.get("dpi", (0, 0))[0]
    if _SCALES[0] < told < _SCALES[1]:  # 72 is what programs write that do not know
        return float(told)
    short, long = sorted(image.size)
    return float(min(max(short / _SHEET[0], long / _SHEET[1], _SCALES[0]), _SCALES[1]))


@cache
def _engine() -> Any:
    """The models lie in the wheel; the classifier of angles is off: it turns 99 into 66."""
    from rapidocr import RapidOCR

    threads = min(2, os.cpu_count() or 1)
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Rec.rec_batch_num": _BATCH,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _read(pictures: list[Any]) -> list[tuple[str, float]]:
    from rapidocr.ch_ppocr_rec import TextRecInput

    if not pictures:
        return []
    engine = _engine()
    recogniser = engine._load_rec_model() if hasattr(engine, "_load_rec_model") else engine.text_rec
    result = recogniser(TextRecInput(img=pictures, return_word_box=True))
    out = []
    for text, score, words in zip(result.txts, result.scores, result.word_results, strict=True):
        sure = float(min(getattr(words, "confs", None) or [score]))
        out.append((text, min(sure, _ODD) if _is_odd(text) else sure))
    return out


def _is_odd(text: str) -> bool:
    """Digits and marks that make no number: a point or a comma was lost, or taken for the other."""
    return bool(_NUMERIC.match(text)) and not _NUMBER.match(text)


def _detect(image: Any) -> list[tuple[float, float, float, float]]:
    """The detector makes a page smaller and a small picture larger: what is smaller than a page is shown to it at the scale
    of a page, on paper enough, for its time grows with the pixels."""
    height, width = image.shape[:2]
    factor = _LONGEST / _PAGE_LONG if max(height, width) < _PAGE_LONG else 1.0
    shown = _framed(picture.scaled(image, factor))
    result = _engine()(shown, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(result, "boxes", None)
    if boxes is None:
        return []
    sides = ((b[:, 0].min(), b[:, 1].min(), b[:, 0].max(), b[:, 1].max()) for b in map(np.asarray, boxes))
    found = (tuple(float(side) / factor for side in box) for box in sides)
    return _lines([(a, b, min(c, width), min(d, height)) for a, b, c, d in found if a < width and b < height])


def _framed(image: Any) -> Any:
    """With white paper to the right and below, where a side would be made longer."""
    down, across = (max(0, _SHORTEST - side) for side in image.shape[:2])
    return np.pad(image, ((0, down), (0, across), (0, 0)), constant_values=255) if down or across else image


def _lines(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Without what is far higher than most: the disc of a chart, a drawing."""
    heights = sorted(bottom - top for _, top, _, bottom in boxes)
    usual = heights[len(heights) // 2] if len(heights) >= _SEVERAL else float("inf")
    return [box for box in boxes if box[3] - box[1] <= _HIGHEST * usual]
