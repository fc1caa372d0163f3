"""Paragraphs → sections by headings, restarted inside each part; tables of contents left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Paragraph, Section, Span
from index.parsing.paragraphs import Raw, key_of
from index.parsing.words import has_amount, is_contents, looks_titled, numbered, plain, rules

_LONGEST = 46  # characters: a longer numbered line is a sentence
_RUN = 5  # so many headings in a row without a word between them may be a table of contents
_COVER = 3  # so many paragraphs may be the document's title
_NOTHING = 8  # so many characters between two lines are white space and page numbers
_LISTED = 3
_ITEMS = 40  # the level of 1., below which numbers are more often those of lists
_ORDINAL = re.compile(r"\(?(\d{1,2})[).、]")
_FORMAT_LEVEL = 5  # a heading told by the format alone stands above every numbered one: h1 = 5, h2 = 6 …


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A paragraph that may be a heading: ``length`` characters of its text are the heading."""

    level: int
    length: int
    whole: bool


def divide(
    raws: Sequence[Raw], length: int, grids: Sequence[int] = ()
) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """Sections and the paragraphs in them. Headings are paragraphs too (of their own section); contents lists are none.

    ``sections[0]`` is what stands before the first heading. ``grids`` are the offsets at which tables begin: a line
    without number above a table is the table's title, no heading.
    """
    heads = [None if _is_title(raws, i, grids) else _head(raw) for i, raw in enumerate(raws)]
    contents = _contents(raws, heads)
    kept = [(raw, head) for i, (raw, head) in enumerate(zip(raws, heads, strict=True)) if i not in contents]
    marked = _in_sequence(_without_lists(_marked(kept, _names(raws, contents))))
    sections: list[Section] = [Section(path=(), level=0, span=Span(start=0, end=0), body=Span(start=0, end=0), page=1)]
    stack: list[tuple[int, str]] = []
    paragraphs: list[Paragraph] = []
    for raw, head in marked:
        if head:
            while stack and stack[-1][0] >= head.level:
                stack.pop()
            stack.append((head.level, raw.text[: head.length].strip().rstrip("：:")))
            body = raw.origin[head.length] if head.length < len(raw.text) else raw.end
            sections.append(
                Section(
                    path=tuple(words for _, words in stack),
                    level=len(stack),
                    span=Span(start=raw.start, end=raw.end),
                    body=Span(start=body, end=raw.end),
                    page=raw.page,
                )
            )
        paragraphs.append(Paragraph(text=raw.text, origin=raw.origin, section=len(sections) - 1, page=raw.page))
    return _closed(sections, length), tuple(paragraphs)


def _closed(sections: Sequence[Section], length: int) -> tuple[Section, ...]:
    """Each section reaches to the next one."""
    ends = [*(s.span.start for s in sections[1:]), length]
    return tuple(
        replace(
            s,
            span=Span(start=s.span.start, end=max(end, s.span.start)),
            body=Span(start=min(s.body.start, end), end=max(end, s.body.start)),
        )
        for s, end in zip(sections, ends, strict=True)
    )


def _head(raw: Raw) -> Head | None:
    words = plain(raw.text)
    found = numbered(raw.text)
    if found is None:
        return _unnumbered(raw, words)
    level, rest = found
    if not rest and level > 10:
        return None
    if rules().item.search(words):
        return None
    if len(words) <= _LONGEST and not has_amount(words):
        if "。" not in words and not words.endswith((":", "?")) and words.count(",") < 2:
            return Head(level=level, length=len(raw.text), whole=True)
        if rules().inline_endings.search(words) and words.count("。") == 1:
            return Head(level=level, length=len(raw.text), whole=True)
        if words.endswith(":") and words.count("。") == 0 and "," not in words:
            return Head(level=level, length=len(raw.text), whole=True)
    return _inline(raw, level, rest)


def _is_title(raws: Sequence[Raw], i: int, grids: Sequence[int]) -> bool:
    """Whether an unnumbered line is the title of the document or of a table."""
    raw = raws[i]
    if numbered(raw.text) is not None or raw.heading is not None:
        return False
    if i < _COVER and rules().title_document.search(plain(raw.text)):
        return True
    grid = next((g for g in grids if g >= raw.end), None)
    between = [r for r in raws[i + 1 : i + 5] if grid is not None and r.start < grid]
    return (
        grid is not None
        and len(between) < 4
        and all(len(plain(r.text)) <= _LONGEST and "。" not in r.text and numbered(r.text) is None for r in between)
    )


def _inline(raw: Raw, level: int, rest: str) -> Head | None:
    """ "（一）收入。正文": where the words before the first stop are short and hold no amount."""
    stop = next((i for i, c in enumerate(rest) if c in "。:"), -1)
    head = rest[:stop]
    if not 0 < stop <= rules().inline_longest or any(c in head for c in ",;") or has_amount(head):
        return None
    if rest[stop] == "。" and not rules().inline_head.search(head):
        return None
    seen = 0
    for i, character in enumerate(raw.text):
        seen += len(plain(character))
        if seen >= len(plain(raw.text)) - len(rest) + stop + 1:
            return Head(level=level, length=i + 1, whole=False)
    return None


def _unnumbered(raw: Raw, words: str) -> Head | None:
    if raw.heading is not None and len(words) <= _LONGEST + 20:
        return Head(level=_FORMAT_LEVEL + min(raw.heading, 9), length=len(raw.text), whole=True)
    if len(words) > rules().longest or has_amount(words):
        return None
    if looks_titled(raw.text):
        return Head(level=rules().unnumbered_level, length=len(raw.text), whole=True)
    if rules().opening.search(words) and not any(c in words for c in ",。"):
        return Head(level=rules().opening_level, length=len(raw.text), whole=True)
    return None


def _contents(raws: Sequence[Raw], heads: Sequence[Head | None]) -> frozenset[int]:
    """Paragraphs that only list what comes later."""
    keys = [key_of(raw.text) for raw in raws]
    later = Counter(keys)
    dropped: set[int] = set()
    i = 0
    while i < len(raws):
        opened = is_contents(raws[i].text)
        j = i + 1 if opened else i
        seen: set[str] = set()
        while j < len(raws) and keys[j] not in seen:
            if _lists(raws, heads, j, repeated=opened and later[keys[j]] > 1):
                seen.add(keys[j])
                j += 1
            elif opened and seen and _fragment(raws, heads, j):
                j += 1
            else:
                break
        run = range(i, j)
        again = sum(1 for k in run if later[keys[k]] > 1 or rules().leader.search(raws[k].text))
        if (opened and j > i + 1) or (len(run) >= _RUN and again >= 0.6 * len(run)):
            dropped.update(run)
        i = max(j, i + 1)
    return frozenset(dropped)


def _lists(raws: Sequence[Raw], heads: Sequence[Head | None], i: int, *, repeated: bool) -> bool:
    """Whether the paragraph could be a line of a table of contents: a heading with nothing under it."""
    if repeated or rules().leader.search(raws[i].text):
        return True
    head = heads[i]
    following = heads[i + 1] if i + 1 < len(raws) else None
    return head is not None and head.whole and following is not None


def _fragment(raws: Sequence[Raw], heads: Sequence[Head | None], i: int) -> bool:
    """Whether the paragraph is the rest of a line of contents that a page break cut."""
    return (
        len(plain(raws[i].text)) <= rules().longest
        and numbered(raws[i].text) is None
        and i + 2 < len(raws)
        and heads[i + 1] is not None
        and heads[i + 2] is not None
    )


def _marked(kept: Sequence[tuple[Raw, Head | None]], listed: frozenset[str]) -> list[tuple[Raw, Head | None]]:
    """Unnumbered lines are headings only on top of a page, where the contents name them, or before any number."""
    marked: list[tuple[Raw, Head | None]] = []
    open_number = False
    page: int | None = None
    for raw, head in kept:
        if head and numbered(raw.text) is None and raw.heading is None and head.level == rules().unnumbered_level:
            words = key_of(raw.text)
            first = raw.page is not None and raw.page != page
            if not (first or not open_number or any(name in words for name in listed)):
                head = None
        if head and numbered(raw.text) is not None:
            open_number = True
        page = raw.page
        marked.append((raw, head))
    return marked


def _names(raws: Sequence[Raw], contents: frozenset[int]) -> frozenset[str]:
    """What the table of contents names, without numbers."""
    found = (numbered(raws[i].text) for i in contents)
    return frozenset(name for f in found if f and len(name := key_of(f[1])) >= 4)


def _without_lists(kept: Sequence[tuple[Raw, Head | None]]) -> list[tuple[Raw, Head | None]]:
    """Numbered lines that follow each other with nothing between them are items of a list.

    Two are enough below 1.; of 一、 and （一）, which head parts, it takes three, and the last one may head a text.
    """
    item: set[int] = set()
    i = 0
    while i < len(kept):
        run = _run(kept, i)
        level = kept[i][1].level if kept[i][1] else 0  # type: ignore[union-attr]
        if len(run) >= (2 if level >= _ITEMS else _LISTED):
            last = run[-1]
            following = kept[last + 1][1] if last + 1 < len(kept) else None
            closed = following is not None and following.level < level
            ends = last + 1 >= len(kept) or closed or (level >= _ITEMS and following is None)
            item.update(run if ends and len(plain(kept[last][0].text)) <= rules().longest else run[:-1])
        i = run[-1] + 1
    return [(raw, None if i in item else head) for i, (raw, head) in enumerate(kept)]


def _run(kept: Sequence[tuple[Raw, Head | None]], i: int) -> list[int]:
    """The numbered lines of one level that follow each other from ``i`` on with nothing between them."""
    run = [i]
    head = kept[i][1]
    if head is None or not head.whole or numbered(kept[i][0].text) is None:
        return run
    while run[-1] + 1 < len(kept):
        raw, following = kept[run[-1] + 1]
        if (
            following is None
            or not following.whole
            or following.level != head.level
            or raw.start - kept[run[-1]][0].end > _NOTHING
        ):
            break
        run.append(run[-1] + 1)
    return run


def _in_sequence(kept: Sequence[tuple[Raw, Head | None]]) -> list[tuple[Raw, Head | None]]:
    """An item "2." with no "1." before it on its level is the rest of a list, no heading."""
    result: list[tuple[Raw, Head | None]] = []
    last: dict[int, int] = {}
    for raw, head in kept:
        if head:
            for level in [level for level in last if level > head.level]:
                del last[level]
            match = _ORDINAL.match(plain(raw.text))
            if match and head.level >= _ITEMS:
                ordinal = int(match[1])
                if ordinal > 1 and last.get(head.level, 0) == 0:
                    result.append((raw, None))
                    continue
                last[head.level] = ordinal
        result.append((raw, head))
    return result
