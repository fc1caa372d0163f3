"""The items of an enumeration that a sentence opens: …包括：（一）…, each in a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.sentences import Sentence

_OPENS = re.compile(
    r"(?:包括|包含|分别是|如下|职责是|职能是|职能包括|下设|内设[^:]{0,8}):?(?P<first>\(?[一1]\)?[.、)]|$)|:(?P<item>\(?[一1]\)?[.、)])|:$"
)
ITEM = re.compile(r"^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|\(\d{1,2}\)|\d{1,2}[.、](?!\d))")
_MARKS = tuple(
    re.compile(p)
    for p in (
        r"[一二三四五六七八九十]{1,3}、",
        r"\([一二三四五六七八九十]{1,3}\)",
        r"\d{1,2}[.、](?!\d)",
        r"\(\d{1,2}\)",
    )
)
_MOST_ITEMS = 40
_ENDS = "。！？；：，、.!?;:,"


def items_after(told: Sequence[Sentence], index: int) -> list[Sentence]:
    """The items of the enumeration that a sentence opens (…包括：（一）…), each in a paragraph of its own."""
    if not _OPENS.search(told[index].folded):
        return []
    found: list[Sentence] = []
    own, top = depth_of(told[index]), 0
    for other in told[index + 1 : index + 1 + _MOST_ITEMS]:
        depth = depth_of(other)
        if other.paragraph in (told[index].paragraph, *(f.paragraph for f in found[-1:])):
            found.append(other)
        elif (depth > own and depth >= top > 0) or (depth > own and not top):
            top = top or depth
            found.append(other)
        else:
            break
    return found


def depth_of(sentence: Sentence) -> int:
    """How deep a sentence is numbered: 一、 1, (一) 2, 1. 3, (1) 4; 0 where it is not."""
    return next((n for n, mark in enumerate(_MARKS, 1) if mark.match(sentence.folded)), 0)


def joined(sentences: Sequence[Sentence]) -> str:
    """Sentences as one text: items that end with no mark are parted by semicolons, what heads others by a colon."""
    text = ""
    for place, sentence in enumerate(sentences):
        text += sentence.text
        if text[-1:] in _ENDS:
            continue
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        if following is None:
            text += "。" if depth_of(sentence) else ""
        elif depth_of(following):
            text += "：" if 0 < depth_of(sentence) < depth_of(following) else "；"
    return text
