"""The vector index answers to comparing every vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import vectors
from index.errors import LibraryError


def _unit(count: int, dimensions: int = 32, seed: int = 3) -> NDArray[np.float32]:
    matrix = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def _naive(matrix: NDArray[np.float32], vector: NDArray[np.float32], k: int, rows: NDArray[np.int64]) -> list[int]:
    return rows[np.argsort(-(matrix[rows] @ vector), kind="stable")[:k]].tolist()


@pytest.mark.parametrize("few", [0, 4_000])
def test_the_nearest_are_those_of_comparing_all(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_FEW", few)
    matrix, asked = _unit(500), _unit(5, seed=4)
    index = vectors.build(matrix)
    everything, some = np.arange(500), np.arange(0, 500, 7)
    for vector in asked:
        rows, cosines = index.search(vector, 10)
        assert rows.tolist() == _naive(matrix, vector, 10, everything)
        assert np.allclose(cosines, matrix[rows] @ vector, atol=1e-5)
        assert index.search(vector, 10, some)[0].tolist() == _naive(matrix, vector, 10, some)


def test_a_large_index_finds_nearly_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "EXACT", 1_000)
    monkeypatch.setattr(vectors, "_FEW", 10)
    centres = _unit(60, seed=5)
    noise = np.random.default_rng(6).standard_normal((6_000, 32)).astype(np.float32) * 0.08
    matrix = np.repeat(centres, 100, axis=0) + noise
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    index = vectors.build(matrix)
    everything, some = np.arange(6_000), np.arange(0, 6_000, 3)
    found = [len(set(index.search(v, 10)[0]) & set(_naive(matrix, v, 10, everything))) for v in centres]
    assert sum(found) >= 0.95 * 10 * len(centres)
    for vector in centres[:5]:
        assert index.search(vector, 10, some)[0].tolist() == _naive(matrix, vector, 10, some), "a filter loses nothing"
    assert np.allclose(index.vectors(np.array([5, 4_999])), matrix[[5, 4_999]])


def test_nothing_allowed_or_nothing_there_finds_nothing() -> None:
    vector = _unit(1)[0]
    assert vectors.build(_unit(5)).search(vector, 3, np.empty(0, np.int64))[0].tolist() == []
    assert vectors.build(np.zeros((0, 32), np.float32)).search(vector, 3)[0].tolist() == []


def test_what_is_written_is_read_again_whatever_the_path(tmp_path: Path) -> None:
    path = tmp_path / "资料库 向量" / vectors.FILE
    path.parent.mkdir()
    matrix = _unit(50)
    digest = vectors.build(matrix).save(path)
    index = vectors.load(path, digest)
    assert (len(index), index.dimensions) == (50, 32)
    assert np.array_equal(index.vectors(np.arange(50)), matrix)
    assert [p.name for p in path.parent.iterdir()] == [vectors.FILE], "no temporary file stays"


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / vectors.FILE
    digest = vectors.build(_unit(50)).save(path)
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="已损坏"):
        vectors.load(path, digest)
    path.write_bytes(b"nonsense")
    with pytest.raises(LibraryError, match="rebuild"):
        vectors.load(path)
    with pytest.raises(LibraryError, match="rebuild"):
        vectors.load(tmp_path / "none")
