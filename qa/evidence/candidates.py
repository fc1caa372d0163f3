"""Which figures are worth weighing: a document's figures by the pairs of characters and the notions around them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.model import Measure
from qa.evidence.asked import Asked
from qa.evidence.card import Card, pairs

_LABEL, _NAMED, _ALL = 1.0, 0.6, 0.8  # what a pair is worth by where it stands
_NAME = 4  # characters: a shorter name may be said by chance
_ITEM, _ABOVE = 3.0, 0.8
_COMPARED = frozenset({Measure.CHANGE, Measure.RATE, Measure.SHARE, Measure.INDICATOR})


class Drawer:
    """A document's cards, filed under the pairs of characters and the notions that they hold; ``words`` is all its
    folded text run together, ``text`` the pairs of these.
    """

    def __init__(self, found: Sequence[Card], words: str) -> None:
        self.cards = tuple(found)
        self.text = pairs(words)
        self.words = words
        self._pairs: dict[str, npt.NDArray[np.int32]] = {}
        self._worth: dict[str, npt.NDArray[np.float32]] = {}
        filed: dict[str, list[int]] = {}
        worth: dict[str, list[float]] = {}
        for n, card in enumerate(self.cards):
            for pair in card.all_pairs:
                filed.setdefault(pair, []).append(n)
                value = _ALL + (_NAMED if pair in card.named_pairs else 0) + (_LABEL if pair in card.label_pairs else 0)
                worth.setdefault(pair, []).append(value)
            keys = [(k, _ITEM) for k in (card.figure.item, card.figure.aspect_item) if k]
            for key, value in (*keys, *((k, _ABOVE) for k in card.wholes)):
                filed.setdefault(f"#{key}", []).append(n)
                worth.setdefault(f"#{key}", []).append(value)
        for word, numbers in filed.items():
            self._pairs[word] = np.array(numbers, dtype=np.int32)
            self._worth[word] = np.array(worth[word], dtype=np.float32)
        self.names = frozenset(n for card in self.cards for n in (card.label, card.aspect) if len(n) >= _NAME)
        self.pairs = frozenset(w for w in filed if not w.startswith("#"))

    def nearest(self, asked: Asked, most: int) -> tuple[Card, ...]:
        """The cards that share most with the question, at most ``most``, in their order in the document."""
        if len(self.cards) <= most:
            return self.cards
        score = np.zeros(len(self.cards), dtype=np.float32)
        for pair, weight in asked.pairs:
            if pair in self._pairs:
                score[self._pairs[pair]] += weight * self._worth[pair]
        for part in asked.parts:
            touched = np.zeros(len(self.cards), dtype=np.float32)
            for key in part.keys:
                numbers = self._pairs.get(f"#{key}")
                if numbers is not None:
                    touched[numbers] = np.maximum(touched[numbers], self._worth[f"#{key}"])
            score += touched * min(part.weight, 3.0) / 2
        best = np.argpartition(-score, most)[:most]
        return tuple(self.cards[i] for i in np.sort(best))
