"""Documents made by hand: tables from rows of text, paragraphs from sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.model import Cell, Column, Document, Identity, Paragraph, Row, Section, Span, Table

TableText = tuple[str, str | None, Sequence[str], Sequence[Sequence[str]]]


@pytest.fixture
def make_document() -> Callable[..., Document]:
    """``make_document(tables=[(title, unit, headings, rows)], paragraphs=[…])``; heading levels are joined by "/"."""
    return _document


def _document(
    tables: Sequence[TableText] = (),
    paragraphs: Sequence[str] = (),
    *,
    org: str = "甲市档案局",
    year: int | None = 2021,
    stage: str | None = "预算",
    scope: str | None = "部门",
    headings: Sequence[str] = (),
    lines: str = "",
    notes: Sequence[str] = (),
) -> Document:
    text = lines
    made: list[Table] = []
    for index, (title, unit, columns, rows) in enumerate(tables):
        start = len(text)
        text += title + "\n"
        made_rows = []
        for row in rows:
            cells = []
            for cell in row:
                spans = (Span(start=len(text), end=len(text) + len(cell)),) if cell else ()
                cells.append(Cell(text=cell, spans=spans, page=1))
                text += cell + "\t"
            text = text[:-1] + "\n"
            made_rows.append(Row(cells=tuple(cells), page=1))
        note = notes[index] if index < len(notes) else ""
        text += note + "\n" if note else ""
        made.append(
            Table(
                title=title,
                unit=unit,
                unit_from="caption" if unit else None,
                columns=tuple(Column(path=tuple(c.split("/"))) for c in columns),
                rows=tuple(made_rows),
                pages=(1,),
                section=0,
                note=note,
                title_span=Span(start=start, end=start + len(title)),
            )
        )
    made_paragraphs = []
    for words in paragraphs:
        origin = tuple(range(len(text), len(text) + len(words)))
        made_paragraphs.append(Paragraph(text=words, origin=origin, section=0, page=1))
        text += words + "\n"
    sections = [Section(path=(), level=0, span=Span(start=0, end=len(text)), body=Span(start=0, end=len(text)), page=1)]
    for heading in headings:
        span = Span(start=len(text), end=len(text) + len(heading))
        text += heading + "\n"
        sections.append(Section(path=(heading,), level=1, span=span, body=Span(start=span.end, end=span.end), page=1))
    return Document(
        id="0123456789abcdef" * 4,
        file="样例.txt",
        format="txt",
        title="",
        identity=Identity(org=org, year=year, stage=stage, scope=scope),
        text=text,
        page_starts=(0,),
        sections=tuple(sections),
        paragraphs=tuple(made_paragraphs),
        tables=tuple(made),
    )
