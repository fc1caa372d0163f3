"""``budgetqa train`` from a few made documents, and what it says where it cannot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from qa.ranking.model import read

needs_lightgbm = pytest.mark.skipif(
    find_spec("lightgbm") is None, reason="lightgbm is not installed (pip install 'budgetqa[train]')"
)
THINGS = ("公务接待费", "会议费", "培训费", "差旅费", "办公费", "印刷费", "物业管理费", "委托业务费")
BODIES = {"甲": ("甲市档案局", "甲市民政局"), "乙": ("乙县财政局", "乙县水利局"), "丙": ("丙区教育局", "丙区司法局")}
LISTED = """
[libraries."{name}"]
documents = ["{name}"]
[[sets]]
name = "{name}"
family = "{name}"
library = "{name}"
questions = "{name}.jsonl"
"""

Run = Callable[..., tuple[int, str, str]]


def _amounts(body: str) -> Iterator[tuple[str, str]]:
    for thing in THINGS:
        number = int(hashlib.sha256(f"{body}{thing}".encode()).hexdigest()[:6], 16) % 90_000 + 10_000
        yield thing, f"{number / 100:.2f}"


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three families of documents with questions, and the file that names them."""
    folder = tmp_path_factory.mktemp("sets")
    for name, bodies in BODIES.items():
        (folder / name).mkdir()
        rows = []
        for body in bodies:
            told = "".join(f"{thing}预算{amount}万元。\n" for thing, amount in _amounts(body))
            (folder / name / f"{body}2021年部门预算.txt").write_text(
                f"{body}2021年部门预算\n一、支出情况\n{told}", encoding="utf-8"
            )
            for thing, amount in _amounts(body):
                row = {
                    "id": f"{body}-{thing}",
                    "question": f"{body}2021年{thing}预算是多少",
                    "kind": "figure",
                    "status": "answered",
                }
                rows.append(row | {"expected_value": amount, "expected_unit": "万元"})
            row = {
                "id": f"{body}-x",
                "question": f"{body}2021年房屋租金是多少",
                "kind": "unanswerable",
                "status": "not_found",
            }
            rows.append(row | {"expected_value": None})
        (folder / f"{name}.jsonl").write_text(
            "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
        )
    file = folder / "sets.toml"
    file.write_text("".join(LISTED.format(name=name) for name in (*BODIES, "没有的")), encoding="utf-8")
    return file


@needs_lightgbm
def test_learnt_twice_it_is_the_same(listed: Path, run: Run, tmp_path: Path) -> None:
    cache = str(listed.parent / "cache")
    told = []
    for name in ("first", "again"):
        code, out, err = run(
            "train", str(listed), "--cache", cache, "--out", str(tmp_path / name), "--models", str(tmp_path / "models")
        )
        assert code == 0
        told.append(out)
    assert told[0] == told[1] and "“没有的”" in err
    lines = told[0].splitlines()
    assert [line.split()[0] for line in lines[-4:]] == [*BODIES, "合计"]
    assert lines[-1].split()[1:6] == ["48", "6", "100.0", "100.0", "100.0"]
    data = (tmp_path / "first/model.npz").read_bytes()
    assert data == (tmp_path / "again/model.npz").read_bytes()
    record = json.loads((tmp_path / "first/model.json").read_text(encoding="utf-8"))
    assert record["archive"] == hashlib.sha256(data).hexdigest()
    assert (record["questions"], set(record["families"]), set(record["sets"])) == (54, set(BODIES), set(BODIES))
    assert record["seeds"] and len(read(data).ranking.feature)
    assert {p.stem for p in (tmp_path / "models").iterdir()} == set(BODIES)


@needs_lightgbm
def test_a_family_left_out_is_all_that_is_told_of(listed: Path, run: Run, tmp_path: Path) -> None:
    out_folder = tmp_path / "out"
    code, out, _ = run(
        "train", str(listed), "--cache", str(listed.parent / "cache"), "--leave-out", "乙", "--out", str(out_folder)
    )
    lines = out.splitlines()
    assert code == 0 and lines[-1].split()[:3] == ["乙", "16", "2"] and not any("甲" in line for line in lines)
    record = json.loads((out_folder / "model.json").read_text(encoding="utf-8"))
    assert set(record["families"]) == set(record["sets"]) == {"甲", "丙"}


WRONG = [
    (("--leave-out", "丁"), "没有“丁”这一组（有：甲、乙、丙）"),
]


@needs_lightgbm
@pytest.mark.parametrize(("more", "words"), WRONG)
def test_an_unknown_family_is_one_clear_line(listed: Path, run: Run, more: tuple[str, ...], words: str) -> None:
    code, out, err = run("train", str(listed), *more)
    assert (code, out) == (2, "") and words in err.splitlines()[-1]


@needs_lightgbm
def test_without_data_one_clear_line(run: Run, tmp_path: Path) -> None:
    code, out, err = run("train", str(tmp_path / "missing.toml"))
    assert (code, out, len(err.splitlines())) == (2, "", 1) and "没有问题集清单" in err
    (tmp_path / "sets.toml").write_text(LISTED.format(name="x"), encoding="utf-8")
    code, out, err = run("train", str(tmp_path / "sets.toml"))
    assert (code, out) == (2, "") and "至少要有2组问题，现有：无" in err.splitlines()[-1]


def test_without_lightgbm_one_clear_line(run: Run, listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.cli.train.find_spec", lambda _: None)
    code, out, err = run("train", str(listed))
    assert (code, out, len(err.splitlines())) == (2, "", 1) and "budgetqa[train]" in err
