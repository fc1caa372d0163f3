"""What a body was called before, or is called since, where its document says so."""

from __future__ import annotations

from collections.abc import Sequence

from index.parsing.identity_names import name_of, title_words
from index.parsing.identity_places import begins_with_place, place_in, placed
from index.parsing.identity_rules import rules

_SHORTEST = 4


def former_names(org: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Other names that the lines give the body for other years, () where they give none."""
    found: dict[str, None] = {}
    for line in lines if org else ():
        if not rules().renamed_marks.search(line):
            continue
        words = title_words(line)
        for pattern in rules().renamed:
            for match in pattern.finditer(words):
                old, new = name_of(match["old"]), name_of(match["new"])
                other = old if new and _same(new, org) else new if old and _same(old, org) else ""
                if other and not _same(other, org):
                    found.setdefault(placed(other, place_in(org)))
    return tuple(found)


def without_twin(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without another whole name in brackets behind it (某县第二中学(某县第二高级中学)), and that other name; what else
    stands in brackets belongs to the name."""
    outer, bracket, inner = name.removesuffix(")").partition("(")
    if bracket and name_of(inner) == inner and begins_with_place(inner) and begins_with_place(outer):
        return outer, (inner,)
    return name, ()


def _same(name: str, org: str) -> bool:
    short, long = sorted((name, org), key=len)
    return len(short) >= _SHORTEST and long.endswith(short)
