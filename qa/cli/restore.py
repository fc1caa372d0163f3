"""``budgetqa restore``: a library out of a backup."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.library import archive
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("file", metavar="文件", help="budgetqa backup 写出的文件")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Restore. What stood in the library before is kept beside it."""
    store, kept = archive.restore(Path(args.file), options.place(args), say=options.note)
    options.say(f"已恢复：{len(store.documents())} 份文件")
    if kept:
        options.note(f"恢复前的资料库保存在 {kept}，确认无误后可以删除")
    return 0
