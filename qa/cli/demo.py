"""``budgetqa demo``: the documents that come along, and the page."""

from __future__ import annotations

import argparse
from pathlib import Path

from index.errors import BadOption, LibraryMissing
from index.library import open_library
from qa.cli import options, page

_HOME = Path(__file__).resolve().parents[2]
# Where a wheel puts the documents, below the prefix of its installation: some folder above the packages.
_SHARED = "share/budgetqa/corpus"

add = page.add


def run(args: argparse.Namespace) -> int:
    """Make the library where there is none, then serve the page until it is stopped."""
    place = options.place(args)
    if not _has_documents(place):
        _ingest(place, corpus())
    return page.serve(place, args)


def corpus() -> Path:
    """The folder of the documents that come along: in the source checkout, or where the installation put them."""
    beside = _HOME / "corpus"
    # Anything may lie beside installed packages: a checkout has its project file there.
    if beside.is_dir() and (_HOME / "pyproject.toml").is_file():
        return beside
    for above in (_HOME, *_HOME.parents):
        if (above / _SHARED).is_dir():
            return above / _SHARED
    raise BadOption(
        "没有找到示例文件：安装时没有带上它们，请重新安装 budgetqa，或用 budgetqa ingest 读入自己的文件后用 budgetqa web"
    )


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
