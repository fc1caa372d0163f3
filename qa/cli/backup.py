"""``budgetqa backup``: the library of this moment as one file, while others use it."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.library import archive
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("file", metavar="文件", help="备份写到这个文件")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Back up; the old file is replaced only by a whole new one."""
    size = archive.backup(options.opened(args), Path(args.file))
    options.say(f"已备份到 {args.file}（{size / (1 << 20):.1f} MB）")
    return 0
