"""Duties, lists and other passages: the sentences of a disclosure that say what was asked."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qa.answer.alike import names_of
from qa.answer.enumerations import ITEM, items_after
from qa.answer.sentences import Sentence
from qa.model import Piece, Query
from qa.question.fillers import idle, without_idle
from qa.question.slots import cues

_DUTY = re.compile(r"职责|职能|职权|主要工作|部门概况|单位概况|基本情况|任务")
_CHARGE = re.compile(
    r"(?:部门|单位|机构)(?:主要)?职[责能]|主要职[责能]|职责|职能|职权|管不管|是不是|的事|负什么责|负责|承担|归[^\s]{0,3}?管|怎么管|归$|^归|管吗?$|^管|干嘛|干什么|做什么|^对|这块|哪条|都有|逢年过节的"
)
_ANOTHER = re.compile(r"重点工作|工作任务|工作情况|年度工作|机构|编制|人员|预算|决算|收支|单位构成|名词|附件|第.部分")
_CHARGED = re.compile(r"负责|承担|组织|指导|管理|监督")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2}(?:科|处|室|股|处室|科室)$")
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


def said(piece: Piece, text: str) -> float:
    """How much of a piece's words the text says, 0…1; a notion is said by any of its written forms."""
    if piece.text in text:
        return 1.0
    if any(name in text for key in piece.concepts for name in names_of(key)):
        return 1.0
    if len(piece.text) < 2:
        return 0.0
    pairs = [piece.text[i : i + 2] for i in range(len(piece.text) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs)


@cache
def _weak() -> frozenset[str]:
    return frozenset(cues()["stop"]["weak"])


def _weight(piece: Piece) -> float:
    if piece.text in _weak():
        return 0.3
    return 0.0 if not piece.concepts and idle(piece.text) else float(min(len(piece.text), 8))


def explained(pieces: Sequence[Piece], text: str) -> float:
    """How much of the pieces, by weight, a text says, 0…1."""
    # Words that say little alone (购置费) are all there is where nothing else is asked.
    weights = [_weight(p) for p in pieces]
    weights = weights if any(weights) else [float(len(p.text)) for p in pieces]
    total = sum(weights)
    return sum(w * said(p, text) for w, p in zip(weights, pieces, strict=True)) / total if total else 0.0


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
        if explained > 0 and sentence.folded.strip() != sentence.heading.rsplit("/", 1)[-1]:
            length = 0.05 if 12 <= len(sentence.folded) <= 220 else 0.0
            scored.append((explained + bonus(sentence) + length, explained, index))
    if not scored:
        return None
    score, explained, index = max(scored, key=lambda found: (*found[:2], -found[2]))
    if explained < floor:
        return None
    chosen = [told[index], *items_after(told, index)]
    for other in told[index + 1 : index + most] if len(chosen) == 1 else ():
        if other.paragraph == told[index].paragraph or _NEXT.search(chosen[-1].folded):
            chosen.append(other)
        else:
            break
    return Told(sentences=tuple(chosen), score=score, explained=explained)


_ASKING = re.compile(
    r"哪些?|哪几|什么|多少|怎么样?|如何|是不是|是|的|吗|呢|有没有|有|几[个家名项]?|请问|为啥|为什么|告诉我|写的|具体|都|里面?|中|在|了|和|与|方面|分别|预算|决算|年度?|部门(?=预算|决算)"
)


def _written_here(piece: Piece, told: Sequence[Sentence]) -> str:
    """The longest form of a notion that these sentences use where they do not use the question's word; else ""."""
    if not piece.concepts or any(piece.text in s.folded for s in told):
        return ""
    names = sorted((n for k in piece.concepts for n in names_of(k)), key=len, reverse=True)
    return next((n for n in names if any(n in s.folded for s in told)), "")


def _word_weights(query: Query, told: Sequence[Sentence]) -> dict[str, float]:
    """Character pairs of the question's words (and of its notions' names), weighted by how rare they are here."""
    pairs: Counter[str] = Counter()
    asked = query.words or query.text
    for piece in pieces_of(query):
        asked = asked.replace(piece.text, f" {_written_here(piece, told) or piece.text} ")
    for text in re.split(r"[^\w]+", without_idle(_ASKING.sub(" ", asked))):
        for i in range(len(text) - 1):
            pairs[text[i : i + 2]] += 1
    if not told:
        return {}
    size = len(told)
    return {
        pair: math.log(1 + size / (1 + sum(pair in s.folded for s in told))) * (0.4 if pair in _weak() else 1.0)
        for pair in pairs
    }


def _whole_list(told: Sequence[Sentence], charged: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The duties from their heading to the next chapter's."""
    if not charged:
        return ()
    # What is no more than the heading is not the first of the duties.
    begin = next((s for s in charged if not (_DUTY.search(s.folded) and len(s.folded) < 20)), charged[0])
    start = next(i for i, s in enumerate(told) if s is begin)
    found: list[Sentence] = []
    for sentence in told[start : start + 60]:
        heading = sentence.heading.rsplit("/", 1)[-1]
        if sentence.section != begin.section and _ANOTHER.search(heading) and not _CHARGE.search(heading):
            break
        found.append(sentence)
    return tuple(found)


def duty(query: Query, told: Sequence[Sentence]) -> Told | None:
    """What the body is charged with, on the subject asked about; its whole list of duties where none is named."""
    inside = [s for s in told if _DUTY.search(s.heading)]
    charged = [s for s in inside if re.search("职责|职能|职权", s.heading)] or inside
    topic = [p for p in pieces_of(query) if len(_bare(p.text)) > 1 and not idle(p.text)]
    office = next((p.text for p in topic if _OFFICE.search(p.text)), None)
    if office and (own := [i for i, s in enumerate(told) if office in s.folded and ITEM.match(s.folded)]):
        return Told(sentences=_paragraph(told, own[0]), score=1.0, explained=1.0)
    if not topic:
        listed = _whole_list(told, charged)
        return Told(sentences=listed, score=1.0, explained=1.0) if listed else None
    amounts = re.findall(r"\d+(?:\.\d+)?(?=万|亿|元|%)", query.words)
    asked = replace(query, words=" ".join((*(_bare(p.text) for p in topic), *amounts)))
    for among, floor in ((charged, 0.3), (inside, 0.3), (list(told), 0.4)):
        found = _best(asked, among, bonus=lambda s: 0.1 * bool(_CHARGED.search(s.folded)), floor=floor, most=5)
        if found:
            return found
    return None


def _bare(text: str) -> str:
    """A piece of a question after duties without the words of asking for them (三大职能, 对孤儿承担)."""
    return re.sub("[一二两三四五六七八九十]大|主要|基本|方面", "", _CHARGE.sub("", text))


def _paragraph(told: Sequence[Sentence], index: int) -> tuple[Sentence, ...]:
    """A sentence with the rest of its paragraph, and the next one where it is no more than a name."""
    found = [s for s in told[index : index + 8] if s.paragraph == told[index].paragraph]
    if len("".join(s.folded for s in found)) < 20 and index + 1 < len(told):
        found.append(told[index + len(found)])
    return tuple(found)


def listing(query: Query, told: Sequence[Sentence]) -> Told | None:
    """Where what is asked for is enumerated."""
    topic = [p for p in pieces_of(query) if len(p.text) > 2]

    def bonus(sentence: Sentence) -> float:
        several = sentence.folded.count("、") >= 2 or bool(_NEXT.search(sentence.folded))
        named = any(
            p.text in sentence.heading.rsplit("/", 1)[-1] or sentence.folded.find(p.text) in range(6) for p in topic
        )
        return (
            0.12 * bool(_STRUCTURE.search(sentence.heading))
            + 0.3 * named
            + 0.2 * several
            + 0.05 * bool(re.search(r"包括|分别|下设|内设|包含", sentence.folded))
        )

    return _best(query, told, bonus=bonus, floor=0.35, most=14)


def passage(query: Query, told: Sequence[Sentence]) -> Told | None:
    """The sentences nearest to any other question."""
    return _best(query, told, bonus=lambda _: 0.0, floor=0.5, most=4)
