"""Indexes are swapped in whole; a crash leaves the old ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import LibraryError
from index.library.snapshot import Manifest, current, damage, ids_digest, write


def _manifest(generation: int = 1) -> Manifest:
    return Manifest(
        schema=1,
        generation=generation,
        vocabulary="v",
        embedder="e",
        embedder_digest="d",
        dimensions=4,
        passages=2,
        ids=ids_digest(["a", "b"]),
    )


def _fill(text: str) -> object:
    def fill(folder: Path) -> None:
        (folder / "words").mkdir()
        (folder / "words" / "data.bin").write_text(text)
        (folder / "vectors.bin").write_text(text)

    return fill


def test_none_yet(tmp_path: Path) -> None:
    assert current(tmp_path) is None


def test_the_new_one_is_in_force_and_alone(tmp_path: Path) -> None:
    names = []
    for generation in range(4):
        write(tmp_path, _manifest(generation), _fill(str(generation)))  # type: ignore[arg-type]
        found = current(tmp_path)
        assert found is not None
        assert found.manifest.generation == generation
        assert (found.folder / "words" / "data.bin").read_text() == str(generation)
        assert damage(found) == ()
        names.append(found.folder.name)
    assert {p.name for p in (tmp_path / "indexes").iterdir() if p.is_dir()} == set(names[-1:])


def test_a_failure_while_writing_leaves_the_old_one(tmp_path: Path) -> None:
    write(tmp_path, _manifest(), _fill("old"))  # type: ignore[arg-type]

    def fail(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write(tmp_path, _manifest(2), fail)
    found = current(tmp_path)
    assert found is not None
    assert found.manifest.generation == 1
    assert len(list((tmp_path / "indexes").iterdir())) == 2


def test_damage_is_seen(tmp_path: Path) -> None:
    found = write(tmp_path, _manifest(), _fill("good"))  # type: ignore[arg-type]
    (found.folder / "vectors.bin").write_text("evil")
    (found.folder / "words" / "data.bin").unlink()
    told = damage(found)
    assert len(told) == 2
    assert "已损坏" in " ".join(told)
    assert "不见了" in " ".join(told)


def test_a_broken_manifest_says_what_to_do(tmp_path: Path) -> None:
    found = write(tmp_path, _manifest(), _fill("good"))  # type: ignore[arg-type]
    (found.folder / "manifest.json").write_text("{")
    with pytest.raises(LibraryError, match="budgetqa rebuild"):
        current(tmp_path)
