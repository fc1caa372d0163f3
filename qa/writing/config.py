"""The ``[writer]`` table of the settings file: which language model rewords answers; none by default."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from index.errors import BadOption
from qa import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """``address`` is that of an OpenAI-compatible server up to ``/chat/completions`` (``http://127.0.0.1:8080/v1``), "" for no
    writer; ``model`` the name it goes by there; ``key`` is sent as a bearer token and never shown; ``seconds`` are the most that
    one reply may take."""

    address: str = ""
    model: str = "default"
    key: str = field(default="", repr=False)
    seconds: int = 8


def load(address: str | None = None) -> Config:
    """The settings in force (``BUDGETQA_WRITER_…`` wins over the file), with ``address`` in place of theirs where it is given.

    Raises BadOption for a setting that means nothing.
    """
    told = settings.table("writer", Config)
    config = told if address is None else replace(told, address=address)
    if address == "":
        raise BadOption("--writer 后面是空的")
    if config.address:
        _checked(config)
    return config


def _checked(config: Config) -> None:
    try:
        parts = urlsplit(config.address)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        right = False
    if not right or parts.query or parts.fragment or not config.address.isascii() or not config.address.isprintable():
        raise BadOption("--writer 应为 http:// 或 https:// 开头的地址，如 http://127.0.0.1:8080/v1")
    if "@" in parts.netloc:
        raise BadOption("--writer 的地址里不能有用户名和密码，请用环境变量 BUDGETQA_WRITER_KEY")
    if not config.key.isascii() or not config.key.isprintable():
        raise BadOption("BUDGETQA_WRITER_KEY 里有不能用的字符")
