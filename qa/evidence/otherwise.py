"""Hard rules on words: what a question names that a figure must say around it, or must not say instead (a table in ``barred``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.language.fold import fold_text
from index.vocabulary import load
from index.vocabulary.organisations import is_body
from qa.evidence.asked import Asked
from qa.evidence.card import Card
from qa.evidence.rates import words
from qa.model import Chunk
from qa.question.alignment import is_subsequence
from qa.question.coordination import side_by_side

_UNIT = "下属单位"  # how a question was understood to name a body
_TAIL = 4  # characters at the end of a unit's name that tables print at the least
_HEAD = 2  # characters before the end of a name that tell it from its like


def among(question: Asked, card: Card) -> bool:
    """Another body's, in a document of several."""
    return not all(fold_text(name) in card.around for name in question.query.among)


def less(question: Asked, card: Card) -> bool:
    """The whole, or the part, of what is asked for without a part (剔除一次性因素后, 除教育外); what is not told on the basis asked
    for (同口径)."""
    said, alike = words()["excluding"], words()["asks"]["comparable"]
    if alike.search(question.query.text) and not alike.search(card.around):
        return True
    if not said["asked"].search(question.query.text):
        return False
    own = f"{card.label}|{card.aspect}|{card.clause}"
    return not said["told"].search(f"{own}|{card.sentence}") and not said["rest"].search(own)


def row(question: Asked, card: Card) -> bool:
    table = question.query.table or ""
    row = [c for c in side_by_side(question.query) if not c.optional and c.text not in table and not c.text.isascii()]
    return len(row) > 1 and not all(_holds(card, chunk) for chunk in row)


def _holds(card: Card, chunk: Chunk) -> bool:
    """Whether one of several things named side by side is told by a figure's own name or what it stands under."""
    keys = {key for piece in chunk.pieces for key in piece.concepts}
    around = f"{card.label}|{card.aspect}|{card.parents}"
    return is_subsequence(chunk.text, around) or bool(keys & {card.figure.item, card.figure.aspect_item, *card.wholes})


def below(question: Asked, card: Card) -> bool:
    """The whole area's, where what is below its own level is asked for (镇街的三公经费)."""
    below = words()["below"]["asked"]
    return bool(below.search(question.query.text)) and not below.search(card.around)


def part_of_another(question: Asked, card: Card) -> bool:
    """What is called like a notion that is asked for, but is none of it where it stands: 维修费 of the cars, where 维修(护)费 is asked for."""
    keys = question.keys
    if not keys or card.figure.item in keys or card.figure.aspect_item in keys:
        return False
    called = load().concept_of(card.label)
    return called is not None and called.key in keys and bool(card.above_items) and not card.above_items & keys


def unsaid(question: Asked, card: Card) -> bool:
    """One of several alike (专项债务, 工伤保险) that nothing around a figure names."""
    told = f"{card.around}|{card.paper.title}"
    for kind, which in words()["must_say"].items():
        asked_for = set(which.findall(question.text))
        # Where a figure's own name says 债务, it is there that it says which.
        where = f"{card.own}|{card.clause}" if kind in card.label else told
        if asked_for and not any(said in where for said in asked_for):
            return True
    return False


def other_unit(question: Asked, card: Card) -> bool:
    """The whole department's, where a subordinate unit is named that nothing around the figure says."""
    named = [fold_text(name) for slot, name, how in question.query.understood if how == _UNIT]
    told = f"{card.around}|{fold_text(card.info.org or '')}|{card.paper.title}"
    named += [p.text for p in question.parts if _follows_body(p.text, question)]
    return bool(named) and not any(name in told or is_subsequence(name[-_TAIL:], told) for name in named)


def _follows_body(text: str, question: Asked) -> bool:
    """Whether a part of the question is the rest of a body's name: 考试院 right behind the name of its bureau."""
    names = (value for slot, value, _ in question.query.understood if slot == "单位")
    at = question.query.text.find(text)
    return words()["body"]["rest"].search(text) is not None and any(
        at > 0 and question.query.text[at - 1] in name for name in names
    )


def unqualified(question: Asked, card: Card) -> bool:
    """What is not narrowed or turned as it is asked for: the whole department's for 局本级, boarders for 非寄宿生."""
    told = card.figure.scope or card.info.scope
    if told is not None and told in question.query.scopes:
        return False  # of two held apart (全部门比局本级) each is read with its own
    own_paper = "本级" if told == "单位" else ""
    return not qualifies(question.query.text, "|".join((card.own, card.sentence, card.stage or "", own_paper)))


def qualifies(text: str, told: str) -> bool:
    """Whether words say all that narrows or turns what a folded question asks for."""
    return all(said.search(told) for asked_for, said in words()["qualified"].items() if re.search(asked_for, text))


def another_name(question: Asked, card: Card) -> bool:
    """The row of one place or house (城东社区), where the question names another of the kind (城北社区)."""
    numbered = words()["names"]["numbered"]
    asked_for, told = (set(numbered.findall(text)) for text in (question.query.text, f"{card.label}|{card.parents}"))
    if asked_for and told and not asked_for & told:
        return True
    named = {kind for kind, head in _proper(question.query.text)}
    for name in (card.label, *card.parents.split("|")):
        own = next((told for told in _proper(name) if len(told[0]) > 1 or name.endswith(told[0])), None)
        if own is None or own[0] not in named or load().concept_of(name) or name in question.query.text:
            continue
        if own[1] not in question.query.text:
            return True
    return False


def is_proper(name: str) -> bool:
    """Whether a folded name is that of a place or a house: a kind of them at its end, a name before it."""
    return any(name.endswith(head + kind) for kind, head in _proper(name))


def _proper(text: str) -> Iterator[tuple[str, str]]:
    """The kinds of places and houses that words name, each with what stands right before it."""
    names = words()["names"]
    for kind in names["ends"].finditer(text):
        head = text[max(0, kind.start() - _HEAD) : kind.start()]
        if len(head) == _HEAD and not names["no_name"].search(head):
            yield kind[0], head


def whole_of(question: Asked, card: Card) -> bool:
    """The whole, where one of its parts is asked for and nothing around the figure names it (三公经费 for 接待费)."""
    item = card.figure.item
    if item is None or item in question.keys or card.figure.aspect_item in question.keys:
        return False
    parts = [p for p in question.parts if any(item in load().ancestors(key) for key in p.keys)]
    entire = words()["whole"]["entire"].search(card.sentence)  # 三公经费全部是接待费
    named = (p.text in card.own or (entire and p.text in card.sentence) or p.keys & card.above_items for p in parts)
    return bool(parts) and not any(named)


def of_a_body(question: Asked, card: Card) -> bool:
    """One body's row, where the question is after all of an area and does not name that body."""
    above = card.parents.split("|")[0]
    if card.paper.scope != "地区" or card.figure.source.table is None or not is_body(above):
        return False
    return words()["body"]["stem"].sub("", above) not in question.query.text


def opposite(question: Asked, card: Card) -> bool:
    """The balance where the limit is asked for, what was bought where what is owned is, and so on."""
    own = f"{card.label}|{card.aspect}|{card.column}|{card.clause}"
    said = words()["aimed"]
    if said["marks"].search(card.figure.approximate or "") and said["actual"].search(question.text):
        return True  # ≤7000元 is what was aimed at
    return any(
        re.search(asked_for, question.text)
        and not other.search(question.text)
        and other.search(own)
        and not re.search(asked_for, own)
        for asked_for, other in words()["opposites"].items()
    )
