"""What is left of a row: the one of its columns that is the whole less the one that is done, paid, spent (还有多少没付)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from index.model import Measure
from qa import arithmetic
from qa.answer.outcome import Found
from qa.answer.phrase import amount
from qa.evidence.card import Card
from qa.model import Query, Value
from qa.tables.relation import Column, Entry, Relation
from qa.tables.told import where
from qa.tables.words import pairs, patterns

_LEAST = 3  # characters of a row's name by which it is known (中医院 of 县中医院整体搬迁)


def asks_left(text: str) -> bool:
    """Whether a folded question asks what is not yet paid, spent, done."""
    return patterns()["ask"]["left"].search(text) is not None


def left(query: Query, relations: Sequence[Relation]) -> Found | None:
    """What is left of the one row that a question names, or of the total; None where no table, or two, tell it."""
    found = [f for r in relations if r.table is not None and (f := _of(query.text, r))]
    return found[0] if len({f.value for f in found}) == 1 else None


def _of(text: str, relation: Relation) -> Found | None:
    entry, done = _row(text, relation), _done(text, relation)
    whole = _whole(text, relation, done) if done else None
    if entry is None or done is None or whole is None:
        return None
    cards = entry.cards.get(whole.index), entry.cards.get(done.index)
    if cards[0] is None or cards[1] is None:
        return None
    return _told(relation, entry, cards[0], cards[1])


def _told(relation: Relation, entry: Entry, whole: Card, done: Card) -> Found | None:
    moved = arithmetic.gap(whole.figure, done.figure)
    if moved is None or moved[1] < 0:
        return None
    worked = moved[0]
    return Found(
        text=f"{where(relation)}中“{entry.printed}”{_named(whole)}{amount(whole.figure)}，{_named(done)}{amount(done.figure)}，"
        f"相差{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(whole.figure, done.figure),
        computed=worked,
    )


def _named(card: Card) -> str:
    return (card.figure.source.column or "").split("/")[-1].strip()


def _row(text: str, relation: Relation) -> Entry | None:
    """The one row that is named; the total, or the only row, where none is."""
    named = relation.named_in(text)
    if named:
        longest = max(named, key=lambda e: len(e.name))
        return longest if all(e.name in longest.name for e in named) else None
    if patterns()["ask"]["any_row"].search(text):
        return None
    shared = sorted(((_shared(e.name, text), n) for n, e in enumerate(relation.entries)), reverse=True)
    if shared and shared[0][0] >= _LEAST:
        alone = len(shared) == 1 or shared[1][0] < shared[0][0]
        return relation.entries[shared[0][1]] if alone else None
    return relation.totals[0] if len(relation.totals) == 1 else None


def _shared(name: str, text: str) -> int:
    """How many characters in a row of a name a text says."""
    return SequenceMatcher(None, name, text, autojunk=False).find_longest_match().size


def _done(text: str, relation: Relation) -> Column | None:
    """The column of what is done, by the verb that the question denies; of several the one whose heading says nothing of a plan."""
    said = patterns()["ask"]["left"].search(text)
    tail = text[said.start() :] if said else text
    heading = next((heading for verb, heading in pairs("done") if verb.search(tail)), None)
    return _only([c for c in _amounts(relation) if heading is not None and heading.search(c.words) and not _plans(c)])


def _whole(text: str, relation: Relation, done: Column) -> Column | None:
    """The column that it is held against: the one that the question names, else the one of the plan."""
    columns = [c for c in _amounts(relation) if c is not done and c.first.figure.year == done.first.figure.year]
    for said, heading in pairs("whole"):
        fits = [c for c in columns if heading.search(c.words)]
        if said.search(text) and fits:
            return _only(fits)
    return _only([c for c in columns if _plans(c)])


def _plans(column: Column) -> bool:
    return patterns()["heading"]["planned"].search(column.words) is not None


def _amounts(relation: Relation) -> list[Column]:
    kinds = (Measure.AMOUNT, Measure.COUNT, Measure.PEOPLE, Measure.AREA)
    return [c for c in relation.columns if c.first.figure.measure in kinds]


def _only(columns: Sequence[Column]) -> Column | None:
    return columns[0] if len(columns) == 1 else None
