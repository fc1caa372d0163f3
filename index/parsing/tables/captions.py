"""Title, unit and notes of a table, from the lines around it and the rows at its top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Span
from index.parsing.compose import PlacedLine
from index.parsing.tables.parts import Item, Part
from index.parsing.tables.words import is_caption, is_note, split_unit, squeeze, tidy, unit_of

_STRONG = re.compile(r"(?:表|一览|明细|情况)(?:[（(][^（）()]*[）)])*$")
_SENTENCE = re.compile(r"[。；;，,：:]$|。")
_CONTINUED = re.compile(r"[（(]续(?:表)?[一二三四五六七八九十\d]*[）)]|^续表|^接上表")
_LONGEST = 70
_NEAR = 4  # lines that are neither caption nor title, before the search for a title ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """``title_inside``: the title was printed in the grid itself; ``continued``: it says 续表."""

    title: str = ""
    title_span: Span | None = None
    unit: str | None = None
    unit_from: str | None = None
    title_inside: bool = False
    continued: bool = False


def caption_of(above: Sequence[PlacedLine], inside: Sequence[Item]) -> Caption:
    """What the lines above a grid and its own leading rows say of it."""
    unit = next((unit for item in reversed(inside) if (unit := unit_of(item.text))), None)
    unit = unit or next((unit for line in reversed(above[-12:]) if (unit := unit_of(line.line.text))), None)
    title, span, within = "", None, False
    for item in inside:
        if not is_caption(item.text) and len(item.text) <= _LONGEST:
            title, span, within = item.text, item.spans[0] if item.spans else None, True
            break
    if not _STRONG.search(squeeze(title)):
        printed, place = _title(above)
        if printed and (not title or _STRONG.search(squeeze(printed))):
            title, span, within = printed, place, False
    continued = _CONTINUED.search(title) is not None or any(_CONTINUED.search(squeeze(x.line.text)) for x in above[-6:])
    title = _CONTINUED.sub("", title)
    name, in_title = split_unit(title)
    return Caption(
        title=name if in_title else title,
        title_span=span,
        unit=unit or in_title,
        unit_from="caption" if unit else "title" if in_title else None,
        title_inside=within,
        continued=continued,
    )


def _title(above: Sequence[PlacedLine]) -> tuple[str, Span | None]:
    """The nearest line that can be a title: a 表 by name if there is one near, else any short line."""
    weak: int | None = None
    passed = 0
    for index in range(len(above) - 1, -1, -1):
        text = above[index].line.text.strip()
        if not text or is_caption(text):
            continue
        tight = squeeze(text)
        if _STRONG.search(tight) and len(tight) <= _LONGEST and not _SENTENCE.search(tight):
            if weak is None or passed <= _NEAR:
                return _whole(above, index)
            break
        if weak is None and len(tight) <= _LONGEST and not _SENTENCE.search(tight) and passed == 0:
            weak = index
        passed += 1
        if passed > _NEAR or (weak is not None and passed > 1):
            break
    return _whole(above, weak) if weak is not None else ("", None)


def _whole(above: Sequence[PlacedLine], index: int) -> tuple[str, Span | None]:
    """A title with the lines before it that run on into it."""
    start = index
    while start > 0 and above[start - 1].line.continues and index - start < 2:
        start -= 1
    if any(_SENTENCE.search(squeeze(line.line.text)) for line in above[start:index]):
        start = index
    title = tidy("".join(line.line.text.strip() for line in above[start : index + 1]))
    return title, Span(start=above[start].span.start, end=above[index].span.end)


def note_of(part: Part, body: Sequence[Item]) -> str:
    """What is said in or under a table without figures."""
    for item in body:
        if item.text and is_note(item.text):
            return item.text
    for line in part.below[:4]:
        text = line.line.text.strip()
        if not text:
            continue
        if is_note(text):
            return tidy(text)
        break
    return ""
