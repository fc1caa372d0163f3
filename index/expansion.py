"""What a question says in other words: the notions of the lexicon that it names, and how documents print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.embedding.base import Vectors
from index.language.fold import label_key
from index.vocabulary import Concept, load

FILE = "notions.npz"
_SHORTEST = 2
_LONGEST = 24
# So many printed names of a notion are looked for beside what the question says itself.
_NAMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Words of the question that name notions."""

    words: str
    concepts: tuple[str, ...]


def named(text: str) -> tuple[Named, ...]:
    """The notions that a question names, longest words first come first served, from left to right."""
    folded = label_key(text)
    known = _known()
    found: list[Named] = []
    at = 0
    while at < len(folded):
        longest = min(_LONGEST, len(folded) - at)
        size = next((n for n in range(longest, _SHORTEST - 1, -1) if folded[at : at + n] in known), 0)
        if size:
            words = folded[at : at + size]
            found.append(Named(words=words, concepts=known[words]))
        at += size or 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Notions:
    """All notions of the lexicon as vectors: what a question means that names none of them."""

    keys: tuple[str, ...]
    vectors: Vectors

    def near(self, vector: Vectors, most: int) -> tuple[tuple[str, float], ...]:
        """(notion, cosine) of the nearest, best first."""
        if not self.keys:
            return ()
        scores = self.vectors @ vector
        best = np.argsort(-scores, kind="stable")[:most]
        known = load().concepts
        return tuple((self.keys[i], float(scores[i])) for i in best if self.keys[i] in known)


def notions(model: Embedder) -> Notions:
    """The notions as an embedder sees them, each with all that is said of it."""
    concepts = load().concepts
    texts = ("，".join((c.name, c.definition, *c.aliases, *c.colloquial, *c.wordings)) for c in concepts.values())
    return Notions(tuple(concepts), model.encode(list(texts)))


def save(told: Notions, folder: Path) -> None:
    """Write the notions into a folder."""
    with (folder / FILE).open("wb") as out:
        np.savez(out, keys=np.array([k.encode() for k in told.keys]), vectors=told.vectors.astype(np.float16))


def read(folder: Path) -> Notions:
    """The notions of a folder."""
    with np.load(folder / FILE, allow_pickle=False) as told:
        return Notions(tuple(k.decode() for k in told["keys"].tolist()), told["vectors"].astype(np.float32))


def expansion(text: str) -> tuple[str, ...]:
    """Printed names of the notions that the question names in other words."""
    said = label_key(text)
    names = (
        name
        for each in named(text)
        for key in each.concepts[:2]
        for name in printed(load().concepts[key])
        if label_key(name) not in said
    )
    return tuple(dict.fromkeys(names))


def printed(concept: Concept) -> tuple[str, ...]:
    """The forms in which documents print a notion, its official name first."""
    return tuple(dict.fromkeys((concept.name, *concept.aliases)))[:_NAMES]


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Every wording of the lexicon by its folded form."""
    known: dict[str, tuple[str, ...]] = dict(load().question_names)
    for key, concept in load().concepts.items():
        for words in (*concept.printed, *concept.colloquial, *concept.typos, *concept.wordings):
            form = label_key(words)
            if _SHORTEST <= len(form) <= _LONGEST and key not in known.get(form, ()):
                known[form] = (*known.get(form, ()), key)
    return known
