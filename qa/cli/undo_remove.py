"""``budgetqa undo-remove``: documents out of the bin, back into the library."""

from __future__ import annotations

import argparse

from index.ingest import settle
from index.library.binned import found
from index.library.upkeep import refresh
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "documents", nargs="+", metavar="文件", help="编号或文件名（budgetqa documents --removed 查看）"
    )
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Bring them all back, or none where one is not in the bin."""
    store = options.opened(args)
    with options.writing(store):
        infos = [found(store, name).info for name in dict.fromkeys(args.documents)]
        for info in infos:
            store.bring_back(info.id)
        settle(store)
        refresh(store)
    for info in infos:
        options.say(f"已恢复 {info.file}")
    return 0
