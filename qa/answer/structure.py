"""The offices that a body has set up: the sentence that lists most of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from qa.answer.sentences import Sentence
from qa.answer.texts import Told
from qa.model import Query
from qa.question.slots import cues

_FEWEST = 2  # names that make a list


def wants(query: Query) -> bool:
    """Whether the question is after the offices of a body."""
    return bool(re.search(cues()["structure"]["asks"], query.text))


@cache
def _listed() -> re.Pattern[str]:
    ends = cues()["structure"]["ends"]
    name = rf"[^,，、。;；:]{{1,18}}?(?:{ends})(?:\([^()]*\))?"
    return re.compile(rf"(?:{cues()['structure']['sets']})[^,，。;；]{{0,16}}?:?(?P<names>{name}(?:[、和]{name})+)")


def offices(_: Query, told: Sequence[Sentence]) -> Told | None:
    """The sentence that says which offices were set up, the one that names most; None where none names two."""
    best: tuple[int, Sentence] | None = None
    for sentence in told:
        found = _listed().search(sentence.folded)
        count = len(re.split("[、和]", found["names"])) if found else 0
        if count >= _FEWEST and (best is None or count > best[0]):
            best = (count, sentence)
    return Told(sentences=(best[1],), score=float(best[0]), explained=1.0) if best else None
