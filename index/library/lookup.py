"""Where figures stand, by what they are looked up by."""

from __future__ import annotations

from collections.abc import Mapping

from index.language.fold import label_key


def figures_query(slots: Mapping[str, object], item: str | None) -> tuple[str, list[object]]:
    """The query for (document key, ordinal) of the figures with these slots, None being any, and its arguments."""
    given = {name: value for name, value in slots.items() if value is not None}
    condition = " AND ".join(["1", *(f"f.{name} = ?" for name in given)])
    # One branch for each index: an OR over two columns would use neither.
    branches = {"f.item = ?": item, "f.label = ?": label_key(item)} if item else {"1": None}
    query = " UNION ".join(f"SELECT f.key, f.ordinal FROM figures f WHERE {b} AND {condition}" for b in branches)
    return query, [v for b in branches.values() for v in ([b] if b else []) + list(given.values())]
