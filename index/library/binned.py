"""The bin of a library: what lies in it, how long, and how it is emptied."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from index.errors import BadOption
from index.library.connection import FILE
from index.library.library import Library
from index.library.records import DocumentInfo
from index.library.shelving import Removed

DAYS = 30
_DAY_S = 86_400
UPLOADS = "uploads"


def found(store: Library, name: str) -> Removed:
    """What lies in the bin under an id, an id's beginning or a file's name; the last removed of several versions. Raises
    BadOption."""
    binned = store.removed()
    for fits in (
        lambda i: name == i.id,
        lambda i: name in (i.file, i.file.rpartition("/")[2]),
        lambda i: len(name) >= 4 and i.id.startswith(name.lower()),
    ):
        for each in binned:
            if fits(each.info):
                return each
    raise BadOption(f"回收站中没有文件“{name[:200]}”（用 budgetqa documents --removed 查看）")


def wipe(store: Library, infos: Iterable[DocumentInfo]) -> int:
    """Documents for good: their text and original in the store, the file as it was uploaded, and copies that were kept of
    the library before it was brought forward. The indexes are made again by who calls."""
    infos = tuple(infos)
    count = store.purge(info.id for info in infos)
    folder = (store.folder / UPLOADS).resolve()
    for info in infos:
        path = Path(info.place)
        if path.resolve().is_relative_to(folder) and path.is_file():
            path.unlink()
    for copy in store.folder.glob(f"{FILE}.before-*"):
        copy.unlink()
    return count


def purge_old(store: Library, *, days: int = DAYS) -> int:
    """Wipe what has lain in the bin for so many days; how many."""
    before = int(time.time()) - days * _DAY_S
    old = [each.info for each in store.removed() if each.at <= before]
    return wipe(store, old) if old else 0
