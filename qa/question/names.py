"""The written forms of a body's name: the full name, the ways of shortening it, and the place it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_REGION = re.compile(
    r"^((?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区|自治州|州|盟|市))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:市|县|旗)|[\u4e00-\u9fff]{2,6}?(?<!社)(?<!园)(?<!校)(?<!景)(?<!小)区)?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A written form of a name. ``region`` is the length of the leading place name, ``marks`` the ends of its levels."""

    text: str
    org: str
    region: int
    marks: tuple[int, ...]
    full: bool


def region_of(name: str) -> tuple[int, tuple[int, ...]]:
    found = _REGION.match(name)
    length = found.end() if found else 0
    if length >= len(name) - 1:
        return 0, ()
    marks = tuple(i + 1 for i in range(length) if name[i] in "省市县区州盟旗" and (i + 1 == length or i >= 1))
    return length, marks


def region_words(forms: Iterable[Form]) -> dict[str, tuple[str, ...]]:
    """Place names, long and short, with the bodies of the place."""
    found: dict[str, dict[str, None]] = {}
    for form in forms:
        begin = 0
        for mark in form.marks:
            level = form.text[begin:mark]
            begin = mark
            for word in (level, level[:-1]):
                if len(word) >= 2:
                    found.setdefault(word, {})[form.org] = None
    return {word: tuple(orgs) for word, orgs in found.items()}
