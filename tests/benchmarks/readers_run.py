"""One reader over PDFs (or, for our own, any files), in a process of its own: ``python readers_run.py NAME OUT.json FILE…``.

Runs in the reader's own Python, so that the libraries we compare with stay out of ours: nothing but the standard
library is imported before the reader is asked for. ``OUT.json`` gets ``seconds`` (from the first byte to the last
table, imports not counted, models that load lazily counted), ``cpu`` (seconds of the processor), ``version``, ``tables`` (file → [{"pages", "rows"}]: cells
as text, a merged cell written once), ``texts`` (file → [[text, confidence]]; ours only) and ``failed`` (file → reason).
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

Table = dict[str, Any]
Read = Callable[[str], Iterator[Table]]
_MARKS = re.compile(r"</?(?:u|b|i|sup|sub|mark)>|\*\*|~~|`")
_BAR = re.compile(r"(?<!\\)\|")


def _table(pages: Sequence[int], rows: Sequence[Sequence[Any]]) -> Table:
    return {"pages": list(pages), "rows": [["" if cell is None else str(cell) for cell in row] for row in rows]}


def _pymupdf4llm() -> Read:
    """Markdown of each page; its pipe tables."""
    import pymupdf4llm

    def read(path: str) -> Iterator[Table]:
        for number, chunk in enumerate(pymupdf4llm.to_markdown(path, page_chunks=True, show_progress=False), 1):
            for rows in _piped(chunk["text"]):
                yield _table((number,), rows)

    return read


def _piped(text: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            cells = _BAR.split(line.strip().removeprefix("|").removesuffix("|"))
            if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
                rows.append([_MARKS.sub("", cell.replace("<br>", "\n").replace("\\", "")) for cell in cells])
        elif rows:
            yield rows
            rows = []


def _pymupdf() -> Read:
    import pymupdf

    def read(path: str) -> Iterator[Table]:
        with pymupdf.open(path) as document:
            for number, page in enumerate(document, 1):
                for table in page.find_tables().tables:
                    yield _table((number,), table.extract())

    return read


def _pdfplumber() -> Read:
    import pdfplumber

    def read(path: str) -> Iterator[Table]:
        with pdfplumber.open(path) as document:
            for number, page in enumerate(document.pages, 1):
                for rows in page.extract_tables():
                    yield _table((number,), rows)
                page.close()

    return read


def _camelot() -> Read:
    """Its reader of ruled tables, which is what it takes by itself."""
    import camelot

    def read(path: str) -> Iterator[Table]:
        for table in camelot.read_pdf(path, pages="all", flavor="lattice"):
            yield _table((int(table.page),), table.df.values.tolist())

    return read


def _docling() -> Read:
    """Needs its models on the disk; they are no part of the package."""
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.pipeline_options import PdfPipelineOptions
    from docling.document_converter import DocumentConverter, PdfFormatOption

    options = PdfPipelineOptions()
    options.do_ocr = False
    converter = DocumentConverter(format_options={InputFormat.PDF: PdfFormatOption(pipeline_options=options)})

    def read(path: str) -> Iterator[Table]:
        for table in converter.convert(path).document.tables:
            rows = [[""] * table.data.num_cols for _ in range(table.data.num_rows)]
            for cell in table.data.table_cells:
                rows[cell.start_row_offset_idx][cell.start_col_offset_idx] = cell.text
            yield _table(sorted({place.page_no for place in table.prov}), rows)

    return read


def _grids() -> Read:
    """Ours as far as the others go: the grids on the pages."""
    from index.model import Grid
    from index.readers import read as read_file

    def read(path: str) -> Iterator[Table]:
        pages = read_file(Path(path).name, Path(path).read_bytes()).pages
        for page in pages:
            for block in page.blocks:
                if isinstance(block, Grid):
                    rows = [[""] * block.columns for _ in range(block.rows)]
                    for cell in block.cells:
                        rows[cell.row][cell.column] = cell.text
                    yield _table((page.number,) if page.number else (), rows)
        TEXTS[path] = [
            [each.text, each.confidence]
            for page in pages
            for block in page.blocks
            for each in (block.cells if isinstance(block, Grid) else (block,))
        ]

    return read


def _understood() -> Read:
    """Ours to the end: joined over pages, headings told from rows, repeated headings left out."""
    from index.parsing.compose import compose
    from index.parsing.tables import parse_tables
    from index.readers import read as read_file

    def read(path: str) -> Iterator[Table]:
        for table in parse_tables(compose(read_file(Path(path).name, Path(path).read_bytes()))):
            yield _table(table.pages, [[cell.text for cell in row.cells] for row in table.rows])

    return read


# What each reader is called: where it is made, the package whose version is told.
READERS: dict[str, tuple[Callable[[], Read], str]] = {
    "budgetqa-grids": (_grids, "budgetqa"),
    "budgetqa": (_understood, "budgetqa"),
    "pymupdf4llm": (_pymupdf4llm, "pymupdf4llm"),
    "pymupdf": (_pymupdf, "pymupdf"),
    "pdfplumber": (_pdfplumber, "pdfplumber"),
    "camelot": (_camelot, "camelot-py"),
    "docling": (_docling, "docling"),
}
TEXTS: dict[str, list[list[Any]]] = {}


def main(name: str, out: str, *files: str) -> None:
    """Read, and write what was read."""
    make, package = READERS[name]
    read = make()
    tables: dict[str, list[Table]] = {}
    failed: dict[str, str] = {}
    began, busy = time.perf_counter(), time.process_time()
    for file in files:
        try:
            tables[file] = list(read(file))
        except Exception as error:  # a reader that fails on one file is told of that one
            failed[file] = f"{type(error).__name__}: {error}".splitlines()[0]
    told: dict[str, Any] = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - busy}
    told |= {"version": importlib.metadata.version(package), "tables": tables, "failed": failed}
    Path(out).write_text(json.dumps({**told, "texts": TEXTS}, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
