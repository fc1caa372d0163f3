"""Who may do what: the public asks and reads, staff also change the library. OpenID Connect where it is set up, else a password."""

from __future__ import annotations

import time
from collections.abc import Mapping

import streamlit as st

from qa.web.config import WebConfig, load
from qa.web.password import matches

OIDC, PASSWORD, CLOSED = "oidc", "password", "closed"
_SEEN = "staff_seen"
# Wrong passwords within this many seconds, over all visitors of this process, before the door stays shut for as long.
_WINDOW, _TRIES = 300.0, 8


def mode() -> str:
    """How staff log in here: OIDC, PASSWORD, or CLOSED where nothing is set up."""
    if _oidc_is_set_up():
        return OIDC
    return PASSWORD if load().password_hash else CLOSED


def is_staff(now: float | None = None) -> bool:
    """Whether the visitor is logged in as staff and was active lately; being asked counts as activity."""
    now, config, how = now or time.time(), load(), mode()
    if how == OIDC and not (st.user.is_logged_in and may(dict(st.user), config)):
        return False
    if how == OIDC and over(dict(st.user), now):
        st.logout()
        return False
    if how == OIDC and _SEEN not in st.session_state:
        st.session_state[_SEEN] = now
    seen = st.session_state.get(_SEEN)
    if how == CLOSED or seen is None:
        return False
    if now - seen > config.minutes * 60:
        log_out()
        st.session_state["staff_expired"] = True
        return False
    st.session_state[_SEEN] = now
    return True


def may(user: Mapping[str, object], config: WebConfig) -> bool:
    """Whether a person whom the identity provider vouches for is staff, by verified e-mail or by group."""
    email = str(user.get("email") or "").lower()
    if email and user.get("email_verified", True) is not False:
        allowed = [entry.lower() for entry in config.staff]
        if email in allowed or any(entry.startswith("@") and email.endswith(entry) for entry in allowed):
            return True
    groups = user.get("groups")
    return isinstance(groups, list | tuple) and bool(set(map(str, groups)) & set(config.staff_groups))


def over(user: Mapping[str, object], now: float) -> bool:
    """Whether what the provider vouched for has run out: Streamlit's cookie lasts for weeks, a new window must not."""
    end = user.get("exp")
    return isinstance(end, int | float) and now > end


def log_in(password: str, now: float | None = None) -> str:
    """Try a password: "" where it was right, else a sentence for people."""
    now = now or time.time()
    wrong = _wrong_tries()
    wrong[:] = [then for then in wrong if now - then < _WINDOW]
    if len(wrong) >= _TRIES:
        return "密码错误次数过多，请五分钟后再试。"
    if not matches(password, load().password_hash):
        wrong.append(now)
        return "密码不正确，请重新输入。"
    st.session_state[_SEEN] = now
    st.session_state.pop("staff_expired", None)
    return ""


def log_out() -> None:
    """Forget the login."""
    st.session_state.pop(_SEEN, None)
    if mode() == OIDC and st.user.is_logged_in:
        st.logout()


@st.cache_resource
def _wrong_tries() -> list[float]:
    return []


def _oidc_is_set_up() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:  # no secrets file at all
        return False
