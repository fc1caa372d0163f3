"""Keeping a library: the bin, backups, copies; nothing lost, and gone what is to be gone."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Record, open_library, prepare
from index.library.binned import purge_old
from index.library.connection import FILE
from index.library.upkeep import refresh, verify
from qa.cli import main

Run = Callable[..., tuple[int, str, str]]
SECRET = "7654321.98"


@pytest.fixture
def place(tmp_path: Path, make_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch) -> Path:
    store = open_library(tmp_path / "library", create=True)
    store.put(prepare(make_record(name="甲市档案局2021.txt")))
    store.put(prepare(make_record(name="乙县财政局2021.txt", org="乙县财政局", amounts=(SECRET,))))
    refresh(store)
    store.close()
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "library"


def _told(run: Run) -> list[str]:
    return [info["file"] for info in json.loads(run("documents", "--json")[1])["documents"]]


def test_what_is_removed_lies_in_the_bin_and_comes_back(place: Path, run: Run) -> None:
    before = run("figures", "--format", "json")[1]
    code, out, err = run("remove", "乙县财政局2021.txt")
    assert (code, out) == (0, "已去掉 乙县财政局2021.txt\n") and "undo-remove" in err
    assert _told(run) == ["甲市档案局2021.txt"]
    assert SECRET not in run("figures", "--format", "json")[1] + run("search", "乙县财政局")[1]
    assert "没有" in run("ask", "乙县财政局2021年三公经费多少")[1] or "未" in run("ask", "乙县财政局2021年三公经费")[1]
    (binned,) = json.loads(run("documents", "--removed", "--json")[1])["removed"]
    assert binned["file"] == "乙县财政局2021.txt" and binned["why"] == "去掉"
    assert "乙县财政局2021.txt" in run("documents", "--removed")[1]
    assert run("verify")[0] == 0
    assert run("undo-remove", binned["id"][:12])[0] == 0
    assert run("figures", "--format", "json")[1] == before
    assert run("verify")[0] == 0 and run("search", "乙县财政局")[0] == 0
    assert main(["undo-remove", "乙县财政局2021.txt"]) == 2


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("first", [False, True], ids=["from the shelf", "from the bin"])
def test_what_is_purged_is_nowhere(place: Path, run: Run, first: bool) -> None:
    identifier = open_library(place).documents()[1].id
    assert identifier.encode() in _bytes_of(place)
    if first:
        run("remove", identifier)
        assert identifier.encode() in _bytes_of(place), "in the bin it is kept"
    assert run("remove", "--purge", identifier)[0] == 0
    assert identifier.encode() not in _bytes_of(place)
    assert SECRET.encode() not in _bytes_of(place)
    assert run("documents", "--removed", "--json")[1].count("file") == 0
    assert run("verify")[0] == 0


def test_the_bin_is_emptied_after_thirty_days(place: Path, run: Run) -> None:
    run("remove", "乙县财政局2021.txt")
    store = open_library(place)
    assert purge_old(store) == 0 and len(store.removed()) == 1
    assert purge_old(store, days=-1) == 1 and store.removed() == ()
    assert verify(store) == ()


def test_a_version_that_was_replaced_comes_back_when_the_new_one_is_gone(
    place: Path, run: Run, make_record: Callable[..., Record]
) -> None:
    store = open_library(place)
    old = store.documents()[0]
    store.put(prepare(make_record(name="甲市档案局2021.txt", amounts=("9.99",))))
    (binned,) = store.removed()
    assert (binned.info.id, binned.why) == (old.id, "被新版替换")
    assert [i.file for i in store.documents()] == ["甲市档案局2021.txt", "乙县财政局2021.txt"], "it keeps its place"
    assert abs(binned.at - time.time()) < 60
    assert run("undo-remove", old.id)[0] == 2, "the new one stands there"
    assert run("remove", store.documents()[0].id)[0] == 0
    assert run("undo-remove", old.id)[0] == 0
    assert open_library(place).documents()[0].id == old.id
    assert run("verify")[0] == 0


def test_a_backup_is_the_library_of_that_moment(
    place: Path, run: Run, tmp_path: Path, make_record: Callable[..., Record]
) -> None:
    before = run("figures", "--format", "json")[1]
    running = open_library(place)
    running.documents()
    assert run("backup", "b.bak")[0] == 0
    run("remove", "--purge", "甲市档案局2021.txt")
    assert len(running.documents()) == 1
    code, out, err = run("restore", "b.bak")
    assert (code, out) == (0, "已恢复：2 份文件\n") and "before-restore" in err
    assert run("figures", "--format", "json")[1] == before and run("verify")[0] == 0
    assert len(running.documents()) == 2, "who has it open sees it"
    more = prepare(make_record(name="丙.txt", org="丙局"))
    running.put(more)
    assert more.info.id in {i.id for i in open_library(place).documents()}
    assert run("restore", "b.bak", "--library", str(tmp_path / "elsewhere"))[0] == 0
    assert run("verify", "--library", str(tmp_path / "elsewhere"))[0] == 0


def test_a_backup_that_is_damaged_is_refused_before_anything_is_touched(place: Path, run: Run) -> None:
    run("backup", "b.bak")
    whole = Path("b.bak").read_bytes()
    before = (place / FILE).read_bytes()
    with sqlite3.connect("b.bak") as db:
        db.execute("UPDATE contents SET text = x'00'")
    db.close()
    for data in (Path("b.bak").read_bytes(), whole[: len(whole) // 2], b"", b"no backup" * 99):
        Path("b.bak").write_bytes(data)
        code, out, err = run("restore", "b.bak")
        assert (code, out) == (2, "") and "没有恢复" in err
    assert (place / FILE).read_bytes() == before
    assert run("restore", "missing.bak")[0] == 2
    assert run("verify")[0] == 0


def test_ruins_are_replaced_by_a_backup(place: Path, run: Run) -> None:
    run("backup", "b.bak")
    (place / FILE).write_bytes(b"ruins" * 9999)
    assert run("ask", "三公经费")[0] == 2
    assert run("restore", "b.bak")[0] == 0
    assert run("verify")[0] == 0 and len(_told(run)) == 2


def test_a_copy_in_another_folder(place: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    assert run("copy", str(place), str(target))[0] == 0
    assert run("verify", "--library", str(target))[0] == 0
    assert run("copy", str(place), str(target))[0] == 2, "nothing is overwritten"
    assert run("copy", str(tmp_path / "none"), str(tmp_path / "b"))[0] == 2


def test_the_doctor_looks_at_everything(place: Path, run: Run) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    for what in ("环境", "设置", "资料库", "索引", "向量模型", "中文字体", "LibreOffice", "Chromium", "磁盘"):
        assert f"　{what}：" in out
    (next(place.glob("indexes/*/rows.npz"))).write_bytes(b"")
    code, out, err = run("doctor", "--json")
    assert code == 1
    told = {each["what"]: each for each in json.loads(out)["checks"]}
    assert told["索引"]["level"] == "不行" and "rebuild" in told["索引"]["todo"]
    (place / FILE).write_bytes(b"ruins" * 999)
    assert run("doctor")[0] == 1
    assert run("doctor", "--library", "nowhere")[0] == 0
