"""The ``[web]`` table of the settings file: what only the page needs; the password's hash may come by the environment, which wins."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, fields
from typing import Any

from index.errors import BadOption
from qa import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """``password_hash`` as ``python -m qa.web.password`` prints it; ``staff`` are e-mail addresses (``@example.org``: all of a
    domain), ``staff_groups`` groups that the identity provider names; ``minutes`` after which an idle login ends;
    ``search_public``: whether 查阅 is open to everybody. ``accounts`` is a file of named accounts (``python -m qa.web.accounts``).
    ``trusted_proxies`` are the addresses or networks whose word on a client's address counts. ``keep_days``: how long questions,
    what visitors say of answers and what staff did are kept, ``link_days``: how long a link that was copied opens. ``feedback_hour``: how often a visitor may judge within an hour.
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
    link_days: int = 180
    feedback_hour: int = 20
    upload_session_mb: int = 400
    upload_total_mb: int = 2000


def load() -> WebConfig:
    """The settings in force. Raises BadOption for an unknown name and a value of the wrong kind: what was meant to close a door
    must not be passed over."""
    table = settings.section("web")
    kinds = {field.name: type(field.default) for field in fields(WebConfig)}
    for name in sorted(table.keys() - kinds.keys()):
        raise BadOption(f"设置文件 [web] 中有不认识的项 {name[:40]}（可用：{'、'.join(sorted(kinds))}）")
    told = {name: _read(name, kinds[name], value) for name, value in table.items()}
    if hashed := os.environ.get("BUDGETQA_WEB_PASSWORD_HASH"):
        told["password_hash"] = hashed
    return WebConfig(**told)


def _read(name: str, kind: type, value: object) -> Any:
    if name == "trusted_proxies":
        return _networks(name, value)
    return _texts(name, value) if kind is tuple else settings.typed(kind, f"[web] 的 {name}", value)


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadOption(f"[web] 的 {name} 应为方括号中的一列文字，现为 {str(value)[:40]}")
    return tuple(value)


def _networks(name: str, value: object) -> tuple[str, ...]:
    told = _texts(name, value)
    for each in told:
        try:
            ipaddress.ip_network(each, strict=False)
        except ValueError:
            raise BadOption(f"[web] 的 {name} 中 {each[:40]} 不是网络地址") from None
    return told
