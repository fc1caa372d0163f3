"""Blocks to bytes: text, CSV, Markdown, HTML, Word and Excel."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Mapping, Sequence

from corpus.generator.paper import as_pdf
from corpus.generator.pen import Head, Paragraph, Pen, placed


def spread(header: Sequence[Sequence[Head]], width: int) -> list[list[str]]:
    """Heading cells with spans as full rows: the text at the top left, blanks elsewhere."""
    rows = [[""] * width for _ in header]
    taken: set[tuple[int, int]] = set()
    for r, cells in enumerate(header):
        c = 0
        for cell in cells:
            while (r, c) in taken:
                c += 1
            rows[r][c] = cell.text
            taken |= {(r + i, c + j) for i in range(cell.rows) for j in range(cell.columns)}
            c += cell.columns
    return rows


def as_text(pen: Pen) -> bytes:
    """Tab-separated tables; long ones break with their heading repeated, as a printed page does."""
    out: list[str] = []
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            out += [block.text, ""]
            continue
        head = ["\t".join(row) for row in spread(block.header, block.width)]
        out += [block.title, "", *block.lines, "", *head]
        for number, row in enumerate(block.rows):
            if pen.style.repeat and number and number % pen.style.repeat == 0:
                out += ["", *head]
            out.append("\t".join(row))
        out += ["", *block.notes, *([""] if block.notes else [])]
    return ("\n".join(out).rstrip() + "\n").encode()


def as_csv(pen: Pen) -> bytes:
    """Everything as rows of one CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            writer.writerow([block.text])
            continue
        writer.writerows([[], [block.title], *([line] for line in block.lines)])
        writer.writerows(spread(block.header, block.width))
        writer.writerows([list(row) for row in block.rows])
        writer.writerows([[note] for note in block.notes] + [[]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_markdown(pen: Pen) -> bytes:
    """Headings with #, tables with pipes; Markdown knows one heading row, so lower ones stand below the rule."""
    out: list[str] = []
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            out += [f"{'#' * block.level} {block.text}" if block.level else block.text, ""]
            continue
        out += [block.title, "", *block.lines, ""]
        head = spread(block.header, block.width)
        out += [_piped(head[0]), _piped(["---"] * block.width), *(_piped(row) for row in head[1:])]
        out += [_piped(list(row)) for row in block.rows] + ["", *block.notes, ""]
    return ("\n".join(out).rstrip() + "\n").encode()


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def as_html(pen: Pen) -> bytes:
    """A page with real rowspan and colspan."""
    out = ["<!DOCTYPE html>", '<html lang="zh-CN"><head><meta charset="utf-8">']
    first = next(b.text for b in pen.blocks if isinstance(b, Paragraph))
    out.append(f"<title>{html.escape(first)}</title></head><body>")
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            tag = f"h{block.level}" if block.level else "p"
            out.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
            continue
        out.append(f"<p>{html.escape(block.title)}</p>")
        out += [f"<p>{html.escape(line)}</p>" for line in block.lines]
        out.append("<table border='1'>")
        for cells in block.header:
            out.append("<tr>" + "".join(_th(cell) for cell in cells) + "</tr>")
        for row in block.rows:
            out.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>")
        out.append("</table>")
        out += [f"<p>{html.escape(note)}</p>" for note in block.notes]
    out.append("</body></html>")
    return "\n".join(out).encode()


def _th(cell: Head) -> str:
    spans = "".join(f' {n}="{v}"' for n, v in (("colspan", cell.columns), ("rowspan", cell.rows)) if v > 1)
    return f"<th{spans}>{html.escape(cell.text)}</th>"


def as_docx(pen: Pen) -> bytes:
    """Word, with merged heading cells."""
    from docx import Document

    word = Document()
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            word.add_heading(block.text, block.level) if block.level else word.add_paragraph(block.text)
            continue
        for line in (block.title, *block.lines):
            word.add_paragraph(line)
        high = len(block.header)
        table = word.add_table(rows=high + len(block.rows), cols=block.width)
        grid = [list(row.cells) for row in table.rows]
        for r, c, cell in placed(block):
            grid[r][c].merge(grid[r + cell.rows - 1][c + cell.columns - 1]).text = cell.text
        for r, row in enumerate(block.rows):
            for c, text in enumerate(row):
                grid[high + r][c].text = text
        for note in block.notes:
            word.add_paragraph(note)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def as_xlsx(pen: Pen) -> bytes:
    """Excel: a sheet of words, then a sheet for each table; amounts as text."""
    from openpyxl import Workbook

    book = Workbook()
    words = book.active
    words.title = "说明"
    number = 0
    for block in pen.blocks:
        if isinstance(block, Paragraph):
            words.append([block.text])
            continue
        number += 1
        sheet = book.create_sheet(f"{number:02d}{block.title}"[:31].replace("/", ""))
        lines = [block.title, *block.lines]
        for line in lines:
            sheet.append([line])
        for row in (*spread(block.header, block.width), *map(list, block.rows), *([note] for note in block.notes)):
            sheet.append(row)
        for r, c, cell in placed(block):
            if cell.rows > 1 or cell.columns > 1:
                top = len(lines) + r + 1
                sheet.merge_cells(
                    start_row=top, start_column=c + 1, end_row=top + cell.rows - 1, end_column=c + cell.columns
                )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: Mapping[str, Callable[[Pen], bytes]] = {
    ".txt": as_text,
    ".html": as_html,
    ".md": as_markdown,
    ".csv": as_csv,
    ".docx": as_docx,
    ".xlsx": as_xlsx,
    ".pdf": as_pdf,
}
