"""kill -9 at random moments: every document that was reported is there, the others wholly absent, and all of it verifies."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from index.errors import LibraryError
from index.library import open_library
from index.library.upkeep import refresh, verify

ROOT = Path(__file__).resolve().parents[2]
TEXT = """{org}2021年部门预算公开

一、部门职责

（一）保管{org}的档案。

二、部门预算安排的总体情况

2021年预算收入{total}.00万元，全部为财政拨款收入。公务接待费0.20万元，会议费{total}.50万元。
"""
# Reports each document as soon as ``put`` has returned, as a progress bar does.
_INGEST = (
    "import sys; from index.ingest import ingest; from index.library import open_library\n"
    "from index.library.turns import turn; from index.library.upkeep import refresh\n"
    "s = open_library(sys.argv[1], create=True)\n"
    "with turn(s.folder):\n"
    "    ingest([sys.argv[2]], s, jobs=2, progress=lambda e: print(e.outcome, e.file, flush=True))\n"
    "    refresh(s)\n"
)


class Trial:
    """A small library, and what is known to be in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.library, self.files = folder, folder / "library", folder / "files"
        self.files.mkdir()
        for number in range(12):
            self.write(number)
        self.run([sys.executable, "-c", _INGEST, str(self.library), str(self.files)])
        self.run(self.qa("backup", str(folder / "b.bak"), "--library", str(self.library)))

    def write(self, number: int) -> Path:
        path = self.files / f"第{number}局2021.txt"
        path.write_text(TEXT.format(org=f"甲市第{number}局", total=number + 1), "utf-8")
        return path

    def qa(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "qa", *arguments]

    def run(self, command: list[str], kill_after: float | None = None) -> tuple[int, str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, start_new_session=True
        )
        try:
            out, _ = process.communicate(timeout=kill_after or 300)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            out, _ = process.communicate()
        return process.returncode, out


def _ids(library: Path) -> dict[str, str]:
    store = open_library(library)
    try:
        return {info.file: info.id for info in store.documents()}
    finally:
        store.close()


def attempt(trial: Trial, operation: str, chance: random.Random) -> str:
    """One operation killed somewhere; what is wrong afterwards, "" where nothing is."""
    before = _ids(trial.library)
    library, reported = ["--library", str(trial.library)], set()
    file = chance.choice(sorted(before))
    command = {
        "remove": trial.qa("remove", file, *library),
        "purge": trial.qa("remove", "--purge", file, *library),
        "rebuild": trial.qa("rebuild", *library),
        "reread": trial.qa("rebuild", "--reread", *library),
        "copy": trial.qa("copy", str(trial.library), str(trial.folder / "copy")),
        "backup": trial.qa("backup", str(trial.folder / "c.bak"), *library),
        "restore": trial.qa("restore", str(trial.folder / "b.bak"), *library),
        "identify": trial.qa("identify", file, "--year", "2022", *library),
    }.get(operation)
    if command is None:
        for number in range(100, 106):
            trial.write(number)
        command = [sys.executable, "-c", _INGEST, str(trial.library), str(trial.files)]
    code, out = trial.run(command, kill_after=chance.uniform(0.2, 6.0))
    if operation == "ingest":
        reported = {line.split(" ", 1)[1] for line in out.splitlines() if line.startswith(("读入", "未变", "替换"))}
    try:
        wrong = _wrong(trial, operation, before, file, reported, code)
    except LibraryError as error:
        wrong = str(error)
    for number in range(100, 106):
        (trial.files / f"第{number}局2021.txt").unlink(missing_ok=True)
    shutil.rmtree(trial.folder / "copy", ignore_errors=True)
    for path in trial.library.glob("library.sqlite3.before-restore-*"):
        path.unlink()
    return wrong


def _wrong(trial: Trial, operation: str, before: dict[str, str], file: str, reported: set[str], code: int) -> str:
    store = open_library(trial.library, mending=operation == "restore")
    if problems := store.problems():
        return problems[0]
    after = {info.file: info.id for info in store.documents()}
    kept = set(before) - ({file} if operation in ("remove", "purge") else set())
    if operation == "restore":
        kept = set()
    if lost := (kept | reported) - set(after):
        return f"lost {sorted(lost)}"
    refresh(store)
    if problems := verify(store):
        return problems[0]
    store.close()
    copy = trial.folder / "copy"
    if operation == "copy" and (copy / "library.sqlite3").exists():
        made = open_library(copy)
        refresh(made)
        if problems := verify(made):
            return f"copy: {problems[0]}"
    if operation == "backup" and (trial.folder / "c.bak").exists():
        restored = trial.folder / "copy"
        code, _ = trial.run(trial.qa("restore", str(trial.folder / "c.bak"), "--library", str(restored)))
        if code:
            return "a backup that took its name cannot be restored"
    trial.run([sys.executable, "-c", _INGEST, str(trial.library), str(trial.files)])
    return ""


def main() -> int:
    """So many kills of each kind in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    operations = ("ingest", "remove", "purge", "rebuild", "reread", "copy", "backup", "restore", "identify")
    done: Counter[str] = Counter()
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        trial, began = Trial(Path(place)), time.monotonic()
        for number in range(args.count):
            operation = operations[number % len(operations)]
            wrong = attempt(trial, operation, chance)
            done[operation] += 1
            if wrong:
                failed += 1
                print(f"{number} {operation}: {wrong}", flush=True)
    print(
        f"{sum(done.values())} kills in {time.monotonic() - began:.0f} s, {failed} with something wrong: {dict(done)}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
