"""Why: of the sentences that give a reason, the one that gives it for this item, in this direction, against this base.

Each sentence with a reason is a candidate. What it explains stands before the words that open the reason (主要原因是),
else in the sentences before it, else in the heading. A candidate is given up where that says another direction, or
another base, than the question does; what is left is weighed by how much of the question it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.model import Figure
from qa.answer.alike import names_of
from qa.answer.sentences import Sentence
from qa.answer.texts import Told, explained, pieces_of
from qa.answer.turns import Turn, asked_turn, turn_of, without_turns
from qa.model import Piece, Query
from qa.question.slots import cues

_BOILERPLATE = re.compile(r"八项规定|厉行节约|过紧日子")
_GOES_ON = re.compile(
    r"^(?:[二三四五六七八九十]是|其[二三四五]|第[二三四五]|另外|此外|再次|其次|同时|\([2-9二三四五]\)|[2-9]\.(?!\d))"
)
_ENUMERATES = re.compile(r"一是|其一|第一[,,]|:$|\(1\)|\(一\)")
_NAMED = re.compile(r"^(?:其中:|\(?[\d一二三四五六七八九十]+\)?[、.．])*(?P<name>[^,;:\d]{2,24})\d")
_FLOOR = 0.6
_BARE = 0.62  # what a reason of the totals explains of a question that names no item
_BACK = 5
_BESIDE = (
    0.75  # what it is worth to be named beside a change of the way asked, in a sentence that only hints at its reason
)
_ELLIPTIC = 0.8  # what it is worth to be named by the end of its name (运行费)
_TAIL = 3  # characters of a name's end that still tell it
_SHORT = 14  # characters before a reason that are no more than a name and its change (购置费上升)
_HEADING = 4  # characters: so short is what only heads the reasons
_LEADING = re.compile(r"^[\d一二三四五六七八九十()（）、.．其中:]+")
_INSIDE = 0.55  # what it is worth to be named only inside the reason


@cache
def _cue(name: str) -> re.Pattern[str]:
    """A pattern of the cues for reasons: ``opens`` are the words that open one, ``signs`` whatever hints at one."""
    return re.compile(cues()["reasons"][name])


def turn_of_figure(figure: Figure, told: Sequence[Sentence]) -> Turn:
    """The change that a figure itself is of, else the one that its sentence tells before the reason."""
    way = {1: "增", -1: "减", 0: "平"}.get(figure.direction) if figure.direction is not None else None
    said = _turn_here(told, len(told) - 1, 0, next(_openings(told[-1]))) if told else turn_of("")
    bases = turn_of(f"比{figure.base}").bases if figure.base else frozenset()
    return Turn(ways=frozenset({way} if way else ()) or said.ways, bases=bases or said.bases)


def reason(query: Query, told: Sequence[Sentence]) -> Told | None:
    """The sentences that tell why the thing asked about is as it is: from where it is named to where the reason stands."""
    pieces = topic(query)
    asked = asked_turn(query)
    only = () if pieces else _only_such(asked, told)
    asked = replace(asked, amounts=tuple(re.findall(r"\d+(?:\.\d+)?(?=万|亿|元|%)", query.text)))
    best: Told | None = None
    for index, sentence in enumerate(told):
        if not _cue("signs").search(sentence.folded) or sentence.folded.strip() == sentence.heading.rsplit("/", 1)[-1]:
            continue
        for opening in _openings(sentence):
            found = _weighed(pieces, asked, told, index, opening, only)
            if found and (best is None or found.score > best.score):
                best = found
    return best


def _weighed(
    pieces: Sequence[Piece], asked: Turn, told: Sequence[Sentence], index: int, opening: Opening, only: tuple[int, ...]
) -> Told | None:
    """The sentences up to one reason, weighed: None where it explains another thing or another change."""
    said, first = _topic_above(pieces, told, index, opening)
    if not pieces:
        said = _BARE * (bool(asked.ways or asked.bases) and (_of_the_whole(told, index, opening) or only == (index,)))
    turn = _turn_here(told, index, first, opening)
    if asked.ways & turn.ways and not opening.strong:
        said = max(said, _BESIDE * explained(pieces, told[index].folded))
    if said < _FLOOR or asked.against(turn):
        return None
    sentence, last = told[index], full_stop(told, index)
    chain = tuple(told[first : last + 1])
    text = "".join(s.folded for s in chain)
    score = said + 0.12 * bool(opening.strong or re.search("由于|因为", sentence.folded))
    score += 0.1 * bool(asked.ways & turn.ways) + 0.05 * bool(asked.bases & turn.bases)
    score -= 0.1 * bool(asked.ways and not turn.ways)
    score -= 0.06 * bool(asked.ways and not asked.bases and turn.bases == {"预算"})
    score += 0.06 * _starts(pieces, chain[0].folded) - 0.03 * (index - first)
    score += 0.2 * any(amount in text for amount in asked.amounts)
    score -= 0.1 * bool(_BOILERPLATE.search(sentence.folded) and len(sentence.folded) < 60)
    kept = (s for s in _with_subject(told, first, last) if s is sentence or not _of_another(asked, s))
    return Told(sentences=tuple(kept), score=score, explained=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A place where a reason begins: all that its sentence says ``before``, and what of it since the reason before (``near``).

    ``strong`` where words open it; else the whole sentence is what it explains. What is ``headed`` (调整原因：一是…) is of
    nothing told before it.
    """

    before: str
    near: str
    strong: bool
    headed: bool = False


def _openings(sentence: Sentence) -> Iterator[Opening]:
    """The reasons that a sentence gives, one for each time it opens one (比预算…的原因是…，比上年…的原因是…)."""
    last = 0
    for match in _cue("opens").finditer(sentence.folded):
        near = sentence.folded[last : match.start()]
        numbered = _LEADING.match(near) is not None and len(_LEADING.sub("", near)) <= _HEADING
        if not last and numbered and match.group().endswith(":") and sentence.folded[match.end() :]:
            # 调整原因：一是煤价回落，税收减收: what it explains stands behind.
            yield Opening(before=sentence.folded, near=sentence.folded, strong=False, headed=True)
            last = match.end()
            continue
        yield Opening(before=sentence.folded[: match.start()], near=near, strong=True)
        last = match.end()
    if not last:
        yield Opening(before=sentence.folded, near=sentence.folded, strong=False)


def _of_another(asked: Turn, sentence: Sentence) -> bool:
    """Whether a sentence on the way to the reason gives the reason of another change."""
    return bool(_cue("opens").search(sentence.folded)) and asked.against(turn_of(_before(sentence)))


def topic(query: Query) -> tuple[Piece, ...]:
    """What the question is about; words that only ask for the reason or say how it changed are no topic (偏低, 超预算)."""
    kept = ((p, p.text if p.concepts else without_turns(_cue("asking").sub("", p.text))) for p in pieces_of(query))
    named = tuple(replace(p, text=text) for p, text in kept if text)
    return tuple(p for p in named if p.concepts or len(p.text) > 1) or named  # a single character says next to nothing


def _before(sentence: Sentence) -> str:
    """What stands before the words that open the reason; the whole sentence where it gives its reason first."""
    opens = _cue("opens").search(sentence.folded)
    return sentence.folded[: opens.start()] if opens else sentence.folded


def _turn_here(told: Sequence[Sentence], index: int, first: int, opening: Opening) -> Turn:
    """The change that a reason explains: told right before it, else by the nearest sentence before."""
    ways: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    for place in range(index, first - 1, -1):
        turn = turn_of(opening.near if place == index else told[place].folded)
        ways, bases = ways or turn.ways, bases or turn.bases
    return Turn(ways=ways, bases=bases)


def _only_such(asked: Turn, told: Sequence[Sentence]) -> tuple[int, ...]:
    """The sentences that give a reason for exactly the change asked for, way and base told: of one alone the question is."""
    if not (asked.ways and asked.bases):
        return ()
    found = []
    for index, sentence in enumerate(told):
        opens = _cue("opens").search(sentence.folded)
        turn = turn_of(sentence.folded[: opens.start()]) if opens else None
        if turn and asked.ways & turn.ways and asked.bases & turn.bases:
            found.append(index)
    return tuple(found)


def _of_the_whole(told: Sequence[Sentence], index: int, opening: Opening) -> bool:
    """Whether a reason is of the totals, by the words before it: 收支预算总数减少, 决算数大于预算数, 完成率."""
    subject = opening.before
    if len(subject) < 3 and index and told[index - 1].paragraph == told[index].paragraph:
        subject = told[index - 1].folded
    clause = re.split(r"[。;]", subject)[-1]
    return bool(re.search(cues()["asked"]["whole"], clause))


def full_stop(told: Sequence[Sentence], index: int) -> int:
    """The sentence that ends what the sentence at ``index`` began: after a semicolon, and after 一是, more reasons follow."""
    listed = bool(_ENUMERATES.search(told[index].folded))
    while index + 1 < len(told):
        following, here = told[index + 1], told[index]
        near = following.paragraph == here.paragraph
        goes_on = listed and following.paragraph - here.paragraph <= 1 and _GOES_ON.match(following.folded)
        opened = here.folded.endswith((":", ":")) and following.paragraph - here.paragraph <= 1
        more = near and here.folded.endswith(";") and not _on_its_own(following)
        if not (goes_on or opened or more):
            break
        index += 1
    return index


def _on_its_own(sentence: Sentence) -> bool:
    """Whether what follows a semicolon is another item with a change or reason of its own: 项目支出比上年减少…."""
    return bool(_cue("opens").search(sentence.folded) or turn_of(sentence.folded).bases)


def _with_subject(told: Sequence[Sentence], first: int, last: int) -> tuple[Sentence, ...]:
    """The chain; a reason that begins with the words that open it stands with the sentence that it explains."""
    bare = _cue("opens").search(told[first].folded[:8])
    if bare and first and told[first - 1].paragraph == told[first].paragraph:
        first -= 1
    return tuple(told[first : last + 1])


def _topic_above(pieces: Sequence[Piece], told: Sequence[Sentence], index: int, opening: Opening) -> tuple[float, int]:
    """How well what the reason explains names the topic (words before the reason, sentences before it in its paragraph,
    the paragraph before, the heading), and from which sentence on. Named only inside the reason, it is half named."""
    sentence, whole = told[index], explained(pieces, told[index].folded)
    subject = max(explained(pieces, opening.before), _ELLIPTIC * _ends_named(pieces, opening.near))
    best, first = max(subject, _INSIDE * whole if opening.before else whole), index
    for back in (
        () if opening.headed or _own_subject(sentence.folded, opening) else range(index - 1, max(-1, index - _BACK), -1)
    ):
        other = told[back]
        if other.document != sentence.document or sentence.paragraph - other.paragraph > (sentence.position == 0):
            break
        score = (0.96 - 0.02 * (index - back)) * explained(pieces, _before(other))
        if score > best + 0.05:
            best, first = score, back
    above = sentence.heading.rsplit("/", 1)[-1]
    heading = 0.85 * max(explained(pieces, above), explained(pieces, above + opening.before))
    return (heading, index) if heading > best else (best, first)


def _own_subject(text: str, opening: Opening) -> bool:
    """Whether a sentence begins with the name of what it is on (公务用车运行维护费支出决算20.00万元, …): no sentence before
    it tells that. 与上年决算28.00万元相比 and 支出增加5万元 name nothing of their own."""
    found = _NAMED.match(text)
    if opening.strong and len(opening.near) <= _SHORT and not re.search(r"\d", opening.near):
        return len(re.sub(cues()["asked"]["nameless"], "", without_turns(_LEADING.sub("", opening.near)))) > 1
    return found is not None and len(re.sub(cues()["asked"]["nameless"], "", found["name"])) > 1


def _starts(pieces: Sequence[Piece], text: str) -> bool:
    """Whether the sentence begins with what is asked about, numbering aside."""
    head = _LEADING.sub("", text)[:30]
    return any(p.text in head or any(n in head for k in p.concepts for n in names_of(k)) for p in pieces)


def _ends_named(pieces: Sequence[Piece], text: str) -> bool:
    """Whether words begin with the end of the name of the one thing asked about (运行费较上年减少, of 公务用车运行费)."""
    if len(pieces) != 1:
        return False
    head = _LEADING.sub("", text.lstrip(",;"))
    names = (pieces[0].text, *(n for k in pieces[0].concepts for n in names_of(k)))
    return any(head.startswith(name[-size:]) for name in names for size in range(_TAIL, len(name)))
