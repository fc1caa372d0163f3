"""A small library behind the API, and somebody who calls it."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import EmbeddedStore, Record, open_library, prepare
from index.library.upkeep import refresh
from qa.serve.limits import Limits

TOKEN = "a-token-for-the-tests-1234"
QUESTION = "甲市档案局2021年三公经费多少"


def get(port: int, address: str, **headers: str) -> tuple[int, bytes]:
    """Status and body of an address of this machine, asked for without any client's help."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        found = connection.getresponse()
        return found.status, found.read()
    finally:
        connection.close()


@pytest.fixture
def library(tmp_path: Path, make_record: Callable[..., Record]) -> EmbeddedStore:
    store = open_library(tmp_path / "library", create=True)
    for year in (2020, 2021, 2022):
        store.put(prepare(make_record(name=f"甲市档案局{year}.txt", year=year)))
    refresh(store)
    return store


@pytest.fixture
def call(library: EmbeddedStore, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Makes a client of the API over the library: ``token`` needs one, other words are limits."""
    pytest.importorskip("fastapi", reason="needs the extra [serve]: pip install 'budgetqa[serve]'")
    pytest.importorskip("prometheus_client", reason="needs the extra [serve]: pip install 'budgetqa[serve]'")
    from starlette.testclient import TestClient

    from qa.serve.desk import Desk
    from qa.serve.http.app import made
    from qa.serve.http.guard import Guard
    from qa.serve.http.tokens import Tokens
    from qa.serve.rates import Rates

    opened = []

    def client(*, token: bool = False, names: tuple[str, ...] = (), host: str = "203.0.113.9", **given: int) -> Any:
        limits = Limits(**given)
        state = tmp_path / f"state{len(opened)}"
        state.mkdir()
        file = tmp_path / "tokens"
        file.write_text(f"# 一行一个\n{TOKEN}\n", encoding="utf-8")
        often = limits.feedback_per_minute
        app = Guard(
            made(Desk(library, limits), limits),
            limits=limits,
            tokens=Tokens(file if token else None),
            rates=Rates(state / "clients", per_minute=limits.per_minute, burst=limits.burst),
            feedback=Rates(state / "feedback", per_minute=often, burst=often),
            names=names,
        )
        made_client = TestClient(app, raise_server_exceptions=False, client=(host, 50000))
        opened.append(made_client)
        return made_client

    yield client
    for each in opened:
        each.close()
