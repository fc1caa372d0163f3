"""Tables ruled with horizontal lines only: which lines of text stand between the first and the last of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.readers.pdf.lattice import Rule

_EQUAL = 4.0  # points: ends of lines that are one below the other
_LEAST = 3  # lines that make a table
_WIDE = 0.4  # of the widest stack: shorter lines underline words
_BESIDE = re.compile(r"[:：]|表$|表[（(]")


class Stretch(NamedTuple):
    """Lines of text ``first`` … ``last`` (indexes) between the horizontal lines ``ys``."""

    first: int
    last: int
    ys: tuple[float, ...]


def stretches(
    places: Sequence[tuple[float, str]], rules: Sequence[Rule], tabular: Callable[[int], bool], top: int = 0
) -> list[Stretch]:
    """``places`` are height and words of each line of text; ``tabular`` tells which have figures beside words.

    A table that goes on from the page before may have one row left: among the first ``top`` lines two rules are enough.
    """
    found = []
    for ys in _stacks(rules, 2 if top else _LEAST):
        cuts = [ys[0]]
        for upper, lower in pairwise(ys):
            between = [i for i, (y, _) in enumerate(places) if upper < y < lower]
            told = any(_BESIDE.search(places[i][1]) for i in between) and not any(map(tabular, between))
            if told or not between:
                # A title, a caption or nothing: the table ended with the line above.
                found.append(_stretch(cuts, places, top))
                cuts = []
            cuts.append(lower)
        found.append(_stretch(cuts, places, top))
    return sorted(s for s in found if s is not None and any(map(tabular, range(s.first, s.last + 1))))


def _stretch(ys: Sequence[float], places: Sequence[tuple[float, str]], top: int) -> Stretch | None:
    inside = [i for i, (y, _) in enumerate(places) if ys and ys[0] < y < ys[-1]]
    enough = inside and len(ys) >= (2 if inside[0] < top else _LEAST)
    return Stretch(inside[0], inside[-1], tuple(ys)) if enough else None


def _stacks(rules: Sequence[Rule], least: int) -> list[list[float]]:
    """Heights of the lines that begin and end alike."""
    groups: list[tuple[float, float, list[float]]] = []
    for y, low, high in sorted(rules):
        for left, right, ys in groups:
            if abs(left - low) < _EQUAL and abs(right - high) < _EQUAL:
                ys.append(y)
                break
        else:
            groups.append((low, high, [y]))
    widest = max((right - left for left, right, ys in groups if len(ys) >= least), default=0.0)
    return [ys for left, right, ys in groups if len(ys) >= least and right - left >= _WIDE * widest]
