"""The page's answers in the words of a writer: what visitors ask goes to it, what the page suggests does not."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import streamlit as st
from pages import QUESTION, ask, html, page

from tests.stub_writer import as_reply, data_of, send, stub


@pytest.fixture
def writer(settings: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A writer that puts 是 for 为; the questions that came to it."""
    asked: list[str] = []

    def serve(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
        data = data_of(request)
        asked.append(data["question"])
        send(handler, as_reply(data["answer"].replace("为", "是")))

    with stub(serve) as server:
        settings.setenv("BUDGETQA_WRITER_ADDRESS", server.address)
        st.cache_resource.clear()
        yield asked
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
