"""One SQLite file, opened so that many may read while one writes; its errors told as the library's own."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryError, LibraryMissing, SchemaMismatch
from index.library.schema import SCHEMA, TABLES

FILE = "library.sqlite3"
_WAIT_S = 60.0
_LONGEST = 200


class _Connection(sqlite3.Connection):
    """One that can be referred to weakly: it goes with the thread that opened it."""


class Database:
    """The file in a library's folder: a connection per thread, one transaction at a time for writing."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        self.path = folder / FILE
        self._local = threading.local()
        self._writing = threading.RLock()
        self._open: weakref.WeakSet[_Connection] = weakref.WeakSet()
        if not _is_file(self.path):
            if not create:
                raise LibraryMissing(f"{str(folder)[:_LONGEST]} 处没有资料库，请先用 budgetqa ingest 读入文件")
            _make_folder(folder)
        self._check(create)

    def _check(self, create: bool) -> None:
        with self.errors():
            db = self.connection
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables and create:
                self._create()
                return
            found = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() if "meta" in tables else None
        if found is None:
            raise LibraryError(f"{self.path} 不是 budgetqa 的资料库")
        if found[0] != SCHEMA:
            raise SchemaMismatch(
                f"资料库 {self.path.parent} 是另一版本的 budgetqa 建立的（结构版本 {found[0]}，本程序为 {SCHEMA}），"
                f"请换一个 --library 位置重新 ingest"
            )

    def _create(self) -> None:
        db = self.connection
        db.execute("PRAGMA journal_mode = WAL")
        with self.write() as writer:
            # Two processes may both have found no tables: the second one finds them here.
            if writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
                for statement in TABLES.split(";"):
                    writer.execute(statement)
                writer.executemany("INSERT INTO meta VALUES (?, ?)", [("schema", SCHEMA), ("generation", 0)])

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: _Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = self._connect()
            self._local.connection = found
            self._open.add(found)
        return found

    def _connect(self) -> _Connection:
        writable = os.access(self.path.parent, os.W_OK) and (not self.path.exists() or os.access(self.path, os.W_OK))
        # A library on a read-only disk can have no WAL beside it: SQLite must be told that nobody writes.
        mode = "mode=rwc" if writable else "mode=ro&immutable=1"
        uri = f"{self.path.absolute().as_uri()}?{mode}"
        db = sqlite3.connect(
            uri, uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA cache_size = -32000")
        return db

    @contextmanager
    def write(self, *, counted: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing. The generation counts up with it where documents change."""
        with self._writing, self.errors():
            db = self.connection
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                if counted:
                    db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def errors(self) -> Iterator[None]:
        """SQLite's own complaints, told in a sentence for people."""
        try:
            yield
        except sqlite3.Error as error:
            raise LibraryError(f"资料库文件 {self.path} 无法使用（{error}）") from error

    def close(self) -> None:
        """Close every thread's connection."""
        with self._writing:
            for db in list(self._open):
                db.close()
            self._open.clear()
            self._local = threading.local()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise LibraryError(f"不能在 {str(folder)[:_LONGEST]} 建立资料库（{told}）") from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a path that no system could have
        return False
