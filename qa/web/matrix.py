"""Organisation × year of one item, and one disclosure side by side over years. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from index.library import DocumentInfo
from index.model import Figure, Measure
from qa.arithmetic import difference, rate, total
from qa.sheets import Sheet
from qa.web.leaf import OPEN, Ask, Leaf, Slots
from qa.web.words import amount_of, grouped, unit_of, way_of

NO_DOCUMENT, NOT_LISTED, SEVERAL = "未收录文件", "未列示", "有几个数字"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cell: what stands in it, where it is printed (None: missing or worked out), its change against the year before.

    ``question`` asked in the chat gives the same; ``note`` says what the figure's slots do not have in common with the cell's.
    """

    text: str
    question: str
    told: str = ""
    leaf: Leaf | None = None
    change: str = ""
    way: str = ""
    note: str = ""

    @property
    def figure(self) -> Figure | None:
        """The printed figure."""
        return self.leaf.figure if self.leaf else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows by organisation, columns by year."""

    years: tuple[int, ...]
    rows: tuple[tuple[str, tuple[Entry, ...]], ...]


def matrix(ask: Ask, infos: Sequence[DocumentInfo], orgs: Sequence[str], years: Sequence[int], about: Slots) -> Matrix:
    """``ask`` answers each cell; ``about`` gives the item, stage and scope; ``infos`` are the documents of that stage and scope."""
    held = {(i.org, i.year) for i in infos}
    rows = []
    for org in orgs:
        entries: list[Entry] = []
        before: Leaf | None = None
        for year in years:
            found = ask(replace(about, org=org, year=year))
            # The year before may not be a column: what is not seen is not compared with.
            earlier = before if year - 1 in years else None
            entries.append(_entry(found, (org, year) in held, earlier, replace(about, org=org, year=year)))
            before = found
        rows.append((org, tuple(entries)))
    return Matrix(years=tuple(years), rows=tuple(rows))


def totals(found: Matrix) -> tuple[tuple[str, int], ...]:
    """The sum of each year over the bodies that are shown, and of how many: printed amounts that nothing is said against.

    ("", 0) where fewer than two are there, or they do not compare.
    """
    out = []
    for column in zip(*(entries for _, entries in found.rows), strict=True):
        figures = [e.leaf.figure for e in column if e.leaf and e.leaf.figure and not e.leaf.worked and not e.note]
        summed = total(figures) if len(figures) > 1 and len({f.aspect for f in figures}) == 1 else None
        told = f"{grouped(summed.amount)} {summed.unit or ''}".strip() if summed else ""
        out.append((told, len(figures) if told else 0))
    return tuple(out)


def _entry(found: Leaf, held: bool, before: Leaf | None, slots: Slots) -> Entry:
    figure = found.figure
    if figure is None:
        missing = SEVERAL if found.status == OPEN else NOT_LISTED if held else NO_DOCUMENT
        return Entry(text=missing, question=found.question, told=found.told)
    unit = found.unit or ("" if found.worked else unit_of(figure))
    near = figure.approximate if figure.approximate in ("约", "近", "超") and not found.worked else ""
    earlier = before.figure if before and not before.worked and not found.worked else None
    change, way = _change(figure, earlier) if earlier and _comparable(figure, earlier) else ("", "")
    return Entry(
        text=f"{near}{grouped(found.amount)} {unit}".strip(),
        question=found.question,
        told=found.told,
        leaf=found,
        change=change,
        way=way,
        note=_note(found, figure, slots),
    )


def _comparable(a: Figure, b: Figure) -> bool:
    return (a.stage, a.scope, a.aspect) == (b.stage, b.scope, b.aspect)


def _note(found: Leaf, figure: Figure, slots: Slots) -> str:
    """What must be said beside the amount."""
    parts = (
        "按公开数字计算" if found.worked else "",
        f"{figure.stage}数" if figure.stage and slots.stage and figure.stage != slots.stage else "",
        "公开内容有出入，详见问答" if found.warned else "",
    )
    return "；".join(part for part in parts if part)


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
            leaf = entry.leaf
            cells += [entry.text, "", ""] if leaf is None else [leaf.amount, leaf.unit or "", entry.change]
        rows.append(tuple(cells))
    return Sheet(title=title, header=tuple(header), rows=tuple(rows), amounts=tuple(range(1, len(header), 3)))


def with_ways(rows: Sheet, figures: Sequence[Figure]) -> Sheet:
    """A list of figures to export, with 增 or 减 beside each change: the digits alone do not tell."""
    at = rows.header.index("量") + 1
    ways = ("增减", *(way_of(figure) for figure in figures))
    told = [(*row[:at], way, *row[at:]) for row, way in zip((rows.header, *rows.rows), ways, strict=True)]
    amounts = tuple(place + (place >= at) for place in rows.amounts)
    return replace(rows, header=told[0], rows=tuple(told[1:]), amounts=amounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Rows of one standard table over years: (label, aspect, code) → a figure or None for each year."""

    years: tuple[int, ...]
    rows: tuple[tuple[tuple[str, str, str], tuple[Figure | None, ...]], ...]


def comparison(by_year: Mapping[int, Sequence[Figure]]) -> Comparison:
    """``by_year`` holds the figures of one stage in the same table of the same body, year by year; each year's own figures count."""
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
    return Sheet(title=title, header=tuple(header), rows=tuple(rows), amounts=tuple(range(3, len(header), 2)))


def changes(figures: Sequence[Figure | None]) -> tuple[tuple[str, str], ...]:
    """How each year's figure moved against the year before it."""
    out = [("", "")]
    for before, now in pairwise(figures):
        out.append(_change(now, before) if before is not None and now is not None else ("", ""))
    return tuple(out)
