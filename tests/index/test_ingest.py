"""Files into the library: skipped, replaced, refused, completed from their siblings."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from index.errors import InputError
from index.ingest import ingest, reread
from index.library import EmbeddedStore, open_library
from index.readers import sandbox
from index.readers.limits import Limits
from index.report import Event

TEXT = """{org}{year}年部门预算公开

一、部门职责

（一）保管档案。

二、部门预算安排的总体情况

{year}年预算收入{total}万元，全部为财政拨款收入。

三、“三公”经费预算情况

{year}年“三公”经费预算安排3.20万元，其中：公务接待费0.20万元，公务用车运行维护费3.00万元，与上年持平。
"""


def _write(path: Path, org: str = "甲市档案局", year: int = 2021, total: str = "120.50") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(org=org, year=year, total=total), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return open_library(tmp_path / "library", create=True)


def test_a_file_becomes_a_document(store: EmbeddedStore, tmp_path: Path) -> None:
    file = _write(tmp_path / "a.txt")
    report = ingest([file], store)
    (info,) = store.documents()
    assert (info.org, info.year, info.stage, info.file) == ("甲市档案局", 2021, "预算", "a.txt")
    assert store.original(info.id) == file.read_bytes()
    assert report.figures == info.figures > 0
    assert {f.amount for f in store.figures_of(info.id)} >= {"120.50", "3.20", "0.20", "3.00"}


def test_unchanged_files_are_skipped_and_a_changed_one_replaces_its_old_version_whole(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    first, second = _write(tmp_path / "in" / "a.txt"), _write(tmp_path / "in" / "b.txt", org="乙县财政局")
    ingest([tmp_path / "in"], store)
    generation = store.generation
    again = ingest([tmp_path / "in"], store)
    assert (again.read, again.unchanged, store.generation) == ((), ("a.txt", "b.txt"), generation)
    _write(second, org="乙县财政局", total="99.00")
    third = ingest([tmp_path / "in"], store)
    assert ([i.file for i in third.read], third.unchanged) == (["b.txt"], ("a.txt",))
    assert [i.file for i in store.documents()] == ["a.txt", "b.txt"]
    amounts = {f.amount for f in store.figures(org="乙县财政局")}
    assert "99.00" in amounts
    assert "120.50" not in amounts
    assert first.exists()


def test_the_same_bytes_under_another_name_are_one_document(store: EmbeddedStore, tmp_path: Path) -> None:
    _write(tmp_path / "in" / "a.txt")
    _write(tmp_path / "in" / "copy.txt")
    report = ingest([tmp_path / "in"], store)
    assert len(store.documents()) == 1
    assert report.unchanged == ("copy.txt",)


BAD = [
    ("empty.txt", b""),
    ("picture.txt", bytes(range(256)) * 40),
    ("broken.pdf", b"%PDF-1.7\n garbage"),
    ("text.pdf", "这不是 PDF".encode()),
    ("broken.xlsx", b"PK\x03\x04" + b"\0" * 200),
    ("program.exe", b"MZ" + b"\0" * 100),
    ("broken.zip", b"PK\x03\x04 not a zip"),
]


@pytest.mark.parametrize(("name", "data"), BAD, ids=[name for name, _ in BAD])
def test_a_bad_file_is_refused_with_its_name_while_the_others_go_on(
    store: EmbeddedStore, tmp_path: Path, name: str, data: bytes
) -> None:
    good, bad = _write(tmp_path / "good.txt"), tmp_path / name
    bad.write_bytes(data)
    events: list[Event] = []
    report = ingest([bad, good], store, progress=events.append)
    assert [r.file for r in report.refused] == [name]
    assert report.refused[0].reason
    assert "\n" not in report.refused[0].reason
    assert "程序未能解析" not in report.refused[0].reason
    assert [i.file for i in report.read] == ["good.txt"]
    assert [e.file for e in events][-1] == "good.txt"


def test_a_changed_file_that_is_refused_leaves_the_old_version(store: EmbeddedStore, tmp_path: Path) -> None:
    file = _write(tmp_path / "a.txt")
    ingest([file], store)
    file.write_bytes(b"")
    report = ingest([file], store)
    assert len(report.refused) == 1
    assert len(store.documents()) == 1


def test_members_of_an_archive_are_documents_of_their_own(store: EmbeddedStore, tmp_path: Path) -> None:
    archive = tmp_path / "公开.zip"
    first, second = _write(tmp_path / "x" / "a.txt"), _write(tmp_path / "x" / "b.txt", org="乙县财政局")
    with zipfile.ZipFile(archive, "w") as out:
        out.write(first, "a.txt")
        out.write(second, "附件/b.txt")
    ingest([archive], store)
    assert [i.file for i in store.documents()] == ["公开.zip/a.txt", "公开.zip/附件/b.txt"]
    with zipfile.ZipFile(archive, "w") as out:
        out.write(first, "a.txt")
    report = ingest([archive], store)
    assert report.removed == ("公开.zip/附件/b.txt",)
    assert [i.file for i in store.documents()] == ["公开.zip/a.txt"]


def test_several_processes_give_the_same_library(tmp_path: Path) -> None:
    for number in range(6):
        _write(tmp_path / "in" / f"{number}.txt", year=2015 + number)
    one, many = open_library(tmp_path / "one", create=True), open_library(tmp_path / "many", create=True)
    ingest([tmp_path / "in"], one, jobs=1)
    ingest([tmp_path / "in"], many, jobs=3)
    assert one.documents() == many.documents()
    assert [one.figures_of(i.id) for i in one.documents()] == [many.figures_of(i.id) for i in many.documents()]
    assert [one.document(i.id) for i in one.documents()] == [many.document(i.id) for i in many.documents()]


def test_a_path_that_is_not_there_takes_nothing_in(store: EmbeddedStore, tmp_path: Path) -> None:
    file = _write(tmp_path / "a.txt")
    with pytest.raises(InputError):
        ingest([file, tmp_path / "nowhere"], store)
    assert store.documents() == ()


def test_a_mistake_of_the_program_costs_one_file(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _write(tmp_path / "a.txt"), _write(tmp_path / "b.txt", org="乙县财政局")

    hook = tmp_path / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import index.intake as line\n"
        "def extract(document):\n"
        "    if document.file == 'a.txt': raise IndexError('tuple index out of range')\n"
        "    return ()\n"
        "line.extract = extract\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{hook}{os.pathsep}{sandbox._ROOT}")
    sandbox._close_all()
    report = ingest([first, second], store)
    assert [(r.file, r.reason) for r in report.refused] == [
        ("a.txt", "程序未能解析（IndexError: tuple index out of range）")
    ]
    assert [i.file for i in store.documents()] == ["b.txt"]
    sandbox._close_all()


def test_documents_can_be_read_again_from_the_kept_bytes(store: EmbeddedStore, tmp_path: Path) -> None:
    file = _write(tmp_path / "a.txt")
    ingest([file], store)
    before = store.documents()
    file.unlink()
    assert list(reread(store, Limits())) == [("a.txt", "")]
    assert store.documents() == before
