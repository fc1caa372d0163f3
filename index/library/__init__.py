"""The library: everything ingested, and the indexes derived from it."""

from __future__ import annotations

from pathlib import Path

from index.errors import BadOption
from index.library.embedded import EmbeddedStore
from index.library.prepare import Prepared, prepare
from index.library.records import DocumentInfo, Record
from index.library.store import Store

__all__ = ["DocumentInfo", "EmbeddedStore", "Prepared", "Record", "Store", "open_library", "prepare"]


def open_library(place: str | Path, *, create: bool = False, mending: bool = False) -> EmbeddedStore:
    """The library at a place: a folder. Raises LibraryMissing where there is none and ``create`` is not asked for.

    ``mending`` opens one too that another version made or that is damaged in part, to be made again from its originals.
    """
    if "://" in str(place):
        raise BadOption(f"这个版本只支持放在文件夹里的资料库，不支持 {str(place).partition('://')[0]}:// 地址")
    return EmbeddedStore(Path(place), create=create, mending=mending)
