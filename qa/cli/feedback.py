"""``budgetqa feedback``: what visitors said of answers."""

from __future__ import annotations

import argparse

from qa import render
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--format", choices=["jsonl"], default="jsonl", help="每行一个 JSON 对象")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Print every entry."""
    for entry in options.opened(args).feedback():
        options.say(render.dump(dict(entry), compact=True))
    return 0
