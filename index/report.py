"""What came of taking files in: values, since a refused file is nothing exceptional."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.library import DocumentInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that was not taken in, and why: one Chinese clause."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One file is done: for a progress bar. ``outcome`` is 读入, 替换, 未变 or 拒绝; ``pages`` those read so far."""

    file: str
    outcome: str
    done: int
    total: int
    pages: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole run. ``failed_tables`` are tables whose sums do not hold; ``others`` files that are no documents."""

    read: tuple[DocumentInfo, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    others: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return sum(info.pages for info in self.read)

    @property
    def tables(self) -> int:
        return sum(info.tables for info in self.read)

    @property
    def figures(self) -> int:
        return sum(info.figures for info in self.read)

    @property
    def failed_tables(self) -> int:
        return sum(info.failed_tables for info in self.read)

    def with_read(self, info: DocumentInfo) -> Report:
        """One more that was read."""
        return replace(self, read=(*self.read, info))

    def with_unchanged(self, file: str) -> Report:
        """One more that was there already."""
        return replace(self, unchanged=(*self.unchanged, file))

    def with_refused(self, refused: Refused) -> Report:
        """One more that was refused."""
        return replace(self, refused=(*self.refused, refused))
