"""A passage: what retrieval finds."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``kind`` is 正文 (prose), 表格 (rows of a table) or 名词 (a glossary entry).

    ``text`` is what people read, cut from the document (table rows: "row, column = value");
    ``heading`` is the section path (and a table's title and unit) in front of it when it is indexed.
    """

    id: str
    document: str
    org: str
    year: int | None
    stage: str | None
    scope: str | None
    kind: str
    section: tuple[str, ...]
    heading: str
    text: str
    page: int | None
    span: Span
    table: int | None = None
