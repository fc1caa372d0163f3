"""The page's answers in the words of a writer: what visitors ask goes to it, what the page suggests does not."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import streamlit as st
from pages import QUESTION, ask, html, page


@pytest.fixture
def writer(settings: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A writer that puts 是 for 为; the questions that came to it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            data = json.loads(told["messages"][-1]["content"].split("\n")[1])
            asked.append(data["question"])
            content = data["answer"].replace("为", "是")
            body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    settings.setenv("BUDGETQA_WRITER_ADDRESS", f"http://127.0.0.1:{server.server_port}/v1")
    st.cache_resource.clear()
    yield asked
    server.shutdown()
    server.server_close()
    st.cache_resource.clear()


def test_what_is_asked_is_reworded_once(writer: list[str]) -> None:
    test = page("ask")
    assert writer == [], "what the page suggests is not sent"
    test = ask(test, QUESTION)
    assert "经费是3.22万元" in html(test) and "3.22<small>万元" in html(test)
    again = page("ask", k=test.query_params["k"])
    assert "经费是3.22万元" in html(again)
    assert writer == [QUESTION]


def test_the_figure_stays_where_the_writer_has_gone(writer: list[str], settings: pytest.MonkeyPatch) -> None:
    settings.setenv("BUDGETQA_WRITER_ADDRESS", "http://127.0.0.1:9/v1")
    assert "经费为3.22万元" in html(ask(page("ask"), QUESTION))
    assert writer == []
