"""What the cross-checks found wrong, as it concerns the figures of an answer: in one document, and between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.checks import Comparison, check_between
from index.figures.compare import agree, same_fact
from index.library import DocumentInfo, Store
from index.model import Figure, Finding, Source, Span, Verdict
from qa.answer.outcome import Mention
from qa.answer.sentences import Sentence

Sentences = Callable[[str], Sequence[Sentence]]
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One check that does not hold, in ``words`` for people: its figures, and by document the places it rests on.

    ``mentions`` are all of them, cells too. ``facts`` are the figures whose fact it contradicts wherever it is printed; () where only these very cells are meant.
    """

    words: str
    figures: frozenset[str]
    places: tuple[tuple[str, Span], ...]
    facts: tuple[Figure, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Contradictions:
    """Those of a library as it is now, found out when a document is first asked for, and kept."""

    def __init__(self, store: Store, papers: Sequence[DocumentInfo]) -> None:
        self._store = store
        self._papers = papers
        self._files = {info.id: info.file for info in papers}
        self._kept: dict[str, tuple[Contradiction, ...]] = {}

    def of(self, document: str) -> tuple[Contradiction, ...]:
        """Those in which a document takes part, its own first."""
        if document not in self._kept:
            failed = (f for f in self._store.findings_of(document) if f.verdict is Verdict.FAIL)
            self._kept[document] = (*map(_within, failed), *map(self._told, self.between(document)))
        return self._kept[document]

    def between(self, document: str) -> tuple[Comparison, ...]:
        """What does not hold between a document and others, as the checks tell it."""
        found = check_between(self._papers, self._store.figures_of, (document,))
        return tuple(c for c in found if c.finding.verdict is Verdict.FAIL)

    def about(self, figures: Sequence[Figure], sentences: Sentences) -> tuple[Contradiction, ...]:
        """What concerns any of these figures, or the sentences in which they are told, in the order of the documents; of two
        that say the same the first."""
        found = [
            each
            for document in dict.fromkeys(f.document for f in figures)
            for each in self.of(document)
            if any(_concerns(each, f, sentences) for f in figures if f.document == document)
        ]
        return tuple({each.words: each for each in reversed(found)}.values())[::-1][:_SHOWN]

    def _told(self, comparison: Comparison) -> Contradiction:
        finding, other = comparison.finding, comparison.other
        ids = frozenset(finding.figures)
        both = (figure for document in (finding.document, other) for figure in self._store.figures_of(document))
        named = f"{self._place(finding.document, finding.sources)}；{self._place(other, comparison.others)}"
        return Contradiction(
            words=f"{finding.message}（{named}）",
            figures=ids,
            places=(*_places(finding.document, finding.sources), *_places(other, comparison.others)),
            facts=tuple(f for f in both if f.id in ids),
            mentions=(
                *((finding.document, source) for source in finding.sources),
                *((other, source) for source in comparison.others),
            ),
        )

    def _place(self, document: str, sources: Sequence[Source]) -> str:
        page = next((f"第{s.page}页" for s in sources if s.page), "")
        return f"《{self._files.get(document, document)}》{page}"


def _within(finding: Finding) -> Contradiction:
    return Contradiction(
        words=finding.message,
        figures=frozenset(finding.figures),
        places=_places(finding.document, finding.sources),
        mentions=tuple((finding.document, source) for source in finding.sources),
    )


def _places(document: str, sources: Iterable[Source]) -> tuple[tuple[str, Span], ...]:
    """The ranges of running text; tables are linked by their figures' ids."""
    return tuple((document, place) for s in sources if s.table is None for place in (s.span or s.quote,) if place)


def _concerns(each: Contradiction, figure: Figure, sentences: Sentences) -> bool:
    if figure.id in each.figures or any(same_fact(figure, f) and agree(figure, f) for f in each.facts):
        return True
    span = figure.source.span
    here = [place for document, place in each.places if document == figure.document]
    if not here or span is None or figure.source.table is not None:
        return False
    sentence = next((s for s in sentences(figure.document) if s.span.start <= span.start < s.span.end), None)
    return sentence is not None and any(p.start < sentence.span.end and sentence.span.start < p.end for p in here)
