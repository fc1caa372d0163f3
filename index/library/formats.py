"""What the frozen types look like: pieces written of one form are read as another only where fields were added to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from index.library.records import DocumentInfo
from index.model import Document, Figure, Finding, Passage

_KEPT = (Document, Figure, Finding, Passage, DocumentInfo)


def form() -> str:
    """The fields of everything that a library keeps, for writing down."""
    return json.dumps({name: list(known) for name, known in _fields().items()}, ensure_ascii=False)


def readable(written: object) -> bool:
    """Whether pieces of a form that was written down are read by this version: each type as it was, or with fields more
    that have a default (see ``codec``)."""
    try:
        told = json.loads(str(written))
        kept = all(record.__name__ in told for record in _KEPT)
        return kept and all(_grew(told[name], known) for name, known in _fields().items() if name in told)
    except (ValueError, TypeError, AttributeError):
        return False


def _grew(before: list[str], now: Mapping[str, bool]) -> bool:
    return list(now)[: len(before)] == before and all(list(now.values())[len(before) :])


@cache
def _fields() -> Mapping[str, Mapping[str, bool]]:
    """Type → (field with its type → whether it has a default), in order."""
    found: dict[str, Mapping[str, bool]] = {}
    waiting: list[Any] = list(_KEPT)
    while waiting:
        record = waiting.pop()
        if record.__name__ not in found:
            found[record.__name__] = {f"{f.name}: {f.type}": f.default is not MISSING for f in fields(record)}
            hints = get_type_hints(record)
            waiting += [part for f in fields(record) for part in _parts(hints[f.name]) if is_dataclass(part)]
    return found


def _parts(hint: Any) -> list[Any]:
    inner = get_args(hint)
    return [part for each in inner for part in _parts(each)] if inner else [hint]
