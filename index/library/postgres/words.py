"""What a server and its address are to people: in Chinese, and without a password."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from index.errors import BadOption

# Where a part of an address is otherwise, a password with signs of its own was taken apart: none of it is shown.
_SOUND = {"host": r"[^@?]*", "port": r"[\d,]*", "dbname": r"[^@/?]*", "user": r"[^@/?]*"}
# What a server refuses a connection with, for people; what is not here has no more to say than that it cannot be reached.
_REFUSED = (
    (r"password authentication failed|no password supplied", "用户名或密码不对"),
    (r"role .* does not exist", "服务器上没有这个用户"),
    (r"database .* does not exist", "服务器上没有这个数据库"),
    (r"no pg_hba.conf entry", "服务器不许从这里连接"),
    (r"too many|connection slots", "服务器的连接数已满，请稍后再试"),
    (r"translate host name|resolve", "找不到这个主机名"),
    (r"time.?out", "等不到服务器回应"),
    (r"starting up|shutting down", "服务器正在启动或关闭，请稍后再试"),
    (r"", "连不上服务器，请检查地址，以及服务器是否在运行"),
)
# By the beginning of a SQLSTATE.
_TOLD = {
    "25006": "这台服务器或这个用户只能读，不能写入",
    "42501": "这个用户没有权限",
    "40": "与另一个写入者相互等待，请再试一次",
    "531": "服务器的磁盘已满，没有写入",
    "53": "服务器资源不足，请稍后再试",
    "57": "服务器中断了操作",
    "08": "与服务器的连接断了",
    "XX": "服务器的数据可能已损坏，请由备份恢复",
}


def shown(given: Mapping[str, Any]) -> str:
    """An address in parts for people: who, where and what, and nothing else that stands in it. Raises BadOption where a part
    is none."""
    if not all(re.fullmatch(pattern, str(given.get(name) or "")) for name, pattern in _SOUND.items()):
        # Not in its own words, which may quote a password.
        raise BadOption(
            "资料库的地址写得不对，应为 postgresql://用户@主机/数据库；密码宜放在 ~/.pgpass 或 PGPASSWORD，"
            "写在地址里时其中的 @、:、/、? 要写成 %40、%3A、%2F、%3F"
        )
    user = f"{quote(given['user'])}@" if given.get("user") else ""
    port = f":{given['port']}" if given.get("port") else ""
    return f"postgresql://{user}{given.get('host') or 'localhost'}{port}/{given.get('dbname') or ''}"


def refused(error: str) -> str:
    """Why a server let nobody in, from its own words."""
    return next(words for pattern, words in _REFUSED if re.search(pattern, error))


def complaint(state: str) -> str:
    """What a server complains of, by its SQLSTATE."""
    return next((words for begin, words in _TOLD.items() if state.startswith(begin)), f"错误 {state}")
