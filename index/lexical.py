"""Words by tantivy: BM25 over text that was cut into tokens here, in three fields.

Characters with pairs, words, and the pairs right before amounts (what a passage gives figures of).
"""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.errors import LibraryError
from index.language.segment import characters, labels, words
from index.model import Passage
from index.passages import context, indexed, labelled

FOLDER = "words"
CHARACTERS, WORDS, LABELS = "c", "w", "l"
FIELDS = (CHARACTERS, WORDS, LABELS)
# In a large index a question's most common tokens cost most and tell least: those of more than this share of the passages
# are not looked for, where enough others are left.
LARGE = 20_000
_COMMON = 0.2
_ENOUGH = 4
_FEW = 256
_HEAP = 64 << 20

Weights = Mapping[str, float]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", fast=True, indexed=False, stored=False)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build(passages: Iterable[Passage], folder: Path) -> int:
    """Index passages into a new folder; row i is the i-th of them. How many there were."""
    folder.mkdir(parents=True, exist_ok=True)
    return _add(tantivy.Index(_schema(), path=str(folder)), passages, 0)


def grow(before: Path, passages: Iterable[Passage], folder: Path, first: int) -> int:
    """A new folder with what an earlier one has and these passages behind it, the first of them as row ``first``: a
    segment of their own, which is merged with others when that is worth it. How many there were."""
    shutil.copytree(before, folder, copy_function=_linked, ignore=shutil.ignore_patterns("*.lock"))
    return _add(tantivy.Index.open(str(folder)), passages, first)


def _linked(source: str, target: str) -> None:
    """A segment's file is never written to again: one of its name in both folders will do. The list of them is."""
    if source.endswith(".json"):
        shutil.copy2(source, target)
        return
    try:
        os.link(source, target)
    except OSError:  # another disk, or a system without them
        shutil.copy2(source, target)


def _add(index: tantivy.Index, passages: Iterable[Passage], first: int) -> int:
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    count = 0
    for count, passage in enumerate(passages, 1):
        text = f"{context(passage)}\n{indexed(passage)}"
        document = tantivy.Document()
        document.add_integer("row", first + count - 1)
        document.add_text("document", passage.document)
        document.add_text("kind", passage.kind)
        document.add_text(CHARACTERS, " ".join(characters(text)))
        document.add_text(WORDS, " ".join(words(text)))
        document.add_text(LABELS, " ".join(labels(labelled(passage))))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return count


class LexicalIndex:
    """An index on disk, opened for reading."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = tantivy.Index.open(str(folder))
            self._index.reload()
            self._schema = self._index.schema
            self._searcher = self._index.searcher()
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # damaged files make it panic, which Python is not told of as an Exception
            raise LibraryError(f"词语索引 {folder} 无法读取，请运行 budgetqa rebuild") from error

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self,
        tokens: Mapping[str, Weights],
        k: int,
        *,
        documents: Sequence[str] | None = None,
        kind: str | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(rows, BM25) of the best, for weighted tokens by field; only of these documents and this kind where given."""
        wanted = [
            (tantivy.Occur.Should, self._term(field, token, weight))
            for field, weights in tokens.items()
            for token, weight in self._telling(field, weights).items()
        ]
        if not wanted or documents == ():
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = self._within(tantivy.Query.boolean_query(wanted), documents, kind)
        hits = self._searcher.search(query, k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return np.array(rows, dtype=np.int64), np.array([score for score, _ in hits], dtype=np.float32)

    def holds(
        self, field: str, tokens: Iterable[str], *, documents: Sequence[str] | None = None, kind: str | None = None
    ) -> bool:
        """Whether any one passage has all of the tokens."""
        all_of = [(tantivy.Occur.Must, self._term(field, token, 1.0)) for token in dict.fromkeys(tokens)]
        if not all_of or documents == ():
            return False
        query = self._within(tantivy.Query.boolean_query(all_of), documents, kind)
        return bool(self._searcher.search(query, 1, count=False).hits)

    def _within(self, query: tantivy.Query, documents: Sequence[str] | None, kind: str | None) -> tantivy.Query:
        """The query among these documents and this kind; None is any."""
        filters = []
        if documents is not None:
            filters.append(self._of(documents))
        if kind is not None:
            filters.append(tantivy.Query.term_query(self._schema, "kind", kind, index_option="basic"))
        silent = [(tantivy.Occur.Must, tantivy.Query.const_score_query(f, 0.0)) for f in filters]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *silent]) if silent else query

    def _of(self, documents: Sequence[str]) -> tantivy.Query:
        """Any of these documents: few one by one, for a set is looked up in the list of all documents."""
        if len(documents) > _FEW:
            return tantivy.Query.term_set_query(self._schema, "document", list(documents))
        terms = (tantivy.Query.term_query(self._schema, "document", d, index_option="basic") for d in documents)
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def _telling(self, field: str, weights: Weights) -> Weights:
        if len(self) <= LARGE or len(weights) <= _ENOUGH:
            return weights
        most = len(self) * _COMMON
        rare = {t: w for t, w in weights.items() if self._searcher.doc_freq(field, t) <= most}
        return rare if len(rare) >= _ENOUGH else weights

    def information(self, field: str, tokens: Iterable[str]) -> float:
        """What a passage of usual length that said all of the tokens once would score."""
        count = len(self)
        frequencies = (self._searcher.doc_freq(field, token) for token in tokens)
        return sum(math.log(1 + (count - n + 0.5) / (n + 0.5)) for n in frequencies)

    def _term(self, field: str, token: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, token, index_option="freq")
        return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)
