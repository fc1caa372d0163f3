"""Who is logged in: by the visitor's cookie, in this process's memory. The id of a Streamlit session is no login."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

_LONGEST = 12 * 3600.0  # seconds: nobody stays in for longer, however active
_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """An account that is in ``since``, and was active when last ``seen`` (seconds since the epoch)."""

    account: str
    since: float
    seen: float

    def is_over(self, idle: float, now: float) -> bool:
        """Whether ``idle`` seconds went by without a sign, or the longest time that anybody stays in."""
        return now - self.seen > idle or now - self.since > _LONGEST


class Logins:
    """Logins by visitor, and which visitor each Streamlit session belongs to. Safe to share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._in: dict[str, Login] = {}
        self._sessions: OrderedDict[str, str] = OrderedDict()

    def enter(self, visitor: str, account: str, now: float) -> None:
        """A visitor has shown who they are."""
        with self._lock:
            self._in[visitor] = Login(account=account, since=now, seen=now)

    def leave(self, visitor: str | None) -> None:
        """A visitor goes, or is shown out."""
        with self._lock:
            self._in.pop(visitor or "", None)

    def account(self, visitor: str | None, idle: float, now: float | None = None) -> str | None:
        """Who a visitor is, None for the public and where ``idle`` seconds went by; asking counts as being active."""
        now = time.time() if now is None else now
        with self._lock:
            found = self._in.get(visitor or "")
            if found is None or visitor is None or found.is_over(idle, now):
                return None
            self._in[visitor] = replace(found, seen=now)
            return found.account

    def has_expired(self, visitor: str | None, idle: float, now: float | None = None) -> bool:
        """Whether a login is still there whose time is over."""
        now = time.time() if now is None else now
        with self._lock:
            found = self._in.get(visitor or "")
        return found is not None and found.is_over(idle, now)

    def own(self, session: str, visitor: str) -> None:
        """A Streamlit session runs for a visitor: the first one that it ran for keeps it."""
        with self._lock:
            self._sessions.setdefault(session, visitor)
            self._sessions.move_to_end(session)
            while len(self._sessions) > _MOST:
                self._sessions.popitem(last=False)

    def owner(self, session: str) -> str | None:
        """Whose a Streamlit session is, None where that is not known."""
        with self._lock:
            return self._sessions.get(session)


LOGINS = Logins()
"""Those of this process: what draws the pages and what guards the server look into the same."""
