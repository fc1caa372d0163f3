"""PDFs written by hand: Chinese text and lines at given places, so that every rule can be shown on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Paper:
    """A page; (0, 0) is the top left corner. ``turn`` is the page's /Rotate; ``font`` F1 is Chinese, F2 Latin."""

    width: int = WIDTH
    height: int = HEIGHT
    turn: int = 0
    font: str = "F1"
    marks: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 10, sideways: bool = False) -> Paper:
        """Words whose baseline is at ``y``."""
        matrix = "0 1 -1 0" if sideways else "1 0 0 1"
        code = words.encode("utf-16-be" if self.font == "F1" else "latin-1").hex()
        self.marks.append(f"BT /{self.font} {size} Tf {matrix} {x} {self.height - y} Tm <{code}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        self.marks.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> Paper:
        """A fully ruled table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y, row in zip(ys, rows, strict=False):
            for x, words in zip(xs, row, strict=False):
                for number, part in enumerate(words.split("\n")):
                    if part:
                        self.text(x + 3, y + size + 3 + number * size * 1.2, part, size)
        return self


def pdf(papers: Sequence[Paper]) -> bytes:
    """The file."""
    objects: list[str] = ["", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
    )
    objects.append(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    kids = []
    for paper in papers:
        stream = "\n".join(paper.marks)
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {paper.width} {paper.height}] /Rotate {paper.turn} "
            f"/Resources << /Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
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
