"""``budgetqa search``: ranked passages."""

from __future__ import annotations

import argparse

from index.errors import BadOption
from qa.cli import options

KINDS = ("正文", "表格", "名词")


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("text", nargs="+", metavar="文字", help="要找的内容")
    options.slots(parser, "org", "years", "stage", "scope")
    parser.add_argument("--kind", choices=KINDS, help="段落的种类")
    parser.add_argument("-k", type=int, default=10, metavar="N", help="要几段（默认 10）")
    parser.add_argument("--explain", action="store_true", help="说明每段是怎样找到的")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """Search."""
    text = " ".join(args.text)
    if not text.strip():
        raise BadOption("要找的内容是空的")
    if args.k < 1:
        raise BadOption(f"-k 应为正整数，现为 {args.k}")
    store = options.opened(args)
    raise NotImplementedError
