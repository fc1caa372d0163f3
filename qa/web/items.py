"""What can be chosen: items that the library has figures of, and the standard tables of some documents."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import streamlit as st

from index.library import DocumentInfo
from qa.web import desk

# What most people look for first.
FIRST = "三公经费"
# An item of a single document is no row of a matrix.
_LEAST = 2


@st.cache_data(max_entries=4, show_spinner="正在整理项目清单…")
def known(edition: str) -> list[str]:  # noqa: ARG001
    """Items by how many documents have figures of them, most first."""
    infos = desk.documents()
    count = Counter(item for info in infos for item in _of(desk.place(), info))
    least = _LEAST if len(infos) > 3 else 1
    return sorted((item for item, number in count.items() if number >= least), key=lambda item: (-count[item], item))


@lru_cache(maxsize=20_000)
def _of(place: str, info: DocumentInfo) -> frozenset[str]:  # noqa: ARG001
    """The items of one document: after an upload only the new one is read, not the whole library."""
    return frozenset(f.item for f in desk.store().figures_of(info.id) if f.item)


@st.cache_data(max_entries=64, show_spinner=False)
def tables(edition: str, documents: tuple[str, ...]) -> list[str]:  # noqa: ARG001
    """Standard tables that these documents hold, in the order of their appearance."""
    kinds = [f.table_kind for d in documents for f in desk.store().figures_of(d) if f.table_kind]
    return list(dict.fromkeys(kinds))
