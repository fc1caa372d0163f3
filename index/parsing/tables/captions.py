"""Title, unit and notes of a table, from the lines around it and the rows at its top."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Box, Span
from index.parsing.compose import PlacedLine
from index.parsing.tables.parts import Item, Part
from index.parsing.tables.units import split_unit, unit_of, without_unit_line
from index.parsing.tables.words import is_caption, is_note, is_sentence, is_title, squeeze, tidy, words

_LONGEST = 70
_NUMBERED = re.compile(
    r"[一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]+部分|[表附][一二三四五六七八九十\d]|附件"
)
_FRAGMENT = 3  # characters: a title this short is the end of one that was wrapped
_LONG = 15  # characters: so long must a line be to be the first half of a wrapped title
_NOTE_LINES = 6
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
    if not is_title(title):
        printed, place = _title(above)
        if printed and (not title or is_title(printed)):
            title, span, within = printed, place, False
    continued = words().continued.search(title) is not None or any(
        words().continued.search(squeeze(x.line.text)) for x in above[-6:]
    )
    title = words().continued.sub("", title)
    name, in_title = split_unit(title)
    return Caption(
        title=name if in_title else without_unit_line(title).strip(),
        title_span=span,
        unit=unit or in_title,
        unit_from="caption" if unit else "title" if in_title else None,
        title_inside=within,
        continued=continued,
    )


def captions_of(above: Sequence[PlacedLine]) -> frozenset[str]:
    """What the caption lines say apart from the unit: department, date, number of the form."""
    texts = (squeeze(line.line.text) for line in above)
    told = (text for text in texts if text and is_caption(text) and not words().continued.search(text))
    return frozenset(key for text in told if (key := without_unit_line(text)))


def _title(above: Sequence[PlacedLine]) -> tuple[str, Span | None]:
    """The nearest line that can be a title: a 表 by name if there is one near, else any short line."""
    weak: int | None = None
    passed = 0
    for index in range(len(above) - 1, -1, -1):
        text = above[index].line.text.strip()
        if not text or is_caption(text):
            continue
        if is_title(text):
            return _whole(above, index)
        if weak is None and passed == 0 and len(squeeze(text)) <= _LONGEST and not is_sentence(text):
            weak = index
        passed += 1
        if passed > (1 if weak is not None else _NEAR):
            break
    return _whole(above, weak) if weak is not None else ("", None)


def _whole(above: Sequence[PlacedLine], index: int) -> tuple[str, Span | None]:
    """A title with the lines before it that run on into it."""
    start = index
    while start > 0 and index - start < 2 and _runs_into(above[start - 1], above[start]):
        start -= 1
    title = tidy("".join(line.line.text.strip() for line in above[start : index + 1]))
    return title, Span(start=above[start].span.start, end=above[index].span.end)


def _runs_into(before: PlacedLine, line: PlacedLine) -> bool:
    """Whether the line is the second half of a title that was wrapped."""
    first, second = squeeze(before.line.text), squeeze(line.line.text)
    if not first or is_sentence(first) or is_caption(first) or is_title(first) or _NUMBERED.match(second):
        return False
    return before.line.continues or len(second) <= _FRAGMENT or _is_centred_below(before.line.box, line.line.box)


def _is_centred_below(first: Box | None, second: Box | None) -> bool:
    """A long line and a short one right under it, alike in size and both centred."""
    if first is None or second is None:
        return False
    size = first.bottom - first.top
    middle, next_middle = (first.left + first.right) / 2, (second.left + second.right) / 2
    return (
        abs(second.bottom - second.top - size) < 0.1 * size
        and second.top - first.bottom < 1.2 * size
        and abs(middle - next_middle) < 1.5 * size
        and first.right - first.left > max(_LONG * size, 1.8 * (second.right - second.left))
    )


def unit_below(part: Part) -> str | None:
    """The unit told right behind a table (注：以上金额单位为万元), before the title of the next."""
    for line in part.below[:_NOTE_LINES]:
        text = line.line.text.strip()
        if is_title(text):
            return None
        if unit := unit_of(text):
            # With no title behind it, a bare unit stands above the next table rather than below this one.
            own = part.last or words().above.search(text) is not None
            return unit if own or any(is_title(x.line.text) for x in part.below) else None
    return None


def note_of(part: Part, body: Sequence[Item]) -> str:
    """What is said in or under a table without figures."""
    for item in body:
        if item.text and is_note(item.text):
            return item.text
    for line in part.below[:_NOTE_LINES]:
        text = line.line.text.strip()
        if text and is_note(text):
            return tidy(text)
        if is_title(text):
            break
    return ""
