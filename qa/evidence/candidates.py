"""Which figures are worth weighing: a document's figures by the pairs of characters and the notions around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from index.model import Measure
from index.vocabulary.organisations import is_body
from qa.evidence.asked import Asked
from qa.evidence.card import Card, pairs
from qa.evidence.otherwise import is_proper

_LABEL, _NAMED, _ALL = 1.0, 0.6, 0.8  # what a pair is worth by where it stands
_FEWEST, _LONGEST = 3, 14  # characters of a name that is told from its like
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
        filed: defaultdict[str, list[int]] = defaultdict(list)
        worth: dict[tuple[str, int], float] = {}
        for n, card in enumerate(self.cards):
            for pair in pairs(card.printed):
                filed[pair].append(n)
            for pair in card.named_pairs:
                held = filed.get(pair)  # a name of one character makes no pair with what stands around it
                if held and held[-1] == n:
                    worth[pair, len(held) - 1] = _ALL + _NAMED + (_LABEL if pair in card.label_pairs else 0)
            keys = [(k, _ITEM) for k in (card.figure.item, card.figure.aspect_item) if k]
            for key, value in (*keys, *((k, _ABOVE) for k in card.wholes)):
                worth[f"#{key}", len(filed[f"#{key}"])] = value
                filed[f"#{key}"].append(n)
        self._pairs, self._worth = _arrays(filed, worth)
        self.rows = frozenset(
            n for card in self.cards for n in (card.row, card.label, *card.parents.split("|")) if _is_named(n)
        )
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
        for other in asked.otherwise:
            alike = np.zeros(len(self.cards), dtype=np.float32)
            for form in other.forms:
                alike = np.maximum(alike, self._shares(form))
            score += alike * sum(asked.pairs[place][1] for place in other.places)
        best = np.argpartition(-score, most)[:most]
        return tuple(self.cards[i] for i in np.sort(best))

    def _shares(self, form: frozenset[str]) -> npt.NDArray[np.float32]:
        """Of each card the share of a form's pairs that it holds."""
        found = np.zeros(len(self.cards), dtype=np.float32)
        for pair in form:
            if pair in self._pairs:
                found[self._pairs[pair]] += 1 / len(form)
        return found


@lru_cache(maxsize=1 << 14)
def _is_named(name: str) -> bool:
    """Whether a folded name is a body's, a place's or a house's, not a notion's."""
    return _FEWEST <= len(name) <= _LONGEST and (is_body(name) or is_proper(name))


def _arrays(
    filed: Mapping[str, Sequence[int]], worth: Mapping[tuple[str, int], float]
) -> tuple[dict[str, npt.NDArray[np.int32]], dict[str, npt.NDArray[np.float32]]]:
    """By word the numbers of the cards filed under it and what it is worth in each, ``_ALL`` where nothing else is told.
    They are cuts of two long arrays: thousands of small ones take longer to make than all the rest."""
    ends = list(accumulate(map(len, filed.values())))
    starts = dict(zip(filed, [0, *ends], strict=False))
    numbers = np.fromiter(chain.from_iterable(filed.values()), dtype=np.int32, count=ends[-1] if ends else 0)
    values = np.full(len(numbers), _ALL, dtype=np.float32)
    values[[starts[word] + at for word, at in worth]] = list(worth.values())
    cuts = [(word, start, end) for (word, start), end in zip(starts.items(), ends, strict=True)]
    return {w: numbers[a:b] for w, a, b in cuts}, {w: values[a:b] for w, a, b in cuts}
