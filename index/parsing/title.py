"""What a document is called: by the format's own title, its first heading, the lines of its cover, or its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.parsing.compose import Composed
from index.parsing.identity_around import is_site, is_trail
from index.parsing.paragraphs import Raw
from index.parsing.words import is_contents, numbered, plain, rules

_LINES = 3  # of the cover may make up a title
_BESIDE = 6  # lines above it may be about the page
_LONGEST = 60
_SHORTEST = 6  # characters: a shorter heading repeats no title
_PIECES = re.compile(r"[-_|]+")


def title_of(composed: Composed, raws: Sequence[Raw]) -> str:
    """The format's own title, or the heading that says the same and more, or those and the lines of the cover where it
    tells no time; else the first heading, the lines of the cover, the file's name."""
    own = composed.title.strip()
    heading = _heading(raws)
    if own:
        if heading and _repeats(plain(heading), plain(own)):
            return heading
        return own if rules().title_time.search(plain(own)) else heading or _cover(raws) or own
    return heading or _cover(raws) or composed.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _repeats(heading: str, own: str) -> bool:
    """Whether the heading is the title without the site's name, or with words that the title leaves out."""
    pieces = [piece for piece in _PIECES.split(own) if len(piece) >= _SHORTEST]
    return len(heading) >= _SHORTEST and (own.startswith(heading) or any(piece in heading for piece in pieces))


def _tells(title: str) -> bool:
    """Whether a title says what or when its document is of (信息公开 does not)."""
    return _dated(title) or rules().title_told.search(plain(title)) is not None


def _heading(raws: Sequence[Raw]) -> str:
    """The heading that the format marks as the document's: alone of its level or with a year, before any other."""
    headed = [raw for raw in raws if raw.heading is not None and len(plain(raw.text)) >= _SHORTEST]
    levels = Counter(raw.heading for raw in headed)
    first = next((raw for raw in headed[:1] if raw in raws[: _BESIDE + 1]), None)
    if first is None or first.heading is None or numbered(first.text) or len(plain(first.text)) > _LONGEST:
        return ""
    outermost = first.heading == min(raw.heading for raw in headed if raw.heading is not None)
    alone = levels[first.heading] == 1
    return first.text if outermost and _tells(first.text) and (alone or _dated(first.text)) else ""


def _dated(title: str) -> bool:
    return rules().title_year.search(plain(title)) is not None


def _cover(raws: Sequence[Raw]) -> str:
    """The first lines up to one that closes a title; "" where they make none."""
    lines: list[str] = []
    for raw in _about_subject(raws):
        words = plain(raw.text)
        if is_contents(raw.text) or len(words) > _LONGEST or words.endswith(("。", ":", ";")):
            break
        if rules().title_whole.search(words):
            return raw.text if rules().title_owned.search(words) else "".join((*lines, raw.text))
        if rules().title_table.search(words):
            continue
        lines.append(raw.text)
        if rules().title_closing.search(words):
            return "".join(lines)
    return ""


def _about_subject(raws: Sequence[Raw]) -> Iterator[Raw]:
    """The first lines, without those about the page: the way to it, the site's name, its number and day of issue."""
    kept = 0
    for raw in raws[: _LINES + _BESIDE]:
        words = plain(raw.text)
        if kept == _LINES:
            return
        if not (is_trail(words) or is_site(words) or rules().title_beside.search(words)):
            kept += 1
            yield raw
