"""Opening the page over a library: what ``budgetqa web`` and ``budgetqa demo`` share."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path

from index.errors import BadOption
from index.library import open_library
from qa.cli import options
from qa.web import config, owner
from qa.writing import config as writing

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    options.library(parser)
    options.writer(parser)
    parser.add_argument("--port", type=port, default=8501, metavar="端口", help="网页的端口（默认 8501）")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="地址",
        help="在哪个地址上提供网页（默认 127.0.0.1，只有本机能打开；0.0.0.0 为所有网卡）",
    )
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")


def serve(place: str, args: argparse.Namespace) -> int:
    """Serve the page until it is stopped. A library that is not there or damaged and what is wrong with the page's settings
    are said at once, not by every page."""
    config.load()
    writer = writing.load(args.writer).address
    owner.load()
    store = open_library(place)
    store.close()
    free(args.host, args.port, "打开网页")
    options.note(f"网页：http://{shown(args.host)}:{args.port}　资料库：{store.place}　按 Ctrl-C 停止")
    if args.host not in LOOPBACK:
        options.note("其他电脑也能打开这个网页。更改资料库需要登录，设置方法见部署说明。")
    with as_file(files("qa.web") / "page" / "app.py") as script:
        command = [
            sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(args.port), "--server.address", args.host,
            "--server.headless", str(args.no_browser).lower(), "--server.showEmailPrompt", "false", *settings(),
        ]  # fmt: skip
        # The script's own folder comes first on Streamlit's path; what is installed beside this program must be found too.
        path = os.pathsep.join([str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]).strip(
            os.pathsep
        )
        environment = {**os.environ, "BUDGETQA_LIBRARY": absolute(place), "PYTHONPATH": path}
        environment |= {"BUDGETQA_WRITER_ADDRESS": writer} if writer else {}
        with subprocess.Popen(command, env=environment) as server:
            # Who stops this command means the page: a service manager sends it a signal.
            signal.signal(signal.SIGTERM, lambda *_: server.terminate())
            try:
                return 0 if server.wait() in (0, -signal.SIGTERM) else 1
            except KeyboardInterrupt:
                server.terminate()
                return 0


def absolute(place: str) -> str:
    """Where a library is, for a process in whatever folder."""
    return place if "://" in place else str(Path(place).resolve())


def settings() -> list[str]:
    """Every setting of the page as Streamlit's options: its own file is read from the working folder only, which may be any."""
    table = tomllib.loads((files("qa.web") / "streamlit.toml").read_text(encoding="utf-8"))
    return [part for name, value in _flat("", table) for part in (f"--{name}", value)]


def _flat(above: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        full = f"{above}.{name}" if above else name
        if isinstance(value, dict):
            yield from _flat(full, value)
        else:
            yield full, str(value).lower() if isinstance(value, bool) else str(value)


def port(text: str) -> int:
    """A number of a port."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"应为 1 到 65535 的整数，现为 {text}")
    return int(text)


def shown(host: str) -> str:
    """A host as it stands in an address that can be opened from here."""
    return "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host


def free(host: str, port: int, purpose: str) -> None:
    """Say in one line that the address cannot be had, before a server tells it at length."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise BadOption(
            f"不能在 {host}:{port} 上{purpose}（{error.strerror or error}）。请用 --port 换一个端口，或检查 --host"
        ) from error
