"""Who a visitor is: a signed cookie that outlives a reload, and the address that a trusted proxy vouches for."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
from collections.abc import Iterable, Sequence
from functools import cache

COOKIE = "budgetqa_visitor"
_LENGTH = 22  # characters of an id


def issue() -> str:
    """A new visitor's cookie: an id that nobody guesses, signed so that nobody chooses one."""
    identifier = secrets.token_urlsafe(16)
    return f"{identifier}.{_signature(identifier)}"


def identifier(cookie: str | None) -> str | None:
    """The id of a cookie that this server gave; None for every other."""
    name, _, signature = (cookie or "").partition(".")
    if len(name) != _LENGTH or not hmac.compare_digest(signature.encode(), _signature(name).encode()):
        return None
    return name


def client_address(peer: str | None, forwarded: Iterable[str], trusted: Sequence[str]) -> str:
    """The address of who asks: the peer's, or where that is a trusted proxy the last one of ``X-Forwarded-For`` that is none.

    ``forwarded`` are the values of that header, in order; what a visitor writes into it stands before what proxies add.
    """
    hops = [hop.strip() for value in forwarded for hop in value.split(",") if hop.strip()]
    address = peer or ""
    while hops and _is_trusted(address, trusted):
        address = hops.pop()
    return address


def _is_trusted(address: str, trusted: Sequence[str]) -> bool:
    try:
        place = ipaddress.ip_address(address)
        return any(place in ipaddress.ip_network(each, strict=False) for each in trusted)
    except ValueError:
        return False


def _signature(name: str) -> str:
    return hmac.new(_secret(), name.encode(), hashlib.sha256).hexdigest()


@cache
def _secret() -> bytes:
    """That of the environment where several processes serve one site, else one of this process."""
    return os.environ.get("BUDGETQA_COOKIE_SECRET", "").encode() or secrets.token_bytes(32)
