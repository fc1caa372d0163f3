"""Vectors by FAISS: inner product over unit vectors, row numbers as ids."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import LibraryError

# Read when FAISS is loaded: with more threads than one, a single question waits longer for them than it computes.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import faiss

FILE = "vectors.faiss"
# Its own description of itself lacks half of what it can do.
_faiss: Any = faiss
# Up to here every vector is compared; beyond, only those of the nearest cells.
EXACT = 20_000
# So few that a filter lets through are compared one by one, without asking the index about all others.
_FEW = 4_000
_CELLS = 256
_PROBED = 16
_SAMPLE = 12_000
# Cells are made again when there are so many times as many vectors as they were made of.
_GROWN = 1.5

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """An index in memory."""

    index: Any

    def __len__(self) -> int:
        return int(self.index.ntotal)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.index.d)

    def search(
        self, vector: Vectors, k: int, allowed: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """(rows, cosines) of the nearest, best first; only among ``allowed`` where given."""
        k = min(k, len(self) if allowed is None else len(allowed))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if allowed is not None and len(allowed) <= _FEW:
            cosines = self.vectors(allowed) @ vector
            best = np.argsort(-cosines, kind="stable")[:k]
            return allowed[best], cosines[best]
        selector = None if allowed is None else _faiss.IDSelectorBatch(np.ascontiguousarray(allowed, dtype=np.int64))
        if self.index.metric_type != _faiss.METRIC_INNER_PRODUCT:
            raise LibraryError("向量索引的度量不是内积，请运行 budgetqa rebuild")
        cells = getattr(self.index, "nlist", 0)
        if cells:
            # A filter may have its passages in any cell: all are looked into, and what is not allowed costs nothing.
            probed = _PROBED if allowed is None else cells
            parameters: Any = _faiss.SearchParametersIVF(sel=selector, nprobe=probed)
        else:
            parameters = _faiss.SearchParameters(sel=selector)
        scores, rows = self.index.search(_matrix(vector[None, :]), k, params=parameters)
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def vectors(self, rows: NDArray[np.int64]) -> Vectors:
        """The vectors of rows, as they were put in."""
        if not len(rows):
            return np.empty((0, self.dimensions), np.float32)
        return np.asarray(self.index.reconstruct_batch(np.ascontiguousarray(rows, dtype=np.int64)), dtype=np.float32)

    def save(self, path: Path) -> str:
        """Write whole or not at all; the SHA-256 of what was written."""
        data = _faiss.serialize_index(self.index).tobytes()
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            with temporary.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        return hashlib.sha256(data).hexdigest()


def build(vectors: Vectors) -> VectorIndex:
    """An index over vectors; row i is ``vectors[i]``."""
    matrix = _matrix(vectors)
    count, dimensions = matrix.shape
    if count <= EXACT:
        index = _faiss.IndexFlatIP(dimensions)
    else:
        index = _faiss.IndexIVFFlat(_faiss.IndexFlatIP(dimensions), dimensions, _CELLS, _faiss.METRIC_INNER_PRODUCT)
        index.cp.min_points_per_centroid = 1
        index.cp.seed = 1
        chosen = np.random.default_rng(1).choice(count, size=min(count, _SAMPLE), replace=False)
        index.train(matrix[np.sort(chosen)])
        index.set_direct_map_type(_faiss.DirectMap.Array)
    index.add(matrix)
    return VectorIndex(index)


def grown(path: Path, more: Vectors, trained: int) -> tuple[VectorIndex, int]:
    """The index of a file with more vectors behind those that it has, and of how many its cells were made; ``trained`` is of
    how many they were. Made anew from all where too many have come since. Raises LibraryError."""
    held = load(path)
    total = len(held) + len(more)
    if len(held) > EXACT and total <= _GROWN * trained:
        # Not the mapped one: what lies in the file of another snapshot is not to be written to.
        index = _faiss.deserialize_index(np.fromfile(path, dtype=np.uint8))
        index.add(_matrix(more))
        return VectorIndex(index), trained
    before = held.vectors(np.arange(len(held), dtype=np.int64)).reshape(len(held), more.shape[1])
    return build(np.concatenate([before, more])), total


def load(path: Path, digest: str | None = None) -> VectorIndex:
    """The index of a file. Raises LibraryError where it is missing, damaged or not what ``digest`` says."""
    try:
        if digest is not None and _digest(path) != digest:
            raise LibraryError(f"向量索引 {path} 已损坏，请运行 budgetqa rebuild")
        if not path.is_file():
            raise FileNotFoundError(path)
        if os.name == "posix":
            return VectorIndex(_faiss.read_index(str(path), _faiss.IO_FLAG_MMAP_IFC))
        # Elsewhere FAISS cannot open a file whose path is not of Latin letters.
        return VectorIndex(_faiss.deserialize_index(np.fromfile(path, dtype=np.uint8)))
    except (OSError, RuntimeError) as error:
        raise LibraryError(f"向量索引 {path} 无法读取，请运行 budgetqa rebuild") from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _matrix(vectors: Vectors) -> Vectors:
    return np.ascontiguousarray(vectors, dtype=np.float32)
