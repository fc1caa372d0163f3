"""The embedded library: a folder with one SQLite file, and the derived indexes beside it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from index.library.connection import Database
from index.library.library import Library, Say
from index.library.opening import ready
from index.library.turns import turn


class EmbeddedStore(Library):
    """See ``Store``."""

    def __init__(self, folder: Path, *, create: bool = False, mending: bool = False) -> None:
        database = Database(folder, create=create)
        ready(database, create=create, mending=mending)
        super().__init__(database, folder, mending=mending)

    @classmethod
    def over(cls, database: Database) -> EmbeddedStore:
        """A store over a file that is not in its usual place, for looking at it."""
        store = cls.__new__(cls)
        Library.__init__(store, database, database.path.parent)
        return store

    @property
    def place(self) -> str:
        return str(self.folder)

    def turn(self, say: Say | None = None) -> AbstractContextManager[None]:
        return turn(self.folder, say)
