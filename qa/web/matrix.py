"""Organisation × year of one item, and one disclosure side by side over years. No widgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from index.library import DocumentInfo
from index.model import Figure, Measure, State
from qa.answer.compute import difference, rate
from qa.sheets import Sheet
from qa.web.words import amount_of, grouped, unit_of, way_of

NO_DOCUMENT, NOT_LISTED = "未收录文件", "未列示"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cell: the figure (None: missing, and ``text`` says how), its change against the year before, other figures of that cell."""

    text: str
    figure: Figure | None = None
    change: str = ""
    way: str = ""
    others: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows by organisation, columns by year."""

    years: tuple[int, ...]
    rows: tuple[tuple[str, tuple[Entry, ...]], ...]


def matrix(
    figures: Iterable[Figure], infos: Sequence[DocumentInfo], orgs: Sequence[str], years: Sequence[int]
) -> Matrix:
    """``figures`` are of one item, stage and scope already; ``infos`` the documents of that stage and scope."""
    found: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.year is not None and figure.measure is Measure.AMOUNT:
            found[figure.org, figure.year].append(figure)
    held = {(i.org, i.year) for i in infos}
    rows = []
    for org in orgs:
        entries: list[Entry] = []
        for year in years:
            entries.append(_entry(found.get((org, year), []), (org, year) in held, found.get((org, year - 1), [])))
        rows.append((org, tuple(entries)))
    return Matrix(years=tuple(years), rows=tuple(rows))


def _entry(figures: Sequence[Figure], held: bool, before: Sequence[Figure]) -> Entry:
    chosen = best(figures)
    if chosen is None:
        return Entry(text=NOT_LISTED if held else NO_DOCUMENT)
    others = tuple(
        {f.yuan: f for f in figures if not f.aspect and f.yuan is not None and f.yuan != chosen.yuan}.values()
    )
    text = f"{amount_of(chosen)} {unit_of(chosen)}".strip()
    earlier = best(before)
    change, way = _change(chosen, earlier) if earlier else ("", "")
    return Entry(text=text, figure=chosen, change=change, way=way, others=others)


def best(figures: Sequence[Figure]) -> Figure | None:
    """The figure that stands for the whole: no aspect before one with, a value before a blank, a cell before prose."""
    if not figures:
        return None
    return min(
        figures, key=lambda f: (bool(f.aspect), f.state not in (State.VALUE, State.ZERO), f.source.table is None, f.id)
    )


def _change(now: Figure, before: Figure) -> tuple[str, str]:
    """(+1.20 万元（+3.05%）, "up"); ("", "") where the two do not compare."""
    moved, percent = difference(now, before), rate(now, before)
    if moved is None:
        return "", ""
    value = Decimal(moved.amount)
    if not value:
        return "持平", "same"
    sign = "+" if value > 0 else ""
    share = f"（{sign}{percent.amount}%）" if percent else ""
    return f"{sign}{grouped(moved.amount)} {moved.unit or ''}{share}".replace("-", "−"), "up" if value > 0 else "down"


def sheet(found: Matrix, title: str) -> Sheet:
    """The matrix to export: amounts exactly as disclosed, with unit and change beside each year."""
    header = ["单位", *(f"{year}年{part}" for year in found.years for part in ("", "计量单位", "比上年"))]
    rows = []
    for org, entries in found.rows:
        cells = [org]
        for entry in entries:
            figure = entry.figure
            cells += (
                [entry.text, "", ""]
                if figure is None
                else [figure.amount or amount_of(figure), figure.unit or "", entry.change]
            )
        rows.append(tuple(cells))
    return Sheet(title=title, header=tuple(header), rows=tuple(rows))


def with_ways(rows: Sheet, figures: Sequence[Figure]) -> Sheet:
    """A list of figures to export, with 增 or 减 beside each change: the digits alone do not tell."""
    at = rows.header.index("量") + 1
    ways = ("增减", *(way_of(figure) for figure in figures))
    told = [(*row[:at], way, *row[at:]) for row, way in zip((rows.header, *rows.rows), ways, strict=True)]
    return replace(rows, header=told[0], rows=tuple(told[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Rows of one standard table over years: (label, aspect, code) → a figure or None for each year."""

    years: tuple[int, ...]
    rows: tuple[tuple[tuple[str, str, str], tuple[Figure | None, ...]], ...]


def comparison(by_year: Mapping[int, Sequence[Figure]]) -> Comparison:
    """``by_year`` holds the figures of the same table of the same body, year by year; each year's own figures count."""
    years = tuple(sorted(by_year))
    rows: dict[tuple[str, str, str], dict[int, Figure]] = {}
    for year in years:
        for figure in by_year[year]:
            if figure.year == year and figure.measure is Measure.AMOUNT:
                key = (figure.item or figure.label, figure.aspect, figure.code or "")
                rows.setdefault(key, {}).setdefault(year, figure)
    return Comparison(years=years, rows=tuple((key, tuple(found.get(y) for y in years)) for key, found in rows.items()))


def with_figures(found: Comparison) -> Comparison:
    """Without the rows that are blank in every year: a form lists every class there is, used or not."""
    return replace(found, rows=tuple(row for row in found.rows if any(f is not None and f.amount for f in row[1])))


def comparison_sheet(found: Comparison, title: str) -> Sheet:
    """The comparison to export."""
    header = ["编码", "项目", "栏目", *(f"{year}年{part}" for year in found.years for part in ("", "计量单位"))]
    rows = []
    for (label, aspect, code), figures in found.rows:
        cells = [code, label, aspect]
        for figure in figures:
            cells += ["", ""] if figure is None else [figure.amount or amount_of(figure), figure.unit or ""]
        rows.append(tuple(cells))
    return Sheet(title=title, header=tuple(header), rows=tuple(rows))


def changes(figures: Sequence[Figure | None]) -> tuple[tuple[str, str], ...]:
    """How each year's figure moved against the year before it."""
    out = [("", "")]
    for before, now in pairwise(figures):
        out.append(_change(now, before) if before is not None and now is not None else ("", ""))
    return tuple(out)
