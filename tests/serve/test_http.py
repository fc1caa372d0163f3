"""The addresses of the API: the JSON of the interface, lists in parts, every mistake one line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from index.library import EmbeddedStore, Record, prepare
from qa.cli import main
from tests.serve.conftest import QUESTION

Call = Callable[..., Any]


def _cli(capsys: pytest.CaptureFixture[str], library: EmbeddedStore, *arguments: str) -> Any:
    assert main([*arguments, "--library", library.place]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def test_ask_gives_what_the_command_gives(
    call: Call, library: EmbeddedStore, capsys: pytest.CaptureFixture[str]
) -> None:
    api = call()
    told = _cli(capsys, library, "ask", QUESTION, "--json")
    by_address = api.get("/ask", params={"question": QUESTION})
    by_body = api.post("/ask", json={"question": QUESTION})
    assert (by_address.status_code, by_body.status_code) == (200, 200)
    for found in (by_address.json(), by_body.json()):
        assert {**found, "elapsed_ms": 0} == {**told, "elapsed_ms": 0}
    assert told["value"] == {"amount": "3.20", "unit": "万元"}


def test_a_question_may_lean_on_those_before(call: Call) -> None:
    found = call().post("/ask", json={"question": "那2020年呢", "context": [QUESTION]}).json()
    assert (found["status"], found["figures"][0]["year"]) == ("answered", 2020)


LISTS = [
    (("search", "三公经费"), "/search", {"text": "三公经费"}, "passages"),
    (("figures", "--org", "甲市档案局", "--format", "json"), "/figures", {"org": "甲市档案局"}, "figures"),
    (("figures", "--item", "项目1", "--format", "json"), "/figures", {"item": "项目1"}, "figures"),
    (("documents",), "/documents", {}, "documents"),
    (("tables", "甲市档案局2021.txt", "--format", "json"), "/tables", {"document": "甲市档案局2021.txt"}, "tables"),
    (("check", "甲市档案局2021.txt"), "/checks", {"document": "甲市档案局2021.txt"}, "findings"),
]


@pytest.mark.parametrize(("arguments", "address", "asked", "name"), LISTS)
def test_lists_are_those_of_the_commands(
    call: Call, library: EmbeddedStore, capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...], address: str, asked: dict[str, str], name: str,
) -> None:  # fmt: skip
    switch = () if "json" in arguments else ("--json",)
    told = _cli(capsys, library, *arguments, *switch)
    found = call().get(address, params=asked)
    assert found.status_code == 200, found.text
    assert found.json()[name] == told[name]
    assert found.json()[name]


@pytest.mark.parametrize(
    ("address", "asked", "name"),
    [
        ("/figures", {"org": "甲市档案局"}, "figures"),
        ("/figures", {"item": "三公经费", "year": "2020..2022"}, "figures"),
        (
            "/figures",
            {"item": "项目", "org": "甲市档案局"},
            "figures",
        ),  # no label is called so: looked for within labels
        ("/documents", {}, "documents"),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 5, 500])
def test_a_list_in_parts_is_the_whole_list(
    call: Call, address: str, asked: dict[str, str], name: str, limit: int
) -> None:
    api = call(burst=100)
    whole = api.get(address, params=asked | {"limit": 500}).json()[name]
    parts, cursor = [], ""
    for _ in range(20):
        found = api.get(address, params=asked | {"limit": limit, "cursor": cursor}).json()
        assert len(found[name]) <= limit
        parts += found[name]
        cursor = found["next"]
        if cursor is None:
            break
    assert cursor is None
    assert parts == whole
    assert len(whole) >= 3


def test_an_item_under_two_names_is_listed_once(
    call: Call, library: EmbeddedStore, make_record: Callable[..., Record]
) -> None:
    # The first figure of each record is both of the notion 三公经费 and, under its own label, 项目0.
    found = call().get("/figures", params={"item": "三公经费", "limit": 500}).json()["figures"]
    assert len(found) == 3
    assert len({json.dumps(f, sort_keys=True) for f in found}) == 3


def test_a_cursor_fits_one_list_of_one_state_only(
    call: Call, library: EmbeddedStore, make_record: Callable[..., Record]
) -> None:
    api = call()
    cursor = api.get("/documents", params={"limit": 1}).json()["next"]
    other = api.get("/figures", params={"org": "甲市档案局", "cursor": cursor})
    assert (other.status_code, "另一个查询" in other.json()["error"]) == (400, True)
    library.put(prepare(make_record(name="新.txt", salt="x")))
    stale = api.get("/documents", params={"limit": 1, "cursor": cursor})
    assert (stale.status_code, "从头" in stale.json()["error"]) == (409, True)


def test_feedback_is_kept_without_what_tells_who_it_was(call: Call, library: EmbeddedStore) -> None:
    words = "不对，请打138 1234-5678或写信到 a.b@example.org，身份证 11010119900307123X"
    told = call().post("/feedback", json={"question": QUESTION, "verdict": "没用", "reason": words})
    assert told.json() == {"kept": True}
    (entry,) = library.feedback()
    assert (entry["question"], entry["verdict"]) == (QUESTION, "没用")
    assert not any(part in str(entry["reason"]) for part in ("1234", "5678", "@", "19900307"))
    assert "不对" in str(entry["reason"])


def test_a_page_as_a_picture(call: Call, library: EmbeddedStore, make_record: Callable[..., Record]) -> None:
    import pypdfium2

    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    made.new_page(200, 100)
    made.save(out)
    record = make_record(name="页.pdf", salt="pdf")
    document = replace(record.document, format="pdf")
    library.put(prepare(replace(record, document=document, original=out.getvalue())))
    api = call()
    found = api.get(f"/documents/{document.id}/pages/1.png")
    assert (found.status_code, found.headers["content-type"], found.content[:4]) == (200, "image/png", b"\x89PNG")
    assert "immutable" in found.headers["cache-control"]
    text = library.documents()[0].id
    for address in (
        f"{document.id}/pages/2.png",
        f"{document.id}/pages/0.png",
        f"{text}/pages/1.png",
        f"{document.id[:12]}/pages/1.png",
    ):
        assert api.get(f"/documents/{address}").status_code == 404


def test_health_and_metrics(call: Call) -> None:
    api = call(host="127.0.0.1")
    assert api.get("/health").json() == {"status": "ok"}
    api.get("/ask", params={"question": QUESTION})
    text = api.get("/metrics").text
    assert 'budgetqa_answers_total{status="answered"}' in text
    assert 'budgetqa_requests_total{route="/ask",status="200"}' in text
    assert "甲市" not in text


def test_a_damaged_library_is_told_without_its_place(call: Call, library: EmbeddedStore) -> None:
    api = call()
    library.close()
    for file in library.folder.glob("library.sqlite3*"):
        file.unlink()
    found = api.get("/ask", params={"question": QUESTION})
    assert (found.status_code, found.headers["retry-after"]) == (503, "5")
    assert str(library.folder) not in found.text
    assert api.get("/health").status_code == 503


def test_the_description_says_every_address_and_its_examples(call: Call) -> None:
    told = call().get("/openapi.json").json()
    addresses = {"/ask", "/search", "/figures", "/documents", "/tables", "/checks", "/feedback", "/health"}
    assert addresses | {"/documents/{document}/pages/{page}.png"} == set(told["paths"])
    assert "examples" in json.dumps(told["components"])
    assert set(told["paths"]["/ask"]) == {"get", "post"}


def test_what_serves_is_not_loaded_by_what_asks() -> None:
    code = "import sys, qa.cli.ask, qa.cli.options; print([m for m in ('fastapi', 'uvicorn', 'mcp', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
