"""Pages → the document's one text, with every line and cell placed in it.

The text is what every span of a document points into. Lines end with a line feed; a row of a grid is one line whose
cells are joined by tabs (a position that no cell covers, or that a merged cell covers, is empty). Text wrapped inside
a cell is joined, so that a cell never holds a line feed or a tab.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.model import Grid, GridCell, Line, Page, Pages, Span

_WRAP = re.compile(r"[ \t]*[\n\r\v\f\x85\u2028\u2029]+[ \t]*")
_LATIN_WRAP = re.compile(r"(?<=[A-Za-z,;])[ \t]*[\n\r]+[ \t]*(?=[A-Za-z])")
_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x85\u2028\u2029", " "))
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_BACKWARDS = re.compile("\u202e([^\u202c\n]*)\u202c?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line and its place, without its line end (an empty line has an empty span)."""

    line: Line
    span: Span
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedGrid:
    """A grid and its place. ``spans[i]`` is where ``grid.cells[i]`` stands; a blank cell has an empty span.

    Read a cell's words with ``spans[i].cut(text)``: there, wrapped lines are already joined.
    ``rows[r]`` is the span of the whole row.
    """

    grid: Grid
    spans: tuple[Span, ...]
    rows: tuple[Span, ...]
    span: Span
    page: int | None


Placed = PlacedLine | PlacedGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A file as one text. ``blocks`` are in reading order; ``page_starts`` and ``running`` as in their sources."""

    file: str
    format: str
    title: str
    published: str
    text: str
    page_starts: tuple[int, ...]
    blocks: tuple[Placed, ...]
    warnings: tuple[str, ...] = ()
    running: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at ``offset`` stands."""
        passed = [number for number, start in enumerate(self.page_starts, 1) if start <= offset]
        return passed[-1] if passed else None


def compose(pages: Pages) -> Composed:
    """Lay out every block of every page as one text."""
    pieces: list[str] = []
    blocks: list[Placed] = []
    starts: list[int] = []
    offset = 0
    for page in pages.pages:
        if page.number is not None:
            starts.append(offset)
        for text, placed in _page(page, offset):
            pieces.append(text)
            blocks.append(placed)
            offset += len(text)
    return Composed(
        file=pages.file,
        format=pages.format,
        title=pages.title,
        published=pages.published,
        text="".join(pieces),
        page_starts=tuple(starts),
        blocks=tuple(blocks),
        warnings=pages.warnings,
        running=tuple(map(seen, pages.running)),
    )


def _page(page: Page, offset: int) -> list[tuple[str, Placed]]:
    placed: list[tuple[str, Placed]] = []
    for block in page.blocks:
        if isinstance(block, Line):
            text = seen(block.text.translate(_BREAKS))
            span = Span(start=offset, end=offset + len(text))
            text += "\n"
            placed.append((text, PlacedLine(line=block, span=span, page=page.number)))
        else:
            text, grid = _grid(block, offset, page.number)
            placed.append((text, grid))
        offset += len(text)
    return placed


def _grid(grid: Grid, offset: int, page: int | None) -> tuple[str, PlacedGrid]:
    by_row: dict[int, list[tuple[int, GridCell]]] = {}
    for index, cell in enumerate(grid.cells):
        by_row.setdefault(cell.row, []).append((index, cell))
    spans: dict[int, Span] = {}
    rows: list[Span] = []
    pieces: list[str] = []
    position = offset
    for row in range(grid.rows):
        begin = position
        column = 0
        for index, cell in sorted(by_row.get(row, ()), key=lambda pair: pair[1].column):
            tabs = "\t" * (cell.column - column)
            text = cell_text(cell.text)
            position += len(tabs)
            spans[index] = Span(start=position, end=position + len(text))
            position += len(text)
            pieces += (tabs, text)
            column = cell.column
        rows.append(Span(start=begin, end=position))
        pieces.append("\n")
        position += 1
    end = max(offset, position - 1)
    here = Span(start=offset, end=end)
    ordered = tuple(spans.get(index, Span(start=end, end=end)) for index in range(len(grid.cells)))
    return "".join(pieces), PlacedGrid(grid=grid, spans=ordered, rows=tuple(rows), span=here, page=page)


def cell_text(text: str) -> str:
    """A cell's words on one line: wrapped Chinese and digits run on, wrapped Latin words keep a space."""
    return _WRAP.sub("", _LATIN_WRAP.sub(" ", seen(text))).replace("\t", " ")


def seen(text: str) -> str:
    """Without characters that nobody sees (directions, joiners, spaces without width); what they turn round is turned."""
    if text.isascii() or not _UNSEEN.search(text):
        return text
    return _UNSEEN.sub("", _BACKWARDS.sub(lambda found: found[1][::-1], text))
