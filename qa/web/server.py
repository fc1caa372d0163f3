"""What stands between the network and Streamlit: headers, who may upload, which addresses are open, the visitor's cookie.

One ASGI middleware. It knows nothing of pages; who is in it asks of the same ``LOGINS`` that the pages fill.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.web import scripts, visitors
from qa.web.config import WebConfig, load
from qa.web.logins import LOGINS
from qa.web.packing import Packed

PAGE = Path(__file__).with_name("page") / "page.py"
"""The script that Streamlit runs for each visitor."""
# All that a visitor's browser needs of Streamlit's own addresses; whatever else it answers at is for those who run it.
_OPEN = frozenset({"/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/allowed-message-origins"})
_OPEN_BELOW = ("/_stcore/upload_file/", "/_stcore/bidi-components/")
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?")
_STREAM = "/_stcore/stream"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MB = 1024 * 1024
_HEARD = 64 * 1024
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request goes no further: the status and a line for people."""

    status: int
    told: str


class Door:
    """The middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._coming = 0  # bytes of uploads that are under way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it; whatever is answered carries our headers."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = _as_connected(scope)
        request = HTTPConnection(scope)
        config = load()
        refused = refusal(request) or self._no_upload(request, config)
        if scope["type"] == "websocket":
            if refused:
                await _closed(receive, send)
                return
            await self._app(_own_session_only(scope, request), receive, send)
            return
        answer = _with_headers(send, request, config)
        if refused:
            await _heard(receive, scope["method"])
            await PlainTextResponse(refused.told, refused.status)(scope, receive, answer)
        elif scope["method"] == "PUT":
            await self._uploading(scope, receive, answer, _length(request.headers) or 0)
        else:
            await self._app(scope, receive, answer)

    async def _uploading(self, scope: Scope, receive: Receive, send: Send, size: int) -> None:
        self._coming += size
        try:
            await self._app(scope, receive, send)
        finally:
            self._coming -= size

    def _no_upload(self, request: HTTPConnection, config: WebConfig) -> Refusal | None:
        """Uploads are for staff, into a session of their own, as large as they say, and together no more than memory allows."""
        found = _UPLOAD.fullmatch(request.url.path)
        if not request.url.path.startswith("/_stcore/upload_file") or request.scope["type"] != "http":
            return None
        visitor = _visitor(request)
        if found is None or LOGINS.account(visitor, config.minutes * 60) is None or LOGINS.owner(found[1]) != visitor:
            return Refusal(status=403, told="上传需要工作人员登录")
        if request.scope["method"] != "PUT":
            return None
        size = _length(request.headers)
        if size is None:
            return Refusal(status=411, told="上传须写明大小")
        held = _held()
        whole = sum(held.values()) + self._coming + size
        if held.get(found[1], 0) + size > config.upload_session_mb * _MB or whole > config.upload_total_mb * _MB:
            return Refusal(status=413, told="等待读入的文件太多，请先读入已上传的文件")
        return None


def guards() -> list[Middleware]:
    """The middleware that the page is served with."""
    return [Middleware(Door), Middleware(Packed)]


def refusal(request: HTTPConnection) -> Refusal | None:
    """Why a request is not for this site: an address that is closed, or sent by another site's page. Nothing is looked up."""
    path = request.url.path
    if path.startswith("/_stcore") and path.rstrip("/") not in _OPEN and not path.startswith(_OPEN_BELOW):
        return Refusal(status=403, told="这个地址不对外开放")
    writes = request.scope["type"] == "websocket" or request.scope["method"] not in _SAFE
    origin, host = request.headers.get("origin"), request.headers.get("host")
    if writes and origin is not None and urlsplit(origin).netloc.lower() != (host or "").lower():
        return Refusal(status=403, told="不接受其他网站的请求")
    return None


def _visitor(request: HTTPConnection) -> str | None:
    return visitors.identifier(request.cookies.get(visitors.COOKIE))


def _as_connected(scope: Scope) -> Scope:
    """The request with the address that it came from: the server believes whatever a proxy on this machine says (such an address
    has port 0), and only ``trusted_proxies`` are to be believed."""
    client = scope.get("client")
    return {**scope, "client": ("127.0.0.1", 0)} if client and client[1] == 0 else scope


def _own_session_only(scope: Scope, request: HTTPConnection) -> Scope:
    """The request without the session that it wants to take up again, where that is another visitor's."""
    wanted = [each.strip() for each in request.headers.get("sec-websocket-protocol", "").split(",")]
    visitor = _visitor(request)
    if len(wanted) < 3 or (visitor is not None and LOGINS.owner(wanted[2]) == visitor):
        return scope
    kept = ", ".join(wanted[:2]).encode()
    name = b"sec-websocket-protocol"
    headers = [(key, kept if key.lower() == name else value) for key, value in scope["headers"]]
    return {**scope, "headers": headers, "subprotocols": wanted[:2]}


async def _heard(receive: Receive, method: str) -> None:
    """Take in a little of what a refused request sends, for a second at most, so that its sender hears the refusal and not a
    connection that broke."""
    heard, more = 0, method not in _SAFE
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            while more and heard < _HEARD:
                message = await receive()
                heard += len(message.get("body", b""))
                more = message["type"] == "http.request" and bool(message.get("more_body"))


async def _closed(receive: Receive, send: Send) -> None:
    """Refuse a websocket before it is one: the client sees 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _with_headers(send: Send, request: HTTPConnection, config: WebConfig) -> Send:
    fresh = _visitor(request) is None and _is_page(request)

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in security_headers().items():
                headers[name] = value
            if fresh:
                headers.append("set-cookie", _cookie(request, config))
        await send(message)

    return told


def _is_page(request: HTTPConnection) -> bool:
    """Whether a person's browser asks for the page itself."""
    path = request.url.path
    return not path.startswith(("/_stcore", "/static", "/media", "/component")) and "." not in path.rpartition("/")[2]


def _cookie(request: HTTPConnection, config: WebConfig) -> str:
    secure = "; Secure" if _is_https(request, config) else ""
    return f"{visitors.COOKIE}={visitors.issue()}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax{secure}"


def _is_https(request: HTTPConnection, config: WebConfig) -> bool:
    """Whether the visitor's browser speaks TLS: to us, or to a proxy whose word counts."""
    peer = request.client.host if request.client else ""
    vouched = visitors.client_address(peer, ["x"], config.trusted_proxies) == "x"
    return request.url.scheme == "https" or (vouched and request.headers.get("x-forwarded-proto") == "https")


def _length(headers: Headers) -> int | None:
    """The size that a request says its body has; None where it does not say, or says that it does not know."""
    told = headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and "transfer-encoding" not in headers else None


def _held() -> dict[str, int]:
    """Bytes of uploads in memory by session."""
    from streamlit.runtime import exists, get_instance

    storage: Mapping[str, Mapping[str, object]] = (
        getattr(get_instance().uploaded_file_mgr, "file_storage", {}) if exists() else {}
    )
    return {
        session: sum(len(getattr(file, "data", b"")) for file in list(files.values()))
        for session, files in list(storage.items())
    }


@cache
def security_headers() -> dict[str, str]:
    """Headers of every answer. Scripts run only from this site, and inline only those of ours and of Streamlit's own page."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = " ".join(_hash(text) for text in dict.fromkeys((*_INLINE.findall(index), *scripts.INLINE)))
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' blob: {hashes}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-frame-options": "SAMEORIGIN",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
