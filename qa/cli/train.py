"""``budgetqa train``: the ranking and the decision, learnt from named question sets."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import BadOption
from qa.cli import options
from qa.render import dump
from qa.sheets import Sheet, as_text

if TYPE_CHECKING:
    from qa.ranking.examples import Example
    from qa.ranking.scores import Score
    from qa.ranking.sets import Sets

_ROOT = Path(__file__).resolve().parents[2]
_SETS = _ROOT / "tests/data/training.toml"
_CACHE = Path.home() / ".cache/budgetqa/training"
_TODAY = 2026  # the year in which the questions of the sets are asked
_FEWEST = 2  # families: one to learn from, one to decide by
_NO_LIGHTGBM = "训练需要 lightgbm：pip install 'budgetqa[train]'（提问不需要）"


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("sets", nargs="?", metavar="SETS.toml", help="问题集清单（默认 tests/data/training.toml）")
    parser.add_argument("--leave-out", metavar="组", help="不学这一组，只给出它的成绩；不写模型，除非给出 --out")
    parser.add_argument("--out", metavar="文件夹", help="模型写到哪里（默认 qa/ranking）")
    parser.add_argument("--models", metavar="文件夹", help="另把没有见过各组的模型写到这里（组名.npz）")
    parser.add_argument("--cache", metavar="文件夹", help="问题集的资料库留在哪里（默认 ~/.cache/budgetqa/training）")


def run(args: argparse.Namespace) -> int:
    """Learn, say how well, write."""
    if find_spec("lightgbm") is None:
        raise BadOption(_NO_LIGHTGBM)
    # Late: lightgbm and the reading of documents are of no use to other commands.
    from qa.ranking.record import record
    from qa.ranking.scores import score
    from qa.ranking.train import train, train_without

    sets = _sets(Path(args.sets) if args.sets else _SETS)
    families = list(dict.fromkeys(s.family for s in sets.sets))
    left_out = args.leave_out
    if left_out and left_out not in families:
        raise BadOption(f"没有“{left_out}”这一组（有：{'、'.join(families)}）")
    if len(families) < _FEWEST + bool(left_out):
        raise BadOption(f"至少要有{_FEWEST + bool(left_out)}组问题，现有：{'、'.join(families) or '无'}")
    began = time.perf_counter()
    found = _examples(sets, Path(args.cache) if args.cache else _CACHE)
    options.note(f"{len(found)} 个问题备好，{time.perf_counter() - began:.0f} 秒")
    if left_out:
        model, tried = train_without(left_out, found, options.note)
        strangers = {left_out: model}
    else:
        model, strangers, tried = train(found, options.note)
    told = list(dict.fromkeys(t.example.family for t in tried))
    rows = [score(family, [t for t in tried if t.example.family == family]) for family in told]
    options.say(_table([*rows, score("合计", tried)] if len(rows) > 1 else rows))
    for family, stranger in strangers.items() if args.models else ():
        _write(Path(args.models) / f"{family}.npz", stranger.archive())
    if args.out or not left_out:
        folder = Path(args.out) if args.out else _ROOT / "qa/ranking"
        archive = model.archive()
        learnt = [e for e in found if e.family != left_out]
        of = [s for s in sets.sets if s.family != left_out]
        _write(folder / "model.npz", archive)
        _write(folder / "model.json", (dump(record(archive, of, learnt)) + "\n").encode())
    options.note(f"共用时 {time.perf_counter() - began:.0f} 秒")
    return 0


def _sets(file: Path) -> Sets:
    from qa.ranking.sets import read_sets

    if not file.is_file():
        raise BadOption(f"没有问题集清单 {file}")
    sets = read_sets(file)
    for name in sets.missing:
        options.note(f"问题集“{name}”的问题或文件不在，略过")
    return sets


def _examples(sets: Sets, cache: Path) -> list[Example]:
    from index.embedding import embedder
    from index.library import open_library
    from qa.ask import Asker
    from qa.ranking.examples import examples
    from qa.ranking.model import untrained
    from qa.ranking.sets import askable, library_of

    cache.mkdir(parents=True, exist_ok=True)
    askers: dict[str, Asker] = {}
    found: list[Example] = []
    for one in sets.sets:
        if one.library not in askers:
            askers[one.library] = Asker(open_library(library_of(one, cache, options.note)), untrained())
        asker = askers[one.library]
        rows = askable(sets.questions(one), (info.file for info in asker.shelf.documents))
        mine = [
            replace(e, weight=one.weight, tuned=one.tuned)
            for e in examples(one.family, rows, asker, embedder(), today=_TODAY)
        ]
        options.note(f"{one.name}：{len(mine)} 题可学，共 {len(rows)} 题")
        found += mine
    return found


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    options.note(f"已写入 {file}（{len(data)} 字节）")


def _table(rows: Sequence[Score]) -> str:
    limits = [f"错≤{100 * point.limit:g}%时对" for point in rows[0].points]
    header = ("没有见过的组", "题数", "无法回答的", "读到", "首选对", "前四有", *limits)
    body = tuple((r.family, str(r.questions), str(r.unanswerable), *_percents(r)) for r in rows)
    return as_text([Sheet(title="", header=header, rows=body)]).decode().rstrip("\n")


def _percents(row: Score) -> Iterable[str]:
    yield from (f"{100 * share:.1f}" for share in (row.read, row.first, row.four))
    yield from (f"{100 * point.right:.1f}（{point.sure:.2f}）" for point in row.points)
