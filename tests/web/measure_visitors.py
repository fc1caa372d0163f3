"""Many visitors at once, without browsers: ``python tests/web/measure_visitors.py http://127.0.0.1:8501 10 25 50``.

Each visitor opens a session as the page's own script does, asks one question through the address, and waits until the run is
finished; then all ask again at the same moment. Printed: median and slowest, first page and warm question.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from urllib.parse import quote

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

QUESTIONS = (
    "石家庄市数据资源管理局2019年三公经费多少",
    "省委办公厅2018年公务接待费比上年增减多少",
    "什么是机关运行经费",
)


async def run(socket: websockets.ClientConnection, question: str) -> float:
    """Ask once; seconds until the page has been sent whole."""
    message = BackMsg()
    message.rerun_script.query_string = f"q={quote(question)}"
    began = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        data = await asyncio.wait_for(socket.recv(), 120)
        answer = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
        if answer.WhichOneof("type") == "script_finished":
            return time.perf_counter() - began


async def visit(address: str, number: int, ready: asyncio.Barrier) -> tuple[float, float]:
    """One visitor: first page, then a second run together with all others."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with websockets.connect(stream, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        await ready.wait()
        first = await run(socket, QUESTIONS[number % len(QUESTIONS)])
        await ready.wait()
        again = await run(socket, QUESTIONS[number % len(QUESTIONS)])
        await ready.wait()
    return first, again


async def measure(address: str, visitors: int) -> None:
    """So many at once."""
    ready = asyncio.Barrier(visitors)
    times = await asyncio.gather(*(visit(address, n, ready) for n in range(visitors)))
    for name, values in zip(("first page", "warm rerun"), zip(*times, strict=True), strict=True):
        print(f"{visitors:3} visitors  {name}: median {statistics.median(values):.2f} s, slowest {max(values):.2f} s")


if __name__ == "__main__":
    for count in map(int, sys.argv[2:]):
        asyncio.run(measure(sys.argv[1].rstrip("/"), count))
