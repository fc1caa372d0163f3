"""What stands before every address: the request's id, its size, who asks and how often. Plain ASGI, nothing is kept."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import logging
import math
import re
import secrets
import time
from collections import Counter

from qa.serve.http import metrics
from qa.serve.http.asgi import App, Message, Receive, Scope, Send
from qa.serve.http.tokens import Tokens
from qa.serve.limits import Limits
from qa.serve.rates import Rates

_LOG = logging.getLogger("budgetqa.serve")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OPEN = frozenset({"/health"})
_REPEATED = frozenset({b"context", b""})
_METRICS = "/metrics"
_FEEDBACK = "/feedback"
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# For browsers that come upon the API: nothing of it is to be run, framed, guessed at or kept.
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
)


class Refusal(Exception):
    """A request that is not worked on: its status, the line for people, the reason that is counted."""

    def __init__(self, status: int, error: str, reason: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        super().__init__(error)
        self.status, self.error, self.reason, self.headers = status, error, reason, headers


class Guard:
    """``names`` are the host names that the server answers to, () for any."""

    def __init__(
        self, app: App, *, limits: Limits, tokens: Tokens, rates: Rates, feedback: Rates, names: tuple[str, ...] = ()
    ) -> None:
        self._app, self._limits, self._tokens = app, limits, tokens
        self._rates, self._feedback, self._names = rates, feedback, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = Watched(send, _request_id(scope))
        began = time.perf_counter()
        metrics.WORKING.inc()
        try:
            await self._guarded(scope, receive, told)
        except Refusal as refusal:
            metrics.REFUSED.labels(refusal.reason).inc()
            await answer(told, refusal.status, refusal.error, refusal.headers)
        finally:
            metrics.WORKING.dec()
            self._noted(scope, told, time.perf_counter() - began)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        path = scope["path"]
        self._named(headers)
        self._sized(scope)
        token = self._tokens.name_of(headers.get("authorization", ""))
        if path == _METRICS:
            # Not for the public: who has a token, or a neighbour that came through no proxy.
            if token is None and (self._tokens.needed or not _neighbour(scope, headers)):
                raise Refusal(404, "没有这个地址", "metrics")
        elif path not in _OPEN:
            if self._tokens.needed and token is None:
                # Guessing is limited too.
                self._counted(self._rates, f"guess {_address(scope)}")
                raise Refusal(401, "需要令牌：Authorization: Bearer …", "token", ((b"www-authenticate", b"Bearer"),))
            client = token or _address(scope)
            self._counted(self._rates, client)
            if path == _FEEDBACK:
                self._counted(self._feedback, client)
        body = await self._received(headers, receive)
        await self._app(scope, _replayed(body, receive), send)

    def _named(self, headers: dict[str, str]) -> None:
        """A page elsewhere whose name was turned to this machine's address must not read what is here."""
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if self._names and name not in self._names and name not in _LOCAL_NAMES:
            raise Refusal(421, "这里不是这个主机名", "host")

    def _sized(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._limits.address_bytes:
            raise Refusal(414, f"地址太长，请控制在 {self._limits.address_bytes} 字节以内，或改用 POST", "address")
        names = Counter(part.partition(b"=")[0] for part in scope["query_string"].split(b"&"))
        if any(count > 1 for name, count in names.items() if name not in _REPEATED):
            # Two readers would read two things.
            raise Refusal(400, "参数出现了两次", "twice")

    def _counted(self, rates: Rates, client: str) -> None:
        wait = rates.wait(client)
        if wait > 0:
            seconds = math.ceil(wait)
            after = ((b"retry-after", str(seconds).encode()),)
            raise Refusal(429, f"问得太快，请 {seconds} 秒后再试", "rate", after)

    async def _received(self, headers: dict[str, str], receive: Receive) -> bytes:
        """The body, whole: its size and its time are limited."""
        length = headers.get("content-length", "0")
        if not length.isdecimal():
            raise Refusal(400, "Content-Length 不对", "length")
        self._fits(int(length[:20]))
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(self._limits.receive_seconds):
                while True:
                    message = await receive()
                    parts.append(message.get("body", b""))
                    self._fits(sum(map(len, parts)))
                    if message["type"] == "http.disconnect" or not message.get("more_body"):
                        return b"".join(parts)
        except TimeoutError:
            raise Refusal(408, "内容没有及时送达", "slow") from None

    def _fits(self, size: int) -> None:
        if size > self._limits.body_bytes:
            raise Refusal(413, f"内容太大，请控制在 {self._limits.body_bytes} 字节以内", "body")

    @staticmethod
    def _noted(scope: Scope, told: Watched, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        metrics.REQUESTS.labels(route, str(told.status)).inc()
        metrics.SECONDS.labels(route).observe(seconds)
        _LOG.info("%s %s %s %d %.1fms", told.id, scope["method"], route, told.status, seconds * 1000)


class Watched:
    """Sends on, with the request's id and what is said to every browser; remembers the status."""

    def __init__(self, send: Send, identifier: str) -> None:
        self._send = send
        self.id = identifier
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = {name.lower() for name, _ in message.get("headers", ())}
            kept = () if b"cache-control" in given else ((b"cache-control", b"no-store"),)
            headers = (*message.get("headers", ()), (b"x-request-id", self.id.encode()), *_ALWAYS, *kept)
            message = {**message, "headers": list(headers)}
        await self._send(message)


async def answer(send: Send, status: int, error: str, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """One line in Chinese."""
    data = json.dumps({"error": error}, ensure_ascii=False).encode()
    told = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": data})


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _headers(scope: Scope) -> dict[str, str]:
    """By lower-case name. Raises Refusal where one that decides is there twice: two readers would read two things."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in found and key in {"authorization", "content-length", "host", "content-type"}:
            raise Refusal(400, f"{key} 出现了两次", "headers")
        found[key] = value.decode("latin-1")
    return found


def _request_id(scope: Scope) -> str:
    """The id that a proxy gave, else a new one."""
    given = next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"x-request-id"), "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


def _address(scope: Scope) -> str:
    """Who asks, by address: of IPv6 the network that one household or office has."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return host


def _neighbour(scope: Scope, headers: dict[str, str]) -> bool:
    """Whether the request comes from this machine and through no proxy."""
    if any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via")):
        return False
    try:
        return ipaddress.ip_address((scope.get("client") or ("", 0))[0]).is_loopback
    except ValueError:
        return False
