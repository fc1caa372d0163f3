"""``budgetqa search``: ranked passages."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from index.errors import BadOption
from index.library import DocumentInfo
from index.search import Filters, Hit, search
from qa.cli import options
from qa.model import KINDS
from qa.render import dump, hit_json
from qa.settings import load

_SHOWN = 300
_MOST = 10_000


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("text", nargs="+", metavar="文字", help="要找的内容")
    options.slots(parser, "org", "years", "stage", "scope")
    parser.add_argument("--kind", choices=KINDS, help="段落的种类")
    parser.add_argument("-k", type=int, default=10, metavar="N", help="要几段（默认 10）")
    parser.add_argument(
        "--reranker", metavar="模型", help="再用这个重排模型（CrossEncoder 的名称或文件夹）细看前面的段落"
    )
    parser.add_argument("--explain", action="store_true", help="说明每段是怎样找到的")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """Search."""
    text = " ".join(args.text)
    if not text.strip():
        raise BadOption("要找的内容是空的")
    if not 1 <= args.k <= _MOST:
        raise BadOption(f"-k 应在 1 到 {_MOST} 之间，现为 {str(args.k)[:40]}")
    store = options.opened(args)
    orgs = options.bodies(store, args.org) if args.org else ()
    if args.org and not orgs:
        raise BadOption(f"资料库中没有单位“{args.org}”（用 budgetqa documents 查看）")
    filters = Filters(orgs=orgs, years=tuple(args.years or ()), stage=args.stage, scope=args.scope, kind=args.kind)
    second = load().reranker if args.reranker is None else args.reranker
    hits = search(store, text, filters, args.k, second)
    infos = {info.id: info for info in store.documents()}
    if args.json:
        options.say(dump({"query": text, "passages": [hit_json(hit, infos, explain=args.explain) for hit in hits]}))
        return 0
    if not hits:
        options.say("没有找到相关的段落")
    for number, hit in enumerate(hits, 1):
        for line in _lines(number, hit, infos, args.explain):
            options.say(line)
    return 0


def _lines(number: int, hit: Hit, infos: Mapping[str, DocumentInfo], explain: bool) -> list[str]:
    passage = hit.passage
    info = infos.get(passage.document)
    where = [
        info.file if info else passage.document[:12],
        f"第{passage.page}页" if passage.page else "",
        passage.heading,
    ]
    lines = [f"{number}. [{passage.kind}] {' · '.join(filter(None, where))}（{hit.score:.3f}）"]
    if explain:
        lines.append(f"   找到它的是：{'，'.join(hit.why)}")
    text = passage.text if len(passage.text) <= _SHOWN else f"{passage.text[:_SHOWN]}…"
    return [*lines, *(f"   {line}" for line in text.splitlines()), ""]
