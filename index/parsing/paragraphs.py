"""Lines → paragraphs: wrapped lines joined, each character knowing its place in the document.

A reader that knows that a line goes on says so. Where it says nothing (plain text, OCR, a page turned into lines),
the words tell: a line that stops in mid-sentence goes on, over blank lines, page numbers and page breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.language.fold import fold_text
from index.parsing.compose import Composed, PlacedLine
from index.parsing.words import is_furniture, level_of, looks_titled, rules

_ENDED = re.compile(r"[。！？!?；;：:…]['\"”’」』）)]*$")
_OPEN_ENDED = re.compile(r"[，,、（(《“‘—]$")
_MIDDLE = re.compile(r"[，,。；;：:、]")
_LETTER = re.compile(r"[A-Za-z]")
# A title is seldom longer: a longer line without any punctuation may still be the beginning of a sentence.
_SHORT = 18
_WIDE = 30
_PART = 10  # the level of 第X部分, whose title is printed large and wraps
_TAIL = 4  # so short is the end of a wrapped title


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A paragraph before sections are known. ``heading`` is the level told by the format itself."""

    text: str
    origin: tuple[int, ...]
    page: int | None
    heading: int | None = None

    @property
    def start(self) -> int:
        """Where it begins in the document."""
        return self.origin[0]

    @property
    def end(self) -> int:
        """Where it ends in the document."""
        return self.origin[-1] + 1


def paragraphs(composed: Composed) -> tuple[Raw, ...]:
    """The running text of a document, grids left out."""
    width = _width(composed)
    found: list[Raw] = []
    pending: list[PlacedLine] = []
    blank = False
    for block in composed.blocks:
        if not isinstance(block, PlacedLine):
            _close(found, pending)
            continue
        text = block.line.text.strip()
        if not text:
            blank = True
            continue
        if is_furniture(text):
            continue
        if pending and not _goes_on(pending[-1], block, blank=blank, width=width):
            _close(found, pending)
        pending.append(block)
        blank = False
    _close(found, pending)
    return tuple(found)


def _width(composed: Composed) -> int:
    """The width at which plain text was wrapped, 0 where it was not."""
    lengths = [len(b.line.text.strip()) for b in composed.blocks if isinstance(b, PlacedLine) and b.line.text.strip()]
    if len(lengths) < 12:
        return 0
    width, count = max(Counter(lengths).items(), key=lambda pair: sum(c for n, c in _near(lengths, pair[0])))
    near = sum(c for _, c in _near(lengths, width))
    longer = sum(1 for n in lengths if n > width + 3)
    return width if 15 <= width <= 80 and near > 0.3 * len(lengths) and longer < 0.05 * len(lengths) and count else 0


def _near(lengths: Sequence[int], width: int) -> Iterable[tuple[int, int]]:
    return ((n, c) for n, c in Counter(lengths).items() if abs(n - width) <= 2)


def _goes_on(before: PlacedLine, line: PlacedLine, *, blank: bool, width: int) -> bool:
    if before.line.heading is not None or line.line.heading is not None:
        return before.line.heading == line.line.heading and before.line.continues
    first, second = before.line.text.strip(), line.line.text.strip()
    if rules().leader.search(first) or (_ENDED.search(first) and level_of(second) is not None):
        return False
    if before.line.continues:
        return True
    if _ENDED.search(first) or level_of(second) is not None or "\t" in first or "\t" in second:
        return False
    if level_of(first) == _PART and len(second) <= _TAIL and level_of(second) is None:
        return True
    if blank and level_of(first) is not None and "。" not in first:
        return False
    if _OPEN_ENDED.search(first):
        return not looks_titled(second)
    if width and not blank and len(first) >= width - 3:
        return True
    # A line with a box comes from a reader that looked at where lines end and said no: more is asked of it.
    placed = before.line.box is not None and before.page == line.page
    return (
        len(first) > (_WIDE if placed else _SHORT)
        and _MIDDLE.search(first) is not None
        and not looks_titled(first)
        and not looks_titled(second)
        and (_MIDDLE.search(second) is not None)
    )


def _close(found: list[Raw], pending: list[PlacedLine]) -> None:
    if not pending:
        return
    characters: list[str] = []
    origin: list[int] = []
    for placed in pending:
        text = placed.line.text
        lead = len(text) - len(text.lstrip())
        body = text.strip()
        if characters and _LETTER.match(characters[-1]) and _LETTER.match(body[:1]):
            characters.append(" ")
            origin.append(origin[-1])
        characters.extend(body)
        start = placed.span.start + lead
        origin.extend(range(start, start + len(body)))
    found.append(
        Raw(text="".join(characters), origin=tuple(origin), page=pending[0].page, heading=pending[0].line.heading)
    )
    pending.clear()


def key_of(text: str) -> str:
    """A heading's form for comparing it with the table of contents."""
    return re.sub(r"[\s.…·．_、,，。:：-]+|\d{1,3}$", "", fold_text(text))
