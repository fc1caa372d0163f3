"""What the frozen types look like: pieces written of one form cannot be read as another."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from index.library.records import DocumentInfo
from index.model import Document, Figure, Finding, Passage

_KEPT = (Document, Figure, Finding, Passage, DocumentInfo)


@cache
def form() -> str:
    """One name for the fields of everything that a library keeps."""
    return hashlib.sha256("\n".join(_lines(_KEPT)).encode()).hexdigest()[:16]


def _lines(records: tuple[Any, ...]) -> list[str]:
    seen: dict[str, None] = {}
    waiting = list(records)
    while waiting:
        record = waiting.pop()
        hints = get_type_hints(record)
        line = f"{record.__name__}: " + ", ".join(f"{f.name} {hints[f.name]!r}" for f in fields(record))
        if line not in seen:
            seen[line] = None
            waiting += [part for f in fields(record) for part in _parts(hints[f.name]) if is_dataclass(part)]
    return sorted(seen)


def _parts(hint: Any) -> list[Any]:
    inner = get_args(hint)
    return [part for each in inner for part in _parts(each)] if inner else [hint]
