"""A question in words → passages: filtered first, ranked, looked at line by line, each shown once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.derived import Derived
from index.embedding import Embedder, Reranker, embedder, reranker
from index.errors import BudgetqaError, EmbedderMismatch
from index.fusion import Fused
from index.language.fold import fold_text
from index.library import DocumentInfo, Store
from index.library.inforce import mended, opened
from index.lines import said_in_one
from index.model import Passage
from index.passages import TERM, indexed
from index.ranking import Ranker, Ranking, Settings, settings

_NOT_WORDS = re.compile(r"[^\w%.]+")
_SHINGLE = 6
_MARKS = 0.15
# So many passages are read for each one that is wanted.
_READ = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What passages may come from; () and None are open. A document that does not tell a slot is let through."""

    orgs: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    stage: str | None = None
    scope: str | None = None
    kind: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage with its score; ``words`` and ``dense`` are what these sides gave to it, ``second`` what a cross-encoder
    made of it, None without one; ``why`` says so in Chinese."""

    passage: Passage
    score: float
    words: float
    dense: float
    why: tuple[str, ...] = ()
    second: float | None = None


class Searcher:
    """Searches derived indexes. Safe to share between threads."""

    def __init__(
        self, derived: Derived, model: Embedder, given: Settings | None = None, second: Reranker | None = None
    ) -> None:
        self._second = second
        self._texts = derived.texts
        self._settings = given or settings()
        self.ranker = Ranker(derived, model, self._settings)

    def search(
        self, text: str, k: int = 10, *, documents: tuple[str, ...] | None = None, kind: str | None = None
    ) -> tuple[Hit, ...]:
        """The best passages for a question or any words, best first; of these documents and this kind, None is any."""
        if documents == () or not text.strip():
            return ()
        ranking = self.ranker.rank(text, documents, kind)
        if self._second is None:
            return self._best(ranking, k)
        found = self._best(ranking, max(k, self._settings.looked))
        return self._again(self._second, text, found)[:k]

    def _best(self, ranking: Ranking, k: int) -> tuple[Hit, ...]:
        """The first of a ranking after a look at each, none twice."""
        found: list[Hit] = []
        for at in range(0, len(ranking.rows), _READ * k):
            for hit in self._read(ranking, ranking.rows[at : at + _READ * k]):
                if not any(alike(hit.passage, other.passage, self._settings.alike) for other in found):
                    found.append(hit)
                    if len(found) == k:
                        return tuple(found)
        return tuple(found)

    def _again(self, second: Reranker, text: str, found: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits in the order that a cross-encoder and the scores before it give together."""
        looked, rest = found[: self._settings.looked], found[self._settings.looked :]
        told = second.scores(fold_text(text), [fold_text(indexed(hit.passage)) for hit in looked])
        low, high = (float(told.min()), float(told.max())) if len(told) else (0.0, 0.0)
        share = self._settings.second
        best = max((hit.score for hit in looked), default=0.0) or 1.0
        ordered = []
        for hit, score in zip(looked, told.tolist(), strict=True):
            # Scores of one question only compare among themselves: as shares of what lies between worst and best.
            its = (score - low) / (high - low) if high > low else 0.0
            whole = (1 - share) * hit.score / best + share * its
            ordered.append(replace(hit, score=whole, second=its, why=(*hit.why, f"重排 {its:.3f}")))
        return (*sorted(ordered, key=lambda hit: -hit.score), *rest)

    def _read(self, ranking: Ranking, rows: Sequence[Fused]) -> list[Hit]:
        """The passages of rows, in the order of their scores and of what one line of them says."""
        share = self._settings.line
        hits = []
        for fused in rows:
            passage = self._texts.passage(fused.row)
            line = said_in_one(
                passage,
                ranking.sought,
                amounts=ranking.amounts,
                shows=ranking.shows,
                unshown=self._settings.unshown,
            )
            line *= ranking.term if passage.kind == TERM else 1.0
            hits.append(_hit(passage, fused, (1 - share) * fused.score + share * line, line))
        return sorted(hits, key=lambda hit: -hit.score)


def alike(one: Passage, other: Passage, share: float | None = None) -> bool:
    """The same words twice in what one body said of one year: printed again, or in a second file. ``share`` is how much
    of them must agree, as the settings say where it is not given."""
    share = settings().alike if share is None else share
    if (one.org, one.year, one.kind) != (other.org, other.year, other.kind):
        return False
    # Texts of different lengths need not be looked at; white space and marks may make a little difference.
    if min(len(one.text), len(other.text)) < (share - _MARKS) * max(len(one.text), len(other.text)):
        return False
    first, second = _shingles(one.text), _shingles(other.text)
    return len(first & second) >= share * max(len(first), len(second), 1)


def search(store: Store, text: str, filters: Filters | None = None, k: int = 10, second: str = "") -> tuple[Hit, ...]:
    """Search a library by its indexes in force; ``second`` names a cross-encoder that looks again. Raises LibraryError
    where it has none, BadOption where the cross-encoder cannot be loaded."""
    filters = filters or Filters()
    infos = {info.id: info for info in store.documents()}
    documents = admitted(infos.values(), filters)
    try:
        hits = searcher(store, second).search(text, k, documents=documents, kind=filters.kind)
    except BudgetqaError:
        raise
    except BaseException as error:
        # Damaged files make the libraries that read them fail in ways of their own, some of them by no Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit) or not mended(store):
            raise
        hits = searcher(store, second).search(text, k, documents=documents, kind=filters.kind)
    # The store may have moved on since: a document taken out is not found, a body has the name that it has now.
    return tuple(
        replace(hit, passage=replace(hit.passage, org=infos[hit.passage.document].org))
        for hit in hits
        if hit.passage.document in infos
    )


def searcher(store: Store, second: str = "") -> Searcher:
    """The searcher over the indexes in force. Raises LibraryError, EmbedderMismatch."""
    manifest, derived = opened(store)
    model = embedder(manifest.embedder)
    if (model.digest, model.dimensions) != (manifest.embedder_digest, manifest.dimensions):
        raise EmbedderMismatch(
            f"资料库的向量由另一版本的模型“{manifest.embedder}”生成，"
            f"请运行 budgetqa rebuild --embedder {manifest.embedder}"
        )
    return Searcher(derived, model, second=reranker(second) if second else None)


def admitted(infos: Iterable[DocumentInfo], filters: Filters) -> tuple[str, ...] | None:
    """The documents that filters let through; None where all are."""
    if not (filters.orgs or filters.years or filters.stage or filters.scope or filters.documents):
        return None
    return tuple(
        info.id
        for info in infos
        if (not filters.orgs or info.org in filters.orgs)
        and (not filters.years or info.year is None or info.year in filters.years)
        and (filters.stage is None or info.stage is None or info.stage == _stage(filters.stage))
        and (filters.scope is None or info.known_scope in (None, filters.scope))
        and (not filters.documents or info.id in filters.documents)
    )


def _stage(stage: str) -> str:
    """A document is of the budget or of the final accounts, whatever stages its figures speak of."""
    return "决算" if stage == "决算" else "预算"


@lru_cache(maxsize=1 << 10)
def _shingles(text: str) -> frozenset[str]:
    bare = _NOT_WORDS.sub("", fold_text(text))
    return frozenset(bare[i : i + _SHINGLE] for i in range(max(len(bare) - _SHINGLE + 1, 1)))


def _hit(passage: Passage, fused: Fused, score: float, line: float) -> Hit:
    by_words, by_meaning = fused.parts
    why = (f"词语 {by_words:.3f}", f"语义 {by_meaning:.3f}", f"同一行 {line:.3f}")
    return Hit(passage=passage, score=score, words=by_words, dense=by_meaning, why=why)
