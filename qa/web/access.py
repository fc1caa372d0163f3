"""Who may do what: the public asks and reads, staff also change the library.

OpenID Connect where it is set up, else named accounts, else one password. A login belongs to the visitor's cookie, never to
the id of a Streamlit session; each change asks for it again at the moment of doing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from qa.web import accounts, visitors
from qa.web.config import WebConfig, load
from qa.web.guesses import GUESSES
from qa.web.logins import LOGINS
from qa.web.password import matches

OIDC, ACCOUNTS, PASSWORD, CLOSED = "oidc", "accounts", "password", "closed"
_ANYBODY = "工作人员"  # who logs in with the one password of the office


def mode() -> str:
    """How staff log in here: OIDC, ACCOUNTS, PASSWORD, or CLOSED where nothing is set up."""
    if _oidc_is_set_up():
        return OIDC
    config = load()
    return ACCOUNTS if config.accounts else PASSWORD if config.password_hash else CLOSED


def visitor() -> str | None:
    """The visitor's id, None where the browser keeps no cookie of ours."""
    return visitors.identifier(st.context.cookies.get(visitors.COOKIE))


def address() -> str:
    """The visitor's network address, as far as a trusted proxy tells it."""
    context = get_script_run_ctx()
    told = st.context.headers.get_all("X-Forwarded-For") if context else []
    return visitors.client_address(st.context.ip_address or "127.0.0.1", told, load().trusted_proxies)


def arrived() -> None:
    """A run of the page begins: its Streamlit session belongs to this visitor."""
    context, who = get_script_run_ctx(), visitor()
    if context is not None and who is not None:
        LOGINS.own(context.session_id, who)


def is_staff(now: float | None = None) -> bool:
    """Whether the visitor is logged in as staff and was active lately; being asked counts as activity."""
    return acting(now) is not None


def acting(now: float | None = None) -> str | None:
    """The account in whose name the visitor may change the library at this moment, None for the public."""
    now, config, who = now or time.time(), load(), visitor()
    how, idle = mode(), config.minutes * 60.0
    if how == CLOSED or who is None:
        return None
    if LOGINS.has_expired(who, idle, now):
        log_out()
        st.session_state["staff_expired"] = True
        return None
    if how == OIDC:
        user = dict(st.user) if st.user.is_logged_in else {}
        if not user or not may(user, config) or over(user, now):
            LOGINS.leave(who)
            if over(user, now):
                st.logout()
            return None
        if LOGINS.account(who, idle, now) is None:
            LOGINS.enter(who, str(user.get("email") or user.get("sub") or _ANYBODY), now)
    return LOGINS.account(who, idle, now)


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


def log_in(password: str, name: str = "", now: float | None = None) -> str:
    """Try a password: "" where it was right, else a sentence for people. The try counts before it is checked."""
    who, config = visitor(), load()
    if who is None:
        return "浏览器没有保存本站的 cookie，不能登录。请允许 cookie 后刷新本页。"
    wait = GUESSES.admit(address(), name)
    if wait > 0:
        return f"尝试过于频繁，请 {math.ceil(wait)} 秒后再试。"
    if not _is_right(name, password, config):
        return "账号或密码不正确，请重新输入。" if config.accounts else "密码不正确，请重新输入。"
    GUESSES.right(address(), name)
    LOGINS.enter(who, name or _ANYBODY, now or time.time())
    st.session_state.pop("staff_expired", None)
    return ""


def log_out() -> None:
    """Forget the login."""
    LOGINS.leave(visitor())
    if mode() == OIDC and st.user.is_logged_in:
        st.logout()


def _is_right(name: str, password: str, config: WebConfig) -> bool:
    if mode() == ACCOUNTS:
        return accounts.matches(accounts.read(Path(config.accounts)), name, password)
    return not name and matches(password, config.password_hash)


def _oidc_is_set_up() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:  # no secrets file at all
        return False
