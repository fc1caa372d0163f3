"""Blocks to a PDF: wrapped lines, tables with merged headings, rows cut by page ends; all lines drawn, or only the horizontal ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.generator.pen import Grid, Paragraph, Pen, placed

WIDTH, HEIGHT, MARGIN = 842, 595, 50
_BODY, _SMALL, _PAD = 11.0, 8.0, 5.4
_SIGNS = str.maketrans("", "", ",.-")


@dataclass(slots=True)
class Page:
    """Marks on a page; (0, 0) is the top left corner."""

    marks: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float) -> None:
        """Words whose baseline is at ``y``."""
        code = words.encode("utf-16-be").hex()
        self.marks.append(f"BT /F1 {size:g} Tf 1 0 0 1 {x:.2f} {HEIGHT - y:.2f} Tm <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.marks.append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")


@dataclass(slots=True)
class _Book:
    ruled: str
    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = MARGIN

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def room(self, height: float) -> bool:
        """Begin a new page where this one has no room; whether it did."""
        if self.y + height <= HEIGHT - MARGIN:
            return False
        self.page.text(WIDTH / 2 - 10, HEIGHT - 25, f"— {len(self.pages)} —", _SMALL)
        self.pages.append(Page())
        self.y = MARGIN
        return True


def as_pdf(pen: Pen) -> bytes:
    """The document on landscape pages."""
    book = _Book(ruled=pen.style.ruled)
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            _paragraph(book, block)
        else:
            _table(book, block)
    return _file(book.pages)


def _paragraph(book: _Book, block: Paragraph) -> None:
    size = _BODY + (3 - block.level if block.level else 0)
    indent = "" if block.level else "　　"
    for line in _wrapped(indent + block.text, (WIDTH - 2 * MARGIN) / size):
        book.room(size * 1.7)
        book.y += size * 1.7
        book.page.text(MARGIN, book.y, line, size)


def _wrapped(text: str, width: float) -> list[str]:
    """Lines of at most so many full widths; no line begins with a mark."""
    lines, line, used = [], "", 0.0
    for char in text:
        own = 0.5 if char.isascii() else 1.0
        if used + own > width and char not in "，。；：、）”%":
            lines.append(line)
            line, used = "", 0.0
        line += char
        used += own
    return [*lines, line]


def _table(book: _Book, grid: Grid) -> None:
    book.room(150)
    book.y += 24
    book.page.text(WIDTH / 2 - len(grid.title) * 6, book.y, grid.title, 12)
    for line in grid.lines:
        book.y += 14
        book.page.text(MARGIN, book.y, line, 9)
    book.y += 8
    xs = _edges(grid)
    _heading(book, grid, xs)
    for row in grid.rows:
        lines = [_wrapped(text, (b - a - 2 * _PAD) / _SMALL) for text, a, b in zip(row, xs, xs[1:], strict=False)]
        height = max(map(len, lines)) * _SMALL * 1.3 + 6
        if book.room(height):
            book.page.line(xs[0], book.y, xs[-1], book.y)
        _cells(book, xs, lines, height)
    for note in grid.notes:
        book.room(14)
        book.y += 14
        book.page.text(MARGIN, book.y, note, 9)
    book.y += 10


def _edges(grid: Grid) -> list[float]:
    """Column edges by the longest cell, so that amounts stand on one line."""
    widest = [
        max((min(_length(row[c]), 16.0) for row in grid.rows if c < len(row)), default=2.0) for c in range(grid.width)
    ]
    weights = [max(w, 5.0) for w in widest]
    scale = (WIDTH - 2 * MARGIN) / sum(weights)
    edges = [float(MARGIN)]
    for weight in weights:
        edges.append(edges[-1] + weight * scale)
    return edges


def _length(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _heading(book: _Book, grid: Grid, xs: Sequence[float]) -> None:
    cells = placed(grid)
    heights = [
        max(
            [
                len(_wrapped(h.text, (xs[c + h.columns] - xs[c] - 2 * _PAD) / _SMALL))
                for r, c, h in cells
                if r == row and h.rows == 1
            ]
            or [1]
        )
        for row in range(len(grid.header))
    ]
    ys = [book.y]
    for lines in heights:
        ys.append(ys[-1] + max(lines, 2) * _SMALL * 1.3 + 6)
    for r, c, head in cells:
        left, right, top, bottom = xs[c], xs[c + head.columns], ys[r], ys[r + head.rows]
        lines = _wrapped(head.text, (right - left - 2 * _PAD) / _SMALL)
        start = top + (bottom - top - len(lines) * _SMALL * 1.3) / 2
        for n, line in enumerate(lines):
            at = left + max(_PAD, (right - left - _length(line) * _SMALL) / 2)
            book.page.text(at, start + (n + 1) * _SMALL * 1.3 - 2, line, _SMALL)
        book.page.line(left, top, right, top)
        book.page.line(left, bottom, right, bottom)
        if book.ruled == "all":
            book.page.line(left, top, left, bottom)
            book.page.line(right, top, right, bottom)
    book.y = ys[-1]


def _cells(book: _Book, xs: Sequence[float], lines: Sequence[Sequence[str]], height: float) -> None:
    top, bottom = book.y, book.y + height
    for cell, left, right in zip(lines, xs, xs[1:], strict=False):
        for n, line in enumerate(cell):
            amount = line == "—" or ("." in line and line.translate(_SIGNS).isdigit())
            at = right - _PAD - _length(line) * _SMALL if amount else left + _PAD
            if line.isdigit() and len(line) < 3:
                at = (left + right - _length(line) * _SMALL) / 2
            book.page.text(at, top + (n + 1) * _SMALL * 1.3, line, _SMALL)
    if book.ruled == "all":
        for x in xs:
            book.page.line(x, top, x, bottom)
    book.page.line(xs[0], bottom, xs[-1], bottom)
    book.y = bottom


def _file(pages: Sequence[Page]) -> bytes:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for page in pages:
        stream = "\n".join(page.marks)
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("latin-1")
