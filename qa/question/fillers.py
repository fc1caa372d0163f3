"""Words that say nothing of what is asked for: a remainder of a question made of nothing else narrows nothing."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from index.language.segment import dictionary, plain_words
from qa.question.slots import cues

# 三千八百多万, 15个亿左右: what the asker believes the amount to be.
_AMOUNT = re.compile(
    r"(?:翻了)?[一二两三四五六七八九十\d.]+倍(?:多|左右)?|(?:近|约|将近|不到)?[一二两三四五六七八九]成(?:多)?|(?:约|近|大约|将近)?(?:\d[\d.,]*|[一二两三四五六七八九十百千几]+)(?:个|多|余|来|几|百|千)*(?:万|亿|元|%|个?百分点)+(?:多|余)?元?(?:左右|上下)?"
)


@cache
def fillers() -> frozenset[str]:
    """All of ``fillers.toml`` and the weak words of the cues."""
    return empty_words() | frozenset(cues()["stop"]["weak"])


@cache
def empty_words() -> frozenset[str]:
    """All of ``fillers.toml``: words that can be no part of a thing's name."""
    data = tomllib.loads(files("qa.question").joinpath("fillers.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in data.values() for word in words)


@lru_cache(maxsize=1 << 12)
def idle(text: str) -> bool:
    """Whether folded words are fillers only, by jieba's cutting: 会议 is a word, although 会 is a filler."""
    return all(word in fillers() for word in plain_words(_unlisted().sub(" ", _AMOUNT.sub(" ", text))))


@cache
def _unlisted() -> re.Pattern[str]:
    """The fillers that jieba's dictionary does not hold as words: it would cut them to pieces."""
    words = sorted((w for w in fillers() if len(w) > 1 and w not in dictionary()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def without_idle(text: str) -> str:
    """The folded words with a space for every filler; as they are where nothing else would be left."""
    kept = re.sub(r"[^\W\d_]+", lambda run: "".join(" " if w in fillers() else w for w in plain_words(run[0])), text)
    return kept if kept.strip() else text
