"""A small library on whichever store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.library import Library, Record, open_library, prepare
from index.library.upkeep import refresh

Make = Callable[..., Record]


def filled(place: str | Path, make: Make) -> Library:
    store = open_library(place, create=True)
    for record in (make(), make(name="乙.txt", org="乙县财政局", year=2020), make(name="丙.txt", salt="3")):
        store.put(prepare(record))
    store.remove([store.documents()[2].id])
    store.set_bodies({"乙县财政局": "乙县财政局", "乙财政局": "乙县财政局"})
    store.add_feedback({"time": "2026-01-01T00:00:00+00:00", "question": "多少"})
    refresh(store)
    return store
