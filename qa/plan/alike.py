"""The like ones: figures that stand together as the parts of one whole, in a table's column or in an enumeration.

What adds up to a printed whole is proven to be all of its parts. Where something of the whole is left over, no part that is not
printed can be larger than what is left: the largest is known all the same. Where no whole is printed, a table's rows are all that it lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.model import Measure
from index.vocabulary import load
from qa.arithmetic import comparable, step
from qa.evidence.card import Card
from qa.evidence.rates import words
from qa.plan.cues import patterns

MONEY = frozenset({Measure.AMOUNT})
COUNTED = frozenset({Measure.COUNT, Measure.PEOPLE, Measure.BATCHES, Measure.VISITS, Measure.AREA})
MOVED = frozenset({Measure.CHANGE, Measure.RATE})
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """``members`` in their order; ``whole`` is what they are the parts of, None where none is printed. ``rest`` is what they leave of it
    (0 where they are proven to be all, in the unit of ``comparable``), None where that cannot be told or they come to more than the whole.
    ``forms`` says that each member is the whole money of a form of its own.
    """

    members: tuple[Card, ...]
    whole: Card | None = None
    rest: Decimal | None = None
    forms: bool = False

    @property
    def first(self) -> Card:
        """The member that stands first: where and under what it stands holds for all."""
        return self.members[0]

    @property
    def defined(self) -> bool:
        """Whether the members are all by definition, no whole being printed."""
        return self.whole is None and self.rest == 0

    @property
    def across(self) -> bool:
        """Whether the members stand under several names."""
        return len({card.parents for card in self.members}) > 1

    @property
    def listed(self) -> bool:
        """Whether the members are a table's rows, all that it lists."""
        return self.first.figure.source.table is not None


def groups(cards: Iterable[Card]) -> tuple[Group, ...]:
    """The groups of one document's figures, those of one year, stage, quantity and unit together; a figure that is a part of
    another member, or their total, is no member."""
    held = [card for card in cards if card.figure.value is not None]
    filed: dict[tuple[object, ...], list[Card]] = {}
    beside: dict[tuple[object, ...], list[Card]] = {}
    heads = {(c.figure.source.table, c.parents.split("|")[0]) for c in held if c.parents}
    for card in held:
        filed.setdefault(_place(card), []).append(card)
        beside.setdefault(_column(card), []).append(card)
        if card.figure.source.table is not None and not _is_total(card):
            for level in _levels(card, leaf=(card.figure.source.table, card.label) not in heads):
                filed.setdefault(level, []).append(card)
    told: dict[tuple[int, ...], Group] = {}
    for rows in filed.values():
        for group in (_group(_members(rows), beside[_column(rows[0])]), *_blocks(rows), *_nested(rows)):
            if len(group.members) >= _FEWEST:
                told.setdefault(tuple(c.number for c in group.members), group)
    return tuple(told.values())


def _blocks(rows: Sequence[Card]) -> Iterator[Group]:
    """The rows of a column that a total right below them adds up to."""
    block: list[Card] = []
    for card in rows if rows[0].figure.source.table is not None else ():
        if not _is_total(card):
            block.append(card)
            continue
        group = _against(tuple(block), card)
        if len(block) >= _FEWEST and group.rest == 0:
            yield group
        block = []


def _nested(rows: Sequence[Card]) -> Iterator[Group]:
    """The parts of a notion that stand beside it, on one level with it."""
    for whole in rows:
        item = whole.figure.item
        parts = tuple(c for c in rows if item and item in c.wholes - c.above_items and c.label != whole.label)
        if len(parts) >= _FEWEST:
            yield _against(_members(parts), whole)


def of_notion(key: str, cards: Sequence[Card]) -> tuple[Group, ...]:
    """A notion that is by definition the sum of others, where all of these are printed for one year and stage with one value each."""
    notion = load().concepts.get(key)
    filed: dict[tuple[object, ...], list[Card]] = {}
    for card in cards:
        if (
            notion
            and card.figure.item in (key, *notion.parts)
            and card.figure.measure is Measure.AMOUNT
            and not card.aspect
        ):
            filed.setdefault(_kind(card), []).append(card)
    found = []
    for rows in filed.values():
        values = (
            {part: {comparable(c.figure) for c in rows if c.figure.item == part} for part in notion.parts}
            if notion
            else {}
        )
        if not values or any(len(told) != 1 for told in values.values()):
            continue
        members = tuple(next(c for c in rows if c.figure.item == part) for part in values)
        wholes = [c for c in rows if c.figure.item == key]
        if not wholes or any(_against(members, c).rest == 0 for c in wholes):
            found.append(Group(members=members, whole=next(iter(wholes), None), rest=Decimal(0)))
    return tuple(found)


def _levels(card: Card, *, leaf: bool) -> Iterator[tuple[object, ...]]:
    """All rows of a column that have codes of one length, and all that nothing stands under, whatever they stand under themselves."""
    column = (card.figure.source.table, card.figure.source.column_index, card.aspect, *_kind(card))
    if card.figure.code:
        yield ("level", len(card.figure.code), *column)
    if leaf:
        yield ("leaf", *column)


def _is_total(card: Card) -> bool:
    return bool(words()["fragments"]["total"].search(card.label)) and (
        card.figure.source.table is not None or patterns()["sum"]["label"].search(card.label) is not None
    )


def _kind(card: Card) -> tuple[object, ...]:
    """What figures of one group share besides their place: they can be added up and set in order."""
    figure = card.figure
    unit = "元" if figure.yuan is not None else (figure.unit or "")
    people = {"名": "人", "位": "人", "人": "人"}
    return (figure.measure, people.get(unit, unit), card.year, card.stage)


def _column(card: Card) -> tuple[object, ...]:
    """Where a group's whole is to be looked for: the same column, or anywhere in prose."""
    source = card.figure.source
    return (source.table, source.column_index if source.table is not None else None, *_kind(card))


def _place(card: Card) -> tuple[object, ...]:
    source = card.figure.source
    if source.table is not None:
        return (source.table, source.column_index, len(card.figure.code or ""), card.parents, card.aspect, *_kind(card))
    return (card.section, card.parents, card.aspect, *_kind(card))


def _members(rows: Sequence[Card]) -> tuple[Card, ...]:
    """The first figure of each name, without those that are told as parts of another of them."""
    named: dict[tuple[str, str], Card] = {}
    for card in rows:
        if not _is_total(card):
            named.setdefault((card.label, card.parents), card)
    items = {card.figure.item for card in named.values() if card.figure.item}
    return tuple(card for card in named.values() if not (card.wholes - card.above_items) & items)


def _group(members: tuple[Card, ...], beside: Sequence[Card]) -> Group:
    if len(members) < _FEWEST or members[0].figure.measure in MOVED:
        return Group(members=members)
    labels = {card.label for card in members}
    whole = _whole(members, [c for c in beside if c.label not in labels])
    return Group(members=members) if whole is None else _against(members, whole)


def _against(members: tuple[Card, ...], whole: Card) -> Group:
    """The members held against what is printed as their whole."""
    rest = comparable(whole.figure) - sum((comparable(c.figure) for c in members), Decimal(0))
    rest = Decimal(0) if abs(rest) <= _slack(members) else rest
    return Group(members=members, whole=whole, rest=rest if rest >= 0 else None)


def _slack(members: Sequence[Card]) -> Decimal:
    """How far rounding may take the members' sum from their whole."""
    return sum((step(c.figure) for c in members), Decimal(0)) / 2


def _whole(members: Sequence[Card], beside: Sequence[Card]) -> Card | None:
    """What is printed over the members, or as their total; failing that, what they add up to."""
    first, total = members[0], sum((comparable(c.figure) for c in members), Decimal(0))
    parent = first.parents.split("|")[0]
    if first.figure.source.table is not None:
        if parent and not Group(members=tuple(members)).across:
            return next((c for c in beside if c.label == parent), None)
        over = [c for c in beside if _is_total(c)]
        return min(over, key=lambda c: abs(comparable(c.figure) - total), default=None)
    if parent:
        over = [c for c in beside if c.label == parent]
        before = [c for c in over if c.number < first.number]
        return before[-1] if before else next(iter(over), None)
    return next((c for c in beside if total and abs(comparable(c.figure) - total) <= _slack(members)), None)
