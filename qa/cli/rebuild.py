"""``budgetqa rebuild``: make the indexes again from the store."""

from __future__ import annotations

import argparse
import sys

from tqdm import tqdm

from index.embedding import lasting
from index.ingest import reread
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
    store = options.opened(args)
    refused = 0
    if args.reread:
        limits = limits_of(load(), seconds=None, memory_mb=None, pages=None)
        infos = store.documents()
        with tqdm(total=len(infos), unit="份", file=sys.stderr, disable=None) as bar:
            for file, reason in reread(store, limits):
                bar.update(1)
                if reason:
                    refused += 1
                    tqdm.write(f"保留旧版 {file}：{reason}", file=sys.stderr)
    count = refresh(store, embedder=lasting(args.embedder or "") or None, force=True, progress=options.note)
    options.say(f"已重建索引：{count} 个段落")
    return 1 if refused else 0
