"""The cross-checks of a library as they are told: each file's own, and those between files of one body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from index.checks import Comparison, check_between
from index.library import Store
from index.model import Document, Finding, Source

# One finding with what rendering it needs: its document, the one it is compared with, and the cells there.
Told = tuple[Finding, Document, Document | None, Sequence[Source]]


def within(store: Store, only: Sequence[str] = ()) -> Iterator[tuple[str, list[Told]]]:
    """Each file's own findings; of these documents only where some are given."""
    for info in store.documents():
        if not only or info.id in only:
            parsed = store.document(info.id)
            yield info.file, [(finding, parsed, None, ()) for finding in store.findings_of(info.id)]


def between(store: Store, only: Sequence[str] = ()) -> Iterator[tuple[str, list[Told]]]:
    """What two files say of one fact, pair by pair."""
    place: Mapping[str, int] = {info.id: number for number, info in enumerate(store.documents())}

    def pair(comparison: Comparison) -> tuple[int, int]:
        return place[comparison.finding.document], place[comparison.other]

    found: Iterable[Comparison] = check_between(store.documents(), store.figures_of, only)
    for _, group in groupby(sorted(found, key=pair), key=pair):
        comparisons = list(group)
        first, second = (store.document(d) for d in (comparisons[0].finding.document, comparisons[0].other))
        yield f"{first.file} 对 {second.file}", [(c.finding, first, second, c.others) for c in comparisons]
