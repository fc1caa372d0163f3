"""What several commands share: options, the library, documents and bodies by any of their names, output."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import BadOption
from index.library import Library, open_library
from index.names import plain
from qa import lookup, settings
from qa.lookup import bodies as bodies
from qa.lookup import document as document
from qa.model import SCOPES, STAGES
from qa.render import dump
from qa.sheets import WRITERS, Sheet

_YEAR = re.compile(r"(?:19|20)\d\d年?")


def library(parser: argparse.ArgumentParser) -> None:
    """``--library``: which library."""
    parser.add_argument(
        "--library",
        metavar="位置",
        help="资料库所在文件夹，或 postgresql://用户@主机/数据库（默认：环境变量 BUDGETQA_LIBRARY，否则 ./library）",
    )


def json_switch(parser: argparse.ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def writer(parser: argparse.ArgumentParser) -> None:
    """``--writer``: who rewords answers."""
    parser.add_argument(
        "--writer",
        metavar="地址",
        help="由这个语言模型改写回答的措辞（OpenAI 兼容接口，如 http://127.0.0.1:8080/v1；默认不用）",
    )


def slots(parser: argparse.ArgumentParser, *names: str) -> None:
    """The options that narrow a question or a listing."""
    kinds: dict[str, Callable[[], object]] = {
        "org": lambda: parser.add_argument("--org", metavar="单位", help="只看这个单位"),
        "year": lambda: parser.add_argument("--year", metavar="年度", type=year, help="只看这一年，如 2019"),
        "years": lambda: parser.add_argument(
            "--year", metavar="年度", type=years, dest="years", help="只看这一年或这几年，如 2019 或 2017..2019"
        ),
        "stage": lambda: parser.add_argument("--stage", choices=STAGES, help="阶段"),
        "scope": lambda: parser.add_argument(
            "--scope", choices=SCOPES, help="口径：部门（含下属单位）、单位（本级）或地区（全县、市本级）"
        ),
        "document": lambda: parser.add_argument("--document", metavar="文件", help="只看这份文件（编号或文件名）"),
    }
    for name in names:
        kinds[name]()


def output(parser: argparse.ArgumentParser) -> None:
    """``--format`` and ``--output``."""
    parser.add_argument("--format", choices=[*WRITERS, "json"], default="table", help="输出格式（默认 table）")
    parser.add_argument("--output", "-o", metavar="文件", help="写入文件，而不是标准输出")


def year(text: str) -> int:
    """``2019`` or ``2019年``."""
    if not _YEAR.fullmatch(text.strip()):
        raise argparse.ArgumentTypeError(f"应为一个年份，如 2019，现为 {text}")
    return int(text.strip()[:4])


def years(text: str) -> range:
    """``2019`` or ``2017..2019``."""
    try:
        return lookup.years(text)
    except BadOption as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def place(args: argparse.Namespace) -> str:
    """Where the library is to be."""
    if args.library == "":
        raise BadOption("--library 后面是空的")
    return args.library or settings.load().library


def opened(args: argparse.Namespace, *, create: bool = False, mending: bool = False) -> Library:
    """The library named by ``--library``, by the environment, or the default one."""
    return open_library(place(args), create=create, mending=mending)


@contextmanager
def writing(store: Library) -> Iterator[None]:
    """The library's turn to be changed: where another process is at it, that is said and waited for."""
    with store.turn(note):
        yield


def write_sheets(args: argparse.Namespace, sheets: Sequence[Sheet], as_json: Callable[[], object]) -> None:
    """Rows in the form asked for, to where it was asked for."""
    data = (dump(as_json()) + "\n").encode() if args.format == "json" else WRITERS[args.format](sheets)
    if args.output:
        try:
            Path(args.output).write_bytes(data)
        except (OSError, ValueError) as error:
            raise BadOption(f"不能写入 {args.output}（{getattr(error, 'strerror', None) or error}）") from error
        return
    if args.format == "xlsx" and sys.stdout.isatty():
        raise BadOption("XLSX 不能显示在终端里，请用 --output 文件 或重定向")
    if args.format == "table":
        data = plain(data.decode()).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def say(text: str = "") -> None:
    """A line of result."""
    print(plain(text))


def note(text: str) -> None:
    """A line of progress or diagnostics."""
    print(plain(text), file=sys.stderr)
