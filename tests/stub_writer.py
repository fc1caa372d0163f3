"""A language model that says what a test tells it to, on this machine only."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Serve = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]
"""Answers a request, whose body it is given."""


@dataclass
class Stub:
    """A server: what it does with a request, and the requests that came."""

    serve: Serve
    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """One whole response."""
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def as_reply(content: object) -> bytes:
    """A reply as the interface wraps it."""
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}).encode()


def saying(content: object) -> Serve:
    """Always the same reply."""
    return lambda handler, _: send(handler, as_reply(content))


def data_of(request: dict[str, Any]) -> dict[str, Any]:
    """The facts in a request: what stands between its two lines."""
    first, data, last = request["messages"][-1]["content"].split("\n")
    assert first == last and len(first) > 20
    found: dict[str, Any] = json.loads(data)
    return found


@contextmanager
def stub(serve: Serve) -> Iterator[Stub]:
    """A server while the test lasts."""
    made = Stub(serve)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.requests.append(body)
            made.headers.append(dict(self.headers))
            made.paths.append(self.path)
            try:
                made.serve(self, body)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
