"""预算 beside 决算: of one item, what a body planned for a year, what it came to, and how much of the plan that is. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.library import DocumentInfo
from index.model import Figure
from qa.arithmetic import comparable, difference, share
from qa.sheets import Sheet
from qa.web.grids import entry_html, headings, table_html
from qa.web.leaf import Ask, Slots
from qa.web.matrix import Entry, matrix
from qa.web.words import grouped, safe

PLANNED, SPENT = "预算", "决算"
_HEADER = ("单位", "年度", "预算数", "决算数", "决算比预算", "执行率")


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """A body's year: the two cells of the matrix, and what they come to; "" where they do not compare."""

    org: str
    year: int
    planned: Entry
    spent: Entry
    gap: str = ""
    unit: str = ""
    rate: str = ""


def executions(ask: Ask, infos: Sequence[DocumentInfo], about: Slots) -> tuple[Execution, ...]:
    """By body, then by year, the latest first: of each year of which a body has both papers in ``infos``."""
    held = {(i.org, i.year, i.stage) for i in infos}
    out = []
    for org in sorted({i.org for i in infos}):
        years = sorted({i.year for i in infos if i.year and {(org, i.year, s) for s in (PLANNED, SPENT)} <= held})
        if not years:
            continue
        planned, spent = (
            matrix(ask, [i for i in infos if i.stage == stage], [org], years, replace(about, stage=stage)).rows[0][1]
            for stage in (PLANNED, SPENT)
        )
        out += [_row(org, *each) for each in zip(years, planned, spent, strict=True)][::-1]
    return tuple(out)


def _row(org: str, year: int, planned: Entry, spent: Entry) -> Execution:
    # How each moved since the year before is told by the other view.
    row = Execution(org=org, year=year, planned=replace(planned, change=""), spent=replace(spent, change=""))
    before, after = _printed(planned), _printed(spent)
    if before is None or after is None or before.aspect != after.aspect or before.scope != after.scope:
        return row
    gap, rate = difference(after, before), share(after, before)
    if gap is None:
        return row
    way = "" if gap.amount.startswith("-") or not gap.amount.strip("0.") else "+"
    return replace(
        row, gap=f"{way}{grouped(gap.amount)}".replace("-", "−"), unit=gap.unit or "", rate=f"{rate.amount}%" if rate else ""
    )  # fmt: skip


def _printed(entry: Entry) -> Figure | None:
    """A printed amount of the stage that was asked for: what is worked out or in doubt is not worked on with."""
    return None if entry.leaf is None or entry.leaf.worked or entry.note else entry.figure


def html(rows: Sequence[Execution]) -> str:
    """The rows as a table; each amount leads to its printed place."""
    head = headings(*_HEADER)
    body = "".join(
        f"<tr><th scope='row'>{safe(row.org)}</th><td>{row.year}</td>{entry_html(row.planned)}{entry_html(row.spent)}"
        f"<td class='bq-num'{_apart(row)}>{safe(f'{row.gap} {row.unit}'.strip())}</td><td class='bq-num'>{safe(row.rate)}</td></tr>"
        for row in rows
    )
    return table_html(head, body)


def _apart(row: Execution) -> str:
    """What the difference is sorted by."""
    planned, spent = row.planned.figure, row.spent.figure
    return f" data-v='{comparable(spent) - comparable(planned):f}'" if row.gap and planned and spent else ""


def sheet(rows: Sequence[Execution], title: str) -> Sheet:
    """The rows to export: amounts exactly as disclosed."""
    header = ("单位", "年度", "预算数", "计量单位", "决算数", "计量单位", "决算比预算", "计量单位", "执行率")
    told = []
    for row in rows:
        cells = [
            part
            for entry in (row.planned, row.spent)
            for part in ((entry.leaf.amount, entry.leaf.unit or "") if entry.leaf else (entry.text, ""))
        ]
        told.append((row.org, str(row.year), *cells, row.gap.replace("−", "-").lstrip("+"), row.unit, row.rate))
    return Sheet(title=title, header=header, rows=tuple(told), amounts=(2, 4, 6))
