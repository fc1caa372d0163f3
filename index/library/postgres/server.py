"""A PostgreSQL server with a library's tables: connections out of a pool, its errors told as the library's own.

The one module that knows psycopg, which is there only where the extra ``postgres`` was installed.
"""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import BadOption, LibraryError
from index.library.backing import Writer
from index.library.postgres.words import complaint, refused, shown
from index.library.pouring import from_file, to_file

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.abc import AdaptContext

SCHEMA = "budgetqa"
_DEFAULTS = {"connect_timeout": "10", "application_name": "budgetqa"}
_MOST_CONNECTIONS = 16
_WAIT_S, _IDLE_S = 30.0, 120.0


class Busy(LibraryError):
    """Two writers waited for each other, and this one gave way: once more and it is done."""


class _Session:
    """A connection as the store speaks to it."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def execute(self, query: str, arguments: Sequence[Any] = ()) -> Any:
        return self._connection.execute(_query(query), _plain(arguments) if arguments else None)

    def executemany(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_query(query), map(_plain, rows))


class _Writer(Writer):
    """See ``Writer``. A number of the description is a number to the server too, so that it can be added to."""

    def next_key(self) -> int:
        return int(self.execute("SELECT nextval('keys')").fetchone()[0])

    def settle_keys(self) -> None:
        self.execute("SELECT setval('keys', greatest((SELECT max(key) FROM documents), 1))")
        numbers = "pg_get_serial_sequence('feedback', 'number')"
        self.execute(f"SELECT setval({numbers}, greatest((SELECT max(number) FROM feedback), 1))")

    def count(self, name: str, more: int) -> None:
        self.execute("UPDATE meta SET number = number + ? WHERE name = ?", (more, name))

    def describe(self, name: str, value: object) -> None:
        kinds = (int, str, bytes)
        told = "INSERT INTO meta VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET number = excluded.number,"
        values = [value if isinstance(value, kind) else None for kind in kinds]
        self.execute(f"{told} text = excluded.text, bytes = excluded.bytes", (name, *values))


class Server:
    """See ``Backing``. ``where`` is its address for people, without a password."""

    epoch = 0

    def __init__(self, address: str) -> None:
        try:
            import psycopg
            import psycopg_pool
        except ImportError as error:
            raise BadOption(
                f"postgresql:// 资料库需要附加项：pip install 'budgetqa[postgres]'（缺少 {error.name}）"
            ) from error
        try:
            given = psycopg.conninfo.conninfo_to_dict(address)
        except psycopg.Error:
            given = {"port": "?"}
        self.where = shown(given)
        self._errors = psycopg.Error
        self._local = threading.local()
        self._turn = threading.RLock()
        self._turns = False
        conninfo = psycopg.conninfo.make_conninfo(address, **{n: v for n, v in _DEFAULTS.items() if n not in given})
        try:
            psycopg.connect(conninfo).close()
        except psycopg.Error as error:
            raise LibraryError(f"不能打开资料库 {self.where}：{refused(str(error))}") from None
        self._pool = psycopg_pool.ConnectionPool(
            conninfo,
            min_size=0,
            max_size=_MOST_CONNECTIONS,
            max_idle=_IDLE_S,
            timeout=_WAIT_S,
            kwargs={"autocommit": True},
            configure=_configured,
            check=psycopg_pool.ConnectionPool.check_connection,
            open=True,
        )
        # Also where a store is let go of without being closed: a server has only so many connections.
        self._ended = weakref.finalize(self, self._pool.close)

    @property
    def writable(self) -> bool:
        """Whether this user may write here: a replica is read only."""
        told = self.rows("SELECT current_setting('transaction_read_only'), has_table_privilege('documents', 'INSERT')")
        return bool(told[0] == ("off", True))

    @property
    def replica(self) -> bool:
        """Whether it follows another server."""
        return bool(self.rows("SELECT pg_is_in_recovery()")[0][0])

    def rows(self, query: str, arguments: Sequence[Any] = ()) -> list[Any]:
        """All that a query gives."""
        with self._session() as session:
            return list(session.execute(query, arguments).fetchall())

    def told(self, name: str) -> Any:
        """A value of the library's own description, None where there is none."""
        found = self.rows("SELECT number, text, bytes FROM meta WHERE name = ?", [name])
        return next((value for value in found[0] if value is not None), None) if found else None

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Everything read within is of one moment, whatever others write meanwhile."""
        if getattr(self._local, "session", None) is not None:
            yield
            return
        with self._transaction("REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def write(self, *, counted: bool = True, of: Iterable[str] | None = None) -> Iterator[Writer]:
        """One transaction: all of it or nothing. The generation counts up with it where documents change. Who writes of all
        of the library writes alone; of single documents, those of others go on."""
        with self._transaction("READ COMMITTED") as session:
            writer = _Writer(session)
            shared = "" if of is None else "_shared"
            writer.execute(f"SELECT pg_advisory_xact_lock{shared}(?)", [_lock("whole")])
            for lock in sorted({_lock(f"document {name}") for name in of or ()}):
                writer.execute("SELECT pg_advisory_xact_lock(?)", [lock])
            yield writer
            if counted:
                writer.count("generation", 1)

    @contextmanager
    def turn(self, say: Callable[[str], None] | None = None, waiting: str = "") -> Iterator[None]:
        """One at a time of all who ask for it, on whatever machine; it goes with the connection of who is killed."""
        with self._turn:
            if self._turns:
                yield
                return
            with self._errors_told(), self._pool.connection() as connection:
                session, mine = _Session(connection), [_lock("turn")]
                if not session.execute("SELECT pg_try_advisory_lock(?)", mine).fetchone()[0]:
                    if say:
                        say(waiting)
                    session.execute("SELECT pg_advisory_lock(?)", mine)
                self._turns = True
                try:
                    yield
                finally:
                    self._turns = False
                    if not connection.closed:
                        session.execute("SELECT pg_advisory_unlock(?)", mine)

    def damage(self) -> tuple[str, ...]:
        """What the server finds wrong: indexes that were left unfinished."""
        query = (
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND NOT i.indisvalid"
        )
        return tuple(f"数据库索引 {row[0]} 不可用" for row in self.rows(query, [SCHEMA]))

    def copy_to(self, path: Path) -> None:
        """The library as it is at this moment, whole, as one file such as an embedded library has."""
        to_file(self, path)

    def copy_from(self, path: Path) -> None:
        """The library of such a file in place of this one's, in one transaction."""
        from_file(path, self)

    def merge_log(self) -> None:
        """Have the server take away the rows that were wiped."""
        with self._session() as session:
            session.execute("VACUUM documents, contents, chunks, figures, passages")

    def close(self) -> None:
        """Let go of connections."""
        self._ended()

    @contextmanager
    def _session(self) -> Iterator[_Session]:
        """This thread's session where it is in a transaction, else one for a single query."""
        held: _Session | None = getattr(self._local, "session", None)
        with self._errors_told():
            if held is not None:
                yield held
                return
            with self._pool.connection() as connection:
                yield _Session(connection)

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[_Session]:
        if getattr(self._local, "session", None) is not None:
            raise RuntimeError("a transaction within another")
        with self._errors_told(), self._pool.connection() as connection:
            session = self._local.session = _Session(connection)
            try:
                session.execute(f"BEGIN ISOLATION LEVEL {kind}")
                yield session
                session.execute("COMMIT")
            except BaseException:
                if not connection.closed:
                    connection.rollback()
                raise
            finally:
                self._local.session = None

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            state = error.sqlstate or "08"
            kind = Busy if state.startswith("40") else LibraryError
            raise kind(f"资料库 {self.where} 无法使用（{complaint(state)}）") from error


def _configured(connection: Connection[Any]) -> None:
    from psycopg.types.numeric import Int8Dumper

    adapters: AdaptContext = connection
    # One size for all whole numbers: a query is then prepared once, whatever numbers it is given.
    adapters.adapters.register_dumper(int, Int8Dumper)
    connection.execute(f"SET search_path TO {SCHEMA}".encode())


@lru_cache(maxsize=256)
def _query(query: str) -> bytes:
    return query.replace("?", "%s").encode()


def _plain(arguments: Sequence[Any]) -> tuple[Any, ...]:
    """As the server takes them: no text there holds a zero byte."""
    return tuple(a.replace("\x00", "\ufffd") if isinstance(a, str) else a for a in arguments)


def _lock(name: str) -> int:
    """The number by which a lock is known to the server."""
    return int.from_bytes(hashlib.sha256(f"budgetqa {name}".encode(errors="replace")).digest()[:8], signed=True)
