"""Where figures stand, by what they are looked up by; what documents are known by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index.language.fold import label_key
from index.library.digests import row_digest

MARKS_QUERY = (
    "SELECT d.id, c.digest FROM documents d JOIN chunks c USING (key)"
    " WHERE d.removed IS NULL AND c.kind = 'Passage' ORDER BY d.position, d.key, c.number"
)
"""(document id, digest of a chunk of its passages), in the order of the catalogue."""


def figures_query(slots: Mapping[str, object], item: str | None) -> tuple[str, list[object]]:
    """The query for (document key, ordinal) of the figures with these slots, None being any, and its arguments."""
    given = {name: value for name, value in slots.items() if value is not None}
    condition = " AND ".join(["TRUE", *(f"f.{name} = ?" for name in given)])
    # One branch for each index: an OR over two columns would use neither.
    branches = {"f.item = ?": item, "f.label = ?": label_key(item)} if item else {"TRUE": None}
    query = " UNION ".join(f"SELECT f.key, f.ordinal FROM figures f WHERE {b} AND {condition}" for b in branches)
    return query, [v for b in branches.values() for v in ([b] if b else []) + list(given.values())]


def marks_of(rows: Iterable[tuple[str, bytes]], names: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """(document id, what its passages are known by) from the rows of ``MARKS_QUERY`` and the bodies of each document."""
    found: dict[str, list[object]] = {}
    for document, told in rows:
        found.setdefault(document, [tuple(names[document])]).append(bytes(told))
    return tuple((document, row_digest(parts).hex()) for document, parts in found.items())
