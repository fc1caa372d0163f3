"""The indexes in force, opened for searching: noticed where they disagree with the store, and made again."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import cast

from index.derived import Derived, read
from index.errors import LibraryError
from index.library import snapshot
from index.library.following import followed
from index.library.library import Library
from index.library.schema import SCHEMA
from index.library.snapshot import Manifest, Snapshot
from index.library.store import Store
from index.library.upkeep import refresh

_LOG = logging.getLogger("budgetqa")
# Up to here the files are read whole when they are opened; of larger ones the sizes are looked at.
_WHOLE = 32 << 20


def opened(store: Store) -> tuple[Manifest, Derived]:
    """The indexes of a library with what they were made from. Those that are damaged are made again where that can be
    done. Raises LibraryError."""
    folder = store.folder
    if store.shared:
        followed(cast(Library, store))
    try:
        found = snapshot.current(folder)
        if found is None:
            raise LibraryError("资料库还没有索引，请运行 budgetqa rebuild")
        trouble = _trouble(found)
        if not trouble:
            return found.manifest, _read(found.folder)
    except LibraryError as error:
        if not (folder / snapshot.FOLDER / "CURRENT").exists():
            raise
        trouble = str(error)
    # Another process may just have put newer ones in force.
    again = _newer(folder)
    if again is not None and not _trouble(again):
        return again.manifest, _read(again.folder)
    return _made_again(store, trouble)


def mended(store: Store) -> bool:
    """Whether searching failed for damaged files, which have been made again now."""
    try:
        found = snapshot.current(store.folder)
        damaged = snapshot.damage(found) if found else ()
    except (LibraryError, OSError) as error:
        damaged = (str(error),)
    if damaged:
        _made_again(store, damaged[0])
    return bool(damaged)


def _made_again(store: Store, trouble: str) -> tuple[Manifest, Derived]:
    store = cast(Library, store)
    if not (store.shared or store.writable):
        raise LibraryError(f"索引不能使用（{trouble}），而资料库在这里不能写入；请在能写入的地方运行 budgetqa rebuild")
    _LOG.warning("索引不能使用（%s），正在重建", trouble)
    refresh(store)
    found = snapshot.current(store.folder)
    if found is None:
        raise LibraryError("资料库还没有索引，请运行 budgetqa rebuild")
    return found.manifest, _read(found.folder)


def _trouble(found: Snapshot) -> str:
    """What is wrong with a snapshot, "" where nothing is seen."""
    if found.manifest.schema != SCHEMA:
        return "由另一版本的 budgetqa 建立"
    return _harm(found)


@lru_cache(maxsize=4)
def _harm(found: Snapshot) -> str:
    """Looked for once for each snapshot: its files are never written to again."""
    damaged = snapshot.damage(found, whole=found.size <= _WHOLE)
    return damaged[0] if damaged else ""


def _newer(folder: Path) -> Snapshot | None:
    try:
        return snapshot.current(folder)
    except LibraryError:
        return None


@lru_cache(maxsize=2)
def _read(folder: Path) -> Derived:
    return read(folder)
