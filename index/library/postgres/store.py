"""A library on a PostgreSQL server; the derived indexes are made from it on each machine that asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from index.errors import LibraryError
from index.library.library import Library, Say
from index.library.opening import check_form
from index.library.postgres.schema import ready
from index.library.postgres.server import Busy, Server
from index.library.prepare import Prepared
from index.library.turns import WAITING

T = TypeVar("T")
_ATTEMPTS = 5


class PostgresStore(Library):
    """See ``Store``. ``place`` is shown without a password."""

    shared = True

    def __init__(self, address: str, *, create: bool = False, mending: bool = False) -> None:
        server = Server(address)
        try:
            ready(server, create=create)
            if not mending:
                check_form(server, server.where)
            # By what the library is and not by its address, which may be written in many ways.
            folder = _folder(str(server.told("library")) + ("-replica" if server.replica else ""))
        except BaseException:
            server.close()
            raise
        self._server = server
        super().__init__(server, folder, mending=mending)

    @property
    def place(self) -> str:
        return self._server.where

    def turn(self, say: Say | None = None) -> AbstractContextManager[None]:
        return self._server.turn(say, WAITING)

    def put(self, record: Prepared, *, again: bool = False) -> None:
        _insisted(lambda: super(PostgresStore, self).put(record, again=again))

    def remove(self, documents: Iterable[str]) -> int:
        ids = tuple(documents)
        return _insisted(lambda: super(PostgresStore, self).remove(ids))


def _insisted(change: Callable[[], T]) -> T:
    """A change of single documents, made again where it gave way to another writer's."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return change()
        except Busy:
            continue
    return change()


def _folder(name: str) -> Path:
    """Where what is derived from a library lies on this machine: below ``BUDGETQA_STATE``, else where a user's programs keep
    such things. Raises LibraryError."""
    told = os.environ.get("BUDGETQA_STATE")
    try:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "budgetqa"
        folder = (Path(told) if told else base) / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, ValueError, RuntimeError) as error:  # the last one: a user without a home
        why = getattr(error, "strerror", None) or error
        raise LibraryError(f"不能建立存放索引的文件夹（{why}），请用 BUDGETQA_STATE 指定一个能写入的") from error
    return folder
