"""What goes into a library, and how its catalogue knows a document."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Document, Figure, Finding, Passage
from index.model.document import known


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """A document as the catalogue knows it. ``org`` is the body's canonical name, ``aliases`` its other names.

    ``others`` are further bodies whose figures it prints. ``how`` and ``sure`` say for each slot of its identity where it
    was read and how surely; ``told`` is what a sources list or a person said of it ((slot, value, by whom), …): it wins
    over what is read. ``former`` are those of its other names that it had before, or has since.
    ``url`` is where it was published.
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
    period: str | None = None
    kind: str | None = None
    others: tuple[str, ...] = ()
    url: str = ""
    how: tuple[tuple[str, str], ...] = ()
    sure: tuple[tuple[str, float], ...] = ()
    told: tuple[tuple[str, str, str], ...] = ()
    former: tuple[str, ...] = ()

    @property
    def known_scope(self) -> str | None:
        """The scope where it is told, None where it is only likely."""
        return known("scope", self.scope, self.sure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything about one document: what one transaction puts in."""

    place: str
    document: Document
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    passages: tuple[Passage, ...]
    original: bytes
    told: tuple[tuple[str, str, str], ...] = ()
