"""The same disclosures in every format, PDF and scan included, from one truth."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import xlwt
from PIL import Image, ImageDraw, ImageFont

from corpus.generate import plans
from corpus.generator.document import write
from corpus.generator.pen import Grid, Paragraph, Pen
from corpus.generator.writers import WRITERS, placed, spread

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "index" / "readers"))
from made_files import chinese_font
from pdf_paper import Paper, pdf

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 45
_SIZE, _TALL = 9.0, 13.0  # points
_SIZES = {1: 15.0, 2: 12.0}


@dataclass
class Sheet:
    """A page as marks: (x, baseline, words, size) and (x0, y0, x1, y1), in points from the top left."""

    width: int = _WIDTH
    height: int = _HEIGHT
    words: list[tuple[float, float, str, float]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)


def pens(count: int, seed: int = 11) -> list[Pen]:
    """So many disclosures of invented bodies."""
    return [write(plan) for plan in islice(plans(1400, seed), count)]


def grids(pen: Pen) -> list[Grid]:
    return [block for block in pen.blocks if isinstance(block, Grid)]


# -- pages ---------------------------------------------------------------------------------------------------------


def _width(text: str, size: float) -> float:
    return sum(size * (1.0 if char > "\u2e7f" else 0.56) for char in text)


def _wrapped(text: str, wide: float, size: float) -> list[str]:
    lines, line = [], ""
    for char in text:
        if line and _width(line + char, size) > wide:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line] if line or not lines else lines


class _Printer:
    def __init__(self) -> None:
        self.sheets = [Sheet()]
        self.y = float(_MARGIN)

    def room(self, high: float, width: int = _WIDTH) -> bool:
        """Whether a new page had to be begun."""
        sheet = self.sheets[-1]
        if sheet.width == width and self.y + high <= sheet.height - _MARGIN:
            return False
        if sheet.words or sheet.lines:
            self.sheets.append(Sheet())
        self.sheets[-1].width, self.sheets[-1].height = width, _WIDTH + _HEIGHT - width
        self.y = float(_MARGIN)
        return True

    def paragraph(self, text: str, size: float, *, indent: bool = True, middle: bool = False) -> None:
        wide = self.sheets[-1].width - 2 * _MARGIN
        for number, line in enumerate(_wrapped(("　　" if indent else "") + text, wide, size)):
            self.room(size * 1.5, self.sheets[-1].width)
            self.y += size * 1.5
            left = _MARGIN + ((wide - _width(line, size)) / 2 if middle else 0)
            skipped = len(line) - len(line.lstrip("　")) if number == 0 else 0
            self.sheets[-1].words.append((left + skipped * size, self.y, line.lstrip("　"), size))

    def table(self, grid: Grid) -> None:
        high = len(grid.header)
        rows = [*spread(grid.header, grid.width), *map(list, grid.rows)]
        rows = [row + [""] * (grid.width - len(row)) for row in rows]
        natural = [max(_width(row[c], _SIZE) for row in rows[high:] or rows) for c in range(grid.width)]
        least = [
            max([28.0] + [_width(row[c], _SIZE) for row in rows[high:] if _numeric(row[c])]) for c in range(grid.width)
        ]
        page = _WIDTH if sum(least) + 8 * grid.width < _WIDTH - 2 * _MARGIN - 80 else _HEIGHT
        room = page - 2 * _MARGIN - 8 * grid.width
        cap = next(
            (
                c
                for c in range(400, 30, -5)
                if sum(max(m, min(n, c)) for n, m in zip(natural, least, strict=True)) <= room
            ),
            30,
        )
        widths = [max(m, min(n, cap)) + 8 for n, m in zip(natural, least, strict=True)]
        xs = [float(_MARGIN)]
        for each in widths:
            xs.append(xs[-1] + each)
        self.room(_TALL * (high + 6), page)
        self.paragraph(grid.title, 12.0, indent=False, middle=True)
        for line in grid.lines:
            self.paragraph(line, _SIZE, indent=False)
        self.y += 6
        spans = {(r, c): (cell.rows, cell.columns) for r, c, cell in placed(grid)}
        head = _heights(rows[:high], xs, spans)
        for number, row in enumerate(rows[high:]):
            tall = _heights([row], xs, {})[0]
            if number == 0 or self.room(tall, page):
                if number == 0:
                    self.room(sum(head) + tall, page)
                self._rows(rows[:high], head, xs, spans)
            self._rows([row], [tall], xs, {})
        if len(rows) == high:
            self._rows(rows, head, xs, spans)
        self.y += 4
        for note in grid.notes:
            self.paragraph(note, _SIZE, indent=False)
        self.y += 10

    def _rows(
        self, rows: Sequence[Sequence[str]], heights: Sequence[float], xs: Sequence[float], spans: Mapping[tuple[int, int], tuple[int, int]]
    ) -> None:  # fmt: skip
        sheet = self.sheets[-1]
        ys = [self.y]
        for each in heights:
            ys.append(ys[-1] + each)
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if (r, c) in covered:
                    continue
                down, across = spans.get((r, c), (1, 1))
                covered |= {(r + i, c + j) for i in range(down) for j in range(across)}
                left, top, right, bottom = xs[c], ys[r], xs[c + across], ys[r + down]
                sheet.lines += [(left, top, right, top), (left, bottom, right, bottom)]
                sheet.lines += [(left, top, left, bottom), (right, top, right, bottom)]
                for n, line in enumerate(_wrapped(text, right - left - 6, _SIZE)):
                    at = right - 3 - _width(line, _SIZE) if _numeric(text) else left + 3
                    if line.strip():
                        sheet.words.append((at, top + _SIZE + 2 + n * _TALL, line, _SIZE))
        self.y = ys[-1]


def _numeric(text: str) -> bool:
    return bool(text) and all(char in "0123456789,.-%—" for char in text)


def _heights(rows: Sequence[Sequence[str]], xs: Sequence[float], spans: Mapping[tuple[int, int], tuple[int, int]]) -> list[float]:  # fmt: skip
    """Room for the most lines of any cell; a cell over several rows takes its share of each."""
    heights = []
    for r, row in enumerate(rows):
        lines = 1.0
        for c, text in enumerate(row):
            down, across = spans.get((r, c), (1, 1))
            lines = max(lines, -(-len(_wrapped(text, xs[min(c + across, len(xs) - 1)] - xs[c] - 6, _SIZE)) // down))
        heights.append(lines * _TALL + 2)
    return heights


def sheets(pen: Pen) -> list[Sheet]:
    """The disclosure laid out on A4 pages, wide tables on pages that lie on their side."""
    printer = _Printer()
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            printer.room(40)
            printer.paragraph(block.text, _SIZES.get(block.level, 10.5), indent=not block.level)
        else:
            printer.table(block)
    return printer.sheets


def as_pdf(pages: Sequence[Sheet]) -> bytes:
    """With a text layer."""
    papers = []
    for sheet in pages:
        paper = Paper(width=sheet.width, height=sheet.height)
        for x, y, text, size in sheet.words:
            paper.text(round(x, 2), round(y, 2), text, size)
        for line in sheet.lines:
            paper.line(*(round(side, 2) for side in line))
        papers.append(paper)
    return pdf(papers)


def picture(sheet: Sheet, dpi: int) -> Image.Image:
    """As a good scanner gives it."""
    name = chinese_font()
    assert name, "a font with Chinese characters is needed to draw scans"
    unit = dpi / 72
    image = Image.new("L", (round(sheet.width * unit), round(sheet.height * unit)), 255)
    draw = ImageDraw.Draw(image)
    for line in sheet.lines:
        draw.line([round(side * unit) for side in line], fill=0, width=max(1, round(0.6 * unit)))
    for x, y, text, size in sheet.words:
        draw.text((x * unit, y * unit), text, font=ImageFont.truetype(name, round(size * unit)), fill=0, anchor="ls")
    return image


def scanned(pictures: Sequence[Image.Image], dpi: int) -> bytes:
    """A PDF of pictures, as office scanners make it."""
    out = io.BytesIO()
    first, *others = [each.convert("RGB") for each in pictures]
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=others)
    return out.getvalue()


def as_xls(pen: Pen) -> bytes:
    """The old Excel: a sheet of words, then a sheet for each table."""
    book = xlwt.Workbook()
    words = book.add_sheet("说明")
    for row, block in enumerate(b for b in pen.blocks if isinstance(b, Paragraph)):
        words.write(row, 0, block.text)
    for number, grid in enumerate(grids(pen), 1):
        sheet = book.add_sheet(f"{number:02d}")
        lines = (grid.title, *grid.lines)
        for row, line in enumerate(lines):
            sheet.write(row, 0, line)
        for r, c, cell in placed(grid):
            top = len(lines) + r
            sheet.write_merge(top, top + cell.rows - 1, c, c + cell.columns - 1, cell.text)
        for r, row_texts in enumerate(grid.rows, len(lines) + len(grid.header)):
            for c, text in enumerate(row_texts):
                sheet.write(r, c, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TEXTUAL: dict[str, Callable[[Pen], bytes]] = {**WRITERS, ".xls": as_xls}
