"""What a question says of the like ones that it asks about: what they stand under, what they are called, which kind of quantity."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.model import Measure
from index.vocabulary import load
from qa.model import Chunk, Piece, Query
from qa.plan.alike import COUNTED, MONEY, MOVED
from qa.plan.cues import patterns
from qa.question.numbers import whole_number
from qa.question.slots import cues


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a question says of the group: ``topic`` is the question without what is to be done and what the items are called."""

    topic: Query
    measures: frozenset[Measure]
    level: int | None
    many: int | None
    bodies: bool
    projects: bool
    classes: bool
    bought: bool
    fund: str | None
    without: tuple[str, ...]


def sought(query: Query) -> Sought:
    """The question read for its group."""
    said, text = patterns(), query.text
    level = next((size for word, size in cues()["levels"].items() if word in text), None)
    many = said["class"]["many"].search(text)
    pieces = [p for c in query.chunks for p in c.pieces]
    asked_of = topic(query)
    return Sought(
        topic=asked_of,
        measures=_measures(query),
        level=level,
        many=whole_number(many["many"]) if many else None,
        bodies=bool(said["class"]["bodies"].search(text)),
        projects=bool(said["class"]["projects"].search(text)),
        classes=bool(said["class"]["classes"].search(text)),
        bought=any("政府采购" in p.concepts for c in asked_of.chunks for p in c.pieces),
        fund=next((fund for p in pieces if (fund := load().fund_of(p.text))), None),
        without=tuple(
            word for run in said["class"]["without"].findall(text) if (word := said["class"]["idle"].sub("", run))
        ),
    )


def _measures(query: Query) -> frozenset[Measure]:
    """Which kinds of quantity may be meant: changes or rates where these are to be ordered (涨得最多: either)."""
    said, text = patterns(), query.text
    if moves := said["moves"]["any"].search(text):
        if moves[0][-2:-1] == "得":
            return MOVED
        rate = said["moves"]["rate"].search(moves[0] + text[moves.end() : moves.end() + 2])
        return frozenset({Measure.RATE if rate else Measure.CHANGE})
    if query.measure:
        return frozenset({Measure(query.measure)})
    return MONEY if said["class"]["money"].search(text) else MONEY | COUNTED


def topic(query: Query) -> Query:
    """The question without the words for what is to be done and what the items are called."""
    return blanked(query, patterns()["aside"].values())


def blanked(query: Query, said: Iterable[re.Pattern[str]]) -> Query:
    """The question without the words that patterns find, in its text and in what it names."""
    words, text = query.words, query.text
    for pattern in said:
        words = pattern.sub(lambda run: " " * len(run[0]), words)
        text = pattern.sub(lambda run: " " * len(run[0]), text)
    kept = tuple(part for chunk in query.chunks if (part := _kept(chunk, query.words, words)))
    return replace(query, text=text, words=words, chunks=kept)


def _kept(chunk: Chunk, before: str, words: str) -> Chunk | None:
    """What is left of a chunk where a part of it was taken out."""
    at = before.find(chunk.text)
    if chunk.text in words or at < 0:
        return chunk if chunk.text in words else None
    left = words[at : at + len(chunk.text)].split()
    pieces = tuple(
        next((p for p in chunk.pieces if p.text == run), Piece(text=run, concepts=load().question_names.get(run, ())))
        for run in left
    )
    return replace(chunk, text="".join(left), pieces=pieces) if pieces else None
