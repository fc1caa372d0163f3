"""Conversations kept on the server under a random id, so that a reload, Back or another page does not lose them.

Only questions are kept, for a day and in memory: answers are found again. Each window writes its own: whoever opens an
address that was passed on reads the conversation as it was and goes on with one of their own.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

KEPT = "k"
_SECONDS, _MOST, _LONGEST = 86_400, 5_000, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question with all that it was asked with; ``before`` are those of ``context`` that it leans on."""

    question: str
    context: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    ask: str | None = None


class Conversations:
    """At most so many, the one used longest ago gone first. Safe to share."""

    def __init__(self, *, seconds: float = _SECONDS, most: int = _MOST) -> None:
        self._seconds, self._most = seconds, most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, tuple[Asked, ...]]] = OrderedDict()

    def put(self, identifier: str, asked: Sequence[Asked]) -> None:
        """Keep a conversation as it is now."""
        now = time.monotonic()
        with self._lock:
            self._kept[identifier] = (now, tuple(asked[-_LONGEST:]))
            self._kept.move_to_end(identifier)
            while self._kept and (
                len(self._kept) > self._most or now - next(iter(self._kept.values()))[0] > self._seconds
            ):
                self._kept.popitem(last=False)

    def get(self, identifier: str) -> tuple[Asked, ...]:
        """The conversation, () where there is none of this id any more."""
        with self._lock:
            since, asked = self._kept.get(identifier, (0.0, ()))
        return asked if time.monotonic() - since <= self._seconds else ()


def new() -> str:
    """An id that nobody guesses."""
    return secrets.token_urlsafe(16)


@st.cache_resource(show_spinner=False)
def conversations() -> Conversations:
    """Those of this server."""
    return Conversations()
