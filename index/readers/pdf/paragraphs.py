"""Which lines of running text go on in the next: a wrapped line reaches the right margin, the next has no indent."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from index.model import Block, Box, Line, Page

_SLACK = 1.1  # in heights of a line, as all below
_INDENT = 0.8
_SIZES = 0.2
_PITCH = 3.2
# What may not be broken: brackets stay with what they enclose, a stop with what it ends, a number is whole.
_UNBROKEN = re.compile(r"[（(“‘《「【]*(?:[0-9A-Za-z.,%+\-/]+|.)[）)”’》」】，。、；：！？,;:!?%]*")
_ENOUGH = 4  # lines that tell a page's own margins


def mark(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """``Line.continues`` set; also where a paragraph runs on over the page's end."""
    everywhere: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for page in pages:
        everywhere[_shape(page)].extend(_boxes(page))
    flat: list[tuple[int, Block]] = [(i, block) for i, page in enumerate(pages) for block in page.blocks]
    margins = [_margins(_boxes(page), everywhere[_shape(page)]) for page in pages]
    blocks: list[list[Block]] = [[] for _ in pages]
    for position, (index, block) in enumerate(flat):
        if isinstance(block, Line) and position + 1 < len(flat):
            next_index, following = flat[position + 1]
            if isinstance(following, Line) and next_index - index <= 1:
                block = replace(
                    block,
                    continues=_goes_on(block, following, margins[index], margins[next_index], index == next_index),
                )
        blocks[index].append(block)
    return tuple(replace(page, blocks=tuple(kept)) for page, kept in zip(pages, blocks, strict=True))


def _shape(page: Page) -> tuple[int, int]:
    return round(page.width or 0), round(page.height or 0)


def _boxes(page: Page) -> list[Box]:
    return [block.box for block in page.blocks if isinstance(block, Line) and block.box]


def _margins(own: list[Box], others: list[Box]) -> tuple[float, float]:
    """Left and right edge of the running text: the page's own, or those of its like where it has few lines."""
    boxes = own if len(own) >= _ENOUGH else others
    if not boxes:
        return 0.0, 0.0
    lefts, rights = sorted(box.left for box in boxes), sorted(box.right for box in boxes)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _goes_on(
    line: Line, following: Line, margins: tuple[float, float], next_margins: tuple[float, float], same_page: bool
) -> bool:
    if line.box is None or following.box is None:
        return False
    size, next_size = line.box.bottom - line.box.top, following.box.bottom - following.box.top
    if abs(size - next_size) > _SIZES * max(size, next_size):
        return False
    if same_page and following.box.top - line.box.top > _PITCH * size:
        return False
    word = _UNBROKEN.match(following.text.strip())
    needed = sum(0.55 if c.isascii() else 1.0 for c in word.group()) if word else 1.0
    return (
        line.box.right > margins[1] - (needed + _SLACK) * size and following.box.left < next_margins[0] + _INDENT * size
    )
