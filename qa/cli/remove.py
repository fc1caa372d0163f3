"""``budgetqa remove``: take documents out of the library, into its bin or for good."""

from __future__ import annotations

import argparse

from index.errors import BadOption
from index.ingest import settle
from index.library import DocumentInfo, Library
from index.library.binned import found, purge_old, wipe
from index.library.upkeep import refresh
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("documents", nargs="+", metavar="文件", help="编号或文件名")
    parser.add_argument(
        "--purge", action="store_true", help="彻底清除：文字、索引和原件立即抹去，不能恢复（也可用于回收站中的文件）"
    )
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Remove them all, or none where one is not there."""
    store = options.opened(args)
    with options.writing(store):
        infos = [_named(store, name, purge=args.purge) for name in dict.fromkeys(args.documents)]
        if args.purge:
            wipe(store, infos)
        else:
            store.remove(info.id for info in infos)
        purge_old(store)
        settle(store)
        refresh(store)
    for info in infos:
        options.say(f"已彻底清除 {info.file}" if args.purge else f"已去掉 {info.file}")
    if not args.purge:
        options.note("30 天内可用 budgetqa undo-remove 恢复（budgetqa documents --removed 查看）")
    return 0


def _named(store: Library, name: str, *, purge: bool) -> DocumentInfo:
    try:
        return options.document(store, name)
    except BadOption:
        if not purge:
            raise
        return found(store, name).info
