"""What may not be passed over when a figure is held against a question, and what is no more than a description."""

from __future__ import annotations

from functools import lru_cache

from index.language.fold import label_key
from index.language.segment import plain_words
from index.vocabulary import load
from qa.answer.facets import Facets
from qa.model import Piece, Query
from qa.question.fillers import empty_words


@lru_cache(maxsize=1 << 12)
def described(words: str, key: str) -> bool:
    """Whether free words only say in other words what a notion is: 打电话寄信 beside 邮电费."""
    concept = load().concepts.get(key)
    if concept is None or words in load().question_names:
        return False
    told = label_key("".join((*concept.wordings, *concept.aliases, *concept.colloquial)))
    said = [word for word in plain_words(words) if word not in empty_words()]
    return bool(said) and all(word in told for word in said)


def of_another(query: Query, facets: Facets) -> bool:
    """Whether the text tells the figure as a part of something that the question does not name: the 维修费 of the cars
    is not the 维修(护)费."""
    if facets.item or facets.figure.source.table is not None or not facets.above:
        return False
    asked = {k for c in query.chunks for p in c.pieces for k in p.concepts}
    above = load().concept_of(facets.figure.parents[-1])
    return bool(asked) and above is not None and above.kind == "item" and not asked & facets.wholes


def names_amount(piece: Piece) -> bool:
    """Whether a piece names something that money is told of."""
    concepts = load().concepts
    return any(k in concepts and concepts[k].kind in ("item", "function", "economic") for k in piece.concepts)


def same_unit(unit: str, name: str) -> bool:
    """Whether a table calls a unit so: by its name, also without the place in front."""
    return unit == name or (len(name) > 4 and unit.endswith(name)) or name.endswith(unit)


def another_purchase(piece: Piece, facets: Facets) -> bool:
    """Whether 政府采购 is said of a figure that stands in no table or paragraph of purchases."""
    return piece.text.startswith("政府采购") and "采购" not in facets.around + facets.label + (facets.item or "")
