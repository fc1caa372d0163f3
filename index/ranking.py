"""A question → rows of the indexes, ranked: by words, by labels of amounts, by meaning, and fused.

Where the words of the question are found, they decide; where they are not, its meaning does, and names of the notions
that it may mean are looked for as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from index.derived import Derived
from index.embedding import Embedder
from index.expansion import expansion, printed
from index.fusion import Fused, as_scores, fuse
from index.language.fold import fold_text
from index.language.segment import pairs, sought_characters, sought_words
from index.lexical import CHARACTERS, LABELS, WORDS
from index.passages import TERM
from index.vocabulary import load

DENSE = "dense"
# How a question is cut into the tokens of each field.
CUTS = {CHARACTERS: sought_characters, WORDS: sought_words, LABELS: pairs}
Tokens = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What ``asked`` looks for without saying it: other words, and what a line ``shows`` that answers it."""

    asked: re.Pattern[str]
    words: str
    shows: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See ``search.toml``."""

    words: float
    characters: float
    segmented: float
    labels: float
    dense: float
    doubt: float
    said: float
    expansion: float
    guess: float
    guesses: int
    likely: float
    sharpness: float
    abroad: float
    foreign: float
    home: float
    term: float
    defined: float
    number: float
    meaning: re.Pattern[str]
    cues: tuple[Cue, ...]
    asking: re.Pattern[str]
    told: re.Pattern[str]
    depth: int
    alike: float
    line: float
    unshown: float
    looked: int
    second: float


@cache
def settings() -> Settings:
    """The settings that ship."""
    told = tomllib.loads(files("index").joinpath("search.toml").read_text(encoding="utf-8"))
    return Settings(
        **told["weights"],
        **told["guess"],
        **told["kinds"],
        **told["pool"],
        **told["rerank"],
        cues=tuple(
            Cue(
                asked=re.compile(cue["asked"]),
                words=cue["words"],
                shows=re.compile(cue["shows"]) if "shows" in cue else None,
            )
            for cue in told["cue"]
        ),
        meaning=re.compile(told["words"]["meaning"]),
        told=re.compile(told["words"]["told"]),
        asking=re.compile(told["words"]["asking"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Rows best first; their parts are characters, words, labels, vectors. ``sought`` are the pairs of characters that a
    line should say, by weight; ``amounts`` whether it should have a number; ``shows`` what it should show; ``term`` what an entry of a glossary counts.
    """

    rows: tuple[Fused, ...]
    sought: Mapping[str, float]
    amounts: bool
    shows: tuple[re.Pattern[str], ...]
    term: float


class Ranker:
    """Ranks the rows of derived indexes. Safe to share between threads."""

    def __init__(self, derived: Derived, model: Embedder, given: Settings | None = None) -> None:
        self._derived = derived
        self._model = model
        self._settings = given or settings()
        self._term = np.array([name == TERM for name in derived.rows.kind_names], dtype=bool)

    def rank(self, text: str, documents: tuple[str, ...] | None = None, kind: str | None = None) -> Ranking:
        """The rows for a question, of these documents and this kind; None is any."""
        given, derived = self._settings, self._derived
        folded = fold_text(text)
        # One form for questions, whatever form a model was made for.
        vector = self._model.encode([folded], query=True)[0]
        tokens = self._tokens(folded)
        by_words = self._by_words(tokens, documents, kind)
        said = self._said(tokens, by_words)
        near = derived.notions.near(vector, given.guesses)
        home = self._home(near)
        doubt = (1.0 - said) * home
        guessed = self._guessed(tokens, near, doubt, documents, kind)
        if guessed:
            tokens, by_words = guessed, self._by_words(guessed, documents, kind)
        allowed = derived.rows.allowed(documents, kind)
        dense = as_scores(*derived.vectors.search(vector, given.depth, allowed))
        # What only the words found has its cosine too: without it, it would count as far away.
        others = np.array([row for row in by_words if row not in dense], dtype=np.int64)
        dense.update(as_scores(others, derived.vectors.vectors(others) @ vector))
        fused = fuse(
            {WORDS: (by_words, 1.0), DENSE: (dense, given.dense * max(home, given.abroad) + given.doubt * doubt)}
        )
        defined = bool(given.meaning.search(folded))
        factor = given.defined if defined else given.term
        return Ranking(
            rows=self._by_kind(fused, factor),
            sought={t: w * derived.words.information(CHARACTERS, (t,)) for t, w in tokens[LABELS].items()},
            amounts=not defined and not given.told.search(folded),
            shows=tuple(cue.shows for cue in given.cues if cue.shows and cue.asked.search(folded)),
            term=factor,
        )

    def _by_words(self, tokens: Tokens, documents: tuple[str, ...] | None, kind: str | None) -> dict[int, float]:
        """Rows with their scores by the words, all fields together."""
        given = self._settings
        if not given.words:
            return {}
        shares = {CHARACTERS: given.characters, WORDS: given.segmented, LABELS: given.labels}
        weighted = {
            field: {t: w * shares[field] for t, w in weights.items()}
            for field, weights in tokens.items()
            if shares[field]
        }
        return as_scores(*self._derived.words.search(weighted, given.depth, documents=documents, kind=kind))

    def _said(self, tokens: Tokens, found: Mapping[int, float]) -> float:
        """How far the best passage says the question in its own words, 0…1: the less, the more the meaning counts."""
        own = (token for token, weight in tokens[CHARACTERS].items() if weight >= 1.0)
        whole = self._derived.words.information(CHARACTERS, own)
        return min(1.0, max(found.values(), default=0.0) / (whole * self._settings.said)) if whole else 0.0

    def _home(self, near: Sequence[tuple[str, float]]) -> float:
        """How far the question is of our field, 0…1, by its nearest notion: of other fields the model knows little."""
        given = self._settings
        best = near[0][1] if near else 0.0
        return min(1.0, max(0.0, (best - given.foreign) / (given.home - given.foreign)))

    def _guessed(
        self,
        tokens: Tokens,
        near: Sequence[tuple[str, float]],
        doubt: float,
        documents: tuple[str, ...] | None,
        kind: str | None,
    ) -> Tokens:
        """The tokens with the names of the notions that the question may mean, the nearer the heavier; {} for none. Only
        names that some passage has: parts of any other would find what has nothing to do with the question."""
        given, words = self._settings, self._derived.words
        names = [
            (name, given.guess * doubt * (score / near[0][1]) ** given.sharpness)
            for key, score in near
            if doubt and given.guess and score >= given.likely
            for name in printed(load().concepts[key])
            if words.holds(CHARACTERS, _cut(LABELS, name), documents=documents, kind=kind)
        ]
        if not names:
            return {}
        found = {field: dict(weights) for field, weights in tokens.items()}
        for field in CUTS:
            for name, weight in names:
                for token in _cut(field, name):
                    found[field][token] = max(found[field].get(token, 0.0), weight)
        return found

    def _tokens(self, text: str) -> Tokens:
        asked = self._settings.asking.sub(" ", text)
        asked = asked if asked.strip() else text
        sought = "，".join(cue.words for cue in self._settings.cues if cue.asked.search(text))
        others = expansion(text) if self._settings.expansion else ()
        return {
            field: _weighted(
                cut(asked),
                [_cut(field, name) for name in (*others, sought)],
                self._settings.expansion,
                self._settings.number,
            )
            for field, cut in CUTS.items()
        }

    def _by_kind(self, fused: Sequence[Fused], factor: float) -> tuple[Fused, ...]:
        """Entries of a glossary ahead where a meaning is asked for, behind where not."""
        kinds = self._derived.rows.kinds
        weighed = [
            Fused(f.row, f.score * factor, tuple(p * factor for p in f.parts)) if self._term[kinds[f.row]] else f
            for f in fused
        ]
        return tuple(sorted(weighed, key=lambda f: (-f.score, f.row)))


@lru_cache(maxsize=1 << 14)
def _cut(field: str, name: str) -> tuple[str, ...]:
    """The tokens of a name of the lexicon: the same names are added again and again."""
    return CUTS[field](name)


def _weighted(own: Sequence[str], others: Sequence[Sequence[str]], weight: float, number: float) -> dict[str, float]:
    """Tokens with weights: the question's own count whole, numbers more, those of added names less and once."""
    found = {token: number if token[0].isdigit() else 1.0 for token in own}
    for name in others:
        for token in name:
            found.setdefault(token, weight)
    return found
