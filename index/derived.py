"""The derived indexes of a library, in one folder: which passage is which row, texts, words, vectors, notions."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from index import expansion, lexical, rows, texts, vectors
from index.embedding import Embedder
from index.embedding.base import Vectors
from index.errors import LibraryError
from index.expansion import Notions
from index.language.fold import fold_text
from index.lexical import LexicalIndex
from index.model import Passage
from index.passages import indexed
from index.rows import Rows
from index.texts import Texts
from index.vectors import VectorIndex

_BATCH = 512
# Of how many vectors the cells of the index were made.
_TRAINED = "trained.txt"


@dataclass(frozen=True, slots=True)
class Derived:
    """All of it, opened. Row i means the same passage in each."""

    rows: Rows
    words: LexicalIndex
    vectors: VectorIndex
    notions: Notions
    texts: Texts


def write(
    passages: Sequence[Passage],
    folder: Path,
    embedder: Embedder,
    *,
    known: Mapping[int, Vectors] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make the indexes of passages in a folder. ``known`` are vectors that this embedder made earlier, by the digests of
    their texts; ``progress`` is told how many of how many were embedded."""
    numbered = rows.rows_of(passages)
    rows.save(numbered, folder)
    texts.write(passages, folder)
    lexical.build(passages, folder / lexical.FOLDER)
    expansion.save(expansion.notions(embedder), folder)
    matrix = np.zeros((len(passages), embedder.dimensions), dtype=np.float32)
    new = []
    for i, digest in enumerate(numbered.texts.tolist()):
        vector = known.get(digest) if known else None
        if vector is None:
            new.append(i)
        else:
            matrix[i] = vector
    _embed(passages, matrix, new, embedder, progress)
    vectors.build(matrix).save(folder / vectors.FILE)
    (folder / _TRAINED).write_text(str(len(passages)))


def grow(before: Path, passages: Sequence[Passage], folder: Path, embedder: Embedder) -> None:
    """Make in a folder the indexes of what those in ``before`` are of and of these passages behind it, without looking at
    the former again: of documents that are not in there, by the same embedder. Raises LibraryError."""
    held = rows.load(before)
    rows.save(rows.joined(held, rows.rows_of(passages)), folder)
    texts.write(passages, folder, before)
    lexical.grow(before / lexical.FOLDER, passages, folder / lexical.FOLDER, len(held))
    shutil.copyfile(before / expansion.FILE, folder / expansion.FILE)
    matrix = np.zeros((len(passages), embedder.dimensions), dtype=np.float32)
    _embed(passages, matrix, range(len(passages)), embedder)
    index, trained = vectors.grown(before / vectors.FILE, matrix, int((before / _TRAINED).read_text()))
    index.save(folder / vectors.FILE)
    (folder / _TRAINED).write_text(str(trained))


def _embed(
    passages: Sequence[Passage],
    matrix: Vectors,
    new: Sequence[int],
    embedder: Embedder,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Put the vectors of the passages of these numbers into the rows of these numbers."""
    for at in range(0, len(new), _BATCH):
        some = new[at : at + _BATCH]
        matrix[some] = embedder.encode([fold_text(indexed(passages[i])) for i in some])
        if progress:
            progress(at + len(some), len(new))


def digests(passages: Sequence[Passage]) -> list[int]:
    """The digests of what is indexed of passages, as ``Rows.texts`` holds them."""
    return [rows.text_digest(indexed(passage)) for passage in passages]


def known(derived: Derived) -> dict[int, Vectors]:
    """The vectors of an index by the digests of their texts, for making the next one."""
    matrix = derived.vectors.vectors(np.arange(len(derived.vectors), dtype=np.int64))
    return dict(zip(derived.rows.texts.tolist(), matrix, strict=True))


def read(folder: Path, digest: str | None = None) -> Derived:
    """Open the indexes of a folder; ``digest`` is what the file of vectors should have. Raises LibraryError."""
    try:
        return Derived(
            rows=rows.load(folder),
            words=LexicalIndex(folder / lexical.FOLDER),
            vectors=vectors.load(folder / vectors.FILE, digest),
            notions=expansion.read(folder),
            texts=Texts(folder),
        )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise LibraryError(f"索引 {folder} 无法读取，请运行 budgetqa rebuild") from error
