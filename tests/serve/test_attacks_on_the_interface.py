"""Twenty-two ways to trouble the API: tokens, sizes, paths, queries, headers. Each is refused in one line, and the next
visitor is answered as if nothing had been."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import QUESTION, TOKEN

Call = Callable[..., Any]
JSON = {"content-type": "application/json"}
BEARER = {"authorization": f"Bearer {TOKEN}"}


def _refused(found: Any, *statuses: int) -> None:
    assert found.status_code in statuses, (found.status_code, found.text[:200])
    error = found.json()["error"]
    assert error and "\n" not in error and len(error) < 400
    assert "Traceback" not in found.text and ".py" not in found.text
    assert found.headers["x-content-type-options"] == "nosniff"


WRONG_TOKENS = [
    None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Bearer  {TOKEN}", TOKEN,
    "Bearer " + "x" * 6000, "Bearer \xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9",
]  # fmt: skip


@pytest.mark.parametrize("header", WRONG_TOKENS)
def test_01_no_token_or_a_wrong_one(call: Call, header: str | None) -> None:
    api = call(token=True)
    headers = {} if header is None else {"authorization": header.encode("latin-1")}
    for address in ("/ask?question=x", "/documents", "/openapi.json", "/metrics", "/no-such-place"):
        _refused(api.get(address, headers=headers), 401, 404)
    assert api.get("/ask", params={"question": QUESTION}, headers=BEARER).status_code == 200


def test_02_a_token_in_the_address_is_none(call: Call) -> None:
    for name in ("token", "access_token", "authorization"):
        _refused(call(token=True).get("/documents", params={name: TOKEN}), 401)


def test_03_two_tokens_are_not_tried_one_after_the_other(call: Call) -> None:
    headers = [("authorization", "Bearer wrong-wrong-wrong-wrong"), ("authorization", f"Bearer {TOKEN}")]
    _refused(call(token=True).get("/documents", headers=headers), 400)


def test_04_guessing_tokens_is_limited(call: Call) -> None:
    api = call(token=True, burst=5)
    found = [api.get("/documents", headers={"authorization": f"Bearer guess-guess-guess-{n}"}) for n in range(8)]
    assert [f.status_code for f in found] == [401] * 5 + [429] * 3
    # Who has the token is another client, also at the same address.
    assert api.get("/documents", headers=BEARER).status_code == 200


def test_05_a_token_taken_out_of_the_file_is_none_from_then_on(call: Call, tmp_path: Path) -> None:
    api = call(token=True)
    assert api.get("/documents", headers=BEARER).status_code == 200
    (tmp_path / "tokens").write_text("another-token-entirely-123456\n", encoding="utf-8")
    _refused(api.get("/documents", headers=BEARER), 401)
    (tmp_path / "tokens").unlink()
    _refused(api.get("/documents", headers={"authorization": "Bearer another-token-entirely-123456"}), 401)


def test_06_asking_too_fast(call: Call) -> None:
    api = call(burst=3, per_minute=1)
    found = [api.get("/ask", params={"question": QUESTION}) for _ in range(5)]
    assert [f.status_code for f in found] == [200, 200, 200, 429, 429]
    _refused(found[-1], 429)
    assert 1 <= int(found[-1].headers["retry-after"]) <= 60
    assert api.get("/health").status_code == 200


def test_07_another_name_for_oneself_is_no_other_client(call: Call) -> None:
    api = call(burst=2, per_minute=1)
    found = [api.get("/documents", headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code for n in range(4)]
    assert found == [200, 200, 429, 429]


def test_08_a_body_that_is_too_large(call: Call) -> None:
    api = call(body_bytes=2000)
    _refused(api.post("/ask", json={"question": "问" * 3000}), 413)
    # Without its length, in pieces.
    _refused(api.post("/ask", content=(b"x" * 500 for _ in range(100)), headers=JSON), 413)


@pytest.mark.parametrize("length", ["-1", "1e9", "99999999999999999999999999", "abc", "٣"])
def test_09_a_length_that_is_none(call: Call, length: str) -> None:
    headers = {**JSON, "content-length": length.encode()}
    _refused(call().post("/ask", content=b"{}", headers=headers), 400, 413)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 30_000,
        b'{"question":' + b"9" * 5000 + b"}",
        b"\x1f\x8b\x08",
    ],
)
def test_10_what_is_no_question(call: Call, body: bytes) -> None:
    _refused(call().post("/ask", content=body, headers=JSON), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_11_a_form_of_another_site_is_not_taken(call: Call, kind: str) -> None:
    body = b'{"question": "x", "verdict": "\xe6\x9c\x89\xe7\x94\xa8"}'
    _refused(
        call().post("/feedback", content=body, headers={"content-type": kind, "origin": "https://evil.example"}), 400
    )


@pytest.mark.parametrize("size", [2001, 9000])
def test_12_a_question_or_an_address_that_is_too_long(call: Call, size: int) -> None:
    _refused(call().get("/ask", params={"question": "x" * size}), 400, 414)


PATHS = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/documents/..%2f..%2flibrary.sqlite3/pages/1.png", "/documents/%00/pages/1.png",
    "/documents/" + "a" * 64 + "/pages/1.png", "/documents/x/pages/-1.png", "/documents/x/pages/99999999999999999999.png",
    "/documents/x/pages/1.png/%2e%2e/%2e%2e", "//ask", "/ask/", "/static/app.py", "/docs", "/redoc", "/_stcore/health", "/.env",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_13_paths_that_lead_elsewhere(call: Call, path: str) -> None:
    _refused(call().get(path, follow_redirects=False), 404)


@pytest.mark.parametrize(
    "name",
    [
        "../library.sqlite3",
        "/etc/passwd",
        "C:\\Windows",
        "file:///etc/passwd",
        "\0",
        "%",
        "'; DROP TABLE documents; --",
    ],
)
def test_14_documents_are_named_never_opened_by_path(call: Call, name: str) -> None:
    api = call()
    _refused(api.get("/tables", params={"document": name}), 404)
    _refused(api.post("/ask", json={"question": QUESTION, "document": name}), 404)
    assert api.get("/documents").json()["total"] == 3


def test_15_where_a_file_lay_is_no_name_for_it(call: Call, library: Any) -> None:
    place = library.documents()[0].place
    _refused(call().get("/tables", params={"document": place}), 404)


QUERIES = [
    {"question": QUESTION, "limit": "1"}, {"question": QUESTION, "library": "/etc"}, {"question": QUESTION, "year": "2019' OR 1=1"},
    {"question": QUESTION, "year": "999999999999999999999"}, {"question": QUESTION, "stage": "无"}, {"question": ""}, {"question": "\0\0"}, {},
]  # fmt: skip


@pytest.mark.parametrize("asked", QUERIES)
def test_16_queries_that_mean_nothing(call: Call, asked: dict[str, str]) -> None:
    _refused(call().get("/ask", params=asked), 400)


def test_16b_one_parameter_twice(call: Call) -> None:
    api = call()
    _refused(api.get("/documents?org=%E7%94%B2&org=%E4%B9%99"), 400)
    _refused(api.get("/figures", params={"org": "没有"}), 404)
    assert api.get(f"/ask?question={QUESTION}&context=a&context=b").status_code == 200


LISTED = [
    ("/figures", {}), ("/figures", {"org": "甲市档案局", "limit": "0"}), ("/figures", {"org": "甲市档案局", "limit": "1000000"}),
    ("/figures", {"org": "甲市档案局", "cursor": "AAAA"}), ("/documents", {"cursor": "W10"}), ("/documents", {"cursor": "甲" * 50}),
    ("/documents", {"year": "0000..9999"}), ("/search", {"text": "x", "k": "100000"}), ("/search", {"text": " "}),
]  # fmt: skip


@pytest.mark.parametrize(("address", "asked"), LISTED)
def test_17_lists_without_bounds(call: Call, address: str, asked: dict[str, str]) -> None:
    _refused(call().get(address, params=asked), 400)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
@pytest.mark.parametrize("address", ["/ask", "/documents", "/feedback"])
def test_18_nothing_can_be_changed_and_no_other_site_is_let_in(call: Call, method: str, address: str) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    found = call().request(method, address, headers=headers)
    assert found.status_code == 405
    seen = call().get("/documents", headers={"origin": "https://evil.example"})
    assert not [name for each in (found, seen) for name in each.headers if name.startswith("access-control")]


def test_19_headers_that_lie(call: Call) -> None:
    api = call(names=("budget.example",))
    for host in ("evil.example", "budget.example.evil.example", "169.254.169.254", "evil.example:8600", ""):
        _refused(api.get("/documents", headers={"host": host}), 421)
    for host in ("budget.example", "budget.example:443", "127.0.0.1:8600", "localhost"):
        assert api.get("/documents", headers={"host": host}).status_code == 200
    odd = api.get("/documents", headers={"x-request-id": "a\tb<script>", "host": "localhost"})
    assert "<" not in odd.headers["x-request-id"]
    kept = api.get("/documents", headers={"x-request-id": "proxy-42", "host": "localhost"})
    assert kept.headers["x-request-id"] == "proxy-42"
    assert kept.headers["cache-control"] == "no-store"


def test_20_counters_are_not_for_the_public(call: Call) -> None:
    _refused(call(host="203.0.113.9").get("/metrics"), 404)
    # A proxy on this machine speaks for the public.
    _refused(call(host="127.0.0.1").get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}), 404)
    assert call(host="127.0.0.1").get("/metrics").status_code == 200
    assert call(token=True).get("/metrics", headers=BEARER).status_code == 200


def test_21_visitors_cannot_fill_the_library(call: Call, library: Any) -> None:
    api = call(feedback_per_minute=3)
    told = [api.post("/feedback", json={"question": "x", "verdict": "有用"}).status_code for _ in range(6)]
    assert told == [200] * 3 + [429] * 3
    _refused(api.post("/feedback", json={"question": "x", "verdict": "删除"}), 400, 429)
    assert len(library.feedback()) == 3


def test_22_one_slow_question_does_not_keep_the_others(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from qa.serve.desk import Desk

    held = threading.Event()
    real = Desk.ask

    def ask(self: Desk, given: Any) -> Any:
        if given["question"] == "慢":
            held.wait(30)
        return real(self, given)

    monkeypatch.setattr(Desk, "ask", ask)
    api = call(at_once=2, waiting=1, seconds=1)
    try:
        with api:
            _refused(api.get("/ask", params={"question": "慢"}), 503)
            assert api.get("/ask", params={"question": QUESTION}).json()["status"] == "answered"
            _refused(api.get("/ask", params={"question": "慢"}), 503)
            # Both threads are taken: one more waits in vain, and then nobody waits at all.
            found = [api.get("/ask", params={"question": QUESTION}) for _ in range(2)]
            assert {f.status_code for f in found} == {503}
            assert api.get("/ask", params={"question": QUESTION}).headers["retry-after"]
    finally:
        held.set()
