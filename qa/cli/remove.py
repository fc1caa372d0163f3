"""``budgetqa remove``: take documents out of the library."""

from __future__ import annotations

import argparse

from index.ingest import settle
from index.library.upkeep import refresh
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("documents", nargs="+", metavar="文件", help="编号或文件名")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Remove them all, or none where one is not there."""
    store = options.opened(args)
    infos = [options.document(store, name) for name in dict.fromkeys(args.documents)]
    store.remove(info.id for info in infos)
    settle(store)
    refresh(store)
    for info in infos:
        options.say(f"已去掉 {info.file}")
    return 0
