"""Train the model that ships: ``python -m index.embedding.train [--data-dir FOLDER]``. Minutes, on one thread.

From the vocabulary (every wording with its notion), the documents of ``corpus/`` (headings with what stands under
them) and official text of a folder. Metrics and the hashes of the data are written beside the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path

import numpy as np

from index.embedding import DEFAULT, EMBEDDERS, static
from index.embedding.base import Vectors
from index.embedding.learn import Recipe, Source, learn, start
from index.embedding.pairs import (
    Pair,
    documents_of,
    entry,
    from_documents,
    from_vocabulary,
    held_out,
    mentions,
    neighbours,
    texts_of,
)
from index.embedding.static import Tokenizer
from index.language.fold import fold_text
from index.language.segment import plain_words, runs
from index.vocabulary import Vocabulary, load

ENTRIES = 16_000
_EVERY = 3
_SENTENCE = 200
_FOLLOWING = 20_000
_LONGEST_WORD = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="documents of our own (default: corpus)")
    parser.add_argument("--data-dir", type=Path, help="a folder of official text (.txt, .jsonl, .csv)")
    parser.add_argument("--output", type=Path, default=Path(EMBEDDERS[DEFAULT].folder), help="the model's folder")
    parser.add_argument("--no-measure", action="store_true", help="skip the training with held-out wordings")
    args = parser.parse_args(arguments)
    began = time.perf_counter()
    vocabulary = load()
    documents = list(from_documents(args.corpus)) if args.corpus.is_dir() else []
    texts = list(texts_of(args.data_dir)) if args.data_dir else []
    _note(f"{len(vocabulary.concepts)} notions, {len(documents)} passages, {sum(map(len, texts))} characters of text")
    counts = count(vocabulary, documents, texts)
    tokenizer = static.make_tokenizer(_scores(counts, vocabulary))
    training = Training(vocabulary, documents, texts, tokenizer)
    metrics: dict[str, object] = {}
    if not args.no_measure:
        aside = held_out(vocabulary, _EVERY)
        table = training.run(without=[wording for wording, _ in aside])
        metrics = hits(tokenizer, table, vocabulary, aside)
        _note(f"held out: {metrics}")
    table = training.run()
    static.write(args.output, tokenizer, table)
    seconds = round(time.perf_counter() - began)
    told = {
        "recipe": _recipe(),
        "entries": len(table),
        "held_out": metrics,
        "seconds": seconds,
        "data": _hashes(args.corpus, args.data_dir),
    }
    (args.output / "training.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _note(f"{args.output}: {seconds} s")
    return 0


class Training:
    """The data as token numbers, and the two steps of learning from them."""

    def __init__(
        self, vocabulary: Vocabulary, documents: Sequence[Pair], texts: Sequence[str], tokenizer: Tokenizer
    ) -> None:
        self._vocabulary, self._tokenizer, self._recipe = vocabulary, tokenizer, Recipe()
        self._documents, self._texts = documents, texts
        size = tokenizer.get_vocab_size()
        running = chain(texts, (p.right for p in documents), map(entry, vocabulary.concepts.values()))
        sentences = [s for text in running for s in _sentences(text)]
        self._begin = start(self._ids(sentences), size, self._recipe)
        known = tokenizer.get_vocab()
        self._characters: list[tuple[int, ...]] = [()] * size
        for word, token in known.items():
            if len(word) > 1 and not word.startswith("["):
                self._characters[token] = tuple(known[c] for c in word if c in known)
            elif len(word) == 1:
                self._characters[token] = (token,)

    def run(self, without: Iterable[str] = ()) -> Vectors:
        """Learn; ``without`` are wordings kept for measuring."""
        running = [*self._texts, *(p.right for p in self._documents)]
        sources = [
            self._source(list(from_vocabulary(self._vocabulary, without)), epochs=5),
            self._source(list(mentions(self._vocabulary, running)), epochs=5),
            self._source(list(self._documents), epochs=2),
            self._source(list(neighbours(self._texts, _FOLLOWING)), epochs=1),
        ]
        return learn(self._begin, self._characters, sources, self._recipe, _progress)

    def _source(self, pairs: Sequence[Pair], epochs: int) -> Source:
        numbers: dict[str, int] = {}
        left, right = self._ids([p.left for p in pairs]), self._ids([p.right for p in pairs])
        whole = [i for i in range(len(pairs)) if left[i] and right[i]]
        return Source(
            left=[left[i] for i in whole],
            right=[right[i] for i in whole],
            groups=[numbers.setdefault(pairs[i].group, len(numbers)) for i in whole],
            epochs=epochs,
        )

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        return [e.ids for e in self._tokenizer.encode_batch(list(map(fold_text, texts)), add_special_tokens=False)]


def count(vocabulary: Vocabulary, documents: Sequence[Pair], texts: Sequence[str]) -> Counter[str]:
    """How often words and characters stand in all that there is."""
    counts: Counter[str] = Counter()
    concepts = vocabulary.concepts.values()
    said = (w for c in concepts for w in (*c.printed, *c.colloquial, *c.wordings, c.definition))
    for text in chain(texts, (p.right for p in documents), said):
        counts.update(plain_words(text))
        counts.update(c for kind, run in runs(text) if kind == "han" for c in run)
    return counts


def _scores(counts: Counter[str], vocabulary: Vocabulary) -> dict[str, float]:
    """Log-probabilities: every character seen and the common ones, the lexicon's words, then the most frequent."""
    total = sum(counts.values())
    kept = {c: max(n, 1) for c, n in counts.items() if len(c) == 1 and not c.isdigit()}
    kept.update({c: 1 for c in _common_characters() if c not in kept})
    names = (w for c in vocabulary.concepts.values() for w in c.printed)
    own = dict.fromkeys(word for name in names for word in plain_words(name) if 1 < len(word) <= _LONGEST_WORD)
    kept.update({word: max(counts[word], 5) for word in own})
    for word, n in counts.most_common():
        if len(kept) >= ENTRIES - 1 or n < 2:
            break
        if 1 < len(word) <= _LONGEST_WORD and not word[0].isdigit():
            kept.setdefault(word, n)
    return {word: math.log(n / total) for word, n in kept.items()}


def _common_characters() -> Iterable[str]:
    """The 3,755 characters of the first level of GB 2312."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue


def hits(
    tokenizer: Tokenizer, table: Vectors, vocabulary: Vocabulary, questions: Sequence[tuple[str, str]]
) -> dict[str, object]:
    """How often the right notion is the first, or among five, of all that have a definition."""
    keys = [key for key, concept in vocabulary.concepts.items() if concept.definition]
    entries = _encode(tokenizer, table, [entry(vocabulary.concepts[key]) for key in keys])
    asked = _encode(tokenizer, table, [wording for wording, _ in questions])
    order = np.argsort(-(asked @ entries.T), axis=1)[:, :5]
    ranks = [
        [keys[i] for i in row].index(key) if key in [keys[i] for i in row] else 9
        for row, (_, key) in zip(order, questions, strict=True)
    ]
    return {
        "questions": len(questions),
        "among": len(keys),
        "hit@1": round(sum(r == 0 for r in ranks) / len(ranks), 4),
        "hit@5": round(sum(r < 5 for r in ranks) / len(ranks), 4),
    }


def _encode(tokenizer: Tokenizer, table: Vectors, texts: Sequence[str]) -> Vectors:
    rows = [
        table[e.ids].mean(axis=0) if e.ids else np.zeros(table.shape[1])
        for e in tokenizer.encode_batch(list(map(fold_text, texts)))
    ]
    matrix = np.asarray(rows, dtype=np.float32)
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _sentences(text: str) -> Iterable[str]:
    return (text[at : at + _SENTENCE] for at in range(0, len(text), _SENTENCE))


def _recipe() -> dict[str, object]:
    return {name: getattr(Recipe(), name) for name in Recipe.__dataclass_fields__}


def _hashes(corpus: Path, data: Path | None) -> dict[str, object]:
    told: dict[str, object] = {}
    concepts = sorted(p.name for p in files("index.vocabulary").joinpath("concepts").iterdir())
    folder = files("index.vocabulary").joinpath("concepts")
    told["vocabulary"] = _digest(folder.joinpath(name).read_bytes() for name in concepts if name.endswith(".toml"))
    paths = {"corpus": documents_of(corpus) if corpus.is_dir() else ()}
    if data:
        paths["text"] = tuple(sorted(p for p in data.rglob("*") if p.is_file()))
    for name, found in paths.items():
        told[name] = {"files": len(found), "sha256": _digest(p.read_bytes() for p in found)}
    return told


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _progress(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        _note(f"step {done} of {total}")


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
