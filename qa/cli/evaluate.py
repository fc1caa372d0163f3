"""``budgetqa evaluate``: how right the answers, the passages and the tables are."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import BadOption, UnreadableFile
from index.library import Library
from index.search import Filters, search
from qa.ask import Asker
from qa.cli import options
from qa.evaluate import evaluate, read_gold
from qa.render import dump
from qa.settings import load
from qa.sheets import Sheet, as_text


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("gold", nargs="?", metavar="GOLD.jsonl", help="问题和标准答案")
    parser.add_argument("--by", metavar="字段", help="按题目的这个字段分组（默认：题目的 group，或编号中的页面类别）")
    parser.add_argument("--tables", metavar="TABLES.jsonl", help="改为逐格核对表格")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """Score."""
    if bool(args.gold) == bool(args.tables):
        raise BadOption("请给出一个标准答案文件：evaluate GOLD.jsonl 或 evaluate --tables TABLES.jsonl")
    file = Path(args.gold or args.tables)
    if not file.is_file():
        raise UnreadableFile(str(file), "没有这个文件")
    result = _tables(file) if args.tables else _questions(file, args)
    if args.json:
        options.say(dump(result))
        return 0
    for line in _cells(result) if args.tables else _scores(result):
        options.say(line)
    return 0


def _questions(file: Path, args: argparse.Namespace) -> dict[str, Any]:
    gold = read_gold(file)
    store = options.opened(args)
    asker = Asker(store)
    began = time.perf_counter()
    result = evaluate(gold, asker.ask, [info.file for info in store.documents()], args.by)
    misses = result.pop("misses")
    result |= {"retrieval": _retrieval(gold, store), "misses": misses}
    options.note(f"{len(gold)} 个问题，用时 {time.perf_counter() - began:.1f} 秒")
    return result


def _retrieval(gold: Sequence[Mapping[str, Any]], store: Library) -> dict[str, float]:
    """How well passages are found for the same questions."""
    # Late: the measures cost a second of imports.
    from qa.evaluate_retrieval import scores, summary, topics

    def rank(text: str, documents: tuple[str, ...] | None, k: int) -> list[str]:
        return [hit.passage.id for hit in search(store, text, Filters(documents=documents or ()), k, load().reranker)]

    asked = topics([dict(entry) for entry in gold], store, {i.id: store.passages_of(i.id) for i in store.documents()})
    return {name: round(value, 4) for name, value in summary(asked, scores(asked, rank)).items()} if asked else {}


def _tables(file: Path) -> dict[str, Any]:
    # Late: comparing tables reads PDF files, which asking does not.
    from qa.evaluate_tables import evaluate_tables

    return evaluate_tables(file).as_json()


_COLUMNS = {
    "questions": "题数",
    "right": "对",
    "right_or_offered": "对或给出选项",
    "wrong": "错",
    "refused": "未答",
    "wrong_text": "文字不对",
    "without_warning": "缺提示",
    "marks": "得分",
    "page_right": "页码对",
}


def _scores(result: dict[str, Any]) -> list[str]:
    kinds = {kind: v for kind, v in result.items() if isinstance(v, dict) and "right" in v}
    lines = _table("类别", kinds)
    if result.get("groups"):
        lines += ["", *_table("组", result["groups"])]
    if (choices := result["unanswerable_choices"])["questions"]:
        average = f"，平均 {choices['average']} 个" if choices["with_choices"] else ""
        lines.append(f"无法回答的 {choices['questions']} 题中有 {choices['with_choices']} 题给出选项{average}")
    if result.get("retrieval"):
        lines += ["检索：" + "，".join(f"{name} {_short(value)}" for name, value in result["retrieval"].items())]
    return lines + [_miss(miss) for miss in result.get("misses", ())]


def _table(first: str, scores: Mapping[str, Mapping[str, Any]]) -> list[str]:
    rows = tuple((name, *(_short(told[column]) for column in _COLUMNS)) for name, told in scores.items())
    sheet = Sheet(title="", header=(first, *_COLUMNS.values()), rows=rows)
    return as_text([sheet]).decode().rstrip("\n").split("\n")


def _cells(result: dict[str, Any]) -> list[str]:
    lines = [f"{result['cells']} 个单元格，一致 {result['exact']:.2%}"]
    return lines + [_miss(miss) for miss in result["misses"]]


def _short(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "" if value is None else str(value)


def _miss(miss: Any) -> str:
    return "  ".join(str(v) for v in miss.values()) if isinstance(miss, dict) else str(miss)
