"""How the library grows: ``python -m tests.benchmarks.scale 100 1000 [--jobs 2] [--asked 200]``.

For each size so many documents are generated, read into a new library, and asked about bodies that were not asked about
before. Prints rows of Markdown: documents a second by stage, memory, size, what one document more costs, a cold start, and
how long questions take, on the clock and in computing time: on a machine that others use the first is more.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from corpus.generate import plans, run
from index.ingest import ingest, settle
from index.library import EmbeddedStore, Prepared, open_library
from index.library.upkeep import refresh
from qa.ask import Asker
from qa.model import Request

T = TypeVar("T")
Spent = tuple[float, float]
Stage = Callable[[Path, int, argparse.Namespace], dict[str, str]]
_SEED = 7
COLD = """
import time; began = time.perf_counter()
import sys
from index.library import open_library
from qa.ask import Asker
from qa.model import Request
Asker(open_library(sys.argv[1])).ask(Request(question=sys.argv[2]))
print((time.perf_counter() - began) * 1000, time.process_time() * 1000)
"""


def main() -> None:
    """One size after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description="资料库随文件数增长的耗时、内存和大小")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--asked", type=int, default=200, help="问多少句")
    parser.add_argument("--within", help=argparse.SUPPRESS)
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.stage:
        print(json.dumps(STAGES[args.stage](Path(args.within), args.sizes[0], args), ensure_ascii=False))
        return
    for size, folder in ((size, tempfile.TemporaryDirectory()) for size in args.sizes):
        with folder as place:
            # Each stage in a process of its own: what one holds in memory is not counted for the next.
            for stage in STAGES:
                command = [
                    sys.executable,
                    "-m",
                    "tests.benchmarks.scale",
                    str(size),
                    "--within",
                    place,
                    "--stage",
                    stage,
                ]
                more = ["--jobs", str(args.jobs), "--asked", str(args.asked)]
                done = subprocess.run([*command, *more], stdout=subprocess.PIPE, check=True, text=True)
                for name, told in json.loads(done.stdout).items():
                    print(f"| {size} | {name} | {told} |", flush=True)


def _read(folder: Path, size: int, args: argparse.Namespace) -> dict[str, str]:
    files = folder / "files"
    run(plans(size, _SEED), files)
    (files / "truth.jsonl").rename(folder / "truth.jsonl")
    told = {"负载（开始时）": f"{os.getloadavg()[0]:.1f}", "原件": _mb(_size(files))}
    with closing(open_library(folder / "library", create=True)) as store:
        return told | _taken_in(store, files, size, args.jobs)


def _added(folder: Path, size: int, args: argparse.Namespace) -> dict[str, str]:
    one = folder / "另一份" / "某局2024年部门预算.txt"
    one.parent.mkdir()
    one.write_text("某某市某某局2024年度部门预算\n一、收支情况\n2024年收入预算12.34万元。\n", encoding="utf-8")
    with closing(open_library(folder / "library")) as store:
        report, read = _spent(lambda: ingest([one], store))
        assert len(report.read) == 1, report
        _, indexed = _spent(lambda: refresh(store))
    return {
        "再加一份：读入": f"{read[0]:.2f} 秒（计算 {read[1]:.2f}）",
        "再加一份：索引": f"{indexed[0]:.2f} 秒（计算 {indexed[1]:.2f}）",
    }


def _taken_in(store: EmbeddedStore, files: Path, size: int, jobs: int) -> dict[str, str]:
    writing: list[Spent] = []
    put = store.put

    def timed(record: Prepared) -> None:
        writing.append(_spent(lambda: put(record))[1])

    store.put = timed  # type: ignore[method-assign]
    report, whole = _spent(lambda: ingest([files], store, jobs=jobs))
    store.put = put  # type: ignore[method-assign]
    assert len(report.read) == size, report.refused
    _, settled = _spent(lambda: settle(store))
    passages, indexed = _spent(lambda: refresh(store))
    figures = sum(info.figures for info in store.documents())
    workers = list(_children())
    parsed = sum(computed for computed, _ in workers)
    library = store.folder
    parts = {path.name: _size(path) for path in library.iterdir()}
    return {
        "数字、段落": f"{figures}、{passages}",
        "读入（读、解析、写入）": f"{whole[0]:.0f} 秒，每秒 {size / whole[0]:.1f} 份",
        "其中读和解析（各进程计算）": f"{parsed:.0f} 秒，每份 {1000 * parsed / size:.0f} 毫秒",
        "其中写入": _per(writing, size),
        "其中归并名称（一次）": f"{settled[0]:.2f} 秒（计算 {settled[1]:.2f}）",
        "建立索引": f"{indexed[0]:.1f} 秒（计算 {indexed[1]:.1f}），每秒 {passages / indexed[0]:.0f} 段",
        "资料库": f"{_mb(sum(parts.values()))}，每份 {sum(parts.values()) / size / 1000:.0f} KB；索引 {_mb(parts['indexes'])}",
        "读入时内存（主进程，最高）": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
        "读入时内存（读取进程，最高）": f"{max(most for _, most in workers):.0f} MB",
    }


def _questions(folder: Path) -> Iterator[tuple[str, str]]:
    """A question on one true figure of each body, and the amount; bodies in no order."""
    truth = map(json.loads, (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    draw = random.Random(_SEED)
    by_body: dict[str, list[dict[str, Any]]] = {}
    for row in truth:
        if row["measure"] == "金额" and row["item"] and not row["aspect"]:
            by_body.setdefault(row["org"], []).append(row)
    bodies = sorted(by_body)
    draw.shuffle(bodies)
    for body in bodies:
        row = draw.choice(by_body[body])
        yield f"{body}{row['year']}年{row['stage']}{row['item']}多少", row["amount"]


def _cold(folder: Path, size: int, args: argparse.Namespace) -> dict[str, str]:
    starts = []
    question, _ = next(_questions(folder))
    for _ in range(5):
        command = [sys.executable, "-c", COLD, str(folder / "library"), question]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        starts.append(tuple(map(float, done.stdout.split())))
    passed, computed = (sorted(column)[2] for column in zip(*starts, strict=True))
    return {"冷启动到第一个答案（中位，5 次）": f"{passed:.0f} 毫秒（计算 {computed:.0f}）"}


def _warm(folder: Path, size: int, args: argparse.Namespace) -> dict[str, str]:
    """One asker; every body for the first time, then all of them again."""
    questions = list(islice(_questions(folder), 1, args.asked + 1))
    asker = Asker(open_library(folder / "library"))
    asker.ask(Request(question="预热"))
    told = {}
    for name in ("没有问过的单位", "问过的单位"):
        answers = [_spent(lambda text=text: asker.ask(Request(question=text))) for text, _ in questions]
        right = sum(
            a.value is not None and a.value.amount == amount
            for (a, _), (_, amount) in zip(answers, questions, strict=True)
        )
        answered = sum(a.status == "answered" for a, _ in answers)
        times = [spent for _, spent in answers]
        told[f"{name}：{len(questions)} 句，用时"] = _percentiles([t[0] for t in times])
        told[f"{name}：计算"] = _percentiles([t[1] for t in times])
        told[f"{name}：直接回答、其中对"] = f"{answered}、{right}"
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":\t" in line)
    held = ", ".join(f"{name} {int(status[name].split()[0]) / 1024:.0f} MB" for name in ("RssAnon", "RssFile"))
    return {**told, "问答时内存": held}


def _children() -> Iterator[Spent]:
    """Seconds computed and most megabytes held by each process that reads for this one; they live as long as it does."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            status = (place / "status").read_text()
        except OSError:  # gone meanwhile
            continue
        if int(fields[1]) == os.getpid():
            ticks = sum(map(int, fields[11:15]))
            yield ticks / os.sysconf("SC_CLK_TCK"), int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _spent(work: Callable[[], T]) -> tuple[T, Spent]:
    """The result, and seconds passed and computed."""
    began, computed = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - began, time.process_time() - computed)


def _percentiles(seconds: Sequence[float]) -> str:
    ordered = sorted(1000 * s for s in seconds)
    return (
        "，".join(f"p{p} {ordered[min(len(ordered) - 1, len(ordered) * p // 100)]:.1f}" for p in (50, 95, 99)) + " 毫秒"
    )


def _per(spent: Sequence[Spent], size: int) -> str:
    passed, computed = (sum(column) for column in zip(*spent, strict=True))
    return f"每份 {1000 * passed / size:.1f} 毫秒（计算 {1000 * computed / size:.1f}）"


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


STAGES: Mapping[str, Stage] = {"read": _read, "add": _added, "cold": _cold, "ask": _warm}

if __name__ == "__main__":
    main()
