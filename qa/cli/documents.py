"""``budgetqa documents``: what is in the library, and what of it was not understood."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from index.library import DocumentInfo, Store
from index.unread import Unread, unread
from qa import catalogue, render
from qa.cli import options
from qa.sheets import Sheet, as_text


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "--unread",
        action="store_true",
        help="也列出各文件没有读懂的：不知道栏目、项目或单位的数字，把握不大的识别，未读的部分",
    )
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """List the documents."""
    store = options.opened(args)
    infos = store.documents()
    found = {info.id: _unread(store, info) for info in infos} if args.unread else {}
    if args.json:
        more = {id_: {"unread": [asdict(each) for each in listed]} for id_, listed in found.items()}
        options.say(render.dump({"documents": [catalogue.info_json(i) | more.get(i.id, {}) for i in infos]}))
        return 0
    if infos:
        options.say(as_text([catalogue.documents_sheet(infos)]).decode().rstrip("\n"))
    if any(found.values()):
        options.say("\n" + as_text([_sheet(infos, found)]).decode().rstrip("\n"))
    options.note(
        f"共 {len(infos)} 份文件，{len({i.org for i in infos if i.org})} 个单位，{sum(i.figures for i in infos)} 个数字"
        + (f"，{sum(map(len, found.values()))} 处没有读懂" if args.unread else "")
    )
    return 0


def _unread(store: Store, info: DocumentInfo) -> tuple[Unread, ...]:
    return unread(store.document(info.id), tuple(store.figures_of(info.id)))


def _sheet(infos: tuple[DocumentInfo, ...], found: dict[str, tuple[Unread, ...]]) -> Sheet:
    columns = ("没有读懂的", "原文", "页", "表", "行", "栏", "文件")
    rows = (
        (each.reason, each.text, str(each.page or ""), each.table, each.row, each.column, info.file)
        for info in infos
        for each in found[info.id]
    )
    return Sheet(title="", header=columns, rows=tuple(rows))
