"""Places that a question names and a document does not: a paper that speaks of 全区 alone is of whichever district is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.vocabulary.areas import areas, chains, short_names

_LOOKED = 20_000  # characters of a document's words
_LEVELS = "省市县区州盟旗"
_WHOLE = re.compile(f"全([{_LEVELS}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """``own`` may be the place that a document is of without printing it, ``foreign`` cannot be."""

    own: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def unprinted(question: str, words: str) -> Places:
    """The areas of a folded question that are not printed among a document's ``words``. They are its own where it prints no
    area by name and, where it speaks of a whole one (全县), one of the same level."""
    found = [(place, levels) for place, levels in _named(question) if place not in words]
    if not found or any(True for _ in chains(words[:_LOOKED])):
        return Places(foreign=tuple(place for place, _ in found))
    whole = frozenset(_WHOLE.findall(words[:_LOOKED]))
    own = tuple(place for place, levels in found if not whole or levels & whole)
    return Places(own=own, foreign=tuple(place for place, _ in found if place not in own))


def _named(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each area with the levels it may be of; one called in short only where the question begins with it."""
    found = list(chains(text))
    for _, chain in found:
        yield "".join(chain), frozenset(chain[-1][-1])
    if found and found[0][0] == 0:
        return
    short = next((text[:n] for n in range(5, 1, -1) if text[:n] in short_names()), "")
    if short:
        behind = text[len(short) : len(short) + 1]
        said = behind if behind in _LEVELS else ""
        yield short + said, frozenset(said) or frozenset(n[-1] for n in areas() if n.startswith(short))
