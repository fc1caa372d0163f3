"""Records of which each line is a key and its value (采购项目名称：…, 预算金额（元）：…), one after the other: a table of which the keys
are the headings.

A record begins where the first key comes again. Nothing is guessed: all lines from the first record to the last are keys with values,
and the records have the keys of the first, in its order; one may lack some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_KEYED = re.compile(r"^\s*(?P<key>[\u4e00-\u9fff][^:：。；;|\d\t]{0,15})[:：]\s*(?P<value>[^\s].*?)\s*$")
_LONGEST = 120  # characters of a value
_FEWEST = 2  # records
_KEYS = 4  # of a record: a line of 电话：, 地址： is none
_WHOLE = 0.6  # of the keys: so many a record must have
_AMOUNT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Lines ``start`` to ``end`` are a table of these rows, the first its headings."""

    start: int
    end: int
    rows: list[list[str]]


def find(lines: Sequence[str]) -> Records | None:
    """The first such records among the lines, blank ones between them allowed; None where there are none."""
    at = 0
    while at < len(lines):
        found = list(_run(lines, at))
        if len(found) >= _KEYS and (records := _records(found)):
            return records
        at = found[-1][0] + 1 if found else at + 1
    return None


def _run(lines: Sequence[str], at: int) -> Iterator[tuple[int, str, str]]:
    """The lines of keys and values in a row, each with its place."""
    for place in range(at, len(lines)):
        if not lines[place].strip():
            continue
        told = _KEYED.match(lines[place])
        if told is None or len(told["value"]) > _LONGEST:
            return
        yield place, told["key"].strip(), told["value"]


def _records(found: Sequence[tuple[int, str, str]]) -> Records | None:
    """The longest records that end where the run ends: lines before the first of them are about the paper."""
    for first in range(len(found) - _KEYS + 1):
        key = found[first][1]
        begins = [n for n in range(first, len(found)) if found[n][1] == key]
        if len(begins) < _FEWEST:
            continue
        spans = list(zip(begins, [*begins[1:], len(found)], strict=True))
        records = [{k: v for _, k, v in found[a:b]} for a, b in spans]
        keys = list(records[0])
        repeated = any(len(record) != b - a for record, (a, b) in zip(records, spans, strict=True))
        if repeated or len(keys) < _KEYS or any(len(record) < _WHOLE * len(keys) for record in records):
            continue
        if any(not _in_order(list(record), keys) for record in records):
            continue
        if not any(_AMOUNT.search(value) for record in records for value in record.values()):
            continue
        rows = [keys, *([record.get(k, "") for k in keys] for record in records)]
        return Records(start=found[first][0], end=found[-1][0] + 1, rows=rows)
    return None


def _in_order(own: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether a record's keys are those of the first record, in its order, at most some of them missing."""
    places = [keys.index(k) for k in own if k in keys]
    return len(places) == len(own) and places == sorted(places)
