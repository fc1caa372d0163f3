"""How long a search takes in a large library: ``python -m tests.benchmarks.search LIBRARY GOLD.jsonl [PASSAGES]``.

The passages of a library are given to invented bodies as often as it takes to reach so many (default 100,000); one thread.
Prints medians over the questions of the gold file, each asked once without and once with a filter, and a cold start.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from index import derived
from index.embedding import embedder
from index.library import open_library
from index.model import Passage
from index.search import Searcher
from qa.evaluate import read_gold

FILTERED = 27
COLD = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from index import derived
from index.embedding import embedder
from index.search import Searcher
Searcher(derived.read(Path(sys.argv[1])), embedder()).search("公务接待费比上年减少了多少")
assert not {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
print((time.perf_counter() - began) * 1000, time.process_time() * 1000)
"""


def main() -> None:
    """Build, ask, print."""
    library, gold = sys.argv[1:3]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    store = open_library(library)
    held = [p for info in store.documents() for p in store.passages_of(info.id)]
    passages = list(islice(_many(held), most))
    documents = list(dict.fromkeys(p.document for p in passages))
    questions = [str(entry["question"]) for entry in read_gold(Path(gold))]
    model = embedder()
    model.encode(["预热"], query=True)
    _print("问句编码", _times(questions, lambda text: model.encode([text], query=True)))
    with tempfile.TemporaryDirectory() as name:
        began = time.perf_counter()
        derived.write(passages, Path(name), model)
        print(f"建立索引 {(time.perf_counter() - began):.0f} 秒；{len(passages)} 个段落，{len(documents)} 份文件")
        searcher = Searcher(derived.read(Path(name)), model)
        searcher.search("预热")
        _print("检索，不筛选", _times(questions, searcher.search))
        few = tuple(documents[:: max(len(documents) // FILTERED, 1)][:FILTERED])
        _print(f"检索，只看 {len(few)} 份文件", _times(questions, lambda text: searcher.search(text, documents=few)))
        starts = [tuple(map(float, _run(name).split())) for _ in range(5)]
        passed, computed = (statistics.median(column) for column in zip(*starts, strict=True))
        print(f"冷启动 {passed:.0f} 毫秒（中位，5 次；连同 Python 本身计算 {computed:.0f}）")


def _many(held: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, again and again, each time of other bodies and in other documents."""
    for turn in count():
        for p in held:
            document = f"{turn:04x}{p.document[4:]}"
            yield replace(p, id=f"{document[:12]}-{p.id.rpartition('-')[2]}", document=document, org=f"第{turn}{p.org}")


def _times(questions: Sequence[str], ask: Callable[[str], object]) -> list[tuple[float, float]]:
    """(passed, computed) of each question: on a busy machine the first is more."""
    spent = []
    for question in questions:
        began, computed = time.perf_counter(), time.process_time()
        ask(question)
        spent.append(((time.perf_counter() - began) * 1000, (time.process_time() - computed) * 1000))
    return spent


def _print(name: str, spent: Sequence[tuple[float, float]]) -> None:
    passed, computed = (statistics.median(column) for column in zip(*spent, strict=True))
    slow = statistics.quantiles([c for _, c in spent], n=20)[-1]
    print(f"{name} {passed:.3f} 毫秒（中位），其中计算 {computed:.3f}，95% 的问题不超过 {slow:.3f}", flush=True)


def _run(folder: str) -> str:
    done = subprocess.run([sys.executable, "-c", COLD, folder], check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    main()
