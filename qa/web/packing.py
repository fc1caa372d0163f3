"""Scripts and styles go over the line packed: they are most of a first visit, and to a third of their size. Nothing else is packed here:
what an answer weighs must not tell what it says."""

from __future__ import annotations

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_BELOW, _KINDS = "/static/", (".js", ".css")


class Packed:
    """The middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._packed = GZipMiddleware(app, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pack what lies ready and is the same for everybody, for a browser that unpacks it."""
        path = str(scope.get("path", ""))
        packs = scope["type"] == "http" and path.startswith(_BELOW) and path.endswith(_KINDS)
        await (self._packed if packs else self._plain)(scope, receive, send)
