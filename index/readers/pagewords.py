"""The words of web pages: what is about the page and not about its subject."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_PIECES = re.compile(r"[\s|｜]+")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of ``words.toml``."""
    table = tomllib.loads(files("index.readers").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: tuple(listed) for name, listed in table.items()}


def squeeze(text: str) -> str:
    """Without any white space: for comparing."""
    return _SPACE.sub("", text)


def is_metadata(text: str) -> bool:
    """Whether a cell or line labels data about the page (索引号：…, 发布机构)."""
    label, *_ = squeeze(text).lstrip("【[（(").replace(":", "：").partition("：")
    return label.rstrip("】])）") in words()["metadata"]


def published_in(text: str) -> str:
    """The day of publication that a line tells (发布时间：2021-02-03 10:20), as YYYY-MM-DD; else ""."""
    squeezed = squeeze(text)
    pieces = _PIECES.split(text)
    alone = tuple(label for label in words()["published_alone"] if any(p.startswith(label) for p in pieces))
    for label in (*words()["published"], *alone):
        place = squeezed.find(label)
        if place >= 0:
            day = date_in(squeezed[place + len(label) : place + len(label) + 24])
            if day:
                return day
    return ""


def date_in(text: str) -> str:
    """The first day in a text as YYYY-MM-DD, else ""."""
    found = _DATE.search(text)
    if not found:
        return ""
    year, month, day = map(int, found.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def is_trail(text: str) -> bool:
    """Whether a line shows the way to the page (当前位置：首页 > …) or is one of its buttons."""
    return squeeze(text).replace("＞", ">").startswith(words()["trail"])


def is_furniture(name: str) -> bool:
    """Whether a class or id is made of words for parts of a page around the text (mainNav, foot-info)."""
    return not words_of(name).isdisjoint(words()["furniture"])


def words_of(name: str) -> set[str]:
    """The words of which a class or id is made, and the whole."""
    parts = _WORD.findall(name)
    return {part.lower() for part in parts} | {name.lower()}
