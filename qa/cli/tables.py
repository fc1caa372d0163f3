"""``budgetqa tables``: the tables of a document as they were understood."""

from __future__ import annotations

import argparse

from index.errors import BadOption
from qa import render
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("document", metavar="文件", help="编号或文件名")
    parser.add_argument("--page", metavar="N", type=int, help="只看这一页上的表")
    options.output(parser)
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Print them."""
    store = options.opened(args)
    document = store.document(options.document(store, args.document).id)
    if args.page is not None and not document.page_starts:
        raise BadOption(f"{document.file} 这种格式没有页码，不能用 --page")
    if args.page is not None and not 1 <= args.page <= len(document.page_starts):
        raise BadOption(f"没有第 {args.page} 页，{document.file} 共 {len(document.page_starts)} 页")
    chosen = [n for n, table in enumerate(document.tables) if args.page is None or args.page in table.pages]
    findings = store.findings_of(document.id)

    def as_json() -> object:
        return {"tables": [render.table_json(document, number, findings) for number in chosen]}

    options.write_sheets(args, [render.table_sheet(document.tables[n]) for n in chosen], as_json)
    if args.format == "table":
        options.note(f"共 {len(chosen)} 张表")
    return 0
