"""The program as a process: what it loads, how it ends, what a crash leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Record, open_library, prepare
from index.library.upkeep import refresh, verify

HEAVY = ("torch", "sentence_transformers", "streamlit", "pypdfium2", "pdfplumber", "cv2", "onnxruntime", "openpyxl")


@pytest.fixture
def place(tmp_path: Path, make_record: Callable[..., Record]) -> Path:
    store = open_library(tmp_path / "library", create=True)
    for year in (2020, 2021):
        store.put(prepare(make_record(name=f"甲市档案局{year}.txt", year=year)))
    refresh(store)
    store.close()
    return tmp_path / "library"


def _run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    program = [sys.executable, *(["-c", code] if code else ["-m", "qa"]), *arguments]
    return subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_asking_loads_nothing_heavy(place: Path, command: str) -> None:
    code = "import sys; from qa.cli import main; code = main(sys.argv[1:]); print(sorted(sys.modules)); sys.exit(code)"
    done = _run(command, "甲市档案局2021年三公经费多少", "--library", str(place), code=code)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.splitlines()[-1]
    assert [name for name in HEAVY if f"'{name}'" in loaded] == []


def test_python_m_qa_is_the_program(place: Path) -> None:
    done = _run("ask", "甲市档案局2021年三公经费多少", "--library", str(place))
    assert (done.returncode, done.stderr) == (0, "")
    assert "3.20万元" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error(place: Path) -> None:
    command = [sys.executable, "-m", "qa", "figures", "--format", "json", "--library", str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_output_is_utf8_whatever_the_locale(place: Path) -> None:
    command = [sys.executable, "-m", "qa", "documents", "--library", str(place)]
    done = subprocess.run(
        command,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=True,
    )
    assert "甲市档案局" in done.stdout.decode("utf-8")


INGEST = [
    ("one empty file", {"a.txt": ""}, ["a.txt"], 2),
    ("two of them", {"a.txt": "", "b.txt": ""}, ["a.txt", "b.txt"], 2),
    ("one among others", {"a.txt": "", "b.txt": "甲市档案局2021年部门预算\n收入3.20万元。\n"}, ["a.txt", "b.txt"], 1),
    ("all well", {"b.txt": "甲市档案局2021年部门预算\n收入3.20万元。\n"}, ["b.txt"], 0),
    ("a folder without documents", {"d/a.exe": "x"}, ["d"], 2),
]


@pytest.mark.parametrize(("files", "paths", "code"), [c[1:] for c in INGEST], ids=[c[0] for c in INGEST])
def test_exit_codes_of_ingest(tmp_path: Path, files: dict[str, str], paths: list[str], code: int) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = _run("ingest", *(str(tmp_path / p) for p in paths), "--library", str(tmp_path / "library"))
    assert done.returncode == code, done.stderr
    refused = [name for name, text in files.items() if not text]
    assert [line.split("：")[0] for line in done.stderr.splitlines() if "拒绝" in line] == [
        f"拒绝 {n}" for n in refused
    ]
    assert "Traceback" not in done.stderr


def test_another_embedder_is_refused_with_the_command_that_changes_it(place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("乙县财政局2021年部门预算\n收入3.20万元。\n", encoding="utf-8")
    done = _run("ingest", str(tmp_path / "a.txt"), "--library", str(place), "--embedder", "some/model")
    assert done.returncode == 2
    assert "budgetqa rebuild --embedder some/model" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(open_library(place).documents()) == 2


def test_killed_while_reading_it_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    for number in range(60):
        text = f"甲市档案局{1960 + number}年部门预算\n" + "".join(
            f"其他支出{i}.{number:02}万元。\n" for i in range(300)
        )
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    library = tmp_path / "library"
    command = [sys.executable, "-m", "qa", "ingest", str(tmp_path), "--library", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            if library.is_dir() and _count(library) >= 3:
                break
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)
    store = open_library(library)
    there = store.documents()
    assert store.problems() == ()
    assert 3 <= len(there) < 60
    assert all(len(store.figures_of(i.id)) == i.figures for i in there)
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert f"未变 {len(there)} 份" in done.stdout
    assert len(store.documents()) == 60
    assert verify(store) == ()


def _count(library: Path) -> int:
    try:
        store = open_library(library)
    except Exception:  # being made just now
        return 0
    try:
        return len(store.documents())
    finally:
        store.close()
