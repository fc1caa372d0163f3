"""``budgetqa identify``: what is known and from where, corrections, and what is wrong in the call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The program over a library of two documents, one of which names nobody."""
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(tmp_path / "library"))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "名.txt").write_text("锦川县水务局2021年部门预算\n一、收入\n2021年预算收入5.00万元。\n", encoding="utf-8")
    (folder / "无名.txt").write_text("一、收入\n2020年预算收入6.00万元。\n", encoding="utf-8")
    (folder / "来源.csv").write_text(
        "file,organisation,kind\n无名.txt,锦川县妇联,三公\n别的.txt,某局,\n", encoding="utf-8"
    )

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main([str(tmp_path / a) if a.startswith("in/") else a for a in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    assert call("ingest", "in/名.txt", "in/无名.txt")[0] == 0
    return call


def known(run: Run, document: str) -> dict[str, tuple[object, str]]:
    code, out, _ = run("identify", document, "--json")
    assert code == 0
    (told,) = json.loads(out)["documents"]
    return {slot: (each["value"], each["from"]) for slot, each in told["identity"].items()}


def test_what_needs_confirming_is_listed(run: Run) -> None:
    code, out, err = run("identify")
    assert code == 0 and "无名.txt" in out and "单位" in out and "\n名.txt" not in out
    assert "需要确认的文件：1 份" in err


def test_each_slot_with_its_place(run: Run) -> None:
    assert known(run, "名.txt") == {
        "org": ("锦川县水务局", "标题"),
        "year": (2021, "标题"),
        "stage": ("预算", "标题"),
        "scope": ("部门", "标题"),
        "kind": ("部门预决算", "标题"),
    }


def test_a_correction_reaches_figures_and_is_taken_back(run: Run) -> None:
    code, out, err = run("identify", "无名.txt", "--org", "锦川县妇联", "--year", "2019", "--scope", "单位")
    assert code == 0 and "锦川县妇联（指定）" in out and "已更正：1 份" in err
    code, out, _ = run("figures", "--org", "锦川县妇联", "--format", "json")
    assert code == 0 and {f["year"] for f in json.loads(out)["figures"]} <= {2019, 2020}
    assert run("verify")[0] == 0
    assert run("identify", "无名.txt", "--forget")[0] == 0
    assert "org" not in known(run, "无名.txt") and known(run, "无名.txt")["year"][0] == 2020


def test_a_correction_survives_reading_again_and_rebuilding(run: Run) -> None:
    assert run("identify", "无名.txt", "--org", "锦川县妇联", "--year", "2019", "--kind", "三公")[0] == 0
    said = {"org": ("锦川县妇联", "指定"), "year": (2019, "指定"), "kind": ("三公", "指定")}
    for arguments in (("rebuild",), ("rebuild", "--reread"), ("ingest", "in/无名.txt")):
        assert run(*arguments)[0] == 0, arguments
        assert known(run, "无名.txt").items() >= said.items(), arguments
    code, out, _ = run("ask", "锦川县妇联2020年预算收入多少")
    assert code == 0 and "6.00" in out and run("verify")[0] == 0


def test_many_at_once(run: Run) -> None:
    code, out, err = run("identify", "--sources", "in/来源.csv")
    assert code == 0 and "锦川县妇联（指定）" in out
    assert "1 个文件不在资料库中：别的.txt" in err and "已更正：1 份" in err
    assert known(run, "无名.txt")["kind"] == ("三公", "指定")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("名.txt", "--year", "去年"), "--year 应为一个年份，如 2019，现为“去年”"),
        (("名.txt", "--stage", "初稿"), "--stage 应为预算、年初预算、调整预算、执行、决算之一，现为“初稿”"),
        (("--year", "2020"), "请给出要更正的文件"),
        (("名.txt", "--sources", "in/来源.csv"), "--sources 不能与文件和其他更正同时使用"),
        (("没有.txt",), "资料库中没有文件“没有.txt”"),
    ],
)
def test_a_wrong_call_is_one_line(run: Run, arguments: tuple[str, ...], reason: str) -> None:
    code, out, err = run("identify", *arguments)
    assert (code, out) == (2, "") and reason in err and err.count("\n") == 1
