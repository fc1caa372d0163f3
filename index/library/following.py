"""Indexes that lie apart from a library that others write to: brought up to it where they have fallen behind."""

from __future__ import annotations

import logging
import threading
import time

from index.errors import LibraryError
from index.library import snapshot
from index.library.library import Library
from index.library.upkeep import refresh

_LOG = logging.getLogger("budgetqa")
# While others go on writing, what is asked is found in indexes that are at most about so old.
_PATIENCE_S = 30.0
_guard = threading.Lock()
_looked: dict[str, float] = {}


def followed(store: Library) -> None:
    """See to it that the indexes follow the library. The first time in this process, or where there are none yet, that is
    waited for; later it happens beside the questions. What goes wrong is told by who opens them."""
    place, made = str(store.folder), _made_of(store)
    now = time.monotonic()
    with _guard:
        before = _looked.get(place)
        if made is not None and before is not None and now - before < _PATIENCE_S:
            return
        _looked[place] = now
    if made == store.counted:
        return
    if made is None or before is None:
        _refresh(store)
    else:
        threading.Thread(target=_refresh, args=(store,), daemon=True).start()


def _made_of(store: Library) -> int | None:
    """Which generation the indexes are of, None where there are none that can be read."""
    try:
        found = snapshot.current(store.folder)
    except LibraryError:
        return None
    return found.manifest.generation if found else None


def _refresh(store: Library) -> None:
    try:
        refresh(store)
    except LibraryError as error:
        _LOG.warning("索引没有跟上资料库：%s", error)
