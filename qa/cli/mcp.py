"""``budgetqa mcp``: the library as tools of an assistant."""

from __future__ import annotations

import argparse

from index.errors import BadOption
from qa.cli import options, page, serve


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)
    parser.add_argument("--page", default="", metavar="网址", help="同一资料库的网页地址：每个数字的出处指到那里")
    parser.add_argument("--http", action="store_true", help="用 HTTP 提供（默认：标准输入输出）")
    serve.listening(parser, 8700)


def run(args: argparse.Namespace) -> int:
    """Serve until standard input ends or, over HTTP, until stopped."""
    try:
        from qa.serve import mcp
        from qa.serve.http import start
    except ImportError as error:
        raise BadOption(f"mcp 需要附加项：pip install 'budgetqa[mcp]'（缺少 {error.name}）") from error
    if args.page and not args.page.startswith(("http://", "https://")):
        raise BadOption("--page 应为 http:// 或 https:// 开头的网址")
    place = options.place(args)
    store = options.opened(args)
    store.close()
    if not args.http:
        mcp.run(place, args.page)
        return 0
    serving = serve.checked(args, page_address=args.page)
    options.note(f"MCP：http://{page.shown(args.host)}:{args.port}/mcp　资料库：{store.place}　按 Ctrl-C 停止")
    start.run(serving, host=args.host, port=args.port, workers=args.workers, factory="qa.serve.mcp:app")
    return 0
