"""What sentences say to yes or no: the clause that names the thing asked about, and whether it denies it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from qa.answer.sentences import Sentence
from qa.answer.texts import Told, explained, pieces_of
from qa.model import Piece, Query
from qa.question.slots import cues

_CLAUSE = re.compile(r"[^,，。;；()（）]+")
_NUMBERING = re.compile(r"^(?:\(?[\d一二三四五六七八九十]+\)?[、.．)])+")
_ZERO = re.compile(r"(?:共有|为|有|支出|安排)?0(?:\.0+)?(?:[万亿]?元|[辆台个人批项次套]|$)")
_AMOUNT = re.compile(r"\d")
_FLOOR = 0.8
_AROUND = 0.9  # what it is worth to be named by the clause before or by the heading


@cache
def table() -> dict[str, Any]:
    """``yesno.toml`` as it is."""
    return tomllib.loads(files("qa.answer").joinpath("yesno.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Whether the thing asked about ``holds``, by which sentence, and how much of the question that names (0…1).

    ``worded`` says that it is denied in words, not by a zero.
    """

    holds: bool
    told: Told
    score: float
    worded: bool


def taken(query: Query, told: Sequence[Sentence], *, moved: bool = False) -> Stance | None:
    """The stance of the clause that names the thing best, a denial before an affirmation; None where none names it.

    ``moved`` asks whether it was changed: what only names it affirms nothing.
    """
    acts = acts_in(query.text)
    best: Stance | None = None
    for things in dict.fromkeys((topic(query), _without_acts(topic(query)))):
        for sentence in told if things else ():
            for clause, holds, named in _stances(sentence, things, acts, moved=moved):
                score = named + 0.05 * (not holds) + 0.02 * bool(_AMOUNT.search(sentence.folded))
                if best is None or score > best.score:
                    told_so = Told(sentences=(sentence,), score=score, explained=named)
                    best = Stance(holds=holds, told=told_so, score=score, worded=not holds and _in_words(clause))
    return best


def topic(query: Query) -> tuple[Piece, ...]:
    """What the question is about, without the words of asking and those that mean the body itself."""
    pieces = (p for p in pieces_of(query) if not re.fullmatch(table()["own"], p.text))
    return tuple(p for p in (p if p.concepts else _cut(p) for p in pieces) if len(p.text) > 1 or p.concepts)


def _without_acts(things: Sequence[Piece]) -> tuple[Piece, ...]:
    """The things alone, where a name tells what is done with them too (购车): the clause must tell that as well."""
    return tuple(p for p in map(_cut, things) if len(p.text) > 1 or p.concepts)


def _cut(piece: Piece) -> Piece:
    text = _bare(piece.text)
    return piece if text == piece.text else replace(piece, text=text, concepts=tuple(cues()["single"].get(text, ())))


def _bare(text: str) -> str:
    """A run of the question without the words of asking, the body itself, and what is done with the thing."""
    text = re.sub(table()["own"], "", re.sub(table()["asking"], "", text))
    for _, pattern in _acts():
        text = pattern.sub("", text)
    return text.lstrip("过了")


def without_own(query: Query) -> Query:
    """The question without the words that mean the body itself (学校有公车吗)."""
    kept = tuple(c for c in query.chunks if not re.fullmatch(table()["own"], c.text))
    return replace(query, chunks=kept) if kept else query


@cache
def _acts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in table()["acts"].items())


def acts_in(text: str) -> frozenset[str]:
    """What words say is done with a thing."""
    return frozenset(name for name, pattern in _acts() if pattern.search(text))


def denies(clause: str) -> bool:
    """Whether a clause denies what it names."""
    return _in_words(clause) or bool(_ZERO.search(clause))


def _in_words(clause: str) -> bool:
    says = table()["says"]
    return bool(re.search(says["denies"], re.sub(says["harmless"], "", clause)))


def _stances(
    sentence: Sentence, things: Sequence[Piece], acts: frozenset[str], *, moved: bool
) -> Iterator[tuple[str, bool, float]]:
    """Each clause that takes a stance to the thing, whether that holds, and how well it is named."""
    says = table()["says"]
    heading = sentence.heading.rsplit("/", 1)[-1]
    hollow = bool(re.search(says["hollow"], sentence.folded + heading))
    before = ""
    for match in _CLAUSE.finditer(sentence.folded):
        clause = _NUMBERING.sub("", match.group()).rpartition(":")
        own = clause[2] or clause[0]
        named = explained(things, match.group())
        bare = bool(re.fullmatch(says["bare"], own))
        if bare and named < _FLOOR:
            named = _AROUND * max(explained(things, before), explained(things, heading + match.group()))
        other = acts_in(match.group()) if not bare else frozenset()
        # 未购置公务用车 does not say that there are none; 公务用车3辆 not that one was bought.
        related = acts == other if acts or denies(match.group()) else True
        if named >= _FLOOR and related:
            if denies(own) or bare:
                yield own, False, named
            elif re.search(says["moved"], own) if moved else not hollow:
                yield own, True, named
        before = match.group() if named > explained(things, before) or not bare else before
