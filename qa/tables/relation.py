"""A table as named rows of figures and words: what one can put in order, count, filter and add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from index.library import DocumentInfo
from qa.arithmetic import comparable, step
from qa.evidence.card import Card
from qa.tables.words import patterns

FEWEST = 2
_SHORT = 12  # characters of a cell that says which kind its row is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: its name folded and as ``printed``, what its columns of words say, and its figures, both by the number of the column."""

    name: str
    printed: str
    row: int
    texts: Mapping[int, str]
    cards: Mapping[int, Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures. ``words`` is its folded heading, ``first`` the figure of its first row; ``whole`` where it sums up its row;
    ``item`` is the notion that all its figures tell, None where each row has its own."""

    index: int
    words: str
    first: Card
    whole: bool
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The rows of one level of a table, in their order, without totals. ``heading`` stands over their names, ``above`` are the folded
    title and headings; ``texts`` are the headings of columns of words, ``totals`` the rows that add up others; ``under`` is the row that
    all of them are parts of, "" for a whole level."""

    info: DocumentInfo
    table: int | None
    above: str
    heading: str
    columns: tuple[Column, ...]
    texts: Mapping[int, str]
    entries: tuple[Entry, ...]
    totals: tuple[Entry, ...]
    under: str = ""

    def named_in(self, text: str, beside: str | None = None) -> tuple[Entry, ...]:
        """The rows whose names a folded text says, or ``beside`` (the same without the names of bodies) without what every such name
        ends in (教育 for 教育支出)."""
        tail = patterns()["total"]["tail"]
        short = text if beside is None else beside
        return tuple(
            e
            for e in self.entries
            if len(e.name) > 1 and (e.name in text or (len(stem := tail.sub("", e.name)) > 1 and stem in short))
        )

    def told_apart(self, text: str) -> str:
        """What a column of words says of some of the rows and the folded text says too (完工, 住建局 for 县住建局); "" where none does, or
        two do."""
        said = {value for e in self.entries for value in e.texts.values() if 1 < len(value) <= _SHORT}
        told = {v for v in said if v in text or (len(v) > 3 and v[1:] in text)}
        return next(iter(told)) if len(told) == 1 and len(said) > 1 else ""

    def level(self) -> int | None:
        """How many digits the codes of the rows have; None where they have none, or several lengths."""
        lengths = {len(next((c.figure.code or "" for c in e.cards.values()), "")) for e in self.entries}
        return next(iter(lengths)) or None if len(lengths) == 1 else None

    def total_of(self, column: Column) -> Card | None:
        """The printed total that the rows add up to, to the digits printed; None where there is none."""
        rest = self._rests(column)
        return next((card for card, left in rest if left == 0), None)

    def lacks(self, column: Column) -> Decimal:
        """What the printed total nearest to the sum of the rows has more or less than they have: 0 where they are all, or no total is
        printed. In the unit of ``comparable``."""
        return min((abs(left) for _, left in self._rests(column)), default=Decimal(0))

    def _rests(self, column: Column) -> list[tuple[Card, Decimal]]:
        """Each printed total with what it has more than the rows; 0 for what is lost in rounding."""
        cards = [e.cards[column.index] for e in self.entries if column.index in e.cards]
        summed = sum((comparable(card.figure) for card in cards), Decimal(0))
        slack = sum((step(card.figure) for card in cards), Decimal(0)) / 2
        totals = [t.cards[column.index] for t in self.totals if column.index in t.cards]
        rests = [(card, comparable(card.figure) - summed) for card in totals if card.figure.value is not None]
        return [(card, Decimal(0) if abs(left) <= slack else left) for card, left in rests]
