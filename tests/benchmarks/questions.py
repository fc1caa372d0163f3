"""Milliseconds per question: over a real library, and of understanding over a catalogue of a thousand bodies.

``python tests/benchmarks/questions.py LIBRARY QUESTIONS.jsonl`` prints medians and the slowest; the last line is understanding
and deciding alone, over what every disclosure tells. A library of a thousand documents: ``python -m corpus.generate --count
1000 --out FOLDER``, then ``budgetqa ingest FOLDER``.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from index.library import open_library
from qa.ask import Asker
from qa.decide import decide
from qa.model import Request
from qa.question.organisations import Body, Catalogue
from qa.question.understand import World, understand

PLACES = [f"{a}{b}市" for a in "云江岭汀松柳河海山原" for b in "阳安宁州城"]
OFFICES = [
    "财政局",
    "教育局",
    "民政局",
    "司法局",
    "人民检察院",
    "人大常委会办公室",
    "卫生健康委员会",
    "交通运输局",
    "水利局",
    "审计局",
]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def report(name: str, times: list[float]) -> None:
    """One line: how many, median, 95th percentile, slowest."""
    ordered = sorted(times)
    print(
        f"{name}: n={len(times)} 中位 {statistics.median(times):.2f} ms，95% {ordered[int(0.95 * len(ordered))]:.2f} ms，最慢 {ordered[-1]:.2f} ms"
    )


ITEMS = (
    "三公经费多少",
    "公务接待费比上年增加多少",
    "机关运行经费为什么减少",
    "有哪些项目",
    "住房公积金支出",
    "主要职责是什么",
)


def decided(asker: Asker) -> list[float]:
    """Milliseconds of understanding and deciding, each item asked of up to 150 documents, read before."""
    shelf = asker.shelf
    world = shelf.world(2026)
    chosen = shelf.documents[:: max(1, len(shelf.documents) // 150)]
    asked = [f"{d.org}{d.year}年{d.scope or ''}{d.stage or ''}{item}" for d in chosen for item in ITEMS]
    for question in asked:
        asker.ask(Request(question=question))
    return [timed(lambda q=q: decide(understand(Request(question=q), world), shelf)) for q in asked]


def main(library: str, questions: str) -> None:
    """Print the figures."""
    asked = [
        json.loads(line)["question"]
        for line in Path(questions).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    bodies = [Body(name=place + office) for place in PLACES for office in OFFICES]
    world = World(catalogue=Catalogue(bodies), years=(2022, 2023, 2024), today=2026)
    understand(Request(question="三公经费多少"), world)
    report(f"理解（{len(bodies)}个单位）", [timed(lambda q=q: understand(Request(question=q), world)) for q in asked])
    asker = Asker(open_library(library))
    for question in asked:
        asker.ask(Request(question=question))
    report("整个问题（热）", [timed(lambda q=q: asker.ask(Request(question=q))) for q in asked])
    report(f"理解和判断（{len(asker.shelf.documents)}份文件）", decided(asker))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
