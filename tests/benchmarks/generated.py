"""Every true figure of generated documents against what is read: missing, wrong, invented; a table by layout.

``python tests/benchmarks/generated.py [--count 500] [--seed 7] [--jobs 1] [--show 20]`` compares value, unit, item, aspect, measure, year,
stage, scope and body of each printed figure.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "corpus")]

from compared import scored  # noqa: E402

from corpus.generate import plans  # noqa: E402


def main() -> None:
    """The table by layout, then examples of what went wrong."""
    parser = argparse.ArgumentParser(description="生成文件中的真实数字与读出的数字逐一比较")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="每一类错误的例子数")
    args = parser.parse_args()
    every: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    with Pool(args.jobs) as pool:
        for file, tags, score in pool.imap(scored, plans(args.count, args.seed), chunksize=4):
            for tag in (*tags, "全部"):
                every[tag].update(
                    文件=1, 真实=score.true, 读出=score.found, 错=len(score.wrong),
                    缺=len(score.missing), 多=len(score.invented),
                )  # fmt: skip
            for kind in ("wrong", "missing", "invented"):
                examples[kind] += (f"{file}: {line}" for line in getattr(score, kind))
    print(
        "| 版式 | 文件 | 真实数字 | 读出 | 比例 | 读错 | 没读出 | 多读 |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    for tag in sorted(every, key=lambda t: (t == "全部", t)):
        n = every[tag]
        share = f"{100 * n['读出'] / n['真实']:.2f}%"
        print(f"| {tag} | {n['文件']} | {n['真实']} | {n['读出']} | {share} | {n['错']} | {n['缺']} | {n['多']} |")
    for kind, lines in examples.items():
        print(f"\n{kind} {len(lines)}")
        step = max(1, len(lines) // args.show)
        print("\n".join(f"  {line}" for line in lines[::step][: args.show]))


if __name__ == "__main__":
    main()
