"""What staff do to the library, each time with the right asked for at that moment, and written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa import records
from qa.web import access, desk
from qa.web.changing import Result
from qa.web.config import load

_REFUSED = "没有办理：登录已过期，请重新登录后再办"


def done(action: str, change: Callable[[], tuple[Result, ...]], files: Sequence[str] = ()) -> tuple[Result, ...]:
    """What came of a change; none is made where nobody of staff is logged in any more. ``files`` are what it is meant for.

    An entry is written before the change and one after it: what breaks off half way stands there too.
    """
    account = access.acting()
    if account is None:
        return tuple(Result(file=name, outcome="拒绝", reason=_REFUSED) for name in files or (action,))
    _written(account, action, "开始", files)
    results = change()
    _written(account, action, "完成", [f"{each.file}：{each.outcome or each.reason}" for each in results])
    return results


def _written(account: str, action: str, state: str, files: Sequence[str]) -> None:
    entry = {"account": account, "address": access.address(), "action": action, "state": state, "files": list(files)}
    records.add(desk.store().folder / records.STAFF, entry, load().keep_days)
