"""Page numbers and running heads: dropped, for they are no part of what the document says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from index.model import Line, Page

_MARGIN = 0.13  # share of the page's height at top and bottom
_SIGNED = re.compile(
    r"[-—–－‐·•~\s]+\d{1,4}[-—–－‐·•~\s]+|第\s*\d{1,4}\s*页(?:[,，/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_BARE = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_DIGITS = re.compile(r"\d+")
_REPEATED = 3  # pages


def drop(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Pages without their numbers; of a running head the first occurrence stays (it may name the organisation)."""
    offsets = Counter(
        int(line.text.strip()) - (page.number or 0)
        for page in pages
        for line in _edge_lines(page)
        if line.text.strip().isdigit()
    )
    repeated = _repeated(pages)
    seen: set[tuple[str, int]] = set()
    result = []
    for page in pages:
        edge = {id(line) for line in _edge_lines(page)}
        kept = []
        for block in page.blocks:
            if isinstance(block, Line) and id(block) in edge:
                if _is_number(block.text.strip(), page, offsets):
                    continue
                key = _key(page, block)
                if key in repeated:
                    if key in seen:
                        continue
                    seen.add(key)
            kept.append(block)
        result.append(replace(page, blocks=tuple(kept)))
    return tuple(result)


def running(pages: tuple[Page, ...]) -> tuple[str, ...]:
    """What the running heads and feet say, page numbers aside."""
    repeated = _repeated(pages)
    lines = (line for page in pages for line in _edge_lines(page) if _key(page, line) in repeated)
    return tuple(dict.fromkeys(line.text.strip() for line in lines if not _SIGNED.fullmatch(line.text.strip())))


def _repeated(pages: tuple[Page, ...]) -> set[tuple[str, int]]:
    heads = Counter(key for page in pages for key in {_key(page, line) for line in _edge_lines(page)})
    return {key for key, count in heads.items() if count >= _REPEATED and count > len(pages) / 4}


def _edge_lines(page: Page) -> list[Line]:
    """The first two and the last two blocks, where they are lines in the margins."""
    height = page.height or 0.0
    blocks = page.blocks if len(page.blocks) <= 4 else (*page.blocks[:2], *page.blocks[-2:])
    return [
        block
        for block in blocks
        if isinstance(block, Line)
        and block.box
        and (block.box.bottom < _MARGIN * height or block.box.top > (1 - _MARGIN) * height)
    ]


def _key(page: Page, line: Line) -> tuple[str, int]:
    top = line.box.top if line.box else 0.0
    return _DIGITS.sub("#", "".join(line.text.split())), round(top / max(page.height or 1.0, 1.0) * 100)


def _is_number(text: str, page: Page, offsets: Counter[int]) -> bool:
    if _SIGNED.fullmatch(text):
        return True
    if not _BARE.fullmatch(text):
        return False
    if not text.isdigit():
        return True
    offset = int(text) - (page.number or 0)
    return offset == 0 or offsets[offset] >= 2
