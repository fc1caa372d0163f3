"""Whether what was aimed at was reached: the two cells of one row of a form, or the two numbers of one clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from index.model import Figure
from qa.answer.indicators import cells, printed_value
from qa.answer.outcome import Found
from qa.answer.phrase import title
from qa.answer.sentences import Sentence
from qa.answer.shelf import Shelf
from qa.answer.stance import table, topic
from qa.answer.texts import Told, explained
from qa.model import Piece, Query, Value

_FLOOR = 0.75
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was aimed at (as printed, with its ≥) beside what was reached, and how well the question names it (0…1)."""

    name: str
    aim: str
    reached: Value
    figure: Figure
    named: float
    sentence: Sentence | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the aim was reached; None where either is no number."""
        aim, actual = _number(self.aim), _number(self.reached.amount)
        if aim is None or actual is None:
            return None
        return actual <= aim if re.search(table()["aims"]["most"], self.aim) else actual >= aim


def held_to_aim(query: Query, shelf: Shelf) -> tuple[Found, bool] | None:
    """The pair that the question names, told, and whether the aim was reached; None where none or two different are named."""
    things = _things(query)
    if not things:
        return None
    pairs = [p for p in (*_in_forms(query, shelf, things), *_in_sentences(query, shelf, things)) if p.named >= _FLOOR]
    best = max(pairs, key=lambda p: p.named, default=None)
    if best is None or best.holds is None:
        return None
    if any(p.named == best.named and p.holds != best.holds for p in pairs):
        return None
    info = shelf.named(best.figure.document)
    where = f"{info.org}{title(info)}中" if info else ""
    text = f"{where}“{best.name}”的目标为{best.aim}，实际为{best.reached.amount}{best.reached.unit or ''}。"
    told = Told(sentences=(best.sentence,), score=1.0, explained=1.0) if best.sentence else None
    return Found(text=text, value=best.reached, figures=(best.figure,), told=told), best.holds


def _things(query: Query) -> tuple[Piece, ...]:
    """What the question is about, without the words for aims."""
    asking = table()["aims"]["asking"]
    rest = ((p, re.sub(asking, "", p.text)) for p in topic(query))
    return tuple(replace(p, text=text) for p, text in rest if len(text) > 1)


def _in_forms(query: Query, shelf: Shelf, things: tuple[Piece, ...]) -> Iterator[Pair]:
    """Rows of forms with a cell for each."""
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        rows: dict[tuple[int | None, int | None, str], dict[bool, Figure]] = {}
        for actual in (False, True):
            for each in cells(shelf.facets_of(info), actual=actual):
                source = each.figure.source
                key = (source.table, source.row_index, each.figure.label)
                rows.setdefault(key, {}).setdefault(actual, each.figure)
        for (_, _, label), row in rows.items():
            reached = printed_value(row[True]) if len(row) == 2 else None
            if reached is not None:
                aimed = row[False]
                aim = f"{aimed.approximate or ''}{aimed.amount}{aimed.unit or '' if aimed.value is not None else ''}"
                yield Pair(name=label, aim=aim, reached=reached, figure=row[True], named=explained(things, label))


@cache
def _beside() -> re.Pattern[str]:
    told = table()["aims"]["told"]
    return re.compile(
        rf"(?P<name>[^,;。:()\d]{{2,24}})(?P<reached>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d,;。()]{{1,4}})[(,](?:{told})(?:数|为|是|:)*"
        rf"(?P<aim>[≥≤><]?\d[\d,]*(?:\.\d+)?[^\d,;。()]{{0,4}})"
    )


def _in_sentences(query: Query, shelf: Shelf, things: tuple[Piece, ...]) -> Iterator[Pair]:
    """Clauses that tell both: 更换行道树1,860株(目标2,000株)."""
    for info in shelf.select(query.orgs[0], years=query.years, stages=query.stages, scopes=query.scopes):
        figures = [f.figure for f in shelf.facets_of(info) if f.figure.source.table is None]
        for sentence in shelf.sentences(info.id):
            for found in _beside().finditer(sentence.folded):
                reached = Value(amount=found["reached"].replace(",", ""), unit=found["unit"])
                figure = next((f for f in figures if _is_of(f, sentence, reached)), None)
                if figure is not None:
                    named = explained(things, found["name"])
                    yield Pair(
                        name=found["name"],
                        aim=found["aim"],
                        reached=reached,
                        figure=figure,
                        named=named,
                        sentence=sentence,
                    )


def _is_of(figure: Figure, sentence: Sentence, value: Value) -> bool:
    """Whether a figure is this number of this sentence."""
    at = figure.source.span
    inside = at is not None and sentence.span.start <= at.start < sentence.span.end
    return inside and figure.amount == value.amount and figure.unit == value.unit


def _number(text: str) -> Decimal | None:
    found = _NUMBER.search(text)
    return Decimal(found.group().replace(",", "")) if found else None
