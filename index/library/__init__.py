"""The library: everything ingested, and the indexes derived from it."""

from __future__ import annotations

from pathlib import Path

from index.errors import BadOption
from index.library.embedded import EmbeddedStore
from index.library.library import Library
from index.library.postgres.store import PostgresStore
from index.library.prepare import Prepared, prepare
from index.library.records import DocumentInfo, Record
from index.library.store import Store

_SCHEMES = ("postgresql", "postgres")
__all__ = [
    "DocumentInfo",
    "EmbeddedStore",
    "Library",
    "Prepared",
    "Record",
    "Store",
    "is_address",
    "open_library",
    "prepare",
]


def open_library(place: str | Path, *, create: bool = False, mending: bool = False) -> Library:
    """The library at a place: a folder, or the address of a database. Raises LibraryMissing where there is none and
    ``create`` is not asked for.

    ``mending`` opens one too that another version made or that is damaged in part, to be made again from its originals.
    """
    if not is_address(place):
        return EmbeddedStore(Path(place), create=create, mending=mending)
    return PostgresStore(str(place), create=create, mending=mending)


def is_address(place: str | Path) -> bool:
    """Whether a place is the address of a database and no folder. Raises BadOption for one of another kind."""
    scheme, colon, _ = str(place).partition("://")
    if colon and scheme not in _SCHEMES:
        raise BadOption(f"资料库是一个文件夹，或 postgresql:// 地址，不支持 {scheme}:// 地址")
    return bool(colon)
