"""One row held against another figure of its table: its part of the total, its money for each of what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Figure
from qa import arithmetic
from qa.answer.outcome import Found
from qa.answer.phrase import amount
from qa.model import Value
from qa.tables.choose import Chosen
from qa.tables.relation import Entry
from qa.tables.request import Asked
from qa.tables.told import listed, where
from qa.tables.words import pairs, patterns


def share(asked: Asked, meant: Chosen, rows: Sequence[tuple[Entry, Figure]]) -> Found | None:
    """What part of the printed total the one row is; None where its part of its own row may be meant as well (石门镇中央资金占比)."""
    crossed = any(column.whole for column in meant.relation.columns if column is not meant.column)
    if crossed and not patterns()["share"]["of_rows"].search(asked.text):
        return None
    whole = meant.relation.total_of(meant.column)
    worked = arithmetic.share(rows[0][1], whole.figure) if whole and len(rows) == 1 else None
    if worked is None or whole is None:
        return None
    return Found(
        text=f"{where(meant.relation)}中{listed(rows)}，占合计（{amount(whole.figure)}）的{worked.amount}%。",
        value=Value(amount=worked.amount, unit="%"),
        figures=(rows[0][1], whole.figure),
        computed=worked,
    )


def ratio(asked: Asked, meant: Chosen, rows: Sequence[tuple[Entry, Figure]]) -> Found | None:
    """What a row's money comes to for each of what another of its columns counts: 生均, 每户."""
    said = patterns()["ask"]["ratio"].search(asked.text)
    each = (said["each"] or said["mean"] or "") if said else ""
    if len(rows) != 1 or rows[0][1].yuan is None:
        return None
    counts = [
        card.figure
        for column in meant.relation.columns
        if (card := rows[0][0].cards.get(column.index)) and _counts(each, column.words)
    ]
    worked = arithmetic.each(rows[0][1], counts[0]) if len(counts) == 1 else None
    if worked is None:
        return None
    return Found(
        text=f"{where(meant.relation)}中{listed(rows)}，{amount(counts[0])}，平均每{each.removesuffix('均')}{worked.told}。",
        value=Value(amount=worked.amount, unit=worked.unit),
        figures=(rows[0][1], counts[0]),
        computed=worked,
    )


def _counts(each: str, words: str) -> bool:
    """Whether a column counts what a mean is asked for."""
    return any(said.search(each) and heading.search(words) for said, heading in pairs("ratio"))
