"""``budgetqa ingest``: files and folders into the library."""

from __future__ import annotations

import argparse
import shlex
import sys
import time

from tqdm import tqdm

from index.embedding import lasting
from index.errors import BadOption, EmbedderMismatch
from index.ingest import ingest
from index.library import Library
from index.library.binned import purge_old
from index.library.snapshot import current
from index.library.upkeep import refresh
from index.names import plain
from index.readers import SUFFIXES
from index.readers.limits import Limits
from index.report import Event, Report
from index.sources import gather
from index.told import read_sources, unused
from qa import settings
from qa.catalogue import unsure
from qa.cli import options


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("paths", nargs="+", metavar="路径", help="文件、文件夹或 ZIP")
    parser.add_argument("--jobs", metavar="N", type=int, help="同时用几个进程读（默认 1）")
    parser.add_argument("--seconds", metavar="秒", type=int, help="读一个文件最多用多少秒")
    parser.add_argument("--memory-mb", metavar="MB", type=int, help="读一个文件最多用多少内存")
    parser.add_argument("--pages", metavar="N", type=int, help="一个文件最多多少页")
    parser.add_argument("--embedder", metavar="模型", help="新建索引用的向量模型（名称或文件夹，默认随仓库的模型）")
    parser.add_argument(
        "--sources",
        metavar="CSV",
        help="来源表：file（相对于该表的路径）和 title、url、organisation、year、period、stage、scope、kind 中的任何几栏，以表中所写为准",
    )
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Read; exit code 1 where some files were refused, 2 where nothing could be read at all."""
    given = settings.load()
    jobs = given.jobs if args.jobs is None else args.jobs
    if not 1 <= jobs <= 256:
        raise BadOption(f"--jobs 应在 1 到 256 之间，现为 {jobs}")
    limits = limits_of(given, seconds=args.seconds, memory_mb=args.memory_mb, pages=args.pages)
    # A path that is not there must not leave an empty library behind.
    gather(args.paths, SUFFIXES)
    sources = read_sources(args.sources) if args.sources else None
    store = options.opened(args, create=True)
    model = _embedder(store, lasting(args.embedder or given.embedder))
    began = time.perf_counter()
    with store.taking_in(options.note), Bar() as bar:
        report = ingest(args.paths, store, jobs=jobs, limits=limits, progress=bar, sources=sources)
        done = report.read or report.unchanged or report.removed
        if done:
            purge_old(store)
            refresh(store, embedder=model, progress=bar.status)
    if done or len(report.refused) > 1:
        for line in closing(report, time.perf_counter() - began):
            options.say(line)
    if sources and (rest := unused(sources, (info.place for info in store.documents()))):
        options.note(f"来源表中有 {len(rest)} 个文件不在资料库中：{'、'.join(rest[:5])}{'…' if len(rest) > 5 else ''}")
    return (1 if done else 2) if report.refused else 0


def _embedder(store: Library, wanted: str) -> str | None:
    """The model to index with: for a library that has vectors already, only the one that made them."""
    found = current(store.folder)
    if found and wanted and wanted != found.manifest.embedder:
        raise EmbedderMismatch(
            f"资料库的向量由模型“{found.manifest.embedder}”生成，不是“{wanted}”；"
            f"要换用请运行 budgetqa rebuild --embedder {shlex.quote(wanted)}"
        )
    return wanted or None


def limits_of(given: settings.Settings, *, seconds: int | None, memory_mb: int | None, pages: int | None) -> Limits:
    """The limits of one file: by option, else by setting."""
    asked = {"--seconds": seconds, "--memory-mb": memory_mb, "--pages": pages}
    for name, value in asked.items():
        if value is not None and not 1 <= value <= settings.LARGEST:
            raise BadOption(f"{name} 应在 1 到 {settings.LARGEST} 之间，现为 {str(value)[:40]}")
    return Limits(seconds=seconds or given.seconds, memory_mb=memory_mb or given.memory_mb, pages=pages or given.pages)


class Bar:
    """The progress bar: file, pages and pages a second; a refused file gets its line at once."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._began = time.perf_counter()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, event: Event) -> None:
        if self._bar is None:
            # disable=None: no bar where nobody watches, so that a log holds lines and not carriage returns.
            self._bar = tqdm(total=event.total, unit="份", file=sys.stderr, disable=None, dynamic_ncols=True)
        rate = event.pages / max(time.perf_counter() - self._began, 1e-9)
        self._bar.set_postfix_str(f"{event.file[-30:]}，{event.pages} 页，{rate:.1f} 页/秒", refresh=False)
        self._bar.update(1)
        if event.outcome == "拒绝":
            self.say(f"拒绝 {event.file}：{' '.join(event.reason.split())}")

    def status(self, line: str) -> None:
        """A line for who is watching; no part of a log."""
        if sys.stderr.isatty():
            self.say(line)

    def say(self, line: str) -> None:
        """A line beside the bar."""
        tqdm.write(plain(line), file=sys.stderr)


def closing(report: Report, seconds: float) -> list[str]:
    """The closing summary."""
    lines = [
        f"读入 {len(report.read)} 份，未变 {len(report.unchanged)} 份，拒绝 {len(report.refused)} 份；"
        f"{report.pages} 页，{report.tables} 张表，{report.figures} 个数字，"
        f"{report.failed_tables} 张表合计不符；用时 {seconds:.1f} 秒"
    ]
    if report.others:
        shown = "、".join(report.others[:5]) + ("…" if len(report.others) > 5 else "")
        lines.append(f"另有 {len(report.others)} 个文件不是文档，未读：{shown}")
    if doubtful := [info.file for info in report.read if unsure(info)]:
        lines.append(f"其中 {len(doubtful)} 份不知道或不能确定单位、年度或阶段，可用 budgetqa identify 查看和更正")
    if report.removed:
        lines.append(f"压缩包中已没有的 {len(report.removed)} 份文件已去掉：{'、'.join(report.removed[:5])}")
    return lines
