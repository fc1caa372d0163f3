"""``budgetqa verify``: do the indexes agree with the store?"""

from __future__ import annotations

import argparse

from index.library.upkeep import verify
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Say what is wrong; exit code 1 where anything is."""
    store = options.opened(args)
    problems = verify(store)
    for problem in problems:
        options.say(problem)
    if not problems:
        infos = store.documents()
        options.say(
            f"一致：{len(infos)} 份文件，{sum(i.figures for i in infos)} 个数字，{sum(i.passages for i in infos)} 个段落"
        )
    return 1 if problems else 0
