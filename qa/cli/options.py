"""What several commands share: options, the library, documents and bodies by any of their names, output."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import BadOption
from index.language.fold import fold_text
from index.library import DocumentInfo, EmbeddedStore, Store, open_library
from index.library.turns import turn
from index.names import plain, shown
from qa import settings
from qa.model import SCOPES, STAGES
from qa.question.organisations import Body, Catalogue
from qa.render import dump
from qa.sheets import WRITERS, Sheet

_LONGEST = 200
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_YEARS = re.compile(r"((?:19|20)\d\d)年?(?:\.\.((?:19|20)\d\d)年?)?")


def library(parser: argparse.ArgumentParser) -> None:
    """``--library``: which library."""
    parser.add_argument(
        "--library", metavar="位置", help="资料库所在文件夹（默认：环境变量 BUDGETQA_LIBRARY，否则 ./library）"
    )


def json_switch(parser: argparse.ArgumentParser) -> None:
    """``--json``."""
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


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
    found = _YEARS.fullmatch(text.strip())
    if not found:
        raise argparse.ArgumentTypeError(f"应为年份，如 2019 或 2017..2019，现为 {text}")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise argparse.ArgumentTypeError(f"起止年份颠倒：{text}")
    return range(first, last + 1)


def place(args: argparse.Namespace) -> str:
    """Where the library is to be."""
    if args.library == "":
        raise BadOption("--library 后面是空的")
    return args.library or settings.load().library


def opened(args: argparse.Namespace, *, create: bool = False, mending: bool = False) -> EmbeddedStore:
    """The library named by ``--library``, by the environment, or the default one."""
    return open_library(place(args), create=create, mending=mending)


@contextmanager
def writing(store: EmbeddedStore) -> Iterator[None]:
    """The library's turn to be changed: where another process is at it, that is said and waited for."""
    with turn(store.folder, note):
        yield


def document(store: Store, name: str) -> DocumentInfo:
    """The document of this id, beginning of an id, file name or path; several that fit are an error that lists them."""
    infos = store.documents()
    path = _path(name)
    ways: Sequence[Callable[[DocumentInfo], bool]] = (
        lambda i: name == i.id,
        lambda i: path == i.place,
        lambda i: name == i.file,
        lambda i: name == i.file.rpartition("/")[2],
        lambda i: len(name) >= 4 and i.id.startswith(name.lower()),
    )
    for way in ways:
        found = [info for info in infos if way(info)]
        if len(found) == 1:
            return found[0]
        if found:
            ids = "、".join(f"{info.id[:12]}（{info.place}）" for info in found[:5])
            raise BadOption(f"“{name[:_LONGEST]}”对应多份文件，请用编号：{ids}")
    raise BadOption(f"资料库中没有文件“{name[:_LONGEST]}”（用 budgetqa documents 查看）")


def _path(name: str) -> str:
    """The place that a name means as a path; "" for what is none."""
    try:
        return shown(str(Path(name).resolve())) if name else ""
    except (OSError, ValueError):
        return ""


def bodies(store: Store, name: str) -> tuple[str, ...]:
    """The bodies that a name means: exactly, as a short form, or as a part of their names. () where none."""
    known = {info.org for info in store.documents()}
    exact = store.bodies().get(name, name)
    if exact in known:
        return (exact,)
    catalogue = Catalogue([Body(name=i.org, aliases=i.aliases) for i in store.documents() if i.org])
    found = dict.fromkeys(org for mention in catalogue.find(fold_text(name)) for org in mention.orgs)
    return tuple(found) or tuple(sorted(org for org in known if name in org))


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
