"""Word documents (DOCX) → Pages: headings by style and outline, numbered paragraphs, tables with their spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from index.errors import UnreadableFile
from index.model import Block, GridCell, Line, Page, Pages
from index.readers.html import read_html, read_mhtml
from index.readers.numbering import Numbering
from index.readers.package import Package, child, kind, value
from index.readers.sheets import blocks_of_cells, closed_up
from index.readers.text import divided, read_text, rebuilt
from index.readers.wordruns import BROKEN, SKIPPED, Styles, text_of

_DOCUMENT = "word/document.xml"
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录)\s*\d", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
_SCANNED = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")  # that a scanner makes
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml$")
_DEEP = 40
_OFF = ("0", "false", "off")
_INSERTIONS = 3  # a document in a document in …
_FLAT = 30  # twentieths of a point


def read_docx(name: str, data: bytes) -> Pages:
    """A Word document."""
    package = Package(name, data)
    reader, blocks = _read(name, package, 0)
    suffix = PurePath(name).suffix.lower().lstrip(".") or "docx"
    pictures = sum(1 for part in package.names() if part.startswith("word/media/") and part.endswith(_PICTURES))
    warnings = (f"文档里有 {pictures} 张图片，图片里的文字未读取",) if pictures else ()
    for missed, count in Counter(reader.missed).items():
        warnings = (*warnings, f"文档里有 {count} 个{missed}未能读取")
    notes = _notes(package, reader)
    blocks += notes
    running = tuple(dict.fromkeys([*_margins(package, reader), *(line.text for line in notes)]))
    pages = (Page(number=None, blocks=tuple(blocks)),)
    return Pages(file=name, format=suffix, pages=pages, warnings=warnings, running=running)


def _read(name: str, package: Package, level: int) -> tuple[_Reader, list[Block]]:
    """The blocks of a document that stands so deep in others, and who read them."""
    root = package.xml(_DOCUMENT)
    body = None if root is None else child(root, "body")
    if body is None:
        raise UnreadableFile(name, "不是 Word 文档（没有正文）")
    reader = _Reader(package, level)
    return reader, reader.blocks(body)


def _margins(package: Package, reader: _Reader) -> Iterator[str]:
    """The lines of page heads and feet."""
    for part in package.names():
        if _MARGIN.match(part) and (root := package.xml(part)) is not None:
            lines = (block for block in reader.blocks(root) if isinstance(block, Line))
            yield from (line.text.strip() for line in lines if line.text.strip())


def _notes(package: Package, reader: _Reader) -> list[Line]:
    """What stands in notes at the foot of a page or at the end, behind the text: they are seen below what they belong to."""
    roots = (package.xml(f"word/{name}.xml") for name in ("footnotes", "endnotes"))
    notes = (note for root in roots if root is not None for note in root if value(note, "type") is None)
    lines = (block for note in notes for block in reader.blocks(note))
    return [Line(text=line.text.strip()) for line in lines if isinstance(line, Line) and line.text.strip()]


def pictures_of(name: str, data: bytes) -> list[bytes]:
    """The pictures of a document in the order of their names (image2 before image10)."""
    package = Package(name, data)
    found = [part for part in package.names() if part.startswith("word/media/") and part.endswith(_SCANNED)]
    found.sort(key=lambda part: (len(part), part))
    return [raw for part in found if (raw := package.raw(part))]


# What a document may take in whole.
_INSERTED: dict[str, Callable[[str, bytes], Pages]] = {
    ".htm": read_html,
    ".html": read_html,
    ".xhtml": read_html,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".txt": read_text,
}


class _Reader:
    def __init__(self, package: Package, level: int) -> None:
        self._package, self._inside = package, level
        links = package.xml("word/_rels/document.xml.rels")
        self._targets = {
            value(link, "Id"): value(link, "Target") or "" for link in (links if links is not None else ())
        }
        self.missed: list[str] = []
        self._styles = Styles(package.xml("word/styles.xml"))
        self._numbering = Numbering(package.xml("word/numbering.xml"))

    def blocks(self, parent: Any, depth: int = 0) -> list[Block]:
        """Paragraphs and tables in order; content controls and tracked insertions are looked through."""
        blocks: list[Block] = []
        pending: list[str] = []  # lines with tabs, which together may be a table
        for element in parent:
            what = kind(element)
            if what in SKIPPED or depth > _DEEP:
                continue
            self.missed += ["嵌入的对象"] * sum(1 for _ in element.iter("{*}OLEObject")) if what in ("p", "tbl") else []
            found = (
                self._inserted(element) if what == "altChunk"
                else self._paragraph(element) if what == "p"
                else self._table(element, depth) if what == "tbl"
                else self.blocks(element, depth + 1)
            )  # fmt: skip
            for block in found:
                if isinstance(block, Line) and "\t" in block.text and block.heading is None:
                    pending.append(block.text)
                    continue
                blocks += divided(pending)
                pending.clear()
                blocks.append(block)
        return rebuilt([*blocks, *divided(pending)])

    def _inserted(self, element: Any) -> list[Block]:
        """The blocks of a file that the document takes in whole (altChunk): a web page, a text, another document."""
        target = self._targets.get(value(element, "id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        data = self._package.raw(part)
        suffix = PurePath(part).suffix.lower()
        if data is not None and (suffix in _INSERTED or suffix == ".docx"):
            with suppress(UnreadableFile):
                if suffix != ".docx":
                    return [block for page in _INSERTED[suffix](part, data).pages for block in page.blocks]
                if self._inside < _INSERTIONS:
                    return _read(part, Package(part, data), self._inside + 1)[1]
        self.missed.append("插入的文件")
        return []

    def _paragraph(self, paragraph: Any) -> list[Block]:
        properties = child(paragraph, "pPr")
        told = None if properties is None else child(properties, "pStyle")
        style = None if told is None else value(told)
        if _CONTENTS.match(self._styles.name(style)):
            return []
        text = text_of(paragraph, self._styles, style)
        if text.strip():
            text = self._number(properties, style) + text.lstrip(" ")
        level = self._level(properties, style) if text.strip() else None
        lines: list[Block] = [Line(text=line.rstrip(), heading=level) for line in text.split(BROKEN)]
        boxes = [box for box in paragraph.iter("{*}txbxContent") if not _within(box, "Fallback", paragraph)]
        return [*lines, *(block for box in boxes for block in self.blocks(box, 1))]

    def _level(self, properties: Any | None, style: str | None) -> int | None:
        for holder in (properties, *(child(each, "pPr") for each in self._styles.chain(style))):
            outline = None if holder is None else child(holder, "outlineLvl")
            if outline is not None:
                level = int(value(outline) or 9)
                return level + 1 if level < 9 else None
        for each in self._styles.chain(style):
            named = child(each, "name")
            found = _HEADING.match((value(named) or "") if named is not None else "")
            if found:
                return int(found[1])
        return None

    def _number(self, properties: Any | None, style: str | None) -> str:
        for holder in (properties, *(child(each, "pPr") for each in self._styles.chain(style))):
            told = None if holder is None else child(holder, "numPr")
            if told is not None:
                number, level = child(told, "numId"), child(told, "ilvl")
                if number is not None:
                    return self._numbering.next(
                        value(number) or "", int((value(level) if level is not None else None) or 0)
                    )
        return ""

    def _table(self, table: Any, depth: int) -> list[Block]:
        cells: list[GridCell] = []
        open_at: dict[int, int] = {}  # column → index of the cell that may go on below
        nested: list[Block] = []
        rows = [row for row in _through(table, "tr") if _is_seen(row)]
        for number, row in enumerate(rows):
            column = _before(row)
            for cell in _through(row, "tc"):
                properties = child(cell, "tcPr")
                across = _number_of(properties, "gridSpan")
                merge = None if properties is None else child(properties, "vMerge")
                going_on = merge is not None and value(merge) != "restart"
                aside = None if properties is None else child(properties, "hMerge")
                if aside is not None and value(aside) != "restart" and cells and cells[-1].row == number:
                    # The way of old files to merge cells of a row: the following ones say that they go on.
                    cells[-1] = replace(cells[-1], column_span=cells[-1].column_span + across)
                    column += across
                    continue
                at = open_at.get(column)
                if going_on and at is not None and cells[at].row + cells[at].row_span == number:
                    cells[at] = replace(cells[at], row_span=cells[at].row_span + 1)
                else:
                    text, inner = self._cell(cell, depth)
                    nested += inner
                    open_at[column] = len(cells)
                    cells.append(GridCell(row=number, column=column, text=text, column_span=across))
                column += across
        return [*blocks_of_cells(closed_up(cells), loose=False), *nested]

    def _cell(self, cell: Any, depth: int) -> tuple[str, list[Block]]:
        lines: list[str] = []
        nested: list[Block] = []
        for block in _paragraphs(cell):
            if kind(block) == "tbl":
                nested += self._table(block, depth + 1) if depth < _DEEP else []
                continue
            for inner in self._paragraph(block):
                if isinstance(inner, Line):
                    lines += [inner.text.strip()] if inner.text.strip() else []
                else:
                    nested.append(inner)
        return "\n".join(lines), nested


def _paragraphs(cell: Any) -> Iterator[Any]:
    for each in cell:
        if kind(each) in ("p", "tbl"):
            yield each
        elif kind(each) not in SKIPPED and kind(each) != "tcPr":
            yield from _paragraphs(each)


def _through(parent: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, content controls looked through, those of nested tables not."""
    for each in parent:
        what = kind(each)
        if what == wanted:
            yield each
        elif what not in SKIPPED and what not in ("tc", "tbl", "trPr", "tblPrEx"):
            yield from _through(each, wanted)


def _is_seen(row: Any) -> bool:
    """Whether a row is shown: not deleted, not hidden, not of a height that shows nothing."""
    properties = child(row, "trPr")
    if properties is None:
        return True
    hidden, height = child(properties, "hidden"), child(properties, "trHeight")
    if child(properties, "del") is not None or (hidden is not None and value(hidden) not in _OFF):
        return False
    exact = height is not None and value(height, "hRule") == "exact"
    return not (exact and (value(height) or "").isdecimal() and int(value(height) or 0) <= _FLAT)


def _before(row: Any) -> int:
    properties = child(row, "trPr")
    return _number_of(properties, "gridBefore", default=0)


def _number_of(properties: Any | None, name: str, default: int = 1) -> int:
    found = None if properties is None else child(properties, name)
    text = None if found is None else value(found)
    return min(int(text), 1000) if text and text.isdecimal() else default


def _within(element: Any, name: str, top: Any) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not top:
        if kind(parent) == name:
            return True
        parent = parent.getparent()
    return False
