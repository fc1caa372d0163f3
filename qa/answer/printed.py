"""The labels that a body's documents print and no list knows (projects, purchases, units), as names for cutting questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.language.fold import label_key
from index.vocabulary import load
from qa.answer.alike import stripped
from qa.answer.facets import Facets
from qa.answer.match import weak
from qa.evidence.rates import words
from qa.question.terms import Trie, chunks
from qa.question.understand import names

_SHORTEST, _LONGEST = 4, 30
# 某某工程项目经费情况说明: the section of one project.
_HEADING = re.compile(r"(?:项目)?(?:经费|资金)(?:使用|安排|预算)?(?:情况)?说明$")


def printed_names(facets: Iterable[Facets], headings: Iterable[str] = (), *, told: bool = False) -> Trie:
    """Every such label, what stands above the figures and the headings of single projects, also without their weak last
    words; labels made of notions and words of asking only are left to these. ``told``: what sentences name, too."""
    projects = (_HEADING.sub("", label_key(heading)) for heading in headings if _HEADING.search(label_key(heading)))
    found = dict.fromkeys((*projects, *_labels(facets, told)))
    return Trie({label: () for label in found if _tells(label)})


def _labels(facets: Iterable[Facets], told: bool) -> Iterator[str]:
    yield from (
        form
        for each in facets
        if each.figure.source.table is not None or (told and not words()["fragments"]["label"].search(each.label))
        for label in (*((each.label,) if each.item is None else ()), *each.above)
        for form in (label, stripped(label))
    )


def _tells(label: str) -> bool:
    if not _SHORTEST <= len(label) <= _LONGEST or len(re.findall(r"[\u4e00-\u9fff]", label)) < _SHORTEST:
        return False
    if label in load().question_names:
        return False
    return any(not p.concepts and not weak(p) and len(p.text) > 1 for c in chunks(label, (), names()) for p in c.pieces)
