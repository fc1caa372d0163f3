"""The written forms of a body's name: the full name, the ways of shortening it, and the place it begins with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.language.fold import fold_text

_REGION = re.compile(
    r"^((?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区|自治州|州|盟|市))?"
    r"(?:[\u4e00-\u9fff]{1,6}?(?:市|县|旗)|[\u4e00-\u9fff]{2,6}?(?<!社)(?<!园)(?<!校)(?<!景)(?<!小)区)?)"
)


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The word lists of ``organisations.toml``."""
    data = _data()
    return {name: tuple(fold_text(word) for word in listed) for name, listed in data["words"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("index.vocabulary").joinpath("organisations.toml").read_text(encoding="utf-8"))


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


def variants(name: str) -> Iterable[str]:
    """The name and the ways in which it is shortened, each once."""
    seen = [name]
    rules = [(fold_text(r["long"]), [fold_text(s) for s in r["short"]]) for r in _data()["short"]]
    for nation in words()["nationalities"]:
        plain = re.sub(f"(?:{nation})+(?=自治|乡|镇)", "", name)
        if plain != name:
            seen.append(plain.replace("自治县", "县").replace("自治州", "州").replace("自治旗", "旗"))
    for variant in seen:
        for long, shorts in rules:
            if long in variant:
                seen.extend(v for s in shorts if (v := variant.replace(long, s)) not in seen)
        for ending in words()["droppable"]:
            if variant.endswith(ending) and variant[: -len(ending)].endswith(words()["office_of"]):
                rest = variant[: -len(ending)]
                if rest not in seen:
                    seen.append(rest)
        if len(seen) > 24:
            break
    return seen


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
