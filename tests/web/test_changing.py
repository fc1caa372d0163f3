"""What staff do to the library: files in, again, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("index.passages", reason="cutting into passages is not there yet")
pytest.importorskip("index.library.upkeep", reason="the upkeep of indexes is not there yet")

from index.library import Library, open_library
from qa.web import changing

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "yunting"


@pytest.fixture(params=["folder", "postgres"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    place = tmp_path / "library" if request.param == "folder" else request.getfixturevalue("database")()
    store = open_library(place, create=True)
    yield store
    store.close()


def sent(*names: str) -> list[tuple[str, bytes]]:
    return [(name, (CORPUS / name).read_bytes()) for name in names]


def test_one_bad_file_among_three(own: Library) -> None:
    files = sent("云汀市数据局2023年度部门预算.txt", "云汀市数据局2024年度部门预算.txt")
    files.insert(1, ("../坏.pdf", b"%PDF-1.4 broken"))
    said: list[tuple[int, int, str, tuple[object, ...]]] = []
    results = changing.take_in(own, files, lambda *step: said.append(step))
    assert [(r.file, r.outcome) for r in results] == [(files[0][0], "读入"), ("坏.pdf", "拒绝"), (files[2][0], "读入")]
    assert results[1].reason and results[1].kind == "bad"
    assert [step[0] for step in said] == [0, 1, 2, 3]
    assert [len(step[3]) for step in said] == [0, 1, 2, 3]
    assert {i.file for i in own.documents()} == {files[0][0], files[2][0]}
    kept = sorted(p.name for p in (own.folder / "uploads").iterdir())
    assert kept == sorted((files[0][0], files[2][0]))


def test_the_same_again_a_new_version_and_out(own: Library) -> None:
    files = sent("云汀市数据局2023年度部门预算.txt")
    assert [r.outcome for r in changing.take_in(own, files, lambda *_: None)] == ["读入"]
    assert [r.outcome for r in changing.take_in(own, files, lambda *_: None)] == ["未变"]
    changed = [(files[0][0], files[0][1] + "\n补充说明。\n".encode())]
    assert [r.outcome for r in changing.take_in(own, changed, lambda *_: None)] == ["替换"]
    assert len(own.documents()) == 1
    assert [r.outcome for r in changing.read_again(own, own.documents(), lambda *_: None)] == ["重新读取"]
    assert not changing.state(own)
    assert changing.rebuild(own) > 0
    assert [r.outcome for r in changing.take_out(own, own.documents())] == ["删除"]
    assert not own.documents()
    assert not list((own.folder / "uploads").iterdir())


def test_out_of_the_bin_and_back(own: Library) -> None:
    changing.take_in(own, sent("云汀市数据局2023年度部门预算.txt"), lambda *_: None)
    infos = own.documents()
    changing.take_out(own, infos)
    assert [r.info.id for r in own.removed()] == [infos[0].id]
    assert [r.outcome for r in changing.bring_back(own, infos)] == ["恢复"]
    assert [i.id for i in own.documents()] == [infos[0].id] and not changing.state(own)
    assert [r.outcome for r in changing.bring_back(own, infos)] == ["未恢复"], "it is in the bin no more"


def test_a_kind_of_file_that_nobody_reads(own: Library) -> None:
    (result,) = changing.take_in(own, [("程序.exe", b"MZ\x00")], lambda *_: None)
    assert result.outcome == "拒绝" and result.reason
    assert not list((own.folder / "uploads").iterdir())


def test_names_too_long_for_a_file_system_are_kept_short_and_apart(own: Library) -> None:
    (name, data), *_ = sent("云汀市数据局2023年度部门预算.txt")
    long = "关于" * 50
    files = [(f"{long}{number}.txt", data + number.encode()) for number in ("一", "二")] + [(name, data)]
    results = changing.take_in(own, files, lambda *_: None)
    assert [r.outcome for r in results] == ["读入"] * 3
    assert len({r.file for r in results}) == 3


def test_ten_files_of_one_name_are_ten_documents(own: Library) -> None:
    """A name says nothing: each body's file called alike is a document of its own, and a newer version knows its older."""
    text = "{}2024年部门预算\n一、三公经费\n2024年“三公”经费预算{}万元，其中公务接待费{}万元，出国费{}万元，公车费{}万元。\n"
    bodies = [f"{place}县档案馆" for place in "东西南北中上下前后里"]
    files = [
        ("2024年部门预算.txt", text.format(body, *(f"{number}.{each}1" for each in range(4))).encode())
        for number, body in enumerate(bodies, 3)
    ]
    assert {r.outcome for r in changing.take_in(own, files, lambda *_: None)} == {"读入"}
    assert sorted(i.org for i in own.documents()) == sorted(bodies)
    assert {r.outcome for r in changing.take_in(own, files, lambda *_: None)} == {"未变"}
    newer = [(name, data + "补充说明。\n".encode()) for name, data in files[:1]]
    assert [r.outcome for r in changing.take_in(own, newer, lambda *_: None)] == ["替换"]
    assert sorted(i.org for i in own.documents()) == sorted(bodies)
    changing.take_out(own, own.documents())
    assert not list((own.folder / "uploads").rglob("*.txt"))


def test_a_document_is_corrected_and_the_correction_taken_back(own: Library) -> None:
    changing.take_in(own, sent("云汀市数据局2023年度部门预算.txt"), lambda *_: None)
    (info,) = own.documents()
    said = {"organisation": "云汀市大数据局", "year": "2022", "stage": "决算", "scope": "", "kind": "", "period": ""}
    assert [r.outcome for r in changing.correct(own, info, said)] == ["更正"]
    (info,) = own.documents()
    assert (info.org, info.year, info.stage, info.scope) == ("云汀市大数据局", 2022, "决算", "部门")
    (wrong,) = changing.correct(own, info, {"year": "去年"})
    assert (wrong.outcome, wrong.reason) == ("拒绝", "“去年”应为一个年份，如 2019")
    changing.correct(own, info, {})
    (info,) = own.documents()
    assert (info.org, info.year) == ("云汀市数据局", 2023) and not changing.state(own)
