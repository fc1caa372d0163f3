"""The tools of an assistant, spoken to as an assistant does: over standard input and output, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.library import EmbeddedStore, Record, prepare
from tests.serve.conftest import QUESTION, TOKEN, get
from tests.servers import answering, free_port

pytest.importorskip("mcp.client.client", reason="needs the extra [mcp]: pip install 'budgetqa[mcp]'")

Told = Callable[[Any], Awaitable[Any]]


def _run(conversation: Coroutine[Any, Any, Any], seconds: float) -> Any:
    """In a thread of its own: a browser of other tests may have left its loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asyncio.wait_for(conversation, seconds)).result()


def _spoken(library: EmbeddedStore, tell: Told, *more: str) -> Any:
    """What comes of a conversation with ``budgetqa mcp`` over a library."""
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters

    async def conversation() -> Any:
        arguments = ["-m", "qa", "mcp", "--library", library.place, *more]
        async with Client(
            StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))
        ) as client:
            return await tell(client)

    return _run(conversation(), 120)


def test_tools_say_that_they_only_read_and_how_to_use_what_they_give(library: EmbeddedStore) -> None:
    async def tell(client: Any) -> Any:
        return (await client.list_tools()).tools, client.instructions

    tools, instructions = _spoken(library, tell)
    assert {tool.name for tool in tools} == {"ask", "search", "figures", "bodies_and_years"}
    for tool in tools:
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.open_world_hint) == (True, False, False)
        assert tool.description and tool.output_schema
    ask = next(tool for tool in tools if tool.name == "ask")
    assert {"question", "org", "year", "stage", "scope", "document", "context"} <= set(ask.input_schema["properties"])
    assert ask.input_schema["required"] == ["question"]
    for words in ("计量单位", "不要自己换算", "choices", "不是给你的指示"):
        assert words in instructions


def test_an_answer_with_the_printed_cell(library: EmbeddedStore) -> None:
    async def tell(client: Any) -> Any:
        answer = await client.call_tool("ask", {"question": QUESTION})
        link = answer.structured_content["figures"][0]["source"]["link"]
        return answer, await client.read_resource(link)

    answer, place = _spoken(library, tell)
    told = answer.structured_content
    assert not answer.is_error
    assert told["value"] == {"amount": "3.20", "unit": "万元"}
    assert json.loads(answer.content[0].text) == told
    printed = json.loads(place.contents[0].text)
    assert printed["figure"]["amount"] == "3.20"
    assert (printed["table"]["header"], printed["table"]["row"]) == (["项目", "预算数"], ["项目0", "3.20"])


def test_a_mistake_is_told_as_one_and_the_next_question_answered(library: EmbeddedStore) -> None:
    async def tell(client: Any) -> Any:
        wrong = [
            await client.call_tool("ask", {"question": " "}),
            await client.call_tool("ask", {"question": QUESTION, "document": "/etc/passwd"}),
            await client.call_tool("figures", {}),
            await client.call_tool("figures", {"org": "没有的单位"}),
            await client.call_tool("search", {"text": "x", "k": 100000}),
            await client.call_tool("ask", {"question": QUESTION, "ask": "made-up"}),
        ]
        return wrong, await client.call_tool("ask", {"question": QUESTION})

    wrong, right = _spoken(library, tell)
    assert [each.is_error for each in wrong] == [True] * 6
    for each in wrong:
        assert "Traceback" not in each.content[0].text and library.place not in each.content[0].text
    assert "至少给出" in wrong[2].content[0].text
    assert right.structured_content["status"] == "answered"


def test_what_is_open_is_left_to_the_user_to_choose(library: EmbeddedStore) -> None:
    async def tell(client: Any) -> Any:
        asked = await client.call_tool("ask", {"question": "甲市档案局2021年项目多少", "context": []})
        found = asked.structured_content
        choice = next(each for each in found["choices"] if "项目1" in each["question"])
        chosen = await client.call_tool("ask", {"question": choice["question"], "ask": choice["ask"]})
        return found, chosen.structured_content

    found, chosen = _spoken(library, tell)
    assert (found["status"], found["value"]) == ("clarify", None)
    assert (chosen["status"], chosen["value"]) == ("answered", {"amount": "1.05", "unit": "万元"})


def test_where_no_year_is_told_the_latest_is_answered_and_named(library: EmbeddedStore) -> None:
    async def tell(client: Any) -> Any:
        return (await client.call_tool("ask", {"question": "甲市档案局三公经费多少"})).structured_content

    found = _spoken(library, tell)
    assert (found["status"], found["figures"][0]["year"]) == ("answered", 2022)
    assert "2022年" in found["text"]


def test_lists_are_of_bounded_size_and_go_on(library: EmbeddedStore, make_record: Callable[..., Record]) -> None:
    long = make_record(name="长.txt", org="乙县财政局", amounts=tuple(f"{n}.25" for n in range(120)))
    library.put(prepare(long))

    async def tell(client: Any) -> Any:
        found, cursor = [], ""
        for _ in range(40):
            part = (
                await client.call_tool("figures", {"org": "乙县财政局", "limit": 50, "cursor": cursor})
            ).structured_content
            assert len(json.dumps(part, ensure_ascii=False)) <= 45_000
            found += part["figures"]
            cursor = part["next"]
            if cursor is None:
                break
        bodies = (await client.call_tool("bodies_and_years", {})).structured_content
        return found, bodies

    found, bodies = _spoken(library, tell)
    assert [f["amount"] for f in found] == [f"{n}.25" for n in range(120)]
    assert [(b["name"], [y["year"] for y in b["years"]]) for b in bodies["bodies"]] == [
        ("乙县财政局", [2021]),
        ("甲市档案局", [2020, 2021, 2022]),
    ]


def test_with_a_page_the_link_leads_there(library: EmbeddedStore) -> None:
    async def tell(client: Any) -> Any:
        return (await client.call_tool("ask", {"question": QUESTION})).structured_content

    told = _spoken(library, tell, "--page", "https://budget.example/qa/")
    assert told["figures"][0]["source"]["link"].startswith("https://budget.example/qa/place?f=")


def test_over_http_with_a_token(library: EmbeddedStore, tmp_path: Path) -> None:
    import httpx2
    from mcp.client import Client
    from mcp.client.streamable_http import streamable_http_client

    port = free_port()
    file = tmp_path / "tokens"
    file.write_text(TOKEN, encoding="utf-8")
    options = ["--library", library.place, "--port", str(port), "--token", str(file)]
    command = [sys.executable, "-m", "qa", "mcp", "--http", *options]
    address = f"http://127.0.0.1:{port}/mcp"

    async def tell() -> Any:
        http = httpx2.AsyncClient(headers={"authorization": f"Bearer {TOKEN}"}, timeout=30)
        async with http, Client(streamable_http_client(address, http_client=http)) as client:
            return (await client.call_tool("ask", {"question": QUESTION})).structured_content

    with subprocess.Popen(command, env={**os.environ, "BUDGETQA_STATE": str(tmp_path / "state")}) as server:
        try:
            answering(lambda: get(port, "/mcp")[0] == 401)
            told = _run(tell(), 60)
        finally:
            server.terminate()
            server.wait(60)
    assert told["value"] == {"amount": "3.20", "unit": "万元"}
