"""Figures that a question names one by one, found as members of one group: what stands together is alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.match import weak
from qa.answer.shelf import Shelf
from qa.evidence.asked import Asked, asked
from qa.evidence.barred import another_part
from qa.evidence.card import Card
from qa.evidence.pair import pairs_of, share
from qa.model import Chunk, Query
from qa.plan.alike import COUNTED, MONEY, Group, groups
from qa.plan.choosing import HEAVY, around, cards_of, documents
from qa.plan.cues import patterns


def members_named(
    names: Sequence[Chunk], beside: Sequence[Chunk], query: Query, shelf: Shelf, *, over: bool = False
) -> dict[str, Card]:
    """The members of one group (with ``over`` its whole too) that the names tell, each another one; {} where no group holds them
    all, or several do with other values."""
    rest = replace(
        query,
        chunks=tuple(c for c in beside if not all(weak(p) for p in c.pieces)),
        words=" ".join(c.text for c in beside),
    )
    question, whole = asked(rest, None), asked(query, None)
    found: list[tuple[float, dict[str, Card]]] = []
    grand = patterns()["all"]["grand"]
    for info in documents(query, shelf):
        for group in groups(cards_of(query, info, shelf, MONEY | COUNTED)):
            among = (*group.members, *((group.whole,) if over and group.whole else ()))
            chosen = [
                _over(name, group, grand) if over and grand.fullmatch(name.text) else _member(name, among)
                for name in names
            ]
            if any(c is None for _, c in chosen) or len({c.label for _, c in chosen if c}) < len(names):
                continue
            if _beside_unmet(question, group) or any(another_part(whole, c) for _, c in chosen if c):
                continue
            score = min(s for s, _ in chosen) - 0.2 * bool(group.first.aspect)
            found.append((score, {n.text: c for n, (_, c) in zip(names, chosen, strict=True) if c}))
    if not found:
        return {}
    best = max(score for score, _ in found)
    near = [cards for score, cards in found if score > best - 0.3]
    amounts = {
        tuple((c.figure.yuan, c.figure.value if c.figure.yuan is None else None) for c in cards.values())
        for cards in near
    }
    return near[0] if len(amounts) == 1 else {}


def _over(name: Chunk, group: Group, grand: re.Pattern[str]) -> tuple[float, Card | None]:
    """The whole of a group, where a name speaks of a total as such (总支出) and the whole is one of that kind."""
    told = grand.fullmatch(name.text)
    kind = next((run for run in (told.groups() if told else ()) if run), "")
    whole = group.whole
    return (2.0, whole) if whole and kind and whole.label.endswith(kind) and group.rest is not None else (0.0, None)


def _beside_unmet(question: Asked, group: Group) -> bool:
    text = around(group) + "|" + "|".join(c.label for c in group.members) + "|" + group.first.sentence
    keys = {k for c in group.members for k in (c.figure.item, *c.wholes) if k}
    return any(
        part.weight >= HEAVY
        and part.text not in text
        and not part.keys & keys
        and share(pairs_of(text), pairs_of(part.text)) < 0.6
        for part in question.parts
    )


def _member(name: Chunk, among: Sequence[Card]) -> tuple[float, Card | None]:
    """The member that a name tells, and how well; (0, None) where none does, or two alike."""
    told = sorted(((_named(name, card), card.number, card) for card in among), key=lambda t: (-t[0], t[1]))
    if told[0][0] < 1.0 or (len(told) > 1 and told[1][0] >= told[0][0] - 0.1):
        return 0.0, None
    return told[0][0], told[0][2]


def _named(name: Chunk, card: Card) -> float:
    """How well a name tells a figure: 3 its notion or its very words, from 2 a part of either, from 1 half of the name's characters."""
    keys = {k for p in name.pieces for k in p.concepts}
    if name.text == card.label or (card.figure.item and card.figure.item in keys):
        return 3.0
    if len(name.text) > 1 and name.text in card.label:
        return 2.0 + len(name.text) / len(card.label)
    if len(card.label) > 1 and card.label in name.text:
        return 2.0 + len(card.label) / len(name.text)
    if keys and card.figure.item and len(name.pieces) == 1:
        return 0.0
    told = share(card.label_pairs, pairs_of(name.text))
    return 1.0 + told if told >= 0.5 else 0.0
