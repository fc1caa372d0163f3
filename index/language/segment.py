"""Text → tokens for searching: words, and characters with their pairs. Documents and questions go the same way.

An amount is one token of its value: 1,507.56 and 1507.56, 20.10 and 20.1 are found by each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from sys import intern

import jieba

from index.language.fold import fold_text, label_key
from index.vocabulary import load

_TOKEN = re.compile(
    r"(?P<amount>(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"|(?P<latin>[a-z][a-z0-9]*)"
    r"|(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff〇]+)"
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
# A label and the amount behind it; a year, a number of a list and a code name nothing.
_LABELLED = re.compile(r"(?P<label>[^。;；\n\d]{2,60})(?<![\d.])\d[\d,]*(?:\.\d+)?(?!\d*[年月日号、])")
_LABEL = 28
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
# jieba's own list holds 350,000 words: those counted less often than this cost half a second of start and find nothing.
_COMMON = re.compile(r"^(\S{1,6}) (\d{3,}) ", re.MULTILINE)
_TAGGED = re.compile(r"^(\S{1,6}) \d{3,} (\w+)", re.MULTILINE)
_OWN_COUNT = 3000
_LONGEST = 14


def runs(text: str) -> Iterator[tuple[str, str]]:
    """(kind, run) for each amount, Latin word and run of Chinese characters of the folded text."""
    for match in _TOKEN.finditer(_GAP.sub("", fold_text(text))):
        kind = match.lastgroup or ""
        run = match[0]
        yield kind, value_of(run) if kind == "amount" else run


def value_of(printed: str) -> str:
    """One form for equal amounts: no separators, no zeros at the end of the decimals."""
    digits = printed.replace(",", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def words(text: str) -> tuple[str, ...]:
    """Words in search mode: each word, before it the words of the dictionary that lie inside it."""
    found: list[str] = []
    for word in plain_words(text):
        if len(word) > 2 and word[0] >= "\u3400":
            found += _inside(word)
        found.append(word)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _inside(word: str) -> tuple[str, ...]:
    known = dictionary()
    size = len(word)
    parts = (word[i:j] for i in range(size) for j in range(i + 2, size + 1) if j - i < size)
    return tuple(part for part in parts if part in known)


def sought_characters(text: str) -> tuple[str, ...]:
    """What a question looks for among ``characters``: pairs; a character alone only where it stands alone. Nearly every
    passage has nearly every character: looking for them all takes four times as long and finds nothing more."""
    found: list[str] = []
    for kind, run in runs(text):
        found += (run[i : i + 2] for i in range(len(run) - 1)) if kind == "han" and len(run) > 1 else (run,)
    return tuple(found)


def sought_words(text: str) -> tuple[str, ...]:
    """What a question looks for among ``words``: those of more than one character, where there are any."""
    found = words(text)
    return tuple(word for word in found if len(word) > 1) or found


def pairs(text: str) -> tuple[str, ...]:
    """Pairs of neighbouring characters alone: what a question looks for among ``labels``."""
    return tuple(run[i : i + 2] for kind, run in runs(text) if kind == "han" for i in range(len(run) - 1))


def labels(text: str) -> tuple[str, ...]:
    """Pairs of characters that stand right before an amount: what the text gives figures of, not what it only names."""
    found: list[str] = []
    for match in _LABELLED.finditer(_GAP.sub("", fold_text(text))):
        for run in _HAN.findall(match["label"][-_LABEL:]):
            found += (run[i : i + 2] for i in range(len(run) - 1))
    return tuple(dict.fromkeys(found))


def plain_words(text: str) -> tuple[str, ...]:
    """Words, each place of the text in one of them."""
    cut = _tokenizer().cut
    return tuple(token for kind, run in runs(text) for token in (cut(run, HMM=False) if kind == "han" else (run,)))


def characters(text: str) -> tuple[str, ...]:
    """Single characters and pairs of neighbours; amounts and Latin words whole."""
    found: list[str] = []
    for kind, run in runs(text):
        if kind == "han":
            found += run
            found += (run[i : i + 2] for i in range(len(run) - 1))
        else:
            found.append(run)
    return tuple(found)


def tagged(text: str, known: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """Words of a folded text with jieba's part of speech, each character in one of them; "x" for what is no word.

    Names of the vocabulary are nouns, and so is what no list knows (a name, most often). ``known`` are further words.
    """
    found: list[tuple[str, str]] = []
    position = 0
    for match in _HAN.finditer(text):
        found += ((character, "x") for character in text[position : match.start()])
        found += ((word, part_of_speech(word)) for word in _tagger(known).cut(match[0], HMM=False))
        position = match.end()
    found += ((character, "x") for character in text[position:])
    return tuple(found)


def part_of_speech(word: str) -> str:
    """jieba's, "n" for a word that no list knows (a name, most often)."""
    return _parts_of_speech().get(word, "n")


@cache
def _tagger(known: frozenset[str]) -> jieba.Tokenizer:
    return _made({**dictionary(), **dict.fromkeys(known, _OWN_COUNT)})


@cache
def _parts_of_speech() -> dict[str, str]:
    with jieba.get_dict_file() as file:
        text = file.read().decode("utf-8")
    return {word: intern(kind) for word, kind in _TAGGED.findall(text)}


@cache
def dictionary() -> dict[str, int]:
    """Words with how often they were counted: jieba's frequent ones and every name of the vocabulary."""
    with jieba.get_dict_file() as file:
        text = file.read().decode("utf-8")
    counts = {word: int(count) for word, count in _COMMON.findall(text)}
    for concept in load().concepts.values():
        for name in (*concept.printed, *concept.colloquial):
            key = "".join(run for kind, run in runs(label_key(name)) if kind == "han")
            if 1 < len(key) <= _LONGEST:
                counts.setdefault(key, _OWN_COUNT)
    return counts


@cache
def _tokenizer() -> jieba.Tokenizer:
    """jieba over our dictionary. Its own loading would write a cache into the folder for temporary files."""
    return _made(dictionary())


def _made(counts: dict[str, int]) -> jieba.Tokenizer:
    entries = dict(counts)
    for word in counts:
        for end in range(1, len(word)):
            entries.setdefault(word[:end], 0)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = entries, sum(counts.values()), True
    return tokenizer
