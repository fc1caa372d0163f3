"""What is asked of the rows of a chosen column, done: in order, beyond a limit, added up; each figure cited, nothing said of rows that the
table does not print."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from decimal import Decimal

from index.model import Figure, Measure
from qa import arithmetic
from qa.answer import kinds
from qa.answer.outcome import Found
from qa.answer.phrase import amount
from qa.arithmetic import comparable, unsigned
from qa.model import Query, Value
from qa.plan.listing import RELATIONS
from qa.question.coordination import side_by_side
from qa.tables.calling import CALLED, class_fit
from qa.tables.choose import Chosen
from qa.tables.portions import ratio, share
from qa.tables.relation import Entry
from qa.tables.request import Asked
from qa.tables.told import RANKS, SHOWN, listed, moved, where
from qa.tables.words import patterns

_OPEN = "文件没有印出总数，只能就所列各项而言。"
_FAULTY = "所列各项之和与文件印出的合计不一致。"


def worked(asked: Asked, meant: Chosen, query: Query) -> Found | None:
    rows = _rows(asked, meant)
    if asked.doing in ("order", "limit") and _is_kept(asked, meant):
        return None
    if asked.doing == "share":
        return share(asked, meant, rows)
    if asked.doing == "ratio":
        return ratio(asked, meant, rows)
    if (
        len(rows) < (1 if meant.only else 2)
        or (asked.many and asked.many != len(rows))
        or len(side_by_side(query)) > len(rows)
    ):
        return None
    if not (meant.named or meant.only) and not _complete(asked, meant, rows):
        return None
    match asked.doing:
        case "order":
            return _in_order(asked, meant, rows)
        case "limit":
            return _limited(asked, meant, rows)
        case "sum":
            return _summed(asked, meant, rows, query)
        case "mean":
            return _mean(meant, rows)
    return None


def _rows(asked: Asked, meant: Chosen) -> list[tuple[Entry, Figure]]:
    """The rows that have a figure in the column: those that the question names where it names several, else all but those that it
    leaves out."""
    out = [e for part in asked.left_out for e in meant.relation.named_in(part)]
    column = meant.column.index
    return [
        (entry, entry.cards[column].figure)
        for entry in meant.rows
        if entry not in out and column in entry.cards and entry.cards[column].figure.value is not None
    ]


def _is_kept(asked: Asked, meant: Chosen) -> bool:
    """Whether something that is to be left out is no row of the table: what is left of it cannot be told."""
    parts = (p for p in asked.left_out if not patterns()["total"]["own"].search(p))
    return any(
        len(p) > 1 and not meant.relation.named_in(p) and not patterns()["ask"]["others"].search(p) for p in parts
    )


def _complete(asked: Asked, meant: Chosen, rows: Sequence[tuple[Entry, Figure]]) -> bool:
    """Whether no row can be missing that would change the answer: the rows add up to a printed total, no total is printed, or what
    they lack of it is too little. Rows of a table that lack less than any of them has are all: its total is at fault, which is said."""
    if not _adds_up(meant):
        return True
    lacks = meant.relation.lacks(meant.column)
    sizes = sorted((abs(comparable(figure)) for _, figure in rows), reverse=True)
    if lacks == 0 or asked.moved:
        return True
    if asked.doing == "order" and not asked.least:
        return lacks < sizes[min(asked.place + asked.top, len(sizes)) - 1]
    if asked.doing == "limit":
        over = asked.limit is not None and asked.limit.relation in ("over", "at_least")
        return over and asked.limit is not None and lacks < asked.limit.amount
    return meant.relation.table is not None and lacks < min(size for size in sizes if size)


def _adds_up(meant: Chosen) -> bool:
    """Whether what a column tells can be added up at all: rates and scores cannot."""
    return meant.column.first.figure.measure not in (Measure.RATE, Measure.SHARE, Measure.INDICATOR)


def _which(asked: Asked) -> str:
    """What the first one is: 最大, 第二小, 增加最多."""
    if asked.moved:
        word = "减少" if asked.moved < 0 else "增加"
        return (
            f"{word}最{'少' if asked.least else '多'}"
            if not asked.place
            else f"{word}第{RANKS[asked.place]}{'少' if asked.least else '多'}"
        )
    word = "小" if asked.least else "大"
    return f"第{RANKS[asked.place]}{word}" if asked.place else f"最{word}"


def _open(meant: Chosen) -> tuple[str, ...]:
    if meant.named or meant.only or not _adds_up(meant) or meant.relation.total_of(meant.column):
        return ()
    return (_FAULTY,) if meant.relation.lacks(meant.column) else (_OPEN,)


def _in_order(asked: Asked, meant: Chosen, rows: list[tuple[Entry, Figure]]) -> Found | None:
    up = asked.least != (asked.moved < 0)
    order = sorted(rows, key=lambda row: comparable(row[1]), reverse=not up)
    if asked.place >= len(order) or (asked.moved and (comparable(order[0][1]) < 0) != (asked.moved < 0)):
        return None
    best = order[asked.place]
    ties = [row for row in order if comparable(row[1]) == comparable(best[1])]
    wanted = ties if len(ties) > 1 else order[asked.place : asked.place + asked.top]
    names = "、".join(f"“{entry.printed}”" for entry, _ in (ties if len(ties) > 1 else [best]))
    lead = f"{where(meant.relation)}中{_which(asked)}的是{names}{'（并列）' if len(ties) > 1 else ''}，{'' if asked.moved else '为'}{moved(best[1])}。"
    shown = order[: max(asked.top, asked.place + 1, 3)]
    return Found(
        text=f"{lead}依次为：{listed(shown)}。",
        value=kinds.value_of(unsigned(best[1]) if asked.moved and best[1].direction else best[1]),
        figures=tuple(figure for _, figure in wanted),
        parts=tuple(figure for _, figure in shown),
        warnings=_open(meant),
    )


def _limited(asked: Asked, meant: Chosen, rows: list[tuple[Entry, Figure]]) -> Found | None:
    if asked.limit:
        money = rows[0][1].yuan is not None
        if asked.limit.money is not None and asked.limit.money != money:
            return None
        holds, limit, said = RELATIONS[asked.limit.relation], asked.limit.amount, asked.limit.said
        if asked.limit.money is None and money and asked.limit.amount:
            return None
    elif asked.moved:
        holds, limit, said = (operator.lt, Decimal(0), "减少") if asked.moved < 0 else (operator.gt, Decimal(0), "增加")
    else:
        return None
    kept = [row for row in rows if holds(comparable(row[1]), limit)]
    return _told(asked, meant, rows, kept, said)


def _told(
    asked: Asked, meant: Chosen, rows: list[tuple[Entry, Figure]], kept: list[tuple[Entry, Figure]], said: str
) -> Found:
    count = Value(amount=str(len(kept)), unit=None)
    if not kept:
        return Found(
            text=f"{where(meant.relation)}所列各项中没有{said}的。",
            value=count,
            figures=tuple(figure for _, figure in rows[:SHOWN]),
        )
    order = sorted(kept, key=lambda row: comparable(row[1]), reverse=asked.moved >= 0)
    figures = tuple(figure for _, figure in order)
    return Found(
        text=f"{where(meant.relation)}所列各项中{said}的共{len(kept)}项：{listed(order)}。",
        value=count,
        figures=figures[:SHOWN],
        parts=figures,  # as many as are counted
    )


def _summed(asked: Asked, meant: Chosen, rows: list[tuple[Entry, Figure]], query: Query) -> Found | None:
    """The sum of the rows: of those named, of the first ones by size, of all but those left out, or of all, as printed where it is."""
    relation = meant.relation
    if patterns()["order"]["top"].search(asked.text):
        rows = sorted(rows, key=lambda row: comparable(row[1]), reverse=not asked.least)[: asked.top]
    elif asked.left_out and len(rows) == len(meant.rows):
        return None  # what is to be left out is no row of it
    elif not meant.named and not meant.only and not asked.left_out and (class_fit(asked, relation) or 0) < CALLED:
        return None
    elif not meant.only and len(rows) == len(relation.entries) and (whole := relation.total_of(meant.column)):
        return _printed(meant, rows, whole.figure)
    figures = [figure for _, figure in rows]
    worked = arithmetic.total(figures)
    if worked is None:
        return None
    worked = arithmetic.in_wished(worked, query.money)
    return Found(
        text=f"{where(meant.relation)}：{listed(rows)}，合计{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=tuple(figures),
        parts=tuple(figures),
        computed=worked,
        warnings=_open(meant),
    )


def _printed(meant: Chosen, rows: Sequence[tuple[Entry, Figure]], whole: Figure) -> Found:
    return Found(
        text=f"{where(meant.relation)}所列{len(rows)}项合计{amount(whole)}：{listed(rows)}。",
        value=kinds.value_of(whole),
        figures=(whole,),
        parts=tuple(figure for _, figure in rows),
    )


def _mean(meant: Chosen, rows: list[tuple[Entry, Figure]]) -> Found | None:
    figures = [figure for _, figure in rows]
    worked = arithmetic.mean(figures)
    if worked is None:
        return None
    return Found(
        text=f"{where(meant.relation)}：{listed(rows)}，平均{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=tuple(figures),
        parts=tuple(figures),
        computed=worked,
        warnings=_open(meant),
    )
