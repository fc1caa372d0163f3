"""The ``[web]`` table of the settings file: what only the page needs. Environment wins."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from index.errors import BadOption
from qa.settings import FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """``password_hash`` as ``python -m qa.web.password`` prints it; ``staff`` are e-mail addresses (``@example.org``: all of a
    domain), ``staff_groups`` groups that the identity provider names; ``minutes`` after which an idle login ends;
    ``search_public``: whether 查阅 is open to everybody. ``accounts`` is a file of named accounts (``python -m qa.web.accounts``).
    ``trusted_proxies`` are the addresses or networks whose word on a client's address counts. ``keep_days``: how long questions,
    what visitors say of answers and what staff did are kept. ``feedback_hour``: how often a visitor may judge within an hour.
    ``upload_session_mb``, ``upload_total_mb``: what may wait in memory to be read in, of one window and in all.
    """

    title: str = "预决算问答"
    password_hash: str = ""
    staff: tuple[str, ...] = ()
    staff_groups: tuple[str, ...] = ()
    minutes: int = 30
    search_public: bool = True
    accounts: str = ""
    trusted_proxies: tuple[str, ...] = ()
    keep_days: int = 180
    feedback_hour: int = 20
    upload_session_mb: int = 400
    upload_total_mb: int = 2000


_NUMBERS = ("minutes", "keep_days", "feedback_hour", "upload_session_mb", "upload_total_mb")
_DEFAULTS = {field.name: field.default for field in fields(WebConfig)}


def load() -> WebConfig:
    """The settings in force."""
    path = Path(os.environ.get("BUDGETQA_SETTINGS", FILE))
    table: dict[str, object] = {}
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8")).get("web", {})
        except (OSError, ValueError) as error:
            raise BadOption(f"设置文件 {path} 无法读取") from error
    return WebConfig(
        title=str(table.get("title", "预决算问答")),
        password_hash=os.environ.get("BUDGETQA_WEB_PASSWORD_HASH") or str(table.get("password_hash", "")),
        staff=_texts(table.get("staff")),
        staff_groups=_texts(table.get("staff_groups")),
        search_public=bool(table.get("search_public", True)),
        accounts=str(table.get("accounts", "")),
        trusted_proxies=_networks(table.get("trusted_proxies")),
        **{name: _positive(name, table.get(name, _DEFAULTS[name])) for name in _NUMBERS},
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _networks(value: object) -> tuple[str, ...]:
    told = _texts(value)
    for each in told:
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError:
            raise BadOption(f"[web] 的 trusted_proxies 中 {each} 不是网络地址") from None
    return told


def _positive(name: str, value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise BadOption(f"[web] 的 {name} 应为正整数，现为 {value}")
    return value
