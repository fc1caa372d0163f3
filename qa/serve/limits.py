"""How much may be asked of a server: one table, set in ``[serve]`` of the settings file or as ``BUDGETQA_SERVE_…``."""

from __future__ import annotations

from dataclasses import dataclass

from qa import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``body_bytes`` and ``address_bytes`` (path and query) are those of one request, ``receive_seconds`` the time for its
    body to come in, ``seconds`` that for its answer. A client may ask ``burst`` times at once and then ``per_minute``;
    what visitors say of answers is taken ``feedback_per_minute`` times. A worker works on ``at_once`` and lets ``waiting``
    more wait. A list has ``listed`` entries unless told otherwise, at most ``most_listed``; a search gives at most
    ``passages``; ``text`` characters are the most of a note from a visitor."""

    body_bytes: int = 65_536
    address_bytes: int = 8_192
    receive_seconds: int = 10
    seconds: int = 20
    per_minute: int = 120
    burst: int = 30
    feedback_per_minute: int = 6
    at_once: int = 8
    waiting: int = 32
    listed: int = 50
    most_listed: int = 500
    passages: int = 100
    text: int = 300


def load() -> Limits:
    """Those in force. Raises BadOption."""
    return settings.table("serve", Limits)
