"""Links that are passed on: an id that tells nothing, so that no proxy on the way writes the question into its log.

What the id stands for lies beside the library (``BUDGETQA_STATE``), without personal data, for a set time and in a set number;
it is written when somebody copies the link. Links with the question in them, as they were given once, still open.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

import streamlit as st

from index.errors import BadOption
from qa.personal import masked
from qa.serve import state
from qa.web import access, desk
from qa.web.config import load
from qa.web.kept import new
from qa.web.said import admitted
from qa.web.thread import ASKED, BEFORE, PICKED, REMEMBERED, Turn

SHARED = "s"
_FOLDER, _MOST, _HOUR = "links", 20_000, 60
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_LOG = logging.getLogger("budgetqa.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Questions that a link opens, in their order, and the choice that was picked of the last."""

    questions: tuple[str, ...] = ()
    ask: str | None = None


class Links:
    """What ids stand for, one file each: ``most`` of them, the oldest gone first, each for ``days``. Safe to share, also by
    several processes."""

    def __init__(self, folder: Path, *, days: int, most: int = _MOST) -> None:
        self._folder, self._seconds, self._most = folder, days * 86_400, most
        folder.mkdir(exist_ok=True, mode=0o700)

    def put(self, identifier: str, opening: Opening, now: float | None = None) -> None:
        """Keep what an id stands for. Raises OSError."""
        fresh = self._folder / f".{secrets.token_hex(8)}"
        data = json.dumps(asdict(opening), ensure_ascii=False).encode()
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            fresh.replace(self._folder / identifier)
        finally:
            fresh.unlink(missing_ok=True)
        self._clear(time.time() if now is None else now)

    def get(self, identifier: str, now: float | None = None) -> Opening | None:
        """What an id stands for; None where it is none of ours, or not kept any more."""
        file = self._folder / identifier
        now = time.time() if now is None else now
        try:
            if not _ID.fullmatch(identifier) or now - file.stat().st_mtime > self._seconds:
                return None
            told = json.loads(file.read_bytes())
            return Opening(questions=tuple(told["questions"]), ask=told["ask"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _clear(self, now: float) -> None:
        """Drop what is too old, and the oldest of what is too many."""
        with os.scandir(self._folder) as entries:
            ages = sorted((now - entry.stat().st_mtime, entry.path) for entry in entries)
        over = len(ages) - self._most
        for left, (age, path) in enumerate(reversed(ages)):
            if left < over or age > self._seconds:
                Path(path).unlink(missing_ok=True)


class Address(Protocol):
    """The query of an address, as Streamlit has it."""

    def get(self, name: str, /) -> str | None: ...
    def get_all(self, name: str, /) -> Sequence[str]: ...


def opened(address: Address) -> tuple[Opening, bool]:
    """What an address opens, and whether it is a link that is not kept any more."""
    if identifier := address.get(SHARED):
        links = _links(desk.place())
        found = links.get(identifier) if links else None
        return found or Opening(), found is None
    asked = (*address.get_all(BEFORE), *address.get_all(ASKED))[-REMEMBERED - 1 :]
    questions = tuple(question.strip()[:2000] for question in asked if question.strip())
    return Opening(questions=questions, ask=address.get(PICKED) or None), False


def address(key: str, page: str) -> str:
    """The link to a turn, by the turn's ``key``: the same for a window each time; "" where nothing can be kept."""
    if _links(desk.place()) is None:
        return ""
    identifier = st.session_state.setdefault(_name(key), new())
    return f"{page}?{urlencode({SHARED: identifier})}"


def keep(key: str, turn: Turn) -> None:
    """Somebody copied the link to a turn: from now on it opens. A visitor may do so a set number of times within the hour."""
    links, identifier = _links(desk.place()), st.session_state.get(_name(key))
    if links is None or identifier is None or links.get(identifier):
        return
    if not admitted((f"link v {access.visitor()}", f"link a {access.address()}"), _HOUR):
        _LOG.warning("a visitor copies too many links")
        return
    try:
        links.put(identifier, opening(turn))
    except OSError:
        _LOG.warning("links cannot be kept")


def opening(turn: Turn) -> Opening:
    """What opens a turn again, without personal data."""
    return Opening(questions=tuple(map(masked, (*turn.before, turn.question))), ask=turn.ask)


def _name(key: str) -> str:
    return f"{key}-shared"


@st.cache_resource(show_spinner=False)
def _links(place: str) -> Links | None:
    try:
        return Links(state.folder(place) / _FOLDER, days=load().link_days)
    except (OSError, BadOption):
        _LOG.warning("no folder to keep links in: no links are given")
        return None
