"""Tables that stand side by side on a page, each with its title and unit above it: one column after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.model import Block, Grid, Line
from index.readers.pdf.lattice import Frame
from index.readers.pdf.marks import Glyph

_LEVEL = 0.5  # of the lower one's height: so much must two tables share to stand side by side
_ABOVE = 90.0  # points: captions stand no farther above their table
_GAP = 1.5  # sizes of a character: white space that parts two captions

Alley = tuple[float, float, float, float]
"""White space between two tables: left, right, and from where to where it reaches down the page."""


def alleys(found: Sequence[Frame]) -> list[Alley]:
    """Where two ruled tables stand side by side."""
    out: list[Alley] = []
    for first in found:
        for second in found:
            left, right = first.xs[-1], second.xs[0]
            shared = min(first.ys[-1], second.ys[-1]) - max(first.ys[0], second.ys[0])
            least = min(first.ys[-1] - first.ys[0], second.ys[-1] - second.ys[0])
            if left < right and shared > _LEVEL * least:
                top = min(first.ys[0], second.ys[0])
                out.append((left, right, top - _ABOVE, max(first.ys[-1], second.ys[-1])))
    return out


def apart(rows: Sequence[list[Glyph]], found: Sequence[Alley]) -> list[list[Glyph]]:
    """Lines cut where they run across the space between two tables, if there is white space in them."""
    out: list[list[Glyph]] = []
    for row in rows:
        cuts = [n for n, (last, glyph) in enumerate(pairwise(row), 1) if _crosses(last, glyph, found)]
        out += [row[start:stop] for start, stop in pairwise([0, *cuts, len(row)])]
    return out


def _crosses(last: Glyph, glyph: Glyph, found: Sequence[Alley]) -> bool:
    return glyph.left - last.right > _GAP * glyph.size and any(
        top < glyph.y < bottom and last.right < right and glyph.left > left for left, right, top, bottom in found
    )


def ordered(blocks: Sequence[Block], found: Sequence[Alley]) -> list[Block]:
    """Blocks from top to bottom; those on either side of an alley one side after the other."""
    out = sorted(blocks, key=lambda block: (block.box.top, block.box.left) if block.box else (0.0, 0.0))
    for left, right, top, bottom in found:
        inside = [n for n, block in enumerate(out) if block.box and top < block.box.top < bottom]
        # What runs across parts what stands above it from what stands below it.
        across = [n for n in inside if (box := out[n].box) and box.left < left and box.right > right]
        first = max((n for n in across if isinstance(out[n], Line)), default=-1)
        sides = [n for n in inside if n > first and n not in across]
        if not sides or sides != list(range(sides[0], sides[-1] + 1)):
            continue
        middle = (left + right) / 2
        run = out[sides[0] : sides[-1] + 1]
        west = [block for block in run if block.box and block.box.right <= middle]
        east = [block for block in run if block.box and block.box.right > middle]
        if any(isinstance(block, Grid) for block in west) and any(isinstance(block, Grid) for block in east):
            out[sides[0] : sides[-1] + 1] = [*west, *east]
    return out
