"""What every check works on, and how a finding is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from index.checks.data import data
from index.figures.compare import step
from index.language.fold import label_key
from index.model import Document, Figure, Finding, Section, Source, Span, Table, Verdict
from index.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A disclosure under examination. ``cells`` are its figures by (table, row, column)."""

    document: Document
    figures: tuple[Figure, ...]
    vocabulary: Vocabulary
    cells: dict[tuple[int, int, int], Figure]
    kept: dict[str, Any] = field(default_factory=dict, compare=False)  # what several checks would make again

    @property
    def prose(self) -> tuple[Figure, ...]:
        """The figures of running text."""
        return tuple(f for f in self.figures if f.source.table is None)

    def finding(
        self,
        check: str,
        verdict: Verdict,
        message: str,
        figures: Sequence[Figure] = (),
        sources: Iterable[Source] = (),
        difference: str = "",
    ) -> Finding:
        """A finding on this document."""
        return Finding(
            check=check,
            verdict=verdict,
            document=self.document.id,
            message=message,
            sources=(*(f.source for f in figures), *sources),
            figures=tuple(f.id for f in figures),
            difference=difference,
        )

    def place(self, span: Span) -> Source:
        """The source that a range of the text is."""
        starts = self.document.page_starts
        page = sum(start <= span.start for start in starts) or None
        section = self._section(span)
        return Source(page=page, section=section.path if section else (), span=span, quote=span)

    def _section(self, span: Span) -> Section | None:
        inside = [s for s in self.document.sections if s.span.start <= span.start < s.span.end]
        return min(inside, key=lambda s: s.span.end - s.span.start, default=None)

    def money(self, figure: Figure) -> str | None:
        """The kind of money that an amount is of, by its table's title, its column, what it stands under or its heading;
        None where nothing tells, which in tables of everything is all of it. Income stands under its kinds as their part.
        """
        if figure.fund is not None:
            return figure.fund
        index, inner = figure.source.table, (figure.source.column or "", *figure.parents)
        over = (self.document.tables[index].title,) if index is not None else figure.source.section[::-1]
        nearest = "/".join((*over[:1], *inner) if figure.flow != "收入" else over[:1])
        return next((kind for words in (nearest, *over[1:]) if (kind := self._kind_of_money(words))), None)

    def _kind_of_money(self, words: str) -> str | None:
        other = re.search(data()["money"]["other"], label_key(words))
        return self.vocabulary.fund_of(words) or (other[0] if other else None)

    def title(self, index: int) -> str:
        """A table's title, or what stands for it."""
        table: Table = self.document.tables[index]
        return table.title or f"第 {index + 1} 张表"


def worth(figure: Figure) -> Decimal:
    """The amount in 元 where the unit is known, else as printed; nothing counts as 0."""
    if figure.value is None:
        return Decimal(0)
    return figure.yuan if figure.yuan is not None else figure.value


def tolerance(figures: Sequence[Figure]) -> Decimal:
    """How far a sum of printed amounts may be off by rounding alone: half a last digit of each, one of the coarsest at
    least. A 0 without decimals is as exact as the finest of the others."""
    steps = [step(f) for f in figures if f.value]
    zeros = sum(not f.value and f.value is not None for f in figures)
    if not steps:
        return max((step(f) for f in figures), default=Decimal(0))
    return max(max(steps), (sum(steps) + zeros * min(steps)) / 2)


def amount(figure: Figure) -> str:
    """An amount as it is said in a message."""
    return f"{figure.amount}{figure.unit or ''}" if figure.value is not None else "空白"


def difference(left: Figure, total: Decimal) -> str:
    """``left`` minus the other side, in the unit of ``left``."""
    gap = worth(left) - total
    if left.yuan is None or not left.value:
        return f"{gap.normalize():f}{left.unit or ''}" if left.yuan is None else f"{gap.normalize():f}元"
    return f"{(gap * left.value / left.yuan).normalize():f}{left.unit or ''}"
