"""Which table a question speaks of, and which of its columns: by what is printed over the rows and over the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import Measure
from qa.answer.lookup import measure_admits, stage_admits
from qa.evidence.asked import asked as read_asked
from qa.evidence.fitting import other_months
from qa.evidence.otherwise import unsaid
from qa.evidence.pair import pairs_of, share
from qa.model import Query
from qa.question.periods import months_of, parts_of_year
from qa.tables.calling import borne_out, called, class_fit, named
from qa.tables.relation import Column, Entry, Relation
from qa.tables.request import Asked, notions
from qa.tables.words import patterns

_COUNTED = frozenset({Measure.COUNT, Measure.PEOPLE, Measure.BATCHES, Measure.VISITS, Measure.AREA})
_MOVED = (Measure.CHANGE, Measure.RATE)
_NEAR = 0.08  # tables and columns so near to the best may be meant as well
SAID = 0.6  # the share of the question's words that must be printed around a column
_ALIKE = 0.6
_OF_ONE = ("share", "ratio")  # what is asked of one row


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A column of a table, how well it fits, and the ``rows`` asked about: ``named`` where the question names them, ``only`` those of
    which a column of words says so."""

    relation: Relation
    column: Column
    score: float
    rows: tuple[Entry, ...] = ()
    named: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """The rows asked about, those that are named, and what a column of words says of them (``Chosen.only``)."""

    rows: tuple[Entry, ...]
    names: tuple[Entry, ...]
    only: str


def chosen(asked: Asked, query: Query, relations: Sequence[Relation]) -> tuple[Chosen, ...]:
    """The columns that may be meant, best first, those nearly as good behind it; () where none is."""
    found = sorted(_all(asked, query, relations), key=lambda c: -c.score)
    return tuple(c for c in found if c.score >= found[0].score - _NEAR)


def _all(asked: Asked, query: Query, relations: Sequence[Relation]) -> Iterator[Chosen]:
    question = read_asked(query, None)
    for relation in relations:
        fit = class_fit(asked, relation)
        meant = _rows(asked, relation) if fit is not None else None
        if fit is None or meant is None:
            continue
        words = [word for word in asked.content if not _is_told(word, meant, relation)]
        for column in relation.columns if meant.rows else ():
            if unsaid(question, column.first):
                continue
            told = [_met(word, relation, column) * len(word) for word in words]
            said = sum(told) / sum(map(len, words)) if words else 1.0
            if said >= SAID and _admits(asked, query, relation, column):
                score = (
                    said
                    + fit
                    + _nested(asked, relation)
                    + 0.3 * bool(meant.names or meant.only)
                    + _plainness(asked, relation, column)
                )
                yield Chosen(
                    relation=relation,
                    column=column,
                    score=score,
                    rows=meant.rows,
                    named=len(meant.names) > 1 or asked.doing in _OF_ONE,
                    only=meant.only,
                )


def _rows(asked: Asked, relation: Relation) -> _Meant | None:
    """Which rows are asked about; None where it is one row's own figure, or another number of them than what is to be done needs."""
    names = named(asked, relation)
    one = asked.doing in _OF_ONE
    inside = relation.under and names and names[0].name in relation.under  # the parts of the one row named
    if (one and len(names) != 1) or (not one and len(names) == 1 and not inside):
        return None
    rows = names if len(names) > 1 or one else called(asked, relation)
    only = relation.told_apart(asked.whole)
    kept = tuple(e for e in rows if only in e.texts.values()) if only else rows
    return _Meant(rows=kept, names=names, only=only)


def _is_told(word: str, meant: _Meant, relation: Relation) -> bool:
    """Whether a word of the question is in the name of a row that it names, or in what a column of words says of the rows."""
    if any(word in entry.name or entry.name in word for entry in meant.names):
        return True
    if meant.only and (word in meant.only or any(word in heading for heading in relation.texts.values())):
        return True
    return borne_out(word, relation)


def _admits(asked: Asked, query: Query, relation: Relation, column: Column) -> bool:
    figure = column.first.figure
    moved = figure.measure in _MOVED
    if query.months and other_months(query.months, column.first, dated=bool(query.years)):
        return False
    if asked.completed:
        return figure.rate == "完成" or bool(patterns()["rows"]["completed"].search(column.words))
    if asked.moved and asked.doing in ("order", "limit"):
        if not moved or (asked.rate and figure.measure is not Measure.RATE):
            return False
    elif asked.doing == "sum" and query.kind == "count":
        return measure_admits(query, figure)
    elif figure.measure in _COUNTED:
        if asked.limit and asked.limit.money:
            return False
    elif figure.measure is not Measure.AMOUNT and not (
        figure.measure in (Measure.RATE, Measure.SHARE, Measure.INDICATOR) and _asks_rate(asked, relation, column)
    ):
        return False
    if asked.limit and asked.limit.money is False and figure.yuan is not None:
        return False
    if query.years and (figure.year if figure.year is not None else relation.info.year) not in (*query.years, None):
        return False
    return moved or stage_admits(query, figure, relation.info, bool(query.years))


def _asks_rate(asked: Asked, relation: Relation, column: Column) -> bool:
    headed = relation.table is not None and any(_met(word, relation, column) == 1.0 for word in asked.content)
    return headed or bool(asked.limit and asked.limit.said.endswith("%"))


def _met(word: str, relation: Relation, column: Column) -> float:
    """How near to the figures of a column a word of the question is printed, 0…1."""
    keys = set(notions(word))
    if word not in column.words and not _moves(column) and any(word == _bare(other) for other in relation.columns):
        return 0.0  # another column's
    if word in column.words or keys & ({column.first.figure.aspect_item, column.item} - {None}):
        return 1.0
    if keys & (column.first.above_items | column.first.wholes):
        return 0.9
    if relation.table is None:
        return 0.5 if word in relation.above.split("|")[0] else 0.0
    if word in relation.above or word in relation.heading:
        return 0.9
    if _moves(column) and any(word in other.words for other in relation.columns):
        return 0.8  # 收入 | 同比: what has changed stands beside the change
    if word in relation.info.title or any(word in heading for heading in relation.texts.values()):
        return 0.7
    alike = max(share(pairs_of(place), pairs_of(word)) for place in (column.words, relation.above))
    return 0.7 if len(word) > 2 and alike >= _ALIKE else 0.0


def _nested(asked: Asked, relation: Relation) -> float:
    """What speaks for or against the parts of one row: that the question names it, or does not."""
    if not relation.under:
        return 0.0
    if relation.under in asked.text:
        return 0.25
    return 0.0 if any(word in relation.under for word in asked.content) else -0.15


def _bare(column: Column) -> str:
    """What a heading says without the words of any such heading."""
    return patterns()["heading"]["plain"].sub("", column.words)


def _moves(column: Column) -> bool:
    return column.first.figure.measure in _MOVED


def _plainness(asked: Asked, relation: Relation, column: Column) -> float:
    """What speaks for a column that the question does not tell apart: that it sums up its row, that it is money, that it stands in a table."""
    figure = column.first.figure
    unsaid = (
        0 if asked.moved and _moves(column) else _unsaid(asked, column)
    )  # 调整数: such a heading only says that it is a change
    plain = 0.2 * column.whole + 0.1 * (relation.table is not None) - 0.3 * unsaid
    if figure.measure in _COUNTED and not any(word in column.words for word in asked.content):
        plain -= 0.3
    if asked.moved and not asked.rate:
        plain += 0.1 * (figure.measure is Measure.CHANGE)
    before = patterns()["heading"]["before"]
    if before.search(column.words) and not before.search(asked.text):
        plain -= 0.2
    if any(part.months != months_of(relation.info.period) for part in parts_of_year(column.words)):
        plain -= 0.1
    return plain + 0.1 * (figure.stage in (None, relation.info.stage) and figure.year in (None, relation.info.year))


def _unsaid(asked: Asked, column: Column) -> float:
    """The share of what a column's heading says, but for words of any such heading, that the question does not."""
    words = _bare(column)
    return sum(c not in asked.text for c in words) / len(words) if words else 0.0
