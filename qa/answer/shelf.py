"""The library as the asking side sees it: bodies, documents, prepared figures and sentences, kept while unchanged."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from index.language.fold import fold_text, label_key
from index.library import DocumentInfo, Store
from index.model import Document, Passage, Span
from index.recent import Recent
from index.vocabulary import load
from qa.answer.contradictions import Contradictions
from qa.answer.facets import Facets, prepare
from qa.answer.printed import printed_names
from qa.answer.sentences import Sentence, sentences
from qa.evidence.bodies import is_of, sheets
from qa.evidence.gather import Drawers
from qa.model import CitedPassage, Query
from qa.question.organisations import Body, Catalogue
from qa.question.terms import Trie
from qa.question.understand import World
from qa.ranking.model import Model, model

# So many are kept prepared, of documents and of bodies: of a large library all of them would take gigabytes.
_PARSED, _SENTENCES, _FACETS, _LABELS = 200, 200, 400, 2_000


class Shelf:
    """A reading view of a store at one generation; made anew when the store has changed."""

    def __init__(self, store: Store, trained: Model | None = None) -> None:
        self.store = store
        self._trained = trained
        self.drawers = Drawers(store)
        self.generation = store.generation
        # A scope that is only likely narrows nothing.
        self.documents: tuple[DocumentInfo, ...] = tuple(replace(d, scope=d.known_scope) for d in store.documents())
        self._facets: Recent[str, tuple[Facets, ...]] = Recent(_FACETS)
        self._sentences: Recent[str, tuple[Sentence, ...]] = Recent(_SENTENCES)
        self._parsed: Recent[str, Document] = Recent(_PARSED)
        self._labels: Recent[str, Trie] = Recent(_LABELS)
        self._texts: Recent[str, str] = Recent(_PARSED)
        # Of the whole library, also where one document alone is asked: what contradicts it stands in another.
        self.contradictions = Contradictions(store, self.documents)

    @property
    def trained(self) -> Model:
        """What ranks the figures: the model given, or the one that ships."""
        return self._trained or model()

    @cached_property
    def by_org(self) -> dict[str, tuple[DocumentInfo, ...]]:
        """Documents of each body, latest year first."""
        found: dict[str, list[DocumentInfo]] = {}
        for info in sorted(self.documents, key=lambda d: (-(d.year or 0), d.file)):
            for sheet in sheets(info):
                found.setdefault(sheet.org, []).append(sheet)
        return {org: tuple(infos) for org, infos in found.items()}

    @cached_property
    def catalogue(self) -> Catalogue:
        """The bodies, ready for being found in questions."""
        return Catalogue(
            [
                Body(
                    name=org,
                    aliases=tuple(dict.fromkeys(a for i in infos for a in i.aliases if a != org)),
                    units=tuple(dict.fromkeys(u for i in infos for u in i.units if u not in self.by_org)),
                )
                for org, infos in self.by_org.items()
            ]
        )

    def world(self, today: int | None = None) -> World:
        """What a question is understood against."""
        years = tuple(sorted({d.year for d in self.documents if d.year}))
        held = {org: tuple(sorted({d.year for d in infos if d.year})) for org, infos in self.by_org.items()}
        return World(
            catalogue=self.catalogue,
            years=years,
            today=today or datetime.date.today().year,
            years_of=held,
            labels_of=self.labels,
        )

    def labels(self, org: str) -> Trie:
        """What the body's documents print as names of their own."""
        return self._labels.get(org, lambda: self._printed(self.by_org.get(org, ())))

    def labels_in(self, info: DocumentInfo) -> Trie:
        """What one document prints as names of its own."""
        return self._labels.get(info.id, lambda: self._printed((info,), told=True))

    def _printed(self, infos: Sequence[DocumentInfo], *, told: bool = False) -> Trie:
        headings = (h for info in infos for section in self.document(info.id).sections for h in section.path)
        return printed_names((f for info in infos for f in self.facets_of(info)), headings, told=told)

    def document(self, identifier: str) -> Document:
        """A parsed document."""
        return self._parsed.get(identifier, lambda: self.store.document(identifier))

    def text(self, identifier: str) -> str:
        """A document's folded text without white space, kept for the next question."""
        return self._texts.get(identifier, lambda: fold_text(self.store.text_of(identifier)).replace(" ", ""))

    def holds_area(self, orgs: Sequence[str]) -> bool:
        """Whether some document of these bodies is on a whole area."""
        return any(info.scope == "地区" for org in orgs for info in self.by_org.get(org, ()))

    def tables_named(self, query: Query, infos: Sequence[DocumentInfo]) -> dict[str, frozenset[int]]:
        """By document the tables that the question names; no entry where it names none that is told apart."""
        if not query.table:
            return {}
        called = {info.id: self.tables_called(info.id, query.table) for info in infos}
        return {identifier: tables for identifier, tables in called.items() if tables is not None}

    def tables_called(self, identifier: str, name: str) -> frozenset[int] | None:
        """The document's tables that the name may mean: those whose titles hold it (words that every title has do not
        count), else those of the standard form and money that it names. None for a name that tells no table from another.
        """
        wanted = _plain(name)
        titles = [table.title for table in self.document(identifier).tables]
        called = frozenset(n for n, title in enumerate(titles) if len(wanted) > 2 and wanted in _plain(title))
        kinds, fund = load().table_kinds(f"{name}表"), load().fund_of(name)
        if called or (not kinds and fund is None):
            return called or None
        printed = (f.figure for f in self.facets(identifier))
        return frozenset(
            f.source.table
            for f in printed
            if f.source.table is not None and (not kinds or f.table_kind in kinds) and fund in (None, f.fund)
        )

    def facets_of(self, info: DocumentInfo) -> tuple[Facets, ...]:
        """A document's figures of the body under which it is taken, prepared."""
        return tuple(f for f in self.facets(info.id) if is_of(f.figure, info))

    def facets(self, identifier: str) -> tuple[Facets, ...]:
        """A document's figures, prepared."""

        def made() -> tuple[Facets, ...]:
            titles = [table.title for table in self.document(identifier).tables]
            return prepare(self.store.figures_of(identifier), titles)

        return self._facets.get(identifier, made)

    def sentences(self, identifier: str) -> tuple[Sentence, ...]:
        """A document's sentences, prepared."""
        return self._sentences.get(identifier, lambda: sentences(self.document(identifier)))

    def named(self, identifier: str) -> DocumentInfo | None:
        """The document of this id, id's beginning or file name (whole, or its last part)."""
        exact = [d for d in self.documents if identifier in (d.id, d.file)]
        loose = [d for d in self.documents if d.id.startswith(identifier) or d.file.rsplit("/", 1)[-1] == identifier]
        return next(iter(exact or loose), None)

    def only(self, info: DocumentInfo) -> Shelf:
        """A view of one document alone, under the body given in ``info``."""
        narrowed = Shelf.__new__(Shelf)
        narrowed.__dict__.update(self.__dict__)
        narrowed.__dict__.pop("by_org", None)
        narrowed.__dict__.pop("catalogue", None)
        narrowed.documents = (info,)
        return narrowed

    def cited(self, run: Sequence[Sentence], score: float) -> CitedPassage:
        """Sentences that follow one another as one citation, under the heading of the first."""
        first, last = run[0], run[-1]
        info = self.named(first.document)
        passage = Passage(
            id=f"{first.document[:12]}-{first.span.start}",
            document=first.document,
            org=info.org if info else "",
            year=info.year if info else None,
            stage=info.stage if info else None,
            scope=info.scope if info else None,
            kind="正文",
            section=first.section,
            heading="/".join(first.section),
            text="\n".join(sentence.text for sentence in run),
            page=first.page,
            span=Span(start=first.span.start, end=last.span.end),
        )
        return CitedPassage(
            passage=passage, score=round(score, 3), title=info.title if info else "", file=info.file if info else ""
        )

    def select(
        self, org: str, *, years: Iterable[int] = (), stages: Iterable[str] = (), scopes: Iterable[str] = ()
    ) -> tuple[DocumentInfo, ...]:
        """The body's documents that the given slots admit; a document that does not tell a slot is admitted, one on
        how a budget was carried out for any stage."""
        years, stages, scopes = set(years), {_document_stage(s) for s in stages}, set(scopes)
        return tuple(
            d
            for d in self.by_org.get(org, ())
            if (not years or d.year in years or d.year is None)
            and (not stages or d.stage in stages or d.stage in (None, "执行"))
            and (not scopes or d.scope in scopes or d.scope is None)
        )


def _plain(title: str) -> str:
    """A table's title without the words that tell no table from another."""
    return re.sub("预算|决算|支出|收入(?!支)|情况|明细|表|年度?", "", label_key(title))


def _document_stage(stage: str) -> str:
    return "决算" if stage == "决算" else "预算"
