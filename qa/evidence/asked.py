"""The question in comparable form: its words with weights, its notions, and the cues that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from index.language.segment import part_of_speech, plain_words
from qa.evidence.card import pairs
from qa.evidence.quantity import QUANTITIES, Floats, Quantifier
from qa.evidence.rates import words
from qa.model import Query
from qa.question.fillers import empty_words
from qa.question.slots import cues
from qa.question.wording import sayings, thesaurus

_FILLER, _WEAK, _ALONE, _WHERE, _FOREIGN, _SPOKEN = 0.08, 0.35, 0.6, 0.08, 1.6, 0.2
# Parts of speech that tell what is done, or how: verbs, adjectives, adverbs, particles.
_DOING = ("v", "a", "d", "u", "p", "z")
_UNIT = re.compile(
    r"(?:多少|几)(?:个)?(平方米|公里|千米|米|人次|批次|万元|亿元|元|钱|台|套|辆|人|名|位|个|家|次|项|件|册|篇|条|户|座|栋|间|吨|亩|公顷|天|期|场|分|岁|张|所|处|只|头|株|批|盏|根|棵|支|艘|架|口|眼|幅|门|%)"
)
_CODE = re.compile(r"(?<!\d)\d{3,7}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of the question that names something, how much it says (0…), and the notions that it may mean."""

    text: str
    weight: float
    keys: frozenset[str]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """Words of the question that papers print in other forms: the places of their pairs among ``Asked.pairs``, and the forms as pairs."""

    places: tuple[int, ...]
    forms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``text`` is the folded question without bodies and years, ``content`` its weighty words run together; ``pairs`` each pair of
    characters with its weight (adding up to ``weight``); ``otherwise`` its words of other forms; ``unit`` the unit asked for, "%" for a percentage, None without one.
    """

    query: Query
    text: str
    content: str
    pairs: tuple[tuple[str, float], ...]
    said: frozenset[str]
    weight: float
    parts: tuple[Part, ...]
    keys: frozenset[str]
    unit: str | None
    codes: frozenset[str]
    quantities: Floats
    otherwise: tuple[Otherwise, ...] = ()


def asked(
    query: Query,
    quantifier: Quantifier | None,
    aside: str = "",
    foreign: Sequence[str] = (),
    printed: frozenset[str] | None = None,
) -> Asked:
    """The question weighed. ``aside`` are names of the document's body, whose words ask for nothing, ``foreign`` places that
    it cannot be of, whose words say all the more; ``printed`` are the pairs of characters that the documents print: what is done,
    in words that they never use, tells no figure from another. Without a ``quantifier`` every kind of quantity is as likely."""
    # What a sum is said to hold is not what is asked for: 合计多少(含上年结转).
    text = words()["fragments"]["holding"].sub(lambda note: " " * len(note[0]), query.words or query.text)
    weights = _weights(text, aside, printed)
    for place in foreign:
        if (at := text.find(place)) >= 0:
            weights[at : at + len(place)] = [_FOREIGN] * len(place)
    if query.table and (at := text.find(query.table)) >= 0:
        # The table that a question names is where to look: its words ask for little.
        weights[at : at + len(query.table)] = [w * _WHERE for w in weights[at : at + len(query.table)]]
    both = [(text[i : i + 2], (weights[i] + weights[i + 1]) / 2) for i in range(len(text) - 1)]
    numbered = [(n, pair, w) for n, (pair, w) in enumerate(both) if w > 0.04 and " " not in pair]
    kept = tuple((pair, w) for _, pair, w in numbered)
    parts = tuple(_parts(query, text, weights))
    found = _UNIT.search(text)
    unit = found.group(1) if found else None
    if query.kind in ("percent", "share"):
        unit = "%"
    return Asked(
        query=query,
        text=text,
        content="".join(c for c, w in zip(text, weights, strict=True) if w >= 0.1) or text,
        pairs=kept,
        said=pairs(text),
        weight=sum(w for _, w in kept) or 1.0,
        parts=parts,
        keys=frozenset(k for p in parts for k in p.keys),
        unit=unit,
        quantities=quantifier.probabilities(text)
        if quantifier
        else np.full(len(QUANTITIES), 1 / len(QUANTITIES), np.float32),
        codes=frozenset(_CODE.findall(_YEAR.sub("", text))),
        otherwise=tuple(_otherwise(text, [n for n, _, _ in numbered])),
    )


def _otherwise(text: str, kept: Sequence[int]) -> Iterator[Otherwise]:
    """The words of a question that the thesaurus holds; ``kept`` are the places in the text of its weighed pairs."""
    for start, said in sayings(text):
        places = tuple(place for place, n in enumerate(kept) if start <= n < start + len(said) - 1)
        if places:
            yield Otherwise(places=places, forms=tuple(pairs(form) for form in thesaurus()[said]))


def _weights(text: str, aside: str, printed: frozenset[str] | None) -> list[float]:
    """How much each character says."""
    weights = [0.0] * len(text)
    at = 0
    words = list(plain_words(text))
    for number, word in enumerate(words):
        start = text.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        # Characters in a row that no dictionary joins are a name that it does not know.
        unknown = _is_bare(word) and any(
            _is_bare(near) for near in words[max(0, number - 1) : number + 2] if near is not word
        )
        weight = 1.0 if unknown else _weight(word)
        if printed is not None and _is_spoken(word, text[max(0, start - 1) : at + 1], printed):
            weight = min(weight, _SPOKEN)
        if aside and len(word) > 1 and word in aside:
            weight = min(weight, _FILLER)
        weights[start:at] = [weight] * len(word)
    return weights


def _is_spoken(word: str, around: str, printed: frozenset[str]) -> bool:
    """Whether a word tells what is done and the documents do not print it; one character not even with one beside it."""
    return (
        part_of_speech(word)[:2] != "vn"
        and part_of_speech(word).startswith(_DOING)
        and not pairs(word if len(word) > 1 else around) & printed
    )


def _weight(word: str) -> float:
    if word in _light() or not re.search(r"[\u3400-\u9fffa-z0-9]", word):
        return _FILLER
    if word in _weak():
        return _WEAK
    return _ALONE if len(word) == 1 else 1.0


def _is_bare(word: str) -> bool:
    return len(word) == 1 and _weight(word) == _ALONE


@cache
def _light() -> frozenset[str]:
    return empty_words() | frozenset(cues()["stop"]["words"])


@cache
def _weak() -> frozenset[str]:
    return frozenset(cues()["stop"]["weak"])


def _parts(query: Query, text: str, weights: Sequence[float]) -> Iterator[Part]:
    for chunk in query.chunks:
        for piece in chunk.pieces:
            at = text.find(piece.text)
            span = weights[at : at + len(piece.text)] if at >= 0 else [1.0] * len(piece.text)
            weight = sum(span)
            if piece.concepts:
                weight = max(weight, 0.5 * len(piece.text))
            if chunk.optional:
                weight *= 0.5
            if query.table and piece.text in query.table:
                weight *= _WHERE
            forms = () if piece.concepts else thesaurus().get(piece.text, ())
            yield Part(text=piece.text, weight=weight, keys=frozenset(piece.concepts), forms=forms)
