"""What the words of a line tell of its place: numbering, headings, page furniture."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index.language.fold import fold_text

_SPACE = re.compile(r"\s+")
_AMOUNT = re.compile(r"\d[\d,.]*(?:万|亿|千)?元|\d[\d,.]*%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``headings.toml``, compiled."""

    numbering: tuple[tuple[int, re.Pattern[str]], ...]
    unnumbered: re.Pattern[str]
    unnumbered_level: int
    opening: re.Pattern[str]
    opening_level: int
    longest: int
    inline_longest: int
    inline_head: re.Pattern[str]
    inline_endings: re.Pattern[str]
    item: re.Pattern[str]
    contents: re.Pattern[str]
    leader: re.Pattern[str]
    furniture: re.Pattern[str]
    title_told: re.Pattern[str]
    title_year: re.Pattern[str]
    title_time: re.Pattern[str]
    title_closing: re.Pattern[str]
    title_table: re.Pattern[str]
    title_document: re.Pattern[str]
    title_whole: re.Pattern[str]
    title_owned: re.Pattern[str]
    title_beside: re.Pattern[str]


@cache
def rules() -> Rules:
    """The rules for headings, loaded once."""
    data: dict[str, Any] = tomllib.loads(files("index.parsing").joinpath("headings.toml").read_text(encoding="utf-8"))
    return Rules(
        numbering=tuple((n["level"], re.compile(n["pattern"])) for n in data["numbering"]),
        unnumbered=re.compile(data["unnumbered"]["endings"]),
        unnumbered_level=data["unnumbered"]["level"],
        opening=re.compile(data["unnumbered"]["opening"]),
        opening_level=data["unnumbered"]["opening_level"],
        longest=data["unnumbered"]["longest"],
        inline_longest=data["inline"]["longest"],
        inline_head=re.compile(data["inline"]["head"]),
        inline_endings=re.compile(data["inline"]["endings"]),
        item=re.compile(data["list"]["item"]),
        contents=re.compile(data["contents"]["title"]),
        leader=re.compile(data["contents"]["leader"]),
        furniture=re.compile(data["furniture"]["pattern"]),
        **{f"title_{name}": re.compile(words) for name, words in data["title"].items()},
    )


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Folded, without white space."""
    return _SPACE.sub("", fold_text(text))


def numbered(text: str) -> tuple[int, str] | None:
    """(level, the words after the number) of a numbered line."""
    words = plain(text)
    for level, pattern in rules().numbering:
        if match := pattern.match(words):
            return level, words[match.end() :]
    return None


def level_of(text: str) -> int | None:
    """The level of a line's numbering, None where it has none."""
    found = numbered(text)
    return found[0] if found else None


def is_furniture(text: str) -> bool:
    """Whether a line is a page number."""
    return rules().furniture.match(plain(text)) is not None


def is_contents(text: str) -> bool:
    """Whether a line is the title of a table of contents."""
    return rules().contents.match(plain(text)) is not None


def looks_titled(text: str) -> bool:
    """Whether a line without number reads like a heading."""
    words = plain(text)
    return (
        len(words) <= rules().longest
        and rules().unnumbered.search(words) is not None
        and not any(c in words for c in "。,;")
        and not has_amount(words)
    )


def has_amount(text: str) -> bool:
    """Whether a line states an amount: then it is a sentence, whatever it looks like."""
    return _AMOUNT.search(plain(text)) is not None
