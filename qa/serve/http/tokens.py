"""The tokens of a file, one a line: who has one may ask. Changed while the server runs, they are read again."""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path

from index.errors import BadOption

_TOKEN = re.compile(r"[\x21-\x7e]{16,512}")


class Tokens:
    """``path`` None lets everybody in. Raises BadOption for a file that has no token or one that is too short."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._changed: tuple[int, int] | None = None
        self._digests: tuple[bytes, ...] = ()
        if path is not None:
            self._read(path)

    @property
    def needed(self) -> bool:
        """Whether nobody may ask without one."""
        return self._path is not None

    def name_of(self, header: str) -> str | None:
        """What the token of an ``Authorization`` header is known by (not the token); None for one that is not right."""
        if self._path is None:
            return None
        scheme, _, given = header.partition(" ")
        if scheme.lower() != "bearer" or not _TOKEN.fullmatch(given):
            return None
        self._again(self._path)
        digest = hashlib.sha256(given.encode()).digest()
        # Every one is compared: how long it takes tells nothing.
        found = [hmac.compare_digest(digest, known) for known in self._digests]
        return digest.hex()[:16] if any(found) else None

    def _again(self, path: Path) -> None:
        try:
            told = path.stat()
            if (told.st_mtime_ns, told.st_size) != self._changed:
                self._read(path)
        except (OSError, BadOption):
            self._digests = ()  # a file taken away lets nobody in

    def _read(self, path: Path) -> None:
        try:
            told = path.stat()
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise BadOption(f"令牌文件 {path} 无法读取（{getattr(error, 'strerror', None) or '不是文本'}）") from error
        tokens = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        if not tokens:
            raise BadOption(f"令牌文件 {path} 中没有令牌（每行一个，# 开头的行是注释）")
        if not all(map(_TOKEN.fullmatch, tokens)):
            raise BadOption(f"令牌文件 {path} 中有不合要求的令牌（每行一个，16 到 512 个不含空格的 ASCII 字符）")
        self._changed = (told.st_mtime_ns, told.st_size)
        self._digests = tuple(hashlib.sha256(token.encode()).digest() for token in tokens)
