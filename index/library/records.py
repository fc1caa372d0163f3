"""What goes into a library, and how its catalogue knows a document."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Document, Figure, Finding, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """A document as the catalogue knows it. ``org`` is the body's canonical name, ``aliases`` its other names.

    ``place`` is the path it was read from (``archive.zip/inner.pdf`` inside a ZIP): the same place read again with
    other bytes replaces it. ``failed`` counts the checks that do not hold,
    ``failed_tables`` the tables that they concern.
    """

    id: str
    file: str
    place: str
    title: str
    format: str
    org: str
    aliases: tuple[str, ...]
    units: tuple[str, ...]
    year: int | None
    stage: str | None
    scope: str | None
    code: str | None
    published: str
    pages: int
    tables: int
    figures: int
    passages: int
    failed: int
    failed_tables: int
    characters: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything about one document: what one transaction puts in."""

    place: str
    document: Document
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    original: bytes
