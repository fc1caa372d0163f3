"""Reasons, duties, lists and definitions: the sentences of a disclosure that say what was asked."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.vocabulary import load
from qa.answer.match import alike
from qa.answer.sentences import Sentence
from qa.model import Piece, Query
from qa.question.slots import cues

_REASON = re.compile(r"原因|由于|因为|主要是|主要系|主要为|系|因(?!公)|为了|按照.{0,20}(要求|规定)|根据|新增|调整|口径")
_BOILERPLATE = re.compile(r"八项规定|厉行节约|过紧日子")
_GLOSSARY = re.compile(r"名词解释|名词|相关名词|专业名词|术语")
_DEFINES = re.compile(
    r"^[\s\d一二三四五六七八九十(（)）、.．]*[“\"]?(?P<term>[^:：,，。]{2,40}?)[”\"]?(?:\([^)]*\))?[\s]*(?:[:：]|是指|指的是|,是指|,指|指|主要是指|反映)"
)
_DUTY = re.compile(r"职责|职能|职权|主要工作|部门概况|单位概况|基本情况|任务")
_STRUCTURE = re.compile(r"机构|单位构成|部门概况|单位概况|基本情况|职责|职能|组成|编制范围|预算单位")
_NEXT = re.compile(r"[:：]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Sentences that answer, best first, with a score (how much of the question they explain, 0…1 and bonuses)."""

    sentences: tuple[Sentence, ...]
    score: float
    explained: float


def pieces_of(query: Query) -> tuple[Piece, ...]:
    """What the question is about, piece by piece."""
    return tuple(p for c in query.chunks for p in c.pieces)


@lru_cache(maxsize=1 << 12)
def _names(key: str) -> tuple[str, ...]:
    """The folded written forms of a notion."""
    from index.language.fold import label_key

    concept = load().concepts[key]
    return tuple(
        dict.fromkeys(label_key(n) for n in (concept.name, concept.key, *concept.aliases, *concept.colloquial))
    )


def said(piece: Piece, text: str) -> float:
    """How much of a piece's words the text says, 0…1; a notion is said by any of its written forms."""
    if piece.text in text:
        return 1.0
    if any(name in text for key in piece.concepts for name in _names(key)):
        return 1.0
    if len(piece.text) < 2:
        return 0.0
    pairs = [piece.text[i : i + 2] for i in range(len(piece.text) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs)


@cache
def _weak() -> frozenset[str]:
    return frozenset(cues()["stop"]["weak"])


def _weight(piece: Piece) -> float:
    return 0.3 if piece.text in _weak() else float(min(len(piece.text), 8))


def _explained(pieces: Sequence[Piece], text: str) -> float:
    total = sum(map(_weight, pieces))
    return sum(_weight(p) * said(p, text) for p in pieces) / total if total else 0.0


def reason(query: Query, told: Sequence[Sentence]) -> Told | None:
    """The sentences that tell why the thing asked about is as it is."""
    pieces = pieces_of(query)
    best: Told | None = None
    for index, sentence in enumerate(told):
        cue = _REASON.search(sentence.folded)
        if not cue:
            continue
        previous = told[index - 1] if index and told[index - 1].document == sentence.document else None
        near = previous is not None and sentence.paragraph - previous.paragraph <= 1
        own = _explained(pieces, sentence.folded)
        before = _explained(pieces, previous.folded) if near and previous else 0.0
        head = _explained(pieces, sentence.heading.rsplit("/", 1)[-1])
        score = max(own, 0.9 * before, 0.85 * head)
        chain = (sentence,) if own >= 0.9 * before or not previous else (previous, sentence)
        bonus = 0.12 if re.search(r"原因|由于|因为|主要是|主要系", sentence.folded) else 0.0
        bonus += (
            0.1
            if _direction_fits(query.text, sentence.folded + (previous.folded if near and previous else ""))
            else 0.0
        )
        bonus += 0.06 if _starts(pieces, sentence.folded) else 0.0
        if score >= 0.5 and (best is None or score + bonus > best.score):
            best = Told(sentences=chain, score=score + bonus, explained=score)
    return best


def _starts(pieces: Sequence[Piece], text: str) -> bool:
    """Whether the sentence begins with what is asked about, numbering aside."""
    head = re.sub(r"^[\d一二三四五六七八九十()（）、.．其中:]+", "", text)[:30]
    return any(p.text in head or any(n in head for k in p.concepts for n in _names(k)) for p in pieces)


def _direction_fits(question: str, text: str) -> bool:
    down, up = r"减|降|少|低|压|没花完|结余", r"增|涨|升|多|高"
    if re.search(down, question):
        return bool(re.search(r"减少|下降|降低|压减|小于|缩减", text))
    return bool(re.search(up, question)) and bool(re.search(r"增加|增长|上升|提高|大于", text))


def definition(query: Query, told: Sequence[Sentence]) -> Told | None:
    """The glossary entry of the term asked about."""
    pieces = pieces_of(query)
    wanted = ["".join(p.text for p in pieces), *(p.text for p in pieces)] + [c.text for c in query.chunks]
    best: Told | None = None
    for index, sentence in enumerate(told):
        if sentence.position:
            continue
        entry = _DEFINES.match(sentence.folded)
        if not entry:
            continue
        term = entry["term"].strip("“”\"'一二三四五六七八九十、(). ")
        score = max((alike(word, term) for word in wanted), default=0.0)
        score = max(score, 0.98 * max((float(term in _names(k)) for p in pieces for k in p.concepts), default=0.0))
        score -= 0.02 * abs(len(term) - max((len(w) for w in wanted), default=0)) / 10
        glossary = bool(_GLOSSARY.search(sentence.heading))
        if score >= 0.7 and (glossary or "指" in sentence.folded[: len(term) + 12]):
            score += 0.2 * glossary
            if best is None or score > best.score:
                rest = tuple(s for s in told[index + 1 : index + 4] if s.paragraph == sentence.paragraph)
                best = Told(sentences=(sentence, *rest), score=score, explained=min(score, 1.0))
    return best


def _best(
    query: Query,
    told: Sequence[Sentence],
    *,
    bonus: Callable[[Sentence], float],
    floor: float,
    most: int,
) -> Told | None:
    """Sentences by rarity-weighted words said in them, neighbours of the best one in the same paragraph added."""
    words = _word_weights(query, told)
    if not words:
        return None
    total = sum(words.values())
    scored = []
    for index, sentence in enumerate(told):
        inside = sum(weight for pair, weight in words.items() if pair in sentence.folded)
        around = sum(
            weight for pair, weight in words.items() if pair not in sentence.folded and pair in sentence.heading
        )
        explained = (inside + 0.6 * around) / total
        if explained > 0:
            length = 0.05 if 12 <= len(sentence.folded) <= 220 else 0.0
            scored.append((explained + bonus(sentence) + length, explained, index))
    if not scored:
        return None
    score, explained, index = max(scored)
    if explained < floor:
        return None
    chosen = [told[index]]
    for other in told[index + 1 : index + most]:
        if other.paragraph == told[index].paragraph or _NEXT.search(chosen[-1].folded):
            chosen.append(other)
        else:
            break
    return Told(sentences=tuple(chosen), score=score, explained=explained)


def _word_weights(query: Query, told: Sequence[Sentence]) -> dict[str, float]:
    """Character pairs of what is asked about (and of its notions' names), weighted by how rare they are here."""
    pairs: Counter[str] = Counter()
    for piece in pieces_of(query):
        for text in (piece.text, *(n for k in piece.concepts for n in _names(k)[:3])):
            for i in range(len(text) - 1):
                pairs[text[i : i + 2]] += 1
        if len(piece.text) == 1:
            pairs[piece.text] += 1
    if not told:
        return {}
    size = len(told)
    return {
        pair: math.log(1 + size / (1 + sum(pair in s.folded for s in told))) * (0.4 if pair in _weak() else 1.0)
        for pair in pairs
    }


def duty(query: Query, told: Sequence[Sentence]) -> Told | None:
    """What the body is charged with, on the subject asked about; its whole list of duties where none is named."""
    inside = [s for s in told if _DUTY.search(s.heading)]
    if not query.chunks or all(p.text in ("职责", "职能", "主要职责", "主要职能", "职权") for p in pieces_of(query)):
        listed = [s for s in inside if re.search(r"职责|职能|职权|任务", s.heading)] or inside
        listed = [s for s in listed if s.heading == listed[0].heading or len(listed) < 30][:24]
        return Told(sentences=tuple(listed), score=1.0, explained=1.0) if listed else None
    return _best(
        query,
        told,
        bonus=lambda s: (
            0.15 * bool(_DUTY.search(s.heading)) + 0.1 * bool(re.search(r"负责|承担|组织|指导|管理", s.folded))
        ),
        floor=0.3,
        most=5,
    )


def listing(query: Query, told: Sequence[Sentence]) -> Told | None:
    """Where what is asked for is enumerated."""

    def bonus(sentence: Sentence) -> float:
        several = sentence.folded.count("、") >= 2 or bool(_NEXT.search(sentence.folded))
        return (
            0.12 * bool(_STRUCTURE.search(sentence.heading))
            + 0.2 * several
            + 0.05 * bool(re.search(r"包括|分别|下设|内设|包含", sentence.folded))
        )

    return _best(query, told, bonus=bonus, floor=0.35, most=14)


def passage(query: Query, told: Sequence[Sentence]) -> Told | None:
    """The sentences nearest to any other question."""
    return _best(query, told, bonus=lambda _: 0.0, floor=0.5, most=4)


ANSWERS: dict[str, Callable[[Query, Sequence[Sentence]], Told | None]] = {
    "reason": reason,
    "definition": definition,
    "duty": duty,
    "list": listing,
}
