"""Words in front of a number → the noun phrase in them: a name, never the rest of a clause.

Parts of speech find the joints: function words end a phrase, an adverb before a verb begins the predicate, a phrase with a
preposition says where, for whom or how. Only the verbs are listed (``[grammar]`` of prose.toml): in names of items verbs
are nouns as often as not (报刊订阅, 案件审判), so those that state or give something are told apart by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from index.figures.prose.rules import rules
from index.language.segment import tagged

Token = tuple[str, str]

_FUNCTION = frozenset({"c", "u", "uj", "ul", "uz", "ud", "ug", "y", "e", "o"})
_TRAILING = _FUNCTION | {"p"}


@lru_cache(maxsize=1 << 14)
def noun_phrase(text: str) -> tuple[int, int]:
    """(start, end) of the noun phrase in the words, (0, 0) where they hold none."""
    tokens = tagged(text, rules().words)
    low, high = _subject_or_object(tokens)
    low = _front(tokens, low, high)
    high = _back(tokens, low, high)
    if not any(_names(token) for token in tokens[low:high]):
        return 0, 0
    start = sum(len(word) for word, _ in tokens[:low])
    return start, start + sum(len(word) for word, _ in tokens[low:high])


@lru_cache(maxsize=1 << 14)
def counted_noun(text: str) -> str:
    """The noun in the label of a count: 培训城乡残疾人 counts 城乡残疾人."""
    tokens = tagged(text, rules().words)
    low = 0
    while low < len(tokens) - 1 and tokens[low][0] in rules().doing:
        low += 1
    rest = "".join(word for word, _ in tokens[low:])
    return rest if any(_names(token) for token in tokens[low:]) else text


@lru_cache(maxsize=1 << 14)
def noun_behind(text: str) -> str:
    """The noun that begins the words behind a counting word: 部门 of 部门公布了, nothing of 供县委参考."""
    tokens = tagged(text, rules().words)
    if not tokens or tokens[0][1] in _TRAILING or tokens[0][0] in rules().adverbs:
        return ""
    if len(tokens[0][0]) == 1 and tokens[0][1] == "v":
        return ""
    high = next((i for i, token in enumerate(tokens) if i and _goes_on(token)), len(tokens))
    if high < len(tokens) and tokens[high][1] in ("ul", "uz") and tokens[high - 1][1].startswith("v"):
        # 项目编制了绩效目标: the verb is none of it.
        high -= 1
    while high and (tokens[high - 1][1] in {*_TRAILING, "f", "r", "x"} or not _names(tokens[high - 1])):
        if tokens[high - 1][0] in ")）":
            break
        high -= 1
    return "".join(word for word, _ in tokens[:high])


def _is_adverb(tokens: Sequence[Token], at: int) -> bool:
    """One character before another one is more often half a word: 还本付息."""
    word, following = tokens[at][0], tokens[at + 1] if at + 1 < len(tokens) else ("", "")
    return word in rules().adverbs and not (len(word) == len(following[0]) == 1 and following[1] not in ("d", "v"))


def _goes_on(token: Token) -> bool:
    """Whether the clause goes on behind its noun: 教师 | 随县委 …, 部门公布 | 了."""
    word, kind = token
    return word in rules().adverbs or word in rules().prepositions or kind in ("ul", "uz")


def _names(token: Token) -> bool:
    """Whether a word can name something by itself."""
    word, kind = token
    if word in rules().stating or word in rules().adverbs or word in rules().nothing or word in rules().giving:
        return False
    return (
        kind not in _TRAILING
        and kind not in ("r", "q")
        and (kind not in ("f", "d") or len(word) > 1)
        and (kind != "x" or word.isalpha())
        and kind != "m"
    )


def _long_enough(tokens: Sequence[Token]) -> bool:
    return any(map(_names, tokens)) and sum(len(word) for word, kind in tokens if kind != "x") > 1


def _subject_or_object(tokens: Sequence[Token]) -> tuple[int, int]:
    """What a predicate leaves: its object where one stands before the number, else its subject."""
    low, high = 0, len(tokens)
    for i in range(high - 1):
        word, following = tokens[i][0], tokens[i + 1]
        if (
            word in rules().copula
            and any(map(_names, tokens[:i]))
            and _long_enough(tokens[i + 1 :])
            and ("的", "uj") not in tokens[i + 1 :]
        ):
            # 部门预算收入为一般公共预算收入: the number is what the last is.
            return i + 1, high
        if not _is_adverb(tokens, i):
            continue
        if not (
            following[1].startswith(("v", "p", "d", "a")) or following[0] in rules().stating or following[1] == "m"
        ):
            continue
        place = i + 1
        while place < high and tokens[place][0] in rules().handing:
            place += 1
        object_ = tokens[place:high]
        if place == i + 1 and following[1] != "p" and any(map(_names, tokens[i + 2 : high])) and _names(tokens[-1]):
            # 财政应返还额度: the verb only limits the noun behind it.
            continue
        if place > i + 1 and object_ and object_[0][0] not in rules().prepositions and any(map(_names, object_)):
            return place, high
        if any(map(_names, tokens[low:i])):
            return low, i
    return low, high


def _front(tokens: Sequence[Token], low: int, high: int) -> int:
    while low < high:
        word, kind = tokens[low]
        rest = tokens[low + 1 : high]
        if word in rules().against and rest:
            return high
        if word in rules().prepositions and rest and not (len(word) == len(rest[0][0]) == 1 and rest[0][1] == "v"):
            low = _after_phrase(tokens, low, high)
            continue
        if word in rules().times and rest and rest[0][0] in {*rules().handing, *rules().giving, *rules().doing}:
            low += 1
            continue
        if kind in _FUNCTION or _is_adverb(tokens, low) or word in rules().pronouns or word in rules().giving:
            if not any(map(_names, rest)) and word in rules().giving:
                return low
            low += 1
            continue
        if kind == "x" and not word.isalnum() and word not in '(《“"「『':
            low += 1
            continue
        return low
    return low


def _after_phrase(tokens: Sequence[Token], low: int, high: int) -> int:
    """Where the words go on behind a phrase with a preposition: after a verb of giving, or a place (在…上)."""
    for i in range(high - 1, low, -1):
        if tokens[i][0] in rules().giving and i + 1 < high:
            return i + 1
        if tokens[i][0] in rules().doing:
            return i
    if tokens[low][0] in rules().copula:
        return low + 1
    places = [i for i in range(low + 1, high) if tokens[i][1] == "f"]
    return places[-1] + 1 if places else high


def _back(tokens: Sequence[Token], low: int, high: int) -> int:
    while high > low:
        word, kind = tokens[high - 1]
        if (
            kind in _TRAILING
            or (kind == "d" and len(word) == 1)
            or word in rules().stating
            or word in rules().prepositions
            or word in rules().adverbs
        ):
            if word in rules().stating and high - low == 1:
                return high
            high -= 1
            continue
        if kind == "x" and not word.isalnum() and word not in ')》”"」』%':
            high -= 1
            continue
        return high
    return high
