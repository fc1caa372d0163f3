"""What a sentence states, before it becomes a figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from index.figures.prose.subjects import Subject
from index.language.numerals import Amount
from index.model import Measure, State

COUNTS = frozenset({Measure.COUNT, Measure.PEOPLE, Measure.BATCHES, Measure.VISITS, Measure.AREA})
COMPARED = frozenset({Measure.CHANGE, Measure.RATE, Measure.SHARE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement with places in the squeezed text: ``number`` and ``quote`` are (start, end)."""

    subject: Subject
    measure: Measure
    state: State
    number: tuple[int, int]
    quote: tuple[int, int]
    amount: Amount | None = None
    unit: str = ""
    year: int | None = None
    stage: str | None = None
    base: str | None = None
    direction: int | None = None
    approximate: str = ""
    sentence: int = 0
    depth: int = 0
    aside: bool = False
    rate: str | None = None
    counted: str | None = None

    @property
    def worth(self) -> Decimal | None:
        """Its money in 元, or what it counts; None where it is neither."""
        return worth_of(self.amount) if self.amount and self.measure in (Measure.AMOUNT, *COUNTS) else None

    @property
    def kind(self) -> tuple[object, ...]:
        """Facts of one kind can be added up: of one year, stage and dimension."""
        return (self.year, self.stage, self.measure, self.amount.dimension if self.amount else "")


def worth_of(amount: Amount) -> Decimal | None:
    """Money in 元, else the number itself; None for money of a unit that is not known."""
    return amount.yuan if amount.dimension == "money" else amount.value


def value_of(fact: Fact) -> tuple[str, Decimal | None]:
    """(amount as printed, value); 持平 is 0."""
    if fact.state is State.NONE:
        return "", None
    if fact.amount is None:
        return "0", Decimal(0)
    return fact.amount.printed, fact.amount.value
