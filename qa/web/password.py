"""Passwords of a small office: only a scrypt hash is kept. ``python -m qa.web.password`` makes one."""

from __future__ import annotations

import base64
import getpass
import hashlib
import hmac
import os
import sys

_COST, _BLOCK, _PARALLEL, _LENGTH = 2**14, 8, 1, 32


def hashed(password: str, salt: bytes | None = None) -> str:
    """``scrypt:N:r:p:salt:hash`` for the settings."""
    salt = salt or os.urandom(16)
    key = _key(password, salt, _COST, _BLOCK, _PARALLEL)
    return ":".join(("scrypt", str(_COST), str(_BLOCK), str(_PARALLEL), _text(salt), _text(key)))


def matches(password: str, stored: str) -> bool:
    """Whether a password is the one that was hashed; False for a hash that is none."""
    try:
        name, cost, block, parallel, salt, key = stored.split(":")
        given = _key(password, base64.b64decode(salt), int(cost), int(block), int(parallel))
        return name == "scrypt" and hmac.compare_digest(given, base64.b64decode(key))
    except ValueError:
        return False


def _key(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost, r=block, p=parallel, dklen=_LENGTH, maxmem=256 * cost * block
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def main() -> int:
    """Ask twice, print the hash."""
    first = getpass.getpass("密码：")
    if len(first) < 8:
        print("密码至少 8 个字符", file=sys.stderr)
        return 2
    if first != getpass.getpass("再输一次："):
        print("两次输入不同", file=sys.stderr)
        return 2
    print(hashed(first))
    return 0


if __name__ == "__main__":
    sys.exit(main())
