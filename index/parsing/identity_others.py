"""Further bodies of which a document prints figures: those that news tell of, those that an area's table lists in its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.parsing.compose import Composed, PlacedGrid, PlacedLine
from index.parsing.identity_around import Subject
from index.parsing.identity_kinds import NEWS
from index.parsing.identity_names import LONE, name_of, title_words
from index.parsing.identity_places import is_town, placed
from index.parsing.identity_rules import rules
from index.vocabulary.areas import areas

_FEWEST = 2  # rows of a table that name bodies
_LONGEST = 38  # characters of a clause in which a name and what follows it stand
_AMOUNT = re.compile(r"\d\s*[万亿]?元")


def bodies_told_of(texts: Iterable[str]) -> list[str]:
    """The bodies at the head of a clause of which a sentence with an amount tells something, in the order of the text."""
    found: dict[str, None] = {}
    for sentence in (s for text in texts for s in re.split("[。;!?]", title_words(text)) if _AMOUNT.search(s)):
        for clause in re.split("[,:、]|以及", sentence):
            for match in rules().spoken_behind.finditer(clause[:_LONGEST]):
                name = name_of(rules().spoken_before.sub("", clause[: match.start()]))
                if LONE.fullmatch(name):
                    found.setdefault(name)
                    break
    return [name for name in found if not any(name != other and name.endswith(other) for other in found)]


def others_of(kind: str | None, subject: Subject, lines: Sequence[str], composed: Composed) -> tuple[str, ...]:
    """Bodies besides the subject; () of a document that is of one body."""
    told: Iterable[str] = ()
    if kind == NEWS:
        told = bodies_told_of(lines)
    elif subject.area and subject.name:
        told = (placed(name, subject.name) for name in _in_rows(composed))
    return tuple(name for name in dict.fromkeys(told) if not subject.name.endswith(name))


def _in_rows(composed: Composed) -> list[str]:
    """Bodies and places that stand first in at least two rows of a table."""
    grids = (block for block in composed.blocks if not isinstance(block, PlacedLine))
    found: list[str] = []
    for grid in grids:
        named = [name for name in _firsts(grid, composed.text) if is_town(name) or name in areas() or _is_body(name)]
        found += named if len(named) >= _FEWEST else []
    return found


def _is_body(name: str) -> bool:
    return name_of(name) == name and not any(map(str.isdigit, name))


def _firsts(grid: PlacedGrid, text: str) -> Iterator[str]:
    """The first words of each row that are no number."""
    seen: set[int] = set()
    for cell, span in zip(grid.grid.cells, grid.spans, strict=True):
        words = title_words(span.cut(text))
        if cell.row not in seen and words and not words.isdigit():
            seen.add(cell.row)
            yield words
