"""``budgetqa identify``: what documents are known to be, and corrections that last."""

from __future__ import annotations

import argparse

from index.errors import BadOption
from index.ingest import tell
from index.library import DocumentInfo, Library
from index.library.upkeep import refresh
from index.told import COLUMNS, KINDS, PERSON, SCOPES, STAGES, Told, checked, forgotten, merged, read_sources, unused
from qa import render
from qa.catalogue import SLOTS, identity_json, unsure
from qa.cli import options
from qa.cli.ingest import limits_of
from qa.settings import load
from qa.sheets import Sheet, as_text

# An option for each slot that can be told, with the column of a list that it stands for.
_OPTIONS = {
    "org": ("organisation", "单位", "单位名称，几个用 ; 分开"),
    "year": ("year", "年度", "如 2019"),
    "period": ("period", "时期", "如 2020H1、2020Q1、2020-01/2020-05"),
    "stage": ("stage", "阶段", "、".join(STAGES)),
    "scope": ("scope", "口径", "、".join(SCOPES)),
    "kind": ("kind", "种类", "、".join(KINDS)),
    "title": ("title", "标题", "文件的标题"),
    "url": ("url", "网址", "公开的网址"),
}


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("document", nargs="?", metavar="文件", help="编号或文件名；省略时列出需要确认的文件")
    for name, (_, metavar, words) in _OPTIONS.items():
        parser.add_argument(f"--{name}", metavar=metavar, help=words)
    parser.add_argument("--forget", action="store_true", help="撤销人工指定的内容；没有时撤销来源表所写的内容")
    parser.add_argument("--sources", metavar="CSV", help="用来源表更正多份文件（同 ingest --sources）")
    options.library(parser)
    options.json_switch(parser)


def run(args: argparse.Namespace) -> int:
    """Correct, or print what is known."""
    said = tuple(_said(name, getattr(args, name)) for name in _OPTIONS if getattr(args, name) is not None)
    _check(args, said)
    store = options.opened(args)
    if args.sources:
        sources = read_sources(args.sources, PERSON)
        rest = unused(sources, (info.place for info in store.documents()))
        if rest:
            options.note(
                f"来源表中有 {len(rest)} 个文件不在资料库中：{'、'.join(rest[:5])}{'…' if len(rest) > 5 else ''}"
            )
        told = {info.id: merged(info.told, sources.of(info.place)) for info in store.documents()}
        return _tell(store, args, {i.id: told[i.id] for i in store.documents() if told[i.id] != i.told})
    if not args.document:
        return _show(args, [info for info in store.documents() if unsure(info)], "需要确认的文件")
    info = options.document(store, args.document)
    if said or args.forget:
        return _tell(store, args, {info.id: merged(forgotten(info.told) if args.forget else info.told, said)})
    return _show(args, [info], "")


def _said(name: str, value: str) -> tuple[str, str, str]:
    column = _OPTIONS[name][0]
    try:
        return COLUMNS[column][0], checked(column, value.strip()), PERSON
    except ValueError as error:
        raise BadOption(f"--{name} {error}，现为“{value}”") from None


def _check(args: argparse.Namespace, said: Told) -> None:
    if args.sources and (args.document or said or args.forget):
        raise BadOption("--sources 不能与文件和其他更正同时使用")
    if (said or args.forget) and not args.document:
        raise BadOption("请给出要更正的文件")


def _tell(store: Library, args: argparse.Namespace, told: dict[str, Told]) -> int:
    with options.writing(store):
        refused = [
            (file, reason)
            for file, reason in tell(store, told, limits_of(load(), seconds=None, memory_mb=None, pages=None))
            if reason
        ]
        refresh(store)
    for file, reason in refused:
        options.note(f"没有更正 {file}：{reason}")
    code = _show(args, [info for info in store.documents() if info.id in told], "已更正")
    return 1 if refused else code


def _show(args: argparse.Namespace, infos: list[DocumentInfo], head: str) -> int:
    if args.json:
        rows = [{"id": i.id, "file": i.file, "identity": identity_json(i), "unsure": list(unsure(i))} for i in infos]
        options.say(render.dump({"documents": rows}))
        return 0
    if infos:
        header = ("文件", *SLOTS.values(), "需要确认")
        rows_ = tuple((i.file, *_cells(i), "、".join(SLOTS[s] for s in unsure(i))) for i in infos)
        options.say(as_text([Sheet(title="", header=header, rows=rows_)]).decode().rstrip("\n"))
    if head:
        options.note(f"{head}：{len(infos)} 份")
    return 0


def _cells(info: DocumentInfo) -> list[str]:
    known = identity_json(info)
    return [f"{known[slot]['value']}（{known[slot]['from']}）" if slot in known else "—" for slot in SLOTS]
