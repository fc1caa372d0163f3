"""What of a PDF is read by recognition: pages without usable text, pictures on pages, and how far a hidden layer is trusted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from index.model import Block, Box, Grid, Line, Page
from index.readers.pdf.marks import RawPage, Rect
from index.readers.pdf.source import picture_of
from index.readers.pdf.triage import is_searchable_scan, needs_ocr

Recogniser = Callable[[Any, int, int], Page]
"""(Pillow image of the page, page number, dots per inch) → the page as recognised, boxes in points."""

_DPI = 300
_SAMPLES = 2  # pages of a searchable scan that are recognised to compare
_NUMBER = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
_WIDE, _HIGH = 0.25, 0.04  # of the page: a smaller picture is a seal or a sign, no table
_REPEATED = 3  # pages with the same picture in the same place: it belongs to the paper
_MOST = 12  # pictures of one document that are recognised: each takes seconds
_GLANCE_DPI = 50
_LIGHT = 200  # of 255
_GROUND = 0.6  # of a picture of print is paper
_OVER = 3  # characters: a picture with so many printed over it is a ground


@dataclass(slots=True, kw_only=True)
class Told:
    """Numbers of pages, by what is to be said of them."""

    unread: list[int] = field(default_factory=list)
    guessed: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    trusted: list[int] = field(default_factory=list)
    unproved: list[int] = field(default_factory=list)
    belied: list[int] = field(default_factory=list)

    def warnings(self) -> tuple[str, ...]:
        """A sentence for each kind."""
        return tuple(
            f"第 {'、'.join(map(str, dict.fromkeys(listed)))} 页{what}"
            for listed, what in (
                (self.unread, "没有可用的文字层，未读取"),
                (self.guessed, "没有可用的文字层，文字由图像识别得到"),
                (self.belied, "是扫描件，隐藏的文字层与图像不一致，文字由图像识别得到"),
                (self.trusted, "是扫描件，文字取自隐藏的文字层，抽查的页与图像一致"),
                (self.unproved, "是扫描件，文字取自隐藏的文字层，未与图像核对"),
                (self.pictures, "有图片，图片里的文字未读取"),
                (self.seen, "有图片，图片里的文字由图像识别得到"),
                (self.damaged, "已损坏，未读取"),
            )
            if listed
        )


class Scans:
    """The pages of one document that are not read by their text alone."""

    def __init__(
        self,
        document: Any,
        raws: Iterable[RawPage],
        recognise: Recogniser | None,
        told: Told,
        by_layer: Callable[[RawPage], Page],
    ) -> None:
        raws = list(raws)
        self._document, self._recognise, self._told, self._by_layer = document, recognise, told, by_layer
        places = Counter(_rounded(box) for raw in raws for box in set(raw.pictures))
        self._paper = {place for place, count in places.items() if count >= _REPEATED}
        self._recognised: dict[int, Page] = {}
        self._looked = 0
        self._agrees = self._sampled([raw for raw in raws if is_searchable_scan(raw)])

    def page(self, raw: RawPage) -> Page | None:
        """The page, where it is not read by its text; None where it is."""
        if is_searchable_scan(raw):
            return self._scan(raw)
        if not needs_ocr(raw):
            return None
        if self._recognise is None:
            self._told.unread.append(raw.number)
            return Page(number=raw.number, blocks=(), width=raw.width, height=raw.height)
        self._told.guessed.append(raw.number)
        return self._seen(raw)

    def with_pictures(self, page: Page, raw: RawPage) -> Page:
        """The page with what is read in the pictures on it."""
        blocks = list(page.blocks)
        for box in raw.pictures:
            if not _may_tell(box, raw) or _rounded(box) in self._paper:
                continue
            if self._recognise is None or self._looked >= _MOST:
                self._told.pictures.append(raw.number)
                continue
            if not self._is_paper(raw, box):
                continue
            self._looked += 1
            found = self._within(raw, box)
            if found:
                self._told.seen.append(raw.number)
                blocks = _placed(blocks, found, box[1])
        return replace(page, blocks=tuple(blocks))

    def _scan(self, raw: RawPage) -> Page:
        if self._recognise is None:
            self._told.unproved.append(raw.number)
            return self._by_layer(raw)
        if self._agrees:
            self._told.trusted.append(raw.number)
            return self._by_layer(raw)
        self._told.belied.append(raw.number)
        return self._seen(raw)

    def _sampled(self, scans: list[RawPage]) -> bool:
        """Whether layer and picture tell the same numbers on a sample of the pages, those with most numbers."""
        if self._recognise is None:
            return True
        by_numbers = sorted(scans, key=lambda raw: -sum(glyph.char.isdigit() for glyph in raw.layer))
        return all(_numbers(self._by_layer(raw)) == _numbers(self._seen(raw)) for raw in by_numbers[:_SAMPLES])

    def _seen(self, raw: RawPage) -> Page:
        assert self._recognise is not None
        if raw.number not in self._recognised:
            picture = picture_of(self._document, raw.number, _DPI)
            self._recognised[raw.number] = self._recognise(picture, raw.number, _DPI)
        return self._recognised[raw.number]

    def _is_paper(self, raw: RawPage, box: Rect) -> bool:
        """Whether a picture is dark print on a light ground, by a small view of it; a photograph is not."""
        view = picture_of(self._document, raw.number, _GLANCE_DPI).convert("L")
        left, top, right, bottom = (int(side * _GLANCE_DPI / 72) for side in box)
        tones = view.crop((left, top, right + 1, bottom + 1)).histogram()
        light, whole = int(sum(tones[_LIGHT:])), int(sum(tones))
        return whole > 0 and light > _GROUND * whole

    def _within(self, raw: RawPage, box: Rect) -> list[Block]:
        """The blocks of one picture, in their place on the page."""
        assert self._recognise is not None
        left, top, right, bottom = box
        scale = _DPI / 72
        picture = picture_of(self._document, raw.number, _DPI)
        if abs(picture.size[0] - raw.width * scale) > scale:  # the page is read turned against its own rotation
            self._told.pictures.append(raw.number)
            return []
        piece = picture.crop((int(left * scale), int(top * scale), int(right * scale) + 1, int(bottom * scale) + 1))
        return [_moved(block, left, top) for block in self._recognise(piece, raw.number, _DPI).blocks]


def _rounded(box: Rect) -> tuple[int, ...]:
    return tuple(round(side / 3) for side in box)


def _may_tell(box: Rect, raw: RawPage) -> bool:
    """Whether a picture on a page of text may hold text of its own: large enough, and nothing printed over it."""
    left, top, right, bottom = box
    if right - left < _WIDE * raw.width or bottom - top < _HIGH * raw.height:
        return False
    if left < -1 or top < -1 or right > raw.width + 1 or bottom > raw.height + 1:
        return False
    return sum(1 for glyph in raw.glyphs if left < glyph.x < right and top < glyph.y < bottom) < _OVER


def _numbers(page: Page) -> Counter[str]:
    texts = (each.text for block in page.blocks for each in (block.cells if isinstance(block, Grid) else (block,)))
    return Counter(
        found.replace("，", "").replace(",", "").replace("．", ".") for text in texts for found in _NUMBER.findall(text)
    )


def _moved(block: Block, left: float, top: float) -> Block:
    def shifted(box: Box | None) -> Box | None:
        if box is None:
            return None
        return Box(left=box.left + left, top=box.top + top, right=box.right + left, bottom=box.bottom + top)

    if isinstance(block, Line):
        return replace(block, box=shifted(block.box))
    cells = tuple(replace(cell, box=shifted(cell.box)) for cell in block.cells)
    return replace(block, box=shifted(block.box), cells=cells)


def _placed(blocks: list[Block], found: list[Block], top: float) -> list[Block]:
    """The blocks of a picture before the first block of the page that begins below its top."""
    at = next((n for n, block in enumerate(blocks) if block.box and block.box.top > top), len(blocks))
    return [*blocks[:at], *found, *blocks[at:]]
