"""``budgetqa check`` between the files of one body."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.cli import main

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "yunting"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The program on a library of two years of one body; last year's amount was changed in the later file."""
    for year in (2022, 2023):
        (found,) = CORPUS.glob(f"*图书馆{year}*.csv")
        text = found.read_text(encoding="utf-8-sig")
        changed = text.replace("77.26,81.16", "77.62,81.16") if year == 2023 else text
        assert (changed != text) is (year == 2023)
        (tmp_path / found.name).write_text(changed, encoding="utf-8")
    store = open_library(tmp_path / "library", create=True)
    ingest([tmp_path], store)
    store.close()
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(tmp_path / "library"))

    def call(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        return code, capfd.readouterr().out

    return call


def test_last_years_amount_that_differs_is_told_with_the_cells_of_both(run: Run) -> None:
    code, out = run("check", "--json")
    told = json.loads(out)
    (found,) = [f for f in told["findings"] if f["check"] == "上年数一致" and f["verdict"] == "不符"]
    assert code == 1
    assert "2023" in found["file"] and "2022" in found["against"]
    assert [("2023" in c["file"], c["row"][:6], c["quote"].split()[-1]) for c in found["cells"]] == [
        (True, "机关事业单位", "77.62"),
        (False, "机关事业单位", "77.26"),
    ]
    assert {f["verdict"] for f in told["findings"]} == {"相符", "不符"}, "what cannot be told is only counted"
    assert sum(told["summary"].values()) > len(told["findings"])


def test_lines_name_both_files(run: Run) -> None:
    code, out = run("check", "云汀市图书馆2022年度单位预算.csv")
    heading = next(line for line in out.splitlines() if " 对 " in line)
    assert code == 1
    assert "2023" in heading and "2022" in heading and "1 项不符" in heading
    assert "77.62" in out and "77.26" in out
    assert "项数据不足" in out and "\n  · " not in out and "\n  · " in run("check", "--all")[1]
