"""A question beside one figure, and what several pieces of evidence need of the two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from qa.evidence.asked import Asked, Part
from qa.evidence.card import Card, pairs
from qa.evidence.rates import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What stands in the documents in question: all pairs of characters printed there, by the figures and by the text.
    ``named`` is the longest name of a figure there that the question says in full, "" where it says none."""

    figures: frozenset[str]
    text: frozenset[str]
    documents: int
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question beside one figure, with what several features need worked out once."""

    asked: Asked
    card: Card
    scene: Scene
    likeness: tuple[float, float, float]
    met: tuple[float, ...]  # of each part of the question: how near to the figure its words or notion stand, 0…5


YES, SHARE, NUMBER = "是否", "份额", "数"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One piece of evidence. ``says`` is for people (Chinese); ``relative`` features are also held against the best.

    ``once`` tells of the question alone: it is worked out once for all figures.
    ``tells`` says what its number is: yes or no (1 and 0, or less), a share, a plain number, or a place among these words.
    """

    name: str
    says: str
    of: Callable[[Pair], float]
    tells: str | tuple[str, ...] = YES
    relative: bool = False
    once: bool = False


def cover(asked: Asked, place: frozenset[str]) -> float:
    return sum(w for pair, w in asked.pairs if pair in place) / asked.weight


def cover_alike(asked: Asked, place: frozenset[str]) -> float:
    """Likewise, where words count too that stand there in another form (卖地 as 土地出让)."""
    told = {n for n, (pair, _) in enumerate(asked.pairs) if pair in place}
    for other in asked.otherwise:
        if not told.issuperset(other.places) and any(form <= place for form in other.forms):
            told.update(other.places)
    return sum(asked.pairs[n][1] for n in told) / asked.weight


def share(part: frozenset[str], of: frozenset[str]) -> float:
    return len(part & of) / len(of) if of else 0.0


@lru_cache(maxsize=1 << 16)
def pairs_of(text: str) -> frozenset[str]:
    return pairs(text)


def met(part: Part, card: Card) -> float:
    """How near to the figure a part of the question is: 5 its own name, 4 what narrows it, 3 what it stands under, 2 its
    table, column or heading, 1 its sentence, 0 nowhere. In between for words only alike."""
    figure, keys, text = card.figure, part.keys, words()["fragments"]["sum_behind"].sub("", part.text) or part.text
    if (figure.item and figure.item in keys) or text == card.label:
        return 5.0
    if card.aspect and (figure.aspect_item in keys or text == card.aspect):
        return 4.0
    if len(text) > 1 and not keys and text in card.label:
        return 4.5
    if keys & card.above_items or (len(text) > 1 and text in card.parents):
        return 3.0
    if keys & card.wholes:
        return 2.6
    if len(text) > 1 and (text in card.label or text in card.aspect):
        return 4.2
    if part.forms and any(form in card.label or form in card.aspect for form in part.forms):
        return 4.2
    own = pairs_of(text)
    if not keys and len(text) > 2 and share(card.named_pairs, own) >= 0.6:
        return 3.5
    if len(text) > 1 and (text in card.column or text in card.title or text in card.section or text in card.row):
        return 2.0
    if len(text) > 1 and text in card.sentence:
        return 1.5
    if part.forms and any(form in card.printed for form in part.forms):
        return 1.2
    return 1.0 if not keys and len(text) > 2 and share(card.all_pairs, own) >= 0.6 else 0.0


def unsaid_weight(asked: Asked, card: Card) -> float:
    """The weight of the heaviest thing that the question names and nothing around the figure says; 0 where all is said."""
    return max((part.weight for part in asked.parts if met(part, card) < 1.0), default=0.0)
