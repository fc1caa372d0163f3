"""Many visitors at once, without browsers: ``python tests/web/measure_visitors.py http://127.0.0.1:8501 10 25 50``.

Each visitor opens a session as the page's own script does: the first page with a question in its address (``?q=``), then a question
typed into the chat, then the matrix of 查阅. All do each step at the same moment. Printed: median and slowest until the page has been
sent whole. Visitors keep the cookies they are given, so a proxy can send them to the same server again.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
import urllib.request
from urllib.parse import quote

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

QUESTIONS = (
    "石家庄市数据资源管理局2019年三公经费多少",
    "省委办公厅2018年公务接待费比上年增减多少",
    "什么是机关运行经费",
)


STEPS = ("first page", "question typed", "matrix")


async def run(socket: websockets.ClientConnection, message: BackMsg) -> tuple[float, str]:
    """Seconds until the page has been sent whole, and the id of its chat input."""
    began, chat = time.perf_counter(), ""
    await socket.send(message.SerializeToString())
    while True:
        data = await asyncio.wait_for(socket.recv(), 120)
        answer = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        kind = answer.WhichOneof("type")
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "chat_input":
            chat = answer.delta.new_element.chat_input.id
        if kind == "script_finished":
            return time.perf_counter() - began, chat


def opening(question: str) -> BackMsg:
    """The first page, with a question in its address."""
    message = BackMsg()
    message.rerun_script.query_string = f"q={quote(question)}"
    return message


def typing(question: str, chat: str) -> BackMsg:
    """A question in the chat input."""
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add()
    state.id, state.chat_input_value.data = chat, question
    return message


def turning() -> BackMsg:
    """A click on 查阅."""
    message = BackMsg()
    message.rerun_script.page_name = "lookup"
    return message


async def visit(address: str, number: int, ready: asyncio.Barrier) -> list[float]:
    """One visitor, in step with all others."""
    cookies = await asyncio.to_thread(greeted, address)
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    headers = {"Cookie": cookies} if cookies else {}
    async with websockets.connect(
        stream,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        additional_headers=headers,
        open_timeout=60,
    ) as socket:
        await ready.wait()
        first, chat = await run(socket, opening(QUESTIONS[number % len(QUESTIONS)]))
        await ready.wait()
        typed, _ = await run(socket, typing(QUESTIONS[(number + 1) % len(QUESTIONS)], chat))
        await ready.wait()
        turned, _ = await run(socket, turning())
        await ready.wait()
    return [first, typed, turned]


def greeted(address: str) -> str:
    """The cookies that the first request is answered with."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=60) as answer:
        return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or [])


async def measure(address: str, visitors: int) -> None:
    """So many at once."""
    ready = asyncio.Barrier(visitors)
    times = await asyncio.gather(*(visit(address, n, ready) for n in range(visitors)))
    for name, values in zip(STEPS, zip(*times, strict=True), strict=True):
        print(
            f"{visitors:3} visitors  {name:14}  median {statistics.median(values):.2f} s  slowest {max(values):.2f} s"
        )


if __name__ == "__main__":
    for count in map(int, sys.argv[2:]):
        asyncio.run(measure(sys.argv[1].rstrip("/"), count))
