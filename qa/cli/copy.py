"""``budgetqa copy``: a library from one folder to another, while others use it."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.library import archive, open_library
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("source", metavar="从", help="资料库所在文件夹")
    parser.add_argument("target", metavar="到", help="新文件夹，其中还没有资料库")


def run(args: argparse.Namespace) -> int:
    """Copy."""
    store = archive.copy(open_library(args.source), Path(args.target), say=options.note)
    options.say(f"已复制到 {args.target}：{len(store.documents())} 份文件")
    return 0
