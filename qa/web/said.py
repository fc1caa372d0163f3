"""What visitors say of answers: without personal data, so often from one visitor, kept for a set time."""

from __future__ import annotations

import datetime
import threading
import time
from collections import OrderedDict, deque

from qa.model import Answer
from qa.personal import masked
from qa.web import access, desk
from qa.web.config import load

_HOUR = 3600.0
_MOST = 10_000
_LOCK = threading.Lock()
_LATELY: OrderedDict[str, deque[float]] = OrderedDict()


def keep(question: str, answer: Answer, verdict: str, reason: str) -> bool:
    """Keep one; False where this visitor has said enough for now. The same question counts by address too: a fresh cookie is no
    fresh visitor."""
    config = load()
    if not admitted((f"v {access.visitor()}", f"a {access.address()}"), config.feedback_hour):
        return False
    now = datetime.datetime.now(datetime.UTC)
    desk.store().forget_feedback((now - datetime.timedelta(days=config.keep_days)).isoformat(timespec="seconds"))
    desk.store().add_feedback(
        {
            "time": now.isoformat(timespec="seconds"),
            "question": masked(question),
            "status": answer.status,
            "answer": masked(answer.text),
            "verdict": verdict,
            "reason": masked(reason),
            "figures": [cited.figure.id for cited in answer.figures],
        }
    )
    return True


def admitted(visitors: tuple[str, str], most: int, now: float | None = None) -> bool:
    """Whether a cookie may say one more within the hour; an address, behind which an office may sit, ten times as often."""
    now = time.monotonic() if now is None else now
    with _LOCK:
        said = [_LATELY.setdefault(who, deque()) for who in visitors]
        for times in said:
            while times and now - times[0] > _HOUR:
                times.popleft()
        if any(len(times) >= limit for times, limit in zip(said, (most, 10 * most), strict=True)):
            return False
        for who, times in zip(visitors, said, strict=True):
            times.append(now)
            _LATELY.move_to_end(who)
        while len(_LATELY) > _MOST:
            _LATELY.popitem(last=False)
        return True
