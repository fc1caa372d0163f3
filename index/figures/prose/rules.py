"""``vocabulary/prose.toml``, compiled: the words and patterns by which sentences are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.language.patterns import filled, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """``patterns["compare.change"]`` and the lists of words beside them."""

    patterns: Mapping[str, re.Pattern[str]]
    soft: tuple[str, ...]
    head: tuple[str, ...]
    stages: tuple[tuple[str, re.Pattern[str]], ...]
    targets: tuple[tuple[str, re.Pattern[str]], ...]
    giving: frozenset[str]
    handing: frozenset[str]
    copula: frozenset[str]
    doing: frozenset[str]
    stating: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    against: frozenset[str]
    pronouns: frozenset[str]
    times: frozenset[str]
    nothing: frozenset[str]
    kept: frozenset[str]
    words: frozenset[str]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]


@cache
def rules() -> Rules:
    """The rules, loaded once."""
    data: dict[str, Any] = tomllib.loads(files("index.vocabulary").joinpath("prose.toml").read_text(encoding="utf-8"))
    parts = parts_of(data.pop("parts"))
    patterns = {
        f"{group}.{name}": re.compile(filled(value, parts))
        for group, entries in data.items()
        for name, value in entries.items()
        if isinstance(value, str)
    }
    return Rules(
        patterns=patterns,
        soft=tuple(sorted(data["label"]["soft"], key=len)),
        head=tuple(data["label"]["head"]),
        stages=tuple(
            (name, re.compile(rf"{words}(?:安排|为|是|共计|合计|约|达|共|:)*$"))
            for name, words in data["stage"]["tails"]
        ),
        targets=tuple((name, re.compile(words)) for name, words in data["share"]["targets"]),
        words=frozenset(word for words in data["grammar"].values() for word in words if len(word) > 1),
        **{name: frozenset(words) for name, words in data["grammar"].items()},
    )
