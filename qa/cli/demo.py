"""``budgetqa demo``: the documents that come along, and the page."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from index.errors import BadOption, LibraryMissing
from index.library import open_library
from qa.cli import options

_HOME = Path(__file__).resolve().parents[2]


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--port", type=int, default=8501, metavar="端口", help="网页的端口（默认 8501）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    options.library(parser)


def run(args: argparse.Namespace) -> int:
    """Make the library where there is none, then serve the page until it is stopped."""
    place = options.place(args)
    page, corpus = _HOME / "app.py", _HOME / "corpus"
    if not page.is_file():
        raise BadOption(f"没有找到网页 {page}：请在源码目录中以 pip install -e . 安装")
    if not _has_documents(place):
        if not corpus.is_dir():
            raise BadOption(f"没有找到示例文件 {corpus}：请在源码目录中以 pip install -e . 安装")
        _ingest(place, corpus)
    return _serve(page, place, args)


def _has_documents(place: str) -> bool:
    try:
        return bool(open_library(place).documents())
    except LibraryMissing:
        return False


def _ingest(place: str, corpus: Path) -> None:
    # Late: the page is often opened with the library there, and reading costs a second of imports.
    from qa.cli import ingest

    parser = argparse.ArgumentParser()
    ingest.add(parser)
    options.note("正在用示例文件建立资料库…")
    ingest.run(parser.parse_args([str(corpus), "--library", place]))


def _serve(page: Path, place: str, args: argparse.Namespace) -> int:
    absolute = place if "://" in place else str(Path(place).resolve())
    command = [
        sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(args.port),
        "--server.headless", str(args.no_browser).lower(), "--browser.gatherUsageStats", "false",
        "--server.showEmailPrompt", "false",
    ]  # fmt: skip
    with subprocess.Popen(command, env={**os.environ, "BUDGETQA_LIBRARY": absolute}, cwd=page.parent) as server:
        try:
            return 0 if server.wait() == 0 else 1
        except KeyboardInterrupt:
            server.terminate()
            return 0
