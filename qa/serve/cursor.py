"""Where a list goes on: an opaque text that fits one question and one state of the library, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping

from index.errors import BadOption

_LONGEST = 200
_FURTHEST = 10**9


class Stale(BadOption):
    """The library has changed since: the list must be read from its beginning."""


def written(place: tuple[int, int], asked: Mapping[str, object], generation: int) -> str:
    """The text for going on at a place."""
    told = json.dumps([*place, generation, _digest(asked)], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(cursor: str, asked: Mapping[str, object], generation: int) -> tuple[int, int]:
    """The place; (0, 0) for "". Raises BadOption for what this program did not write for this question, Stale."""
    if not cursor:
        return 0, 0
    try:
        if len(cursor) > _LONGEST:
            raise ValueError
        padded = cursor + "=" * (-len(cursor) % 4)
        first, second, then, digest = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not all(type(n) is int and 0 <= n <= _FURTHEST for n in (first, second)) or type(then) is not int:
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise BadOption("cursor 不对：请用上一页给出的 next") from None
    if digest != _digest(asked):
        raise BadOption("cursor 属于另一个查询：请用同一查询上一页给出的 next")
    if then != generation:
        raise Stale("资料库已有变动，请从头再取")
    return first, second


def _digest(asked: Mapping[str, object]) -> str:
    told = json.dumps({k: v for k, v in asked.items() if v not in (None, "")}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:16]
