"""``budgetqa rebuild``: make the indexes again from the store."""

from __future__ import annotations

import argparse
import sys

from tqdm import tqdm

from index.embedding import lasting
from index.ingest import reread
from index.library import Library
from index.library.binned import purge_old
from index.library.opening import check_form, keep_before, settle_form
from index.library.upkeep import refresh
from qa.cli import options
from qa.cli.ingest import limits_of
from qa.settings import load


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--embedder", metavar="模型", help="换用这个向量模型（名称或文件夹）")
    parser.add_argument("--reread", action="store_true", help="先由库中保存的原件重新解析每份文件")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Rebuild; exit code 1 where a document could not be read again."""
    store = options.opened(args, mending=True)
    with options.writing(store):
        return _rebuilt(args, store)


def _rebuilt(args: argparse.Namespace, store: Library) -> int:
    refused = 0
    if not args.reread:
        check_form(store.database, store.place)
    else:
        keep_before(store.database, store.folder)
        limits = limits_of(load(), seconds=None, memory_mb=None, pages=None)
        infos = store.documents()
        with tqdm(total=len(infos), unit="份", file=sys.stderr, disable=None) as bar:
            for file, reason in reread(store, limits):
                bar.update(1)
                if reason:
                    refused += 1
                    tqdm.write(f"保留旧版 {file}：{reason}", file=sys.stderr)
        settle_form(store.database)
    purge_old(store)
    count = refresh(store, embedder=lasting(args.embedder or "") or None, force=True, progress=options.note)
    options.say(f"已重建索引：{count} 个段落")
    return 1 if refused else 0
