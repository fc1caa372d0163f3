"""What tells whether the first choice is to be trusted: its own evidence, and how the others compare with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.model import Figure
from qa.arithmetic import step
from qa.evidence.card import Card
from qa.evidence.features import FEATURES, NAMES
from qa.evidence.gather import Evidence

Floats = npt.NDArray[np.float32]

_WEIGHED = 60  # how far down rivals are looked for
_FAR = 9.0  # in place of a distance where there is no rival
_OWN = tuple(i for i, f in enumerate(FEATURES) if f.name not in ("place",))
_BEST = tuple(NAMES.index(f"{name}~best") for name in ("in_all", "in_near", "like", "like_label", "quantity_fits"))
_APART = tuple(
    NAMES.index(name)
    for name in (
        "in_label", "in_near", "in_all", "in_clause", "stage_fits", "year_fits", "unit_fits", "rate_fits", "quantity_fits",
        "more", "table", "item_asked", "kind_fits", "total", "depth", "like_label", "parts_own", "among", "label_said",
    )
)  # fmt: skip


def same_value(a: Card, b: Card) -> bool:
    """Whether two figures say the same amount: money as far as the coarser one tells it, else number and unit."""
    x, y = a.figure, b.figure
    if x.yuan is not None and y.yuan is not None:
        return _same_money(x, y)
    return x.value == y.value and x.unit == y.unit


def _same_money(a: Figure, b: Figure) -> bool:
    """Whether one is the other in yuan, or rounded (87.88万元 and 878827.01元); a zero is only a zero."""
    assert a.yuan is not None and b.yuan is not None
    apart = abs(abs(a.yuan) - abs(b.yuan))
    return apart == 0 or (bool(a.yuan and b.yuan) and a.unit != b.unit and 2 * apart <= max(step(a), step(b)))


def _same_name(a: Card, b: Card) -> bool:
    """Whether two figures are called the same and of the same kind of quantity: then one is hard to tell from the other."""
    named = a.label == b.label or (a.figure.item is not None and a.figure.item == b.figure.item)
    return named and a.figure.measure == b.figure.measure


def says(card: Card, figure: Figure) -> bool:
    """Whether two figures print the same amount, its sign aside."""
    mine = card.figure
    if mine.value is None or figure.value is None:
        return False
    if mine.yuan is not None and figure.yuan is not None:
        return _same_money(mine, figure)
    return abs(mine.value) == abs(figure.value) and mine.unit == figure.unit


def distinct(cards: Sequence[Card], order: Sequence[int], most: int) -> tuple[int, ...]:
    """The first of each value in a ranking's order, at most ``most``."""
    found: list[int] = []
    for i in order:
        if not any(same_value(cards[i], cards[j]) for j in found):
            found.append(i)
        if len(found) == most:
            break
    return tuple(found)


def by_score(scores: Floats) -> tuple[int, ...]:
    """Places from best to worst."""
    return tuple(sorted(range(len(scores)), key=lambda i: (-scores[i], i)))


def admitted_first(evidence: Evidence, scores: Floats) -> tuple[int, ...]:
    """Places from best to worst, those of barred figures behind all others."""
    return tuple(sorted(range(len(scores)), key=lambda i: (bool(evidence.bars[i]), -scores[i], i)))


def signals(evidence: Evidence, scores: Floats, order: Sequence[int], told: Figure | None) -> Floats:
    """One row for the first of ``order`` (not empty): scores and distances, its own features, the difference to its nearest
    rival, whether the reading by rules came to the same amount (1), to another (-1), or to none (``told`` None: 0), how far behind
    a barred figure it is, and how many are not barred."""
    first = order[0]
    cards = evidence.cards
    rivals = [i for i in order[1:_WEIGHED] if not same_value(cards[first], cards[i])]
    top = float(scores[first])
    gaps = [top - float(scores[i]) for i in rivals[:2]]
    head = [
        top,
        *(*gaps, _FAR, _FAR)[:2],
        1 / float(np.exp(np.asarray(scores)[list(order[:_WEIGHED])] - top).sum()),
        float(sum(same_value(cards[first], cards[i]) for i in order[:10])),
        float(len(order)),
        float(evidence.documents),
        0.0 if told is None else 1.0 if says(cards[first], told) else -1.0,
        float(sum(_same_name(cards[first], cards[i]) for i in rivals)),
        float(bool(rivals) and _same_name(cards[first], cards[rivals[0]])),
        float(np.max(scores)) - top,
        float(sum(not bar for bar in evidence.bars)),
    ]
    row = evidence.rows[first]
    apart = row[list(_APART)] - evidence.rows[rivals[0]][list(_APART)] if rivals else np.full(len(_APART), _FAR)
    return np.concatenate([head, row[list(_OWN)], row[list(_BEST)], apart]).astype(np.float32)


WIDTH = 12 + len(_OWN) + len(_BEST) + len(_APART)
