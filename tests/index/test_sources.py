"""Which files a path stands for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from index.errors import InputError, UnreadableFile
from index.readers.limits import Limits
from index.sources import gather, opened

SUFFIXES = frozenset({".txt", ".pdf"})


def _make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_folders_are_searched_through_in_a_stable_order(tmp_path: Path) -> None:
    _make(tmp_path, "b/2.PDF", "a/1.txt", "a/.hidden.txt", "a/~$1.txt", "a/run.py", "c.txt", ".git/x.txt")
    found = gather([tmp_path], SUFFIXES)
    assert [o.name for o in found.origins] == ["1.txt", "2.PDF", "c.txt"]
    assert found.others == ("run.py",)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt")
    found = gather([tmp_path, tmp_path / "a.txt", str(tmp_path / "." / "a.txt")], SUFFIXES)
    assert [o.name for o in found.origins] == ["a.txt"]
    assert found.origins[0].read() == b"a.txt"


def test_two_files_of_one_name_are_two(tmp_path: Path) -> None:
    _make(tmp_path, "x/预算.txt", "y/预算.txt")
    assert len({o.place for o in gather([tmp_path], SUFFIXES).origins}) == 2


def test_a_file_named_outright_is_tried_whatever_its_suffix(tmp_path: Path) -> None:
    _make(tmp_path, "a.xyz")
    assert [o.name for o in gather([tmp_path / "a.xyz"], SUFFIXES).origins] == ["a.xyz"]


@pytest.mark.parametrize(("path", "words"), [("nowhere", "没有这个文件或文件夹"), ("empty", "没有可以读取的文件")])
def test_nothing_there(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "empty").mkdir()
    _make(tmp_path, "empty/program.exe")
    with pytest.raises(InputError, match=words):
        gather([tmp_path / path], SUFFIXES)


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    _make(tmp_path, "a/1.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert [o.name for o in gather([tmp_path], SUFFIXES).origins] == ["1.txt"]


def test_files_in_archives_are_read_one_at_a_time_and_are_what_they_were(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("深/丙.txt", "丙")
        archive.writestr("丁.txt", "丁")
    path = tmp_path / "外.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲.txt", "甲")
        archive.writestr("里.zip", inner.getvalue())
        archive.writestr("乙.txt", "乙")
    origins, refused = opened(gather([path], frozenset({".txt", ".zip"})).origins, Limits())
    assert not refused and all(origin.data is None for origin in origins), "nothing is held before its turn"
    assert [(o.name, o.read().decode()) for o in origins] == [
        ("外.zip/甲.txt", "甲"), ("外.zip/里.zip/深/丙.txt", "丙"), ("外.zip/里.zip/丁.txt", "丁"), ("外.zip/乙.txt", "乙"),
    ]  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("别的.txt", "")
    with pytest.raises(UnreadableFile, match="变了"):
        origins[0].read()
