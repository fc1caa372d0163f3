"""Pages → Document: one text, sections, paragraphs, tables, and whose disclosure it is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from index.model import Clues, Document, Pages, Section, Table
from index.parsing.compose import PlacedGrid, compose
from index.parsing.identity import identify
from index.parsing.paragraphs import paragraphs
from index.parsing.sections import divide
from index.parsing.tables import parse_tables
from index.parsing.title import title_of

__all__ = ["parse"]


def parse(pages: Pages, digest: str, clues: Clues | None = None) -> Document:
    """A file as read → the document; ``digest`` is the SHA-256 of its bytes in hex, ``clues`` what is known besides."""
    clues = clues or Clues()
    clues = replace(clues, around=(*clues.around, *pages.around))
    composed = compose(pages)
    raws = paragraphs(composed)
    grids = [block.span.start for block in composed.blocks if isinstance(block, PlacedGrid)]
    sections, divided = divide(raws, len(composed.text), grids)
    title = title_of(composed, raws)
    return Document(
        id=digest,
        file=pages.file,
        format=pages.format,
        title=title,
        identity=identify(composed, [p.text for p in divided], title, clues),
        text=composed.text,
        page_starts=composed.page_starts,
        sections=sections,
        paragraphs=divided,
        tables=_placed(parse_tables(composed), sections),
        published=pages.published,
        warnings=pages.warnings,
    )


def _placed(tables: tuple[Table, ...], sections: tuple[Section, ...]) -> tuple[Table, ...]:
    """Tables with the section in which they begin."""
    starts = [section.span.start for section in sections]
    placed = []
    for table in tables:
        spans = (span for row in table.rows for cell in row.cells for span in cell.spans)
        start = table.title_span.start if table.title_span else min((s.start for s in spans), default=0)
        placed.append(replace(table, section=max(bisect_right(starts, start) - 1, 0)))
    return tuple(placed)
