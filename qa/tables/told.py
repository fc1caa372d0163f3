"""How rows are told: whose table it is, each with its name and its amount."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Figure, Measure
from qa.answer.phrase import amount, direction_word, title
from qa.arithmetic import unsigned
from qa.tables.relation import Entry, Relation

SHOWN = 20
RANKS = "一二三四五六七八九十"


def where(relation: Relation) -> str:
    """Whose document, of which year and stage."""
    return f"{relation.info.org}{title(relation.info)}"


def listed(rows: Sequence[tuple[Entry, Figure]]) -> str:
    """The first rows, each with its amount."""
    return "，".join(f"“{entry.printed}”{moved(figure)}" for entry, figure in rows[:SHOWN])


def moved(figure: Figure) -> str:
    """As printed; of a change which way it went."""
    if figure.measure not in (Measure.CHANGE, Measure.RATE) or not figure.direction:
        return amount(figure)
    return f"{direction_word(figure.direction, rate=figure.measure is Measure.RATE)}{amount(unsigned(figure))}"
