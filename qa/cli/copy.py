"""``budgetqa copy``: a library from one place to another, while others use it."""

from __future__ import annotations

import argparse

from index.library import archive, open_library
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("source", metavar="从", help="资料库：文件夹或 postgresql:// 地址")
    parser.add_argument("target", metavar="到", help="新文件夹或 postgresql:// 地址，那里还没有资料库")


def run(args: argparse.Namespace) -> int:
    """Copy."""
    store = archive.copy(open_library(args.source), args.target, say=options.note)
    options.say(f"已复制到 {store.place}：{len(store.documents())} 份文件")
    return 0
