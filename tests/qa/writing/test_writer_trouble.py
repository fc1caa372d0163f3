"""A writer's server that fails costs nothing but the wait, and is told of without what was asked."""

from __future__ import annotations

import logging
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from qa.model import Answer
from qa.writing.config import Config
from qa.writing.writer import Writer
from tests.qa.writing.written import FAILING, FAITHFUL, KEY, raw, worded
from tests.stub_writer import Serve, as_reply, saying, stub


def _hanging(handler: BaseHTTPRequestHandler, _: object) -> None:
    threading.Event().wait(4)


def _dripping(handler: BaseHTTPRequestHandler, _: object) -> None:
    """A byte at a time: no single wait is long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        threading.Event().wait(0.1)


def _ending(handler: BaseHTTPRequestHandler, _: object) -> None:
    handler.close_connection = True


def _nonsense(handler: BaseHTTPRequestHandler, _: object) -> None:
    handler.wfile.write(b"\x00\x01\x02 no HTTP\r\n\r\n")


WRONG: dict[str, Serve] = {
    "500": FAILING,
    "401": raw(b"{}", 401),
    "204": raw(b"", 204),
    "sent elsewhere": raw(b"", 302, Location="http://127.0.0.1:9/v1"),
    "no JSON": raw(b"<html>"),
    "broken JSON": raw(as_reply(FAITHFUL)[:-5]),
    "no UTF-8": raw(b'{"choices": [{"message": {"content": "\xff"}}]}'),
    "no choices": raw(b'{"choices": []}'),
    "another shape": raw(b'["choices"]'),
    "no text": raw(as_reply(None)),
    "a list": raw(as_reply([{"type": "text", "text": FAITHFUL}])),
    "nested without end": raw(b"[" * 60_000),
    "a megabyte": raw(as_reply("云" * 350_000)),
    "less than announced": raw(as_reply(FAITHFUL)[:40], **{"Content-Length": "99999"}),
    "no HTTP": _nonsense,
    "hung up": _ending,
    "slow": _hanging,
    "slow byte by byte": _dripping,
}


@pytest.mark.parametrize("serve", WRONG.values(), ids=WRONG.keys())
def test_a_server_that_fails_costs_nothing_but_the_wait(one: Answer, serve: Serve) -> None:
    assert worded(serve, one, seconds=1) == one


def test_nobody_there(one: Answer) -> None:
    with stub(saying("")) as server:
        address = server.address
    assert Writer(Config(address=address, seconds=1)).worded(one) == one


def test_a_dead_server_is_left_alone_for_a_while(one: Answer) -> None:
    now = [100.0]
    with stub(WRONG["500"]) as server:
        writer = Writer(Config(address=server.address), clock=lambda: now[0])
        assert [writer.worded(one).text for _ in range(3)] == [one.text] * 3 and len(server.requests) == 1
        server.serve, now[0] = saying(FAITHFUL.replace("为", "是")), 200.0
        assert writer.worded(one).text != one.text and len(server.requests) == 2


# -- faults are told without what was asked -----------------------------------------------------------------------------


def test_faults_are_counted_and_logged_without_question_key_or_reply(
    one: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes: list[str] = []
    with caplog.at_level(logging.DEBUG), stub(saying(FAITHFUL.replace("63.56", "63.65"))) as server:
        writer = Writer(Config(address=server.address, key=KEY), outcomes.append)
        writer.worded(one)
        server.serve = saying(FAITHFUL)
        writer.worded(one)
        server.serve = WRONG["500"]
        writer.worded(one)
    assert outcomes == ["other names, amounts or directions", "taken", "status 500"]
    logged = [record.getMessage() for record in caplog.records if record.name == "budgetqa.writer"]
    assert len(logged) == 2
    for secret in (KEY, "63.65", "三公", "教育局"):
        assert secret not in caplog.text
    assert KEY not in repr(Config(key=KEY))
