"""Attempts on the real server, each with the refusal that it must meet: upload, addresses, page.

One server for all, as in ``test_attacks_by_words.py``; together some sixty attempts: the rows of the tables, and those that a
test makes one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attacked import Site
from websockets.exceptions import InvalidStatus
from wire import XSRF, cookie_of, request, window, xsrf

from qa import records
from qa.web import visitors
from qa.web.visitors import COOKIE

# -- upload ---------------------------------------------------------------------------------------------------------

BODY = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n'


def put(site: Site, session: str, cookie: str = "", body: bytes | Iterator[bytes] = BODY, **more: str) -> int:
    """The status that an upload meets."""
    headers = {"Content-Type": "multipart/form-data; boundary=b", **{k.replace("_", "-"): v for k, v in more.items()}}
    token = xsrf(site.address)
    headers |= {"Cookie": f"{XSRF}={token}; {COOKIE}={cookie}", "X-Xsrftoken": token}
    method = headers.pop("X-Method", "PUT")
    return request(f"{site.address}/_stcore/upload_file/{session}/0b7e", method, body, headers)[0]


def test_upload_without_a_login(site: Site) -> None:
    cookie = cookie_of(site.address)
    with window(site.address, "library", cookie) as opened:
        session = opened.run().session
        assert put(site, session) == 403
        assert put(site, session, cookie) == 403
        assert put(site, session, "") == 403
        assert put(site, session, visitors.issue()) == 403, "a cookie that another server signed"
        assert put(site, session, cookie.partition(".")[0] + "." + "0" * 64) == 403, "a signature that is none"
        assert put(site, session, "", X_Method="POST") == 403
        assert put(site, session, "", X_Method="DELETE") == 403
        assert put(site, "../../etc", "") == 403


def test_upload_of_staff_is_theirs_alone_and_bounded(site: Site, staff: str) -> None:
    other = cookie_of(site.address)
    with window(site.address, "library", staff) as mine, window(site.address, "library", other) as theirs:
        session, foreign = mine.run().session, theirs.run().session
        assert put(site, session, staff) < 300
        assert put(site, foreign, staff) == 403, "into another visitor's session"
        assert put(site, session, other) == 403, "by somebody who has learnt the session's id"
        assert put(site, session, other, X_Method="DELETE") == 403
        assert put(site, session, staff, Origin="http://evil.example") == 403
        assert put(site, session, staff, iter([BODY])) == 411, "of a size that is not told"
        assert put(site, session, staff, Content_Length="1100000") == 413, "more than a window may hold"


def test_uploads_end_with_memory(site: Site, staff: str) -> None:
    large = BODY.replace(b"hello", b"x" * 900_000)
    with (
        window(site.address, "library", staff) as a,
        window(site.address, "library", staff) as b,
        window(site.address, "library", staff) as c,
    ):
        met = [put(site, each.run().session, staff, large) for each in (a, b, c)]
    assert [status < 300 for status in met[:2]] == [True, True] and met[2] == 413


# -- addresses ------------------------------------------------------------------------------------------------------

CLOSED = (
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/%5Fstcore/metrics",
    "/_stcore/%6Detrics",
    "/_stcore/./metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/_stcore/upload_file",
)
SECRET = ("/app/static/../accounts", "/static/..%2f..%2fbudgetqa.toml", "/media/..%2f..%2faccounts", "/budgetqa.toml")


@pytest.mark.parametrize("path", CLOSED)
def test_a_closed_address(site: Site, path: str) -> None:
    status, body, _ = request(site.address + path)
    assert status in (400, 403, 404) and "stats" not in body and "# TYPE" not in body


@pytest.mark.parametrize("path", SECRET)
def test_no_file_of_the_server_is_given_out(site: Site, path: str) -> None:
    assert "$argon2" not in (body := request(site.address + path)[1]) and "trusted_proxies" not in body


# -- the page -------------------------------------------------------------------------------------------------------

FOREIGN = (
    "http://evil.example",
    "null",
    "http://{host}.evil.example",
    "http://{host}@evil.example",
    "http://127.0.0.1:1",
)


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_sites_page_gets_no_connection(site: Site, origin: str) -> None:
    with pytest.raises(InvalidStatus) as met, window(site.address, Origin=origin.format(host=site.host)):
        pass
    assert met.value.response.status_code == 403


def test_headers_of_every_answer(site: Site) -> None:
    for path in ("/", "/library", "/_stcore/health", "/_stcore/metrics", "/static/none.js"):
        headers = request(site.address + path)[2]
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert "unsafe-" not in policy["script-src"].replace("'wasm-unsafe-eval'", "")
        assert policy["img-src"] == "'self' data: blob:" and policy["frame-ancestors"] == "'self'"
        assert policy["object-src"] == "'none'" and policy["connect-src"] == "'self'"
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "SAMEORIGIN")
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_cookie_is_out_of_reach_of_scripts(site: Site) -> None:
    told = request(site.address + "/", headers={"X-Forwarded-Proto": "https"})[2]["Set-Cookie"]
    assert all(word in told for word in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/"))


def test_the_id_of_a_session_is_no_login(site: Site, staff: str) -> None:
    for cookie in ("", cookie_of(site.address)):
        with window(site.address, "library", staff) as mine:
            session = mine.run().session
        with window(site.address, "library", cookie, resume=session) as thief:
            shown = thief.run()
        assert shown.session != session and not shown.of("file_uploader")


def test_a_login_outlives_a_reload_and_ends_with_logging_out(site: Site) -> None:
    cookie = site.staff()
    with window(site.address, "staff", cookie) as opened:
        shown = opened.run()
        opened.run((shown.keyed("button", "log-out").id, "trigger_value", True))
    with window(site.address, "library", cookie) as opened:
        assert not opened.run().of("file_uploader")


def test_a_change_asks_for_the_right_when_it_is_made(site: Site) -> None:
    """The page was drawn for staff, who then left in another window: neither button does anything."""
    cookie = site.staff()
    before = site.documents()
    with window(site.address, "library", cookie) as stale, window(site.address, "staff", cookie) as other:
        shown = stale.run()
        leaving = other.run().keyed("button", "log-out").id
        other.run((leaving, "trigger_value", True))
        for key in ("reread", "rebuild", "verify", "remove"):
            stale.run((shown.keyed("button", key).id, "trigger_value", True))
        upload = next(e for e in shown.of("button") if e.is_form_submitter)
        stale.run((upload.id, "trigger_value", True))
    assert site.documents() == before
    entries = records.read(site.library / records.STAFF)
    assert not [e for e in entries if e["action"] in ("重新读取", "重建索引", "删除")]
