"""``budgetqa documents``: what is in the library."""

from __future__ import annotations

import argparse

from qa import render
from qa.cli import options
from qa.sheets import as_text


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """List the documents."""
    infos = options.opened(args).documents()
    if args.json:
        options.say(render.dump({"documents": [render.info_json(info) for info in infos]}))
        return 0
    if infos:
        options.say(as_text([render.documents_sheet(infos)]).decode().rstrip("\n"))
    options.note(
        f"共 {len(infos)} 份文件，{len({i.org for i in infos if i.org})} 个单位，{sum(i.figures for i in infos)} 个数字"
    )
    return 0
