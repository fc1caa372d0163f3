"""What a document prints twice in two respects of which a question names none: of the whole area and of its own level, in the budget
as it was approved and as it was adjusted."""

from __future__ import annotations

from qa.evidence.card import Card
from qa.evidence.quantity import quantity_of
from qa.evidence.rates import words
from qa.ranking.model import Ranked
from qa.ranking.signals import same_value

_RIVALS = 8  # how many of the first are held against the first
_STAGES = frozenset({"年初预算", "调整预算"})


def left_open(ranked: Ranked) -> str:
    """The respect (Chinese) in which the first choice and another one may be meant alike; "" where there is none."""
    cards = ranked.evidence.cards
    first = cards[ranked.order[0]]
    query = ranked.evidence.asked.query
    rivals = [cards[i] for i in ranked.order[1:_RIVALS] if _alike(cards[i], first)]
    if not level(query.text) and level(first) and any(level(c) not in ("", level(first)) for c in rivals):
        return "范围"
    if (
        query.stages in ((), ("预算",))
        and {first.stage} < _STAGES
        and any({c.stage, first.stage} == _STAGES for c in rivals)
    ):
        return "阶段"
    return ""


def level(told: str | Card) -> str:
    """Which level folded words, or those right around a figure, speak of: "全域", "本级", "" where they name none or both."""
    text = told if isinstance(told, str) else f"{told.own}|{told.clause}"
    own = words()["asks"]["own_level"].search(text) is not None
    whole = words()["levels"]["whole"].search(text) is not None
    return "" if own == whole else "本级" if own else "全域"


def _alike(card: Card, first: Card) -> bool:
    """Whether two figures of one document tell the same kind of quantity of one thing, levels aside, and differ."""
    same = card.info.id == first.info.id and card.year == first.year and quantity_of(card) == quantity_of(first)
    return same and _bare(card) == _bare(first) and not same_value(card, first)


def _bare(card: Card) -> str:
    return words()["levels"]["any"].sub("", f"{card.label}|{card.aspect}")
