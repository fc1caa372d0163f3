"""What can be chosen: items that the library has figures of, and the standard tables of some documents."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from qa.web import desk

# What most people look for first.
FIRST = "三公经费"
# An item of a single document is no row of a matrix.
_LEAST = 2


@st.cache_data(max_entries=4, show_spinner=False)
def known(edition: str) -> list[str]:  # noqa: ARG001
    """Items by how many documents have figures of them, most first."""
    count: Counter[str] = Counter()
    infos = desk.documents()
    for info in infos:
        count.update({f.item for f in desk.store().figures_of(info.id) if f.item})
    least = _LEAST if len(infos) > 3 else 1
    return [item for item, number in count.most_common() if number >= least]


@st.cache_data(max_entries=64, show_spinner=False)
def tables(edition: str, documents: tuple[str, ...]) -> list[str]:  # noqa: ARG001
    """Standard tables that these documents hold, in the order of their appearance."""
    kinds = [f.table_kind for d in documents for f in desk.store().figures_of(d) if f.table_kind]
    return list(dict.fromkeys(kinds))
