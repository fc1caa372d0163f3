"""Where a figure is printed, and the same figure in another unit of money."""

from __future__ import annotations

import re
from dataclasses import replace

from index.model import Figure
from qa import arithmetic as compute
from qa.answer.kinds import figure, not_found, told
from qa.answer.lookup import candidates
from qa.answer.outcome import Found, Outcome, Reading
from qa.answer.phrase import figure_sentence
from qa.answer.shelf import Shelf
from qa.model import Computed, Query, Value


def convert(query: Query, shelf: Shelf) -> Outcome:
    """The same figure in another unit of money."""
    outcome = figure(replace(query, kind="figure"), shelf)
    unit = query.money or "万元"
    if not isinstance(outcome, Found) or not outcome.figures:
        return outcome
    value = compute.in_unit(outcome.figures[0], unit)
    if value is None:
        return outcome
    plain = compute.plain(value)
    chosen = outcome.figures[0]
    return replace(
        outcome,
        text=f"{figure_sentence(chosen, shelf.named(chosen.document))}换算为{plain}{unit}。",
        value=Value(amount=plain, unit=unit),
        computed=Computed(expression=f"{chosen.amount}{chosen.unit}", amount=plain, unit=unit),
    )


def source(query: Query, shelf: Shelf) -> Outcome:
    """Where a figure is printed; the amount that a question quotes tells which one is meant."""
    asked = replace(query, kind="figure", measure=None)
    quoted = {n.replace(",", "") for n in re.findall(r"\d[\d,]*\.\d+|\d[\d,]{3,}|\d+(?=万?元|亿元)", query.words)}
    things = re.search(r"(?<![\d.])(\d{1,3})(辆|台|人|名|个|家|批)", query.words)
    if things:
        quoted, asked = {things.group(1)}, replace(asked, kind="count", counted=things.group(2))
    meant = [c.figure for c in candidates(asked, shelf, query.orgs[0]) if c.figure.amount in quoted]
    if things and not meant:
        return not_found(query, shelf)
    outcome = told(asked, shelf, Reading(figure=meant[0], same=tuple(meant[1:]))) if meant else figure(asked, shelf)
    if isinstance(outcome, Found) and outcome.figures:
        places = "；".join(dict.fromkeys(printed_at(shelf, f) for f in outcome.figures[:4]))
        return replace(outcome, text=f"{outcome.text}印在{places}。")
    return outcome


def printed_at(shelf: Shelf, figure: Figure) -> str:
    """The table and row, or the section, in which a figure stands."""
    page = f"第{figure.source.page}页" if figure.source.page else ""
    if figure.source.table is None:
        return f"{page}文字说明“{figure.source.section[-1] if figure.source.section else ''}”"
    table = shelf.document(figure.document).tables[figure.source.table]
    return f"{page}《{table.title or '未命名的表'}》“{figure.source.row or figure.label}”行"
