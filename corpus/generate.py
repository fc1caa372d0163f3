"""Writes disclosures of invented cities in varied layouts, with the true figures beside them.

``python corpus/generate.py --count 500 --seed 7 --out DIR`` writes 500 documents and ``DIR/truth.jsonl``;
``--example`` writes the documents of 云汀市 that come with the project. The same seed gives the same bytes
(of Word and Excel files: the same contents).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from random import Random

if __name__ == "__main__":  # run as a script: the packages beside it are found from the repository's root
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.generator.city import cities, departments
from corpus.generator.document import Plan, write
from corpus.generator.ledger import FIRST
from corpus.generator.writers import WRITERS

EXAMPLE = "云汀市"
YEARS = (FIRST + 1, FIRST + 2, FIRST + 3)
# How often each format is written; Word and Excel only where their libraries are there.
FORMATS = {".txt": 10, ".html": 4, ".md": 2, ".csv": 2, ".docx": 3, ".xlsx": 2, ".pdf": 6}
NEEDS = {".docx": "docx", ".xlsx": "openpyxl"}


def plans(count: int, seed: int) -> Iterator[Plan]:
    """So many documents: department by department, all its years and stages, so that they hang together."""
    formats = {k: v for k, v in FORMATS.items() if k not in NEEDS or importlib.util.find_spec(NEEDS[k])}
    random = Random(repr((seed, "formats")))
    bodies = [(d, n) for city in cities()[1:] for d in departments(city) for n in range(-1, len(d.units))]
    random.shuffle(bodies)
    for (department, unit), year, stage in islice(product(bodies, YEARS, ("预算", "决算")), count):
        suffix = random.choices(list(formats), list(formats.values()))[0]
        yield Plan(
            department=department, number=unit, year=year, stage=stage, suffix=suffix, seed=seed, varied=random.random() < 0.6
        )  # fmt: skip


def example() -> Iterator[Plan]:
    """The committed documents: two departments with budget and accounts, others with budgets, a department's own unit."""
    chosen = {d.name.removeprefix(EXAMPLE): d for d in departments(EXAMPLE)}
    wanted = (
        ("数据局", -1, ("预算", "决算"), ".txt"),
        ("数据局", 0, ("预算",), ".txt"),
        ("数据局", 1, ("预算",), ".md"),
        ("民政局", -1, ("预算", "决算"), ".txt"),
        ("交通运输局", -1, ("预算",), ".html"),
        ("教育局", -1, ("预算",), ".txt"),
        ("文化和旅游局", 1, ("预算",), ".csv"),
    )
    for (name, unit, stages, suffix), year in product(wanted, YEARS):
        for stage in stages:
            yield Plan(department=chosen[name], number=unit, year=year, stage=stage, suffix=suffix, seed=2019)


def run(chosen: Iterator[Plan], out: Path) -> int:
    """Write documents and truth; how many."""
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    with (out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for plan in chosen:
            pen = write(plan)
            (out / plan.file).write_bytes(WRITERS[plan.suffix](pen))
            truth.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in pen.truth)
            written += 1
    return written


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="生成虚构城市的预决算公开文件和其中的真实数字")
    parser.add_argument("--count", type=int, default=100, help="文件个数（最多约 1400）")
    parser.add_argument("--seed", type=int, default=1, help="随机种子：同一种子生成同样的文件")
    parser.add_argument("--out", type=Path, required=True, help="写入的文件夹")
    parser.add_argument("--example", action="store_true", help=f"只写随项目提供的{EXAMPLE}文件")
    args = parser.parse_args()
    written = run(example() if args.example else plans(args.count, args.seed), args.out)
    print(f"写入 {written} 份文件和 {args.out / 'truth.jsonl'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
