"""``budgetqa audit``: what staff did to the library on the page."""

from __future__ import annotations

import argparse

from qa import records
from qa.cli import options
from qa.sheets import Sheet

_COLUMNS = {
    "time": "时间",
    "account": "账号",
    "address": "网络地址",
    "action": "操作",
    "state": "状态",
    "files": "文件",
}


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)
    options.output(parser)


def run(args: argparse.Namespace) -> int:
    """Print or export every entry, oldest first."""
    entries = list(records.read(options.opened(args).folder / records.STAFF))
    rows = tuple(tuple(_told(entry.get(name)) for name in _COLUMNS) for entry in entries)
    sheet = Sheet(title="操作记录", header=tuple(_COLUMNS.values()), rows=rows)
    options.write_sheets(args, [sheet], lambda: {"audit": entries})
    return 0


def _told(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value or "")
