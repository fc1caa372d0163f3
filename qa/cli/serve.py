"""``budgetqa serve``: the HTTP API over a library."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import BadOption
from qa.cli import options, page
from qa.writing import config

if TYPE_CHECKING:  # of an extra: loaded only where it serves
    from qa.serve.http.start import Serving

_MOST_WORKERS = 64


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)
    options.writer(parser)
    listening(parser, 8600)


def listening(parser: argparse.ArgumentParser, port: int) -> None:
    """Where to listen, to whom, and with how many workers."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="在哪个地址上提供（默认 127.0.0.1，只有本机）"
    )
    parser.add_argument("--port", type=page.port, default=port, metavar="端口", help=f"端口（默认 {port}）")
    parser.add_argument("--workers", type=_workers, default=1, metavar="N", help="工作进程数（默认 1）")
    parser.add_argument("--token", metavar="文件", help="令牌文件：每行一个；给出后，没有令牌的不予回答")
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="主机名",
        help="对外的主机名，可给多个（默认：只在本机提供时为 localhost）",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until stopped. What is not there or damaged is said at once."""
    try:
        from qa.serve.http import start
    except ImportError as error:
        raise BadOption(f"serve 需要附加项：pip install 'budgetqa[serve]'（缺少 {error.name}）") from error
    writer = config.load(args.writer).address
    store = options.opened(args)
    store.close()
    serving = replace(checked(args), writer=writer)
    where = f"http://{page.shown(args.host)}:{args.port}/openapi.json"
    options.note(f"接口：{where}　资料库：{store.place}　按 Ctrl-C 停止")
    start.run(serving, host=args.host, port=args.port, workers=args.workers)
    return 0


def checked(args: argparse.Namespace, *, page_address: str = "") -> Serving:
    """How to serve, as the options say. Raises BadOption for a port that is taken, a token file that lets nobody in."""
    from qa.serve.http.start import Serving
    from qa.serve.http.tokens import Tokens

    Tokens(Path(args.token) if args.token else None)
    page.free(args.host, args.port, "提供接口")
    local = args.host in page.LOOPBACK
    if not local and not args.token:
        options.note("其他电脑也能来问，而且不需要令牌。要限制，请用 --token 文件。")
    return Serving(
        library=page.absolute(options.place(args)),
        token=str(Path(args.token).resolve()) if args.token else "",
        page=page_address,
        names=tuple(name.lower() for name in args.name) or (("localhost",) if local else ()),
    )


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"应为 1 到 {_MOST_WORKERS} 的整数，现为 {text}")
    return int(text)
