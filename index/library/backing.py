"""What a library is kept in, a file or a server: all that the store asks of a database.

Queries have ``?`` for their arguments and are such that every database here takes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol


class Writer:
    """One transaction under way."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def execute(self, query: str, arguments: Sequence[Any] = ()) -> Any:
        """Carry out one query; a cursor over what it gives."""
        return self._db.execute(query, arguments)

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out one query for each row of arguments."""
        self._db.executemany(query, rows)

    def next_key(self) -> int:
        """A number that no document has, above all that have one."""
        return int(self.execute("SELECT coalesce(max(key), 0) + 1 FROM documents").fetchone()[0])

    def settle_keys(self) -> None:
        """After documents were put in under keys that they had elsewhere: see to it that ``next_key`` is above them. After
        lines of feedback too."""

    def count(self, name: str, more: int) -> None:
        """Add to a number of the library's own description. The last thing of a transaction: others wait for it."""
        self.execute("UPDATE meta SET value = value + ? WHERE name = ?", (more, name))

    def describe(self, name: str, value: object) -> None:
        """Put down a value of the library's own description: a number, a text or bytes."""
        told = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        self.execute(told, (name, value))


class Backing(Protocol):
    """A database with the tables of a library."""

    @property
    def epoch(self) -> int:
        """How often another database was found in this one's place: it may have counted as far as the one before it."""

    @property
    def writable(self) -> bool:
        """Whether this process may change it."""

    def rows(self, query: str, arguments: Sequence[Any] = ()) -> list[Any]:
        """All that a query gives. Raises LibraryError."""

    def told(self, name: str) -> Any:
        """A value of the library's own description, None where there is none. Raises LibraryError."""

    def at_once(self) -> AbstractContextManager[None]:
        """Everything read within is of one moment, whatever others write meanwhile."""

    def write(self, *, counted: bool = True, of: Iterable[str] | None = None) -> AbstractContextManager[Writer]:
        """One transaction: all of it or nothing. The generation counts up with it where documents change.

        ``of`` are the ids and places that it is about: where the database can, writers of others are not kept waiting. None
        is all of them.
        """

    def damage(self) -> tuple[str, ...]:
        """What the database itself finds wrong, one Chinese sentence each."""

    def copy_to(self, path: Path) -> None:
        """The library as it is at this moment, whole, as one file at a path; others may go on reading and writing."""

    def copy_from(self, path: Path) -> None:
        """The library of such a file in place of this one's, in one transaction."""

    def merge_log(self) -> None:
        """Keep no copy of what was wiped."""

    def close(self) -> None:
        """Let go of connections."""
