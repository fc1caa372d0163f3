"""Lines kept for a set time beside the library: what was asked, and what staff did. One JSON object a line."""

from __future__ import annotations

import datetime
import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

QUESTIONS, STAFF = "questions.jsonl", "staff.jsonl"
_LOG = logging.getLogger("budgetqa.records")
_LOCK = threading.Lock()
_CLEARED: dict[Path, datetime.date] = {}


def add(file: Path, entry: Mapping[str, object], days: int, now: datetime.datetime | None = None) -> bool:
    """Append a line with its time; once a day what is older than ``days`` is dropped. False where the disk takes none: that
    must not cost an answer."""
    now = now or datetime.datetime.now(datetime.UTC)
    line = json.dumps({"time": now.isoformat(timespec="seconds"), **entry}, ensure_ascii=False)
    try:
        with _LOCK:
            if _CLEARED.get(file) != now.date():
                _clear(file, (now - datetime.timedelta(days=days)).isoformat(timespec="seconds"))
                _CLEARED[file] = now.date()
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as log:
                log.write(line + "\n")
    except OSError:
        _LOG.warning("%s cannot be written", file.name)
        return False
    return True


def read(file: Path) -> Iterator[dict[str, Any]]:
    """The lines, oldest first; none where there is no file. A line that broke off is passed over."""
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue


def _clear(file: Path, oldest: str) -> None:
    """Drop the lines from before a time (UTC, ISO)."""
    if not file.is_file():
        return
    lines = list(read(file))
    kept = [line for line in lines if str(line.get("time", "")) >= oldest]
    if len(kept) < len(lines):
        fresh = file.with_name(f"{file.name}.new")
        fresh.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept), encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(file)
