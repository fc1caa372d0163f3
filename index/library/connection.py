"""One SQLite file, opened so that many may read while one writes; its errors told as the library's own."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import LibraryError, LibraryMissing
from index.library.backing import Writer
from index.library.disk import LONGEST, is_file, make_folder, size, sync_folder

FILE = "library.sqlite3"
_WAIT_S = 60.0
_DAMAGED = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
# What SQLite complains of, for people; the rest in its own words.
_TOLD = {
    "SQLITE_FULL": "磁盘已满，没有写入",
    "SQLITE_READONLY": "没有写入权限",
    "SQLITE_PERM": "没有读写权限",
    "SQLITE_BUSY": "另一个进程一直在写入，请稍后再试",
    "SQLITE_CORRUPT": "文件已损坏，请用 budgetqa restore 由备份恢复",
    "SQLITE_NOTADB": "文件已损坏，或不是 budgetqa 的资料库",
    "SQLITE_IOERR": "读写磁盘出错，磁盘可能已满或有故障",
}
_Stamp = tuple[int, ...]


class _Connection(sqlite3.Connection):
    """One that can be referred to weakly: it goes with the thread that opened it. ``stamp`` is the file it opened."""

    stamp: _Stamp = ()
    writable = True
    fixed = False


class Database:
    """The file in a library's folder: a connection per thread, one transaction at a time for writing.

    ``epoch`` counts how often another file was found in its place. ``still`` is for a file that nobody writes to.
    """

    def __init__(self, folder: Path, *, create: bool, name: str = FILE, still: bool = False) -> None:
        self.path = folder / name
        self._still = still
        self.epoch = 0
        self._local = threading.local()
        self._writing = threading.RLock()
        self._open: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._inode = 0
        if not is_file(self.path):
            if not create:
                raise LibraryMissing(f"{str(folder)[:LONGEST]} 处没有资料库，请先用 budgetqa ingest 读入文件")
            make_folder(folder)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, to the file that lies there now."""
        found: _Connection | None = getattr(self._local, "connection", None)
        if found is not None and not self._stale(found):
            return found
        if found is not None:
            found.close()
        found = self._connect()
        self._local.connection = found
        self._open.add(found)
        return found

    @property
    def writable(self) -> bool:
        """Whether this thread's connection may write."""
        with self.errors():
            connection = self.connection
        return isinstance(connection, _Connection) and connection.writable

    def rows(self, query: str, arguments: Sequence[Any] = ()) -> list[Any]:
        """All that a query gives."""
        with self.errors():
            return self.connection.execute(query, arguments).fetchall()

    def told(self, name: str) -> Any:
        """A value of the library's own description, None where there is none."""
        found = self.rows("SELECT value FROM meta WHERE name = ?", [name])
        return found[0][0] if found else None

    def damage(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file."""
        told = [f"SQLite 报告：{row[0]}" for row in self.rows("PRAGMA integrity_check") if row[0] != "ok"]
        strays = self.rows("PRAGMA foreign_key_check")
        return (*told, *(f"表 {row[0]} 中有一行没有所属文件" for row in strays))

    def _stale(self, connection: _Connection) -> bool:
        """Whether the file was replaced, or has changed under a connection that SQLite was told it never would."""
        stamp = self._stamp()
        if not stamp:
            raise LibraryMissing(f"资料库 {self.path.parent} 不见了：文件夹被移走或删除")
        return stamp[0] != connection.stamp[0] or (connection.fixed and stamp != connection.stamp)

    def _stamp(self) -> _Stamp:
        try:
            told = self.path.stat()
            log = size(self.path.with_name(f"{self.path.name}-wal"))
        except OSError:
            return ()
        return told.st_ino, told.st_mtime_ns, told.st_size, log

    def _connect(self) -> _Connection:
        if self._still:
            still = self._opened("mode=ro&immutable=1")
            still.stamp, still.writable = self._stamp(), False
            return still
        stamp = self._stamp()
        if stamp and self._inode and stamp[0] != self._inode:
            self.epoch += 1
        folder = self.path.parent
        writable = os.access(folder, os.W_OK) and (not self.path.exists() or os.access(self.path, os.W_OK))
        found: _Connection | None = None
        if writable:
            try:
                found = self._opened("mode=rwc")
            except sqlite3.OperationalError as error:
                if not stamp or _name(error) in {"SQLITE_BUSY", *_DAMAGED}:
                    raise
                # A full disk has no room for what SQLite keeps beside the file; questions need none of it.
        found = found or self._read_only()
        found.stamp = self._stamp()
        self._inode = found.stamp[0] if found.stamp else 0
        return found

    def _read_only(self) -> _Connection:
        """A connection where nothing may be written, that sees what others write all the same."""
        log = size(self.path.with_name(f"{self.path.name}-wal"))
        try:
            found = self._opened("mode=ro")
        except sqlite3.OperationalError as error:
            if _name(error) in _DAMAGED:
                raise
            if log:
                raise LibraryError(
                    f"资料库 {self.path.parent} 中有尚未并入的写入，而这里不能写入；"
                    "请先在能写入的地方对它运行一次 budgetqa verify"
                ) from error
            # Nobody writes and nothing is left to merge: then, and only as long, the file alone is all there is.
            found = self._opened("mode=ro&immutable=1")
            found.fixed = True
        found.writable = False
        return found

    def _opened(self, mode: str) -> _Connection:
        uri = f"{self.path.absolute().as_uri()}?{mode}"
        db = sqlite3.connect(
            uri, uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        try:
            db.execute("PRAGMA foreign_keys = ON")
            # What was said to be in the library is there after the power was cut.
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA cell_size_check = ON")
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cache_size = -32000")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            db.close()
            raise
        return db

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Everything read within is of one moment, whatever others write meanwhile."""
        with self.errors():
            db = self.connection
            if db.in_transaction:
                yield
                return
            db.execute("BEGIN")
            try:
                yield
            finally:
                if db.in_transaction:
                    db.execute("COMMIT")

    @contextmanager
    def write(self, *, counted: bool = True, of: Iterable[str] | None = None) -> Iterator[Writer]:  # noqa: ARG002
        """One transaction: all of it or nothing. The generation counts up with it where documents change. Whatever it is
        about, SQLite lets one write at a time."""
        with self._writing, self.errors():
            if not self.writable:
                raise LibraryError(f"资料库 {self.path.parent} 不能写入：没有写入权限，或磁盘已满")
            db = self.connection
            db.execute("BEGIN IMMEDIATE")
            try:
                writer = Writer(db)
                yield writer
                if counted:
                    writer.count("generation", 1)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def copy_to(self, path: Path) -> None:
        """The library as it is at this moment, whole, as one file at a path; others may go on reading and writing."""
        partial = path.with_name(f"{path.name}.part")
        with self.errors():
            partial.unlink(missing_ok=True)
            copy = sqlite3.connect(partial)
            try:
                copy.execute("PRAGMA synchronous = FULL")
                self.connection.backup(copy)
                # One file: what takes it away must not forget what stands beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(path.parent)

    def copy_from(self, path: Path) -> None:
        """The library of a file in place of this one's, in one transaction: readers see the one or the other."""
        with self._writing, self.errors():
            if not self.writable:
                raise LibraryError(f"资料库 {self.path.parent} 不能写入：没有写入权限，或磁盘已满")
            db = self.connection
            before = 0
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                before = db.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()[0]
            source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                source.backup(db)
            finally:
                source.close()
            # Who keeps what was of this generation must see that it is another library now.
            more = "UPDATE meta SET value = max(value, ?) + 1 WHERE name = 'generation'"
            db.execute(more, [int(before)])

    def merge_log(self) -> None:
        """Bring what was written into the file itself, and keep no copy of it beside, where nobody is reading."""
        with self._writing, self.errors():
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """SQLite's own complaints, told in a sentence for people."""
        try:
            yield
        except sqlite3.Error as error:
            told = next((words for name, words in _TOLD.items() if _name(error).startswith(name)), str(error))
            raise LibraryError(f"资料库文件 {self.path} 无法使用（{told}）") from error

    def close(self) -> None:
        """Close every thread's connection."""
        with self._writing:
            for db in list(self._open):
                db.close()
            self._open.clear()
            self._local = threading.local()


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or ""
