"""Plain text, CSV and Markdown: decode, then lines and grids."""

from __future__ import annotations

import re

from index.errors import UnreadableFile
from index.model import Block, Grid, GridCell, Line, Page, Pages

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")


def decode(name: str, data: bytes) -> str:
    """BOM, then strict UTF-8, then strict GB18030. Binary data and empty files are refused."""
    if not data.strip():
        raise UnreadableFile(name, "文件是空的")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(name, "不是文本文件（含二进制数据）")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lines(data.decode(encoding, errors="replace"))
    for encoding in ("utf-8", "gb18030"):
        try:
            return _lines(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(name, "无法识别文字编码")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(name: str, data: bytes) -> Pages:
    """Lines, and grids of consecutive lines with tabs."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in decode(name, data).split("\n"):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            blocks.append(grid(rows))
            rows = []
        heading = _HEADING.match(line) if name.lower().endswith((".md", ".markdown")) else None
        blocks.append(Line(text=heading[2], heading=len(heading[1])) if heading else Line(text=line))
    if rows:
        blocks.append(grid(rows))
    return Pages(file=name, format="txt", pages=(Page(number=None, blocks=tuple(blocks)),))


def grid(rows: list[list[str]]) -> Grid:
    """A grid of rows of cells; short rows have fewer cells."""
    cells = tuple(
        GridCell(row=r, column=c, text=text.strip()) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    return Grid(rows=len(rows), columns=max(map(len, rows)), cells=cells, ruled=False)
