"""What a reader yields: pages of lines and grids, knowing nothing of budgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model.text import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of running text as printed (no line end inside).

    ``continues`` is True where the reader knows that the next line goes on in the same paragraph
    (a wrapped line of a PDF); False where it knows nothing or knows the contrary.
    ``heading`` is the level told by the format itself (h1…, Word styles), else None.
    ``unplaced``: cells of a table that lost its shape, of which nobody can say in which column they stood.
    ``confidence`` is 0…1 for text read by OCR, None for text that was there as text.
    """

    text: str
    box: Box | None = None
    continues: bool = False
    heading: int | None = None
    confidence: float | None = None
    unplaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One cell; ``row`` and ``column`` count from 0. A merged cell is given once, at its top left, with its spans.

    ``text`` may hold line ends where the cell's text was wrapped. A blank cell is present with ``text == ""``;
    a position that no cell covers is absent (the format does not tell).
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as it stands on one page. ``cells`` in row order, then column order.

    ``ruled`` is True where lines or markup prove the cells, False where they were guessed from positions.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    box: Box | None = None
    ruled: bool = True


Block = Line | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Blocks in reading order. ``number`` counts from 1, None where the format has no pages."""

    number: int | None
    blocks: tuple[Block, ...]
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A file as read. ``file`` is its name as ingested (inside a ZIP: ``archive.zip/inner.pdf``).

    ``title`` is what the format itself calls its title (an HTML title), "" where it has none.
    ``published`` (YYYY-MM-DD) comes from page metadata where the format carries it. ``around`` are the lines around a
    page that are no part of its text: names of the site, the way to the page, who published it.
    ``running`` are the lines of page heads and feet, which hold for every page and stand in none of the blocks.
    ``warnings`` are Chinese sentences for people (hidden sheet, low OCR confidence …).
    """

    file: str
    format: str
    pages: tuple[Page, ...]
    title: str = ""
    published: str = ""
    warnings: tuple[str, ...] = field(default=())
    running: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
