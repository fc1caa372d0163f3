"""How much of real tables is understood: numeric cells whose item, year, stage and unit are all known, and the rest.

``python tests/benchmarks/understood.py FILE_OR_FOLDER…`` prints a line for each document, the numbers that stand in no table, and the cells
that are not understood by what is not known of them: 栏目 (no figure), 项目, 年份, 阶段, 单位.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256

from index.apart import read_apart
from index.figures import extract
from index.figures.understood import Reading, readings
from index.model import Document, Grid, Pages
from index.parsing import parse
from index.parsing.tables.words import is_figure, squeeze
from index.readers import SUFFIXES
from index.readers.limits import Limits
from index.sources import gather, opened


def documents(paths: list[str]) -> Iterator[tuple[Pages, Document]]:
    """Each file as read and as parsed."""
    origins, _ = opened(gather(paths, SUFFIXES).origins, Limits())
    for origin in origins:
        data = origin.read()
        pages = read_apart(origin.name, data, Limits())
        yield pages, parse(pages, sha256(data).hexdigest())


def unplaced(pages: Pages, document: Document) -> Counter[str]:
    """Numbers of grids that no table has; ordinals and column numbers are none."""
    cells = (c.text for page in pages.pages for block in page.blocks if isinstance(block, Grid) for c in block.cells)
    kept = (c.text for table in document.tables for row in table.rows for c in row.cells)
    headings = (level for table in document.tables for column in table.columns for level in column.path)
    printed, there = (Counter(squeeze(t) for t in texts if is_figure(t)) for texts in (cells, (*kept, *headings)))
    return printed - there


def line(document: Document, reading: Reading) -> str:
    """A cell that is not understood."""
    table = document.tables[reading.table]
    row = " | ".join(squeeze(cell.text)[:14] for cell in table.rows[reading.row].cells[:6])
    return f"{document.file[:30]} 表{reading.table} {squeeze(table.title)[:24]} 第{reading.row + 1}行 {reading.text}: {row}"


def main(paths: list[str]) -> None:
    """Print it."""
    rest: dict[str, list[str]] = defaultdict(list)
    cells = understood = lost = 0
    print("| 文件 | 表 | 数字格 | 数字 | 理解 | 未入表 |\n| --- | --- | --- | --- | --- | --- |")
    for pages, document in documents(paths):
        figures = extract(document)
        found = readings(document, figures)
        good = sum(not reading.lacks for reading in found)
        missed = sum(unplaced(pages, document).values())
        share = f"{100 * good / len(found):.1f}%" if found else "—"
        print(f"| {document.file} | {len(document.tables)} | {len(found)} | {len(figures)} | {share} | {missed} |")
        for reading in found:
            if reading.lacks:
                rest[reading.lacks].append(line(document, reading))
        cells, understood, lost = cells + len(found), understood + good, lost + missed
    share = f"{100 * understood / cells:.2f}%" if cells else "—"
    print(f"| 合计 | | {cells} | | {share} | {lost} |")
    for reason, lines in sorted(rest.items()):
        print(f"\n没有{reason}：{len(lines)}")
        print("\n".join(f"  {each}" for each in lines))


if __name__ == "__main__":
    main(sys.argv[1:])
