"""How the cells of one sheet are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """``formats`` by (row, column) from 0, "General" left out; ``uncomputed`` counts formulas without a kept result."""

    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncomputed: int = 0
