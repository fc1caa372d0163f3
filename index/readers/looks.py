"""How the cells of one sheet are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What is seen of a sheet apart from its values, by (row, column) from 0.

    ``formats`` are number formats, "General" left out; ``texts`` are shown instead of the values ("" where nothing is to be
    seen), ``numbers`` hold instead of them. ``uncomputed`` counts formulas without a kept result, ``failed`` those that came
    to an error, ``unseen`` cells with letters in the colour of the paper. ``margins`` are the lines of the sheet's head and foot,
    ``drawn`` those of boxes that lie on it; ``pictures`` counts the pictures on it.
    """

    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    numbers: Mapping[tuple[int, int], Decimal] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncomputed: int = 0
    computed: int = 0
    failed: int = 0
    unseen: int = 0
    margins: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    pictures: int = 0
