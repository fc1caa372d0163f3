"""``budgetqa documents``: what is in the library, and what of it was not understood."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import asdict

from index.library import DocumentInfo, Library, Store
from index.library.binned import DAYS
from index.library.shelving import Removed
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
    parser.add_argument("--removed", action="store_true", help="列出回收站：已去掉或被新版替换、30 天内还能恢复的文件")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """List the documents."""
    store = options.opened(args)
    if args.removed:
        return _removed(args, store)
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


def _removed(args: argparse.Namespace, store: Library) -> int:
    binned = store.removed()
    if args.json:
        rows = [catalogue.info_json(each.info) | {"removed": _day(each), "why": each.why} for each in binned]
        options.say(render.dump({"removed": rows}))
        return 0
    if binned:
        header = ("编号", "去掉的时间", "原因", "文件")
        lines = tuple((each.info.id[:12], _day(each), each.why, each.info.file) for each in binned)
        options.say(as_text([Sheet(title="", header=header, rows=lines)]).decode().rstrip("\n"))
    options.note(f"回收站中有 {len(binned)} 份文件，各自去掉 {DAYS} 天后彻底清除")
    return 0


def _day(each: Removed) -> str:
    return datetime.datetime.fromtimestamp(each.at).astimezone().isoformat(sep=" ", timespec="minutes")


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
