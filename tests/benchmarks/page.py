"""How quick the page is in a real browser: ``python -m tests.benchmarks.page LIBRARY [--turns 20] [--again 20]``.

Serves the library in a process of its own and opens it in headless Chromium, each visit in a fresh window without a cache.
Prints rows of Markdown: what a first visit weighs and how long it takes on a slow line, how long each page takes until its content
stands there, Enter to answer, and what comes over the websocket for the second and the last turn of a long conversation.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from index.library import open_library
from tests.servers import answering, free_port

_PAGES = {"首页": ("/", ".bq-welcome"), "查阅": ("/lookup", ".bq-grid"), "资料库": ("/library", ".bq-grid")}
_BOX = "[data-testid=stChatInputTextArea]"
_SLOW = {"offline": False, "latency": 40, "downloadThroughput": 200_000, "uploadThroughput": 200_000}  # 1.6 Mbit/s
_LAST = "[...document.querySelectorAll('.stChatMessage .bq-sentence')].at(-1)?.textContent ?? null"
# The last question is this one and the last answer is no longer the one before: an earlier turn may stand there twice for a moment.
_ANSWERED = f"([question, before]) => [...document.querySelectorAll('.stChatMessage .bq-question')].at(-1)?.textContent === question && ![null, before].includes({_LAST})"
_SIZE = {"width": 1280, "height": 900}


def main() -> None:
    """The rows, one after the other."""
    parser = argparse.ArgumentParser(description="网页的速度：首次打开、各页、提问、长对话")
    parser.add_argument("library", type=Path)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--again", type=int, default=20)
    args = parser.parse_args()
    asked = questions(args.library, args.turns + 1)
    print(f"| 负载（开始时） | {os.getloadavg()[0]:.1f} |")
    with served(args.library) as address, sync_playwright() as driver:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])

        def window() -> Any:
            page = browser.new_context(bypass_csp=True, viewport=_SIZE, locale="zh-CN").new_page()
            page.set_default_timeout(120_000)
            return page

        for name, (path, sign) in _PAGES.items():
            cold = opened(window, address + path, sign)
            warm = [opened(window, address + path, sign) for _ in range(args.again)]
            print(f"| {name}：服务器刚启动 | {cold:.2f} 秒 |\n| {name} | {told(warm)} |", flush=True)
        print(f"| 首次打开（1.6 Mbit/s，无缓存） | {slowly(window, address)} |", flush=True)
        print(conversation(window(), address, asked), flush=True)


def questions(place: Path, most: int) -> list[str]:
    """So many questions about bodies that the library holds, each answered with an amount or asked back."""
    with closing(open_library(place)) as store:
        infos = [i for i in store.documents() if i.org and i.year and i.stage and i.scope]
    items = ("三公经费", "公务接待费", "收入总计", "基本支出")
    pairs = [(info, item) for item in items for info in infos]
    step = max(1, len(pairs) // most)
    return [f"{i.org}{i.year}年{i.scope}{i.stage}{item}多少" for i, item in pairs[::step][:most]]


@contextmanager
def served(place: Path) -> Iterator[str]:
    """The page over a library."""
    port = free_port()
    command = [sys.executable, "-m", "qa", "web", "--no-browser", "--library", str(place), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        answering(lambda: urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).status == 200)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def opened(window: Callable[[], Any], address: str, sign: str) -> float:
    """Seconds until a page's content stands in a fresh window."""
    page = window()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(sign)
    spent = time.perf_counter() - began
    page.context.close()
    return spent


def slowly(window: Callable[[], Any], address: str) -> str:
    """What a first visit weighs, and when it can be used on a slow line."""
    page = window()
    weight = [0.0]
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW)
    session.on("Network.dataReceived", lambda e: weight.append(e["encodedDataLength"]))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".bq-welcome")
    spent = time.perf_counter() - began
    page.wait_for_timeout(3000)
    page.context.close()
    return f"{sum(weight) / 1e6:.2f} MB，{spent:.1f} 秒可用"


def conversation(page: Any, address: str, asked: Sequence[str]) -> str:
    """Enter to answer, and what each turn brings over the websocket."""
    heard: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: heard.append(len(data))))
    page.goto(address)
    page.wait_for_selector(".bq-welcome")
    times, weights = [], []
    before = None
    for question in asked:
        page.wait_for_timeout(1500)
        heard.clear()
        page.locator(_BOX).fill(question)
        began = time.perf_counter()
        page.locator(_BOX).press("Enter")
        page.wait_for_function(_ANSWERED, arg=[question, before])
        before = page.evaluate(_LAST)
        times.append(time.perf_counter() - began)
        page.wait_for_timeout(1500)
        weights.append(sum(heard))
    kb = [weight / 1000 for weight in weights]
    return (
        f"| 按回车到答案（{len(times)} 问） | {told(times)} |\n"
        f"| 第 2 问、第 {len(kb) - 1} 问收到的数据 | {kb[1]:.1f} KB、{kb[-2]:.1f} KB |\n"
        f"| 每问收到的数据（KB） | {'、'.join(f'{each:.0f}' for each in kb)} |"
    )


def told(times: Sequence[float]) -> str:
    """Median, 95th percentile, slowest."""
    order = sorted(times)
    p95 = order[min(len(order) - 1, round(0.95 * (len(order) - 1)))]
    return f"中位 {order[len(order) // 2]:.2f} 秒，p95 {p95:.2f} 秒，最慢 {order[-1]:.2f} 秒"


if __name__ == "__main__":
    main()
