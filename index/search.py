"""A question in words → passages: filtered first, then found by words and by meaning, and fused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from index.derived import Derived, read
from index.embedding import Embedder, embedder
from index.embedding.base import Vectors
from index.errors import EmbedderMismatch, LibraryError
from index.expansion import expansion, printed
from index.fusion import Fused, as_scores, fuse
from index.language.fold import fold_text
from index.language.segment import characters, pairs, words
from index.lexical import CHARACTERS, FIELDS, LABELS, WORDS
from index.library import DocumentInfo, Store
from index.library.snapshot import current
from index.model import Passage
from index.passages import TERM
from index.vocabulary import load

_NOT_WORDS = re.compile(r"[^\w%.]+")


DENSE = "dense"
# How a question is cut into the tokens of each field.
CUTS = {CHARACTERS: characters, WORDS: words, LABELS: pairs}
Tokens = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``search.toml``."""

    characters: float
    words: float
    labels: float
    dense: float
    doubt: float
    said: float
    expansion: float
    guess: float
    guesses: int
    likely: float
    sharpness: float
    term: float
    defined: float
    number: float
    meaning: re.Pattern[str]
    cues: tuple[tuple[re.Pattern[str], str], ...]
    asking: re.Pattern[str]
    depth: int
    alike: float


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
    """A passage with its score; ``words`` and ``dense`` are what these sides gave to it; ``why`` says so in Chinese."""

    passage: Passage
    score: float
    words: float
    dense: float
    why: tuple[str, ...] = ()


@cache
def settings() -> Settings:
    """The settings that ship."""
    told = tomllib.loads(files("index").joinpath("search.toml").read_text(encoding="utf-8"))
    return Settings(
        **told["weights"],
        **told["guess"],
        **told["kinds"],
        **told["pool"],
        cues=tuple((re.compile(cue["asked"]), cue["words"]) for cue in told["cue"]),
        meaning=re.compile(told["words"]["meaning"]),
        asking=re.compile(told["words"]["asking"]),
    )


class Searcher:
    """Searches derived indexes; ``fetch`` gives passages by their ids. Safe to share between threads."""

    def __init__(
        self,
        derived: Derived,
        model: Embedder,
        fetch: Callable[[Sequence[str]], Iterable[Passage]],
        given: Settings | None = None,
    ) -> None:
        self._derived = derived
        self._model = model
        self._fetch = fetch
        self._settings = given or settings()
        self._term = np.array([name == TERM for name in derived.rows.kind_names], dtype=bool)

    def search(
        self, text: str, k: int = 10, *, documents: tuple[str, ...] | None = None, kind: str | None = None
    ) -> tuple[Hit, ...]:
        """The best passages for a question or any words, best first; of these documents and this kind, None is any."""
        if documents == () or not text.strip():
            return ()
        ranked = self.rank(text, documents, kind)
        found: list[Hit] = []
        for at in range(0, len(ranked), 2 * k):
            some = ranked[at : at + 2 * k]
            passages = {p.id: p for p in self._fetch([self._derived.rows.id_of(f.row) for f in some])}
            for fused in some:
                passage = passages.get(self._derived.rows.id_of(fused.row))
                if passage is not None and not any(self._alike(passage, hit.passage) for hit in found):
                    found.append(_hit(passage, fused))
                    if len(found) == k:
                        return tuple(found)
        return tuple(found)

    def rank(self, text: str, documents: tuple[str, ...] | None = None, kind: str | None = None) -> tuple[Fused, ...]:
        """Rows with their scores, best first; parts are characters, words, vectors."""
        given, derived = self._settings, self._derived
        vector = self._model.encode([text], query=True)[0]
        tokens = self._tokens(text)
        sides = self._by_words(tokens, documents, kind)
        said = self._said(tokens, sides[CHARACTERS])
        guessed = self._guessed(tokens, vector, 1.0 - said)
        if guessed:
            sides = self._by_words(guessed, documents, kind)
        allowed = derived.rows.allowed(documents, kind)
        dense = as_scores(*derived.vectors.search(vector, given.depth, allowed))
        # What only the words found has its cosine too: without it, it would count as far away.
        others = np.array(sorted({row for side in sides.values() for row in side} - set(dense)), dtype=np.int64)
        dense.update(as_scores(others, derived.vectors.vectors(others) @ vector))
        fused = fuse(
            {
                CHARACTERS: (sides[CHARACTERS], given.characters),
                WORDS: (sides[WORDS], given.words),
                LABELS: (sides[LABELS], given.labels),
                DENSE: (dense, given.dense + given.doubt * (1.0 - said)),
            }
        )
        return self._by_kind(text, fused)

    def _by_words(
        self, tokens: Tokens, documents: tuple[str, ...] | None, kind: str | None
    ) -> dict[str, dict[int, float]]:
        """Rows with their scores, for each field of words."""
        search, depth = self._derived.words.search, self._settings.depth
        return {
            field: as_scores(*search({field: tokens[field]}, depth, documents=documents, kind=kind)) for field in FIELDS
        }

    def _said(self, tokens: Tokens, found: Mapping[int, float]) -> float:
        """How far the best passage says the question in its own words, 0…1: the less, the more the meaning counts."""
        own = (token for token, weight in tokens[CHARACTERS].items() if weight >= 1.0)
        whole = self._derived.words.information(CHARACTERS, own)
        return min(1.0, max(found.values(), default=0.0) / (whole * self._settings.said)) if whole else 0.0

    def _guessed(self, tokens: Tokens, vector: Vectors, doubt: float) -> Tokens:
        """The tokens with the names of the notions that the question may mean, the nearer the heavier; {} for none."""
        given = self._settings
        near = self._derived.notions.near(vector, given.guesses) if doubt and given.guess else ()
        names = [
            (name, given.guess * doubt * (score / near[0][1]) ** given.sharpness)
            for key, score in near
            if score >= given.likely
            for name in printed(load().concepts[key])
        ]
        if not names:
            return {}
        found = {field: dict(weights) for field, weights in tokens.items()}
        for field, cut in CUTS.items():
            for name, weight in names:
                for token in cut(name):
                    found[field][token] = max(found[field].get(token, 0.0), weight)
        return found

    def _tokens(self, text: str) -> Tokens:
        asked = self._settings.asking.sub(" ", fold_text(text))
        asked = asked if asked.strip() else text
        sought = "，".join(words for cue, words in self._settings.cues if cue.search(fold_text(text)))
        others = expansion(text) if self._settings.expansion else ()
        return {
            field: _weighted(
                cut(asked), [cut(name) for name in (*others, sought)], self._settings.expansion, self._settings.number
            )
            for field, cut in CUTS.items()
        }

    def _by_kind(self, text: str, fused: Sequence[Fused]) -> tuple[Fused, ...]:
        """Entries of a glossary ahead where a meaning is asked for, behind where not."""
        factor = self._settings.defined if self._settings.meaning.search(fold_text(text)) else self._settings.term
        kinds = self._derived.rows.kinds
        weighed = [
            Fused(f.row, f.score * factor, tuple(p * factor for p in f.parts)) if self._term[kinds[f.row]] else f
            for f in fused
        ]
        return tuple(sorted(weighed, key=lambda f: (-f.score, f.row)))

    def _alike(self, one: Passage, other: Passage) -> bool:
        """The same words twice in what one body said of one year: printed again, or in a second file."""
        if (one.org, one.year, one.kind) != (other.org, other.year, other.kind):
            return False
        first, second = _shingles(one.text), _shingles(other.text)
        shared = len(first & second)
        return shared >= self._settings.alike * max(len(first), len(second), 1)


def search(store: Store, text: str, filters: Filters | None = None, k: int = 10) -> tuple[Hit, ...]:
    """Search a library by its indexes in force. Raises LibraryError where it has none."""
    filters = filters or Filters()
    return searcher(store).search(text, k, documents=admitted(store.documents(), filters), kind=filters.kind)


def searcher(store: Store) -> Searcher:
    """The searcher over the indexes in force. Raises LibraryError, EmbedderMismatch."""
    snapshot = current(Path(store.place))
    if snapshot is None:
        raise LibraryError("资料库还没有索引，请运行 budgetqa rebuild")
    manifest = snapshot.manifest
    model = embedder(manifest.embedder)
    if (model.digest, model.dimensions) != (manifest.embedder_digest, manifest.dimensions):
        raise EmbedderMismatch(
            f"资料库的向量由另一版本的模型“{manifest.embedder}”生成，"
            f"请运行 budgetqa rebuild --embedder {manifest.embedder}"
        )
    return Searcher(_opened(snapshot.folder), model, store.passages)


@lru_cache(maxsize=2)
def _opened(folder: Path) -> Derived:
    return read(folder)


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
        and (filters.scope is None or info.scope is None or info.scope == filters.scope)
        and (not filters.documents or info.id in filters.documents)
    )


def _stage(stage: str) -> str:
    """A document is of the budget or of the final accounts, whatever stages its figures speak of."""
    return "决算" if stage == "决算" else "预算"


def _weighted(own: Sequence[str], others: Sequence[Sequence[str]], weight: float, number: float) -> dict[str, float]:
    """Tokens with weights: the question's own count whole, numbers more, those of added names less and once."""
    found = {token: number if token[0].isdigit() else 1.0 for token in own}
    for name in others:
        for token in name:
            found.setdefault(token, weight)
    return found


@lru_cache(maxsize=1 << 10)
def _shingles(text: str) -> frozenset[str]:
    bare = _NOT_WORDS.sub("", fold_text(text))
    return frozenset(bare[i : i + 6] for i in range(max(len(bare) - 5, 1)))


def _hit(passage: Passage, fused: Fused) -> Hit:
    by_characters, by_words, by_labels, by_meaning = fused.parts
    why = (
        f"字词 {by_characters:.3f}",
        f"分词 {by_words:.3f}",
        f"标签 {by_labels:.3f}",
        f"语义 {by_meaning:.3f}",
    )
    return Hit(
        passage=passage, score=fused.score, words=by_characters + by_words + by_labels, dense=by_meaning, why=why
    )
