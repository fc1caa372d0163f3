"""How many cells of gold tables a reader has: one measure for every reader, ours included.

Readers differ in what they give: pipe tables, data frames, tables joined over pages or cut by them, heading rows told
apart or not. What all of them claim is that *this text stands in this row and this column*, and that is what is
compared, body cells only (headings have no common form):

1. For a gold table the reader's tables on its pages are taken, one for each page: the best for the whole first, then
   for each page that it does not cover the one that adds most. Two pieces of one page do not add up: a table torn in
   two is not that table.
2. Its rows are put beside the gold rows in order, so that as many texts as possible agree (dynamic programming), and
   its columns beside the gold columns likewise. Empty columns between, heading rows and furniture above and below, and
   rows that are repeated cost nothing: the reader gets the most favourable reading of what it gave.
3. A gold cell is exact where the cell so found holds the same text after all white space is removed: no other folding,
   no rounding, no part of it. A figure found where the gold cell is blank is one cell more, and wrong.

``exact`` = exact cells / (gold cells that hold something + such figures).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(r"[-+△(（]?[\d,，]+(?:[.．]\d+)?[)）]?%?")
Rows = Sequence[Sequence[str]]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A table as it is printed; ``pages`` () where the format has none."""

    file: str
    pages: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Over all tables."""

    exact: int
    cells: int

    @property
    def share(self) -> float:
        return self.exact / self.cells if self.cells else 0.0


def load(gold: Path) -> list[Gold]:
    """The tables of PDFs in a gold file; file names are relative to the folder above its own."""
    base = gold.resolve().parent.parent
    raws = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Gold(
            file=str(base / raw["file"]),
            pages=tuple(raw.get("pages") or [raw["page"]]),
            rows=tuple(tuple(row) for row in raw["rows"]),
        )
        for raw in raws
        if raw["file"].lower().endswith(".pdf")
    ]


def score(golds: Sequence[Gold], tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Score:
    """``tables`` as readers_run writes them."""
    results = [_score(gold, tables.get(gold.file, ())) for gold in golds]
    return Score(exact=sum(r.exact for r in results), cells=sum(r.cells for r in results))


def _score(gold: Gold, tables: Sequence[Mapping[str, Any]]) -> Score:
    wanted = _folded(gold.rows)
    here = [t for t in tables if not gold.pages or not t["pages"] or set(t["pages"]) & set(gold.pages)]
    found = [(frozenset(t["pages"]) & set(gold.pages), *_matched(wanted, _folded(t["rows"]))) for t in here]
    right: set[Place] = set()
    wrong = 0
    open_pages = set(gold.pages)
    while found:
        pages, more, bad = max(found, key=lambda f: (len(f[1] - right), -f[2]))
        if not more - right:
            break
        right |= more
        wrong += bad
        open_pages -= pages
        found = [f for f in found if f[0] and f[0] <= open_pages]
    return Score(exact=len(right), cells=sum(bool(text) for row in wanted for text in row) + wrong)


def _folded(rows: Rows) -> list[list[str]]:
    return [[_SPACE.sub("", text) for text in row] for row in rows]


def _matched(wanted: Rows, rows: Rows) -> tuple[set[Place], int]:
    """Gold cells that ``rows`` hold, and figures where gold has none."""
    counted = [Counter(filter(None, row)) for row in rows]

    def texts(a: int, b: int) -> float:
        return float((Counter(filter(None, wanted[a])) & counted[b]).total())

    pairs = _aligned(len(wanted), len(rows), texts)
    columns: list[Place] = []
    for _ in range(2):  # columns from rows, then rows from columns, then columns again
        columns = _columns(wanted, rows, pairs)
        pairs = _rows(wanted, rows, columns, texts)
    cells = [(a, c, _at(wanted[a], c), _at(rows[b], k)) for a, b in pairs for c, k in columns]
    right = {(a, c) for a, c, expected, got in cells if expected and expected == got}
    return right, sum(1 for _, _, expected, got in cells if not expected and _FIGURE.fullmatch(got))


def _columns(wanted: Rows, rows: Rows, pairs: Sequence[Place]) -> list[Place]:
    across = [(wanted[a], rows[b]) for a, b in pairs]

    def agree(c: int, k: int) -> float:
        return float(sum(_at(w, c) == _at(r, k) != "" for w, r in across))

    return _aligned(max(map(len, wanted), default=0), max(map(len, rows), default=0), agree)


def _rows(wanted: Rows, rows: Rows, columns: Sequence[Place], texts: Callable[[int, int], float]) -> list[Place]:
    def agree(a: int, b: int) -> float:
        return sum(_at(wanted[a], c) == _at(rows[b], k) != "" for c, k in columns) + 0.001 * texts(a, b)

    return _aligned(len(wanted), len(rows), agree)


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _aligned(high: int, wide: int, worth: Callable[[int, int], float]) -> list[Place]:
    """Pairs in order, none crossing another, of the greatest total worth; pairs that are worth nothing left out."""
    values = [[worth(a, b) for b in range(wide)] for a in range(high)]
    best = [[0.0] * (wide + 1) for _ in range(high + 1)]
    for a in reversed(range(high)):
        for b in reversed(range(wide)):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + values[a][b])
    pairs: list[Place] = []
    a = b = 0
    while a < high and b < wide:
        if values[a][b] > 0 and best[a][b] == best[a + 1][b + 1] + values[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs
