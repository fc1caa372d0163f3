"""A document being written: blocks of text and tables, and every figure that gets printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

FEN = {"元": Decimal(100), "万元": Decimal(1_000_000)}
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A heading cell."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table to be printed: heading rows of cells with spans, rows of text. ``lines`` stand above, ``notes`` below."""

    title: str
    lines: tuple[str, ...]
    header: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max(sum(h.columns for h in self.header[0]), *(len(row) for row in self.rows), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; ``level`` is that of a heading, 0 for body."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document prints: everything that differs from body to body and year to year."""

    unit: str
    separators: bool
    zero: str
    code_columns: int
    travel: str
    totals: str
    total_first: bool
    spaced: bool
    prose: int
    repeat: int
    separate: bool
    compare: bool
    panels: bool
    # What further bodies do, beside the manners above.
    joined: str = ""
    numbered: bool = False
    unit_at: str = "line"
    rates: bool = False
    accounts: bool = False
    retold: bool = False
    ruled: str = "all"


@dataclass(slots=True, kw_only=True)
class Pen:
    """Writes amounts and remembers them. ``place`` is the table or section being written."""

    org: str
    year: int
    stage: str
    scope: str
    style: Style
    random: Random
    administrative: bool = True
    blocks: list[Grid | Paragraph] = field(default_factory=list)
    truth: list[dict[str, object]] = field(default_factory=list)
    place: str = ""

    def heading(self, text: str, level: int) -> None:
        self.place = text
        self.blocks.append(Paragraph(text=text, level=level))

    def say(self, text: str) -> None:
        self.blocks.append(Paragraph(text=text))

    def choose(self, *wordings: str) -> str:
        """One of several wordings."""
        return self.random.choice(wordings)

    def money(
        self, item: str, fen: int | None, *, unit: str | None = None, aspect: str = "", flow: str = "", cell: bool = True,
        year: int | None = None, stage: str | None = None, measure: str = "金额",
    ) -> str:  # fmt: skip
        """An amount as printed. Zero in a cell is printed as this document prints zeros; None is blank."""
        if fen is None or (cell and fen == 0 and self.style.zero in ("", "—")):
            return "" if fen is None else self.style.zero
        unit = unit or self.style.unit
        number = (Decimal(fen) / FEN[unit]).quantize(CENT, ROUND_HALF_UP)
        plain = self.style.zero if fen == 0 and cell else f"{number:f}"
        if not cell:
            plain = _short(plain)
        self.note(item, plain, unit, aspect=aspect, flow=flow, year=year, stage=stage, measure=measure)
        return f"{Decimal(plain):,}" if self.style.separators and cell else plain

    def number(self, item: str, amount: str, unit: str, *, measure: str, aspect: str = "") -> str:
        """A number that is no money."""
        self.note(item, amount, unit, aspect=aspect, measure=measure)
        return amount

    def note(
        self, item: str, amount: str, unit: str, *, aspect: str = "", flow: str = "", year: int | None = None,
        stage: str | None = None, measure: str = "金额",
    ) -> None:  # fmt: skip
        """Remember a figure."""
        self.truth.append(
            {
                "org": self.org,
                "year": year or self.year,
                "stage": stage or self.stage,
                "scope": self.scope,
                "item": item,
                "aspect": aspect,
                "measure": measure,
                "amount": amount,
                "unit": unit,
                "flow": flow,
                "place": self.place,
            }
        )

    def table(
        self, title: str, header: Sequence[Sequence[Head]], rows: Sequence[Sequence[str]], *, unit: str | None = None,
        notes: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """A table with its title and unit line."""
        body = f"{self.choose('部门', '编制单位', '单位名称')}：{self.org}"
        line = f"{'金额' if self.random.random() < 0.2 else ''}单位：{unit or self.style.unit}"
        lines: tuple[str, ...] = (f"{body}　　{line}",) if self.random.random() < 0.3 else (body, line)
        if self.style.unit_at == "title":
            lines, title = (body,), f"{title}（单位：{unit or self.style.unit}）"
        elif self.style.unit_at == "head" and any(f"（{self.style.unit}）" in h.text for r in header for h in r):
            lines = (body,)
        self.blocks.append(
            Grid(
                title=title,
                lines=lines,
                header=tuple(tuple(r) for r in header),
                rows=tuple(tuple(r) for r in rows),
                notes=tuple(notes),
            )
        )

    def label(self, text: str) -> str:
        """合计 and the like, justified in documents that do so."""
        return "　".join(text) if self.style.spaced and len(text) <= 4 else text


def _short(plain: str) -> str:
    """Prose drops zeros at the end."""
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def placed(grid: Grid) -> list[tuple[int, int, Head]]:
    """Heading cells with their row and column."""
    out: list[tuple[int, int, Head]] = []
    taken: set[tuple[int, int]] = set()
    for r, cells in enumerate(grid.header):
        c = 0
        for cell in cells:
            while (r, c) in taken:
                c += 1
            out.append((r, c, cell))
            taken |= {(r + i, c + j) for i in range(cell.rows) for j in range(cell.columns)}
            c += cell.columns
    return out
