"""The ``[web]`` table of the settings file: what only the page needs. Environment wins."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadOption
from qa.settings import FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """``password_hash`` as ``python -m qa.web.password`` prints it; ``staff`` are e-mail addresses (``@example.org``: all of a
    domain), ``staff_groups`` groups that the identity provider names; ``minutes`` after which an idle login ends;
    ``search_public``: whether 查阅 is open to everybody.
    """

    title: str = "预决算问答"
    password_hash: str = ""
    staff: tuple[str, ...] = ()
    staff_groups: tuple[str, ...] = ()
    minutes: int = 30
    search_public: bool = True


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
        minutes=_minutes(table.get("minutes", 30)),
        search_public=bool(table.get("search_public", True)),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()


def _minutes(value: object) -> int:
    if not isinstance(value, int) or value < 1:
        raise BadOption(f"[web] 的 minutes 应为正整数，现为 {value}")
    return value
