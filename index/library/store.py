"""What a library can do, whatever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, runtime_checkable

from index.library.prepare import Prepared
from index.library.records import DocumentInfo
from index.model import Document, Figure, Finding, Passage


@runtime_checkable
class Store(Protocol):
    """A library. Reading is safe from many threads and processes while one writes."""

    @property
    def place(self) -> str:
        """Where it is, for people."""

    @property
    def folder(self) -> Path:
        """Where what is derived from it lies on this machine."""

    @property
    def shared(self) -> bool:
        """Whether it can be written to without making the indexes in ``folder`` again: then they can be behind."""

    @property
    def generation(self) -> int:
        """Counts up with each write: a cache made under another generation is stale."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The catalogue, in the order in which the documents came in."""

    def as_printed(self) -> tuple[DocumentInfo, ...]:
        """The catalogue with the names that each document gives itself: what bodies are learned from."""

    def document(self, document: str) -> Document:
        """A document as parsed, by its full id."""

    def text_of(self, document: str) -> str:
        """Its canonical text alone."""

    def original(self, document: str) -> bytes:
        """The file's bytes as they were read."""

    def figures_of(self, document: str) -> tuple[Figure, ...]:
        """All figures of a document, in order."""

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """All passages of a document, in order."""

    def findings_of(self, document: str) -> tuple[Finding, ...]:
        """What its cross-checks came to."""

    def figures(
        self,
        *,
        org: str | None = None,
        year: int | None = None,
        item: str | None = None,
        stage: str | None = None,
        scope: str | None = None,
        document: str | None = None,
        start: int = 0,
        count: int | None = None,
    ) -> tuple[Figure, ...]:
        """Figures by exact slots. ``org`` may be any name of the body; ``item`` a vocabulary key or a printed label. Of
        those found ``count`` are read (None: all) from number ``start`` on."""

    def passages(self, ids: Sequence[str]) -> tuple[Passage, ...]:
        """Passages by id, in the order asked for; ids that are not there are left out."""

    def passage_ids(self) -> tuple[tuple[str, str], ...]:
        """(document id, passage id) of every passage, in a fixed order: what derived indexes must agree with."""

    def bodies(self) -> Mapping[str, str]:
        """Every name of a body seen → its canonical name."""

    def set_bodies(self, bodies: Mapping[str, str]) -> None:
        """Replace what ``bodies`` gives; figures and passages follow at once."""

    def put(self, record: Prepared, *, again: bool = False) -> None:
        """Take a document in, whole, in place of what stood at its place or under its id. ``again``: it was made from what the
        library had of it, and is left out where that has been replaced or removed since."""

    def turn(self, say: Callable[[str], None] | None = None) -> AbstractContextManager[None]:
        """The library's turn to be changed as a whole; within it once more costs nothing. ``say`` is told where it has to
        wait."""

    def remove(self, documents: Iterable[str]) -> int:
        """Take documents out, by full id; how many were there."""

    def add_feedback(self, entry: Mapping[str, object]) -> None:
        """Keep what a visitor said of an answer."""

    def forget_feedback(self, oldest: str) -> None:
        """Drop what visitors said before a time (UTC, ISO)."""

    def feedback(self) -> tuple[Mapping[str, object], ...]:
        """All that was said, oldest first."""

    def problems(self) -> tuple[str, ...]:
        """What is wrong inside the store itself, one Chinese sentence each; () where all is well."""

    def close(self) -> None:
        """Let go of files."""
