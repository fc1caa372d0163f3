"""The labels that a body's documents print and no list knows (projects, purchases, units), as names for cutting questions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.vocabulary import load
from qa.answer.alike import stripped
from qa.answer.facets import Facets
from qa.answer.match import weak
from qa.question.terms import Trie, chunks
from qa.question.understand import names

_SHORTEST, _LONGEST = 4, 30


def printed_names(facets: Iterable[Facets]) -> Trie:
    """Every such label and what stands above the figures, also without its weak last words; labels made of notions and
    words of asking only are left to these."""
    found = dict.fromkeys(
        form
        for each in facets
        if each.figure.source.table is not None
        for label in (*((each.label,) if each.item is None else ()), *each.above)
        for form in (label, stripped(label))
    )
    return Trie({label: () for label in found if _tells(label)})


def _tells(label: str) -> bool:
    if not _SHORTEST <= len(label) <= _LONGEST or len(re.findall(r"[\u4e00-\u9fff]", label)) < _SHORTEST:
        return False
    if label in load().question_names:
        return False
    return any(not p.concepts and not weak(p) and len(p.text) > 1 for c in chunks(label, (), names()) for p in c.pieces)
