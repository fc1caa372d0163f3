"""The frozen types as compact bytes and back: columns of JSON, compressed.

A list of records is kept column by column, so that thousands of figures decode in milliseconds: equal values are
written once, nested records become columns of their own, and on the way back each slot is filled for all records in
one go. JSON and not pickle: a library that came by mail must not be able to run anything.
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import chain, groupby, repeat
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Rename = Mapping[str, Callable[[Any], Any]]
_PLAIN: tuple[type, ...] = (str, int, float, bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How one type is written as a column; ``make`` turns a JSON scalar back into the value."""

    shape: str
    make: Callable[[Any], Any] | None = None
    record: type[Any] | None = None


def dumps(record: type[T], items: Sequence[T]) -> bytes:
    """Records of one frozen type as bytes."""
    tree = _pack(record, items)
    return zlib.compress(json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass"), 3)


def loads(record: type[T], data: bytes, rename: Rename | None = None) -> tuple[T, ...]:
    """The records again. ``rename`` maps the values of some top-level fields on the way (a body's canonical name)."""
    tree = json.loads(zlib.decompress(data).decode(errors="surrogatepass"))
    return tuple(_unpack(record, tree, rename or {}))


@cache
def _kinds(record: Any) -> tuple[tuple[str, _Kind, Any], ...]:
    """Name, kind and slot setter of every field of a frozen type."""
    hints = get_type_hints(record)
    return tuple((f.name, _kind(hints[f.name]), record.__dict__[f.name].__set__) for f in fields(record))


def _kind(hint: Any) -> _Kind:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (a for a in get_args(hint) if a is not NoneType)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if is_dataclass(inner):
            return _Kind(shape="records", record=cast(type[Any], inner))
        return _Kind(shape="runs") if inner is int else _Kind(shape="values", make=_tuples)
    if is_dataclass(hint):
        return _Kind(shape="record", record=cast(type[Any], hint))
    if hint in _PLAIN:
        return _Kind(shape="values")
    if hint is Decimal or issubclass(hint, StrEnum):
        return _Kind(shape="values", make=hint)
    raise TypeError(f"no column for {hint!r}")


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _pack(record: Any, items: Sequence[Any]) -> list[Any]:
    columns = [_PACK[kind.shape](kind, [getattr(i, name) for i in items]) for name, kind, _ in _kinds(record)]
    return [len(items), *columns]


def _pack_values(kind: _Kind, values: list[Any]) -> list[Any]:
    keys = values if kind.make in (None, _tuples) else [None if v is None else str(v) for v in values]
    order = dict.fromkeys(keys)
    if len(order) * 2 > len(keys):
        return ["plain", keys]
    if len(order) == 1:
        return ["same", keys[0]]
    places = {key: i for i, key in enumerate(order)}
    return ["coded", list(order), [places[key] for key in keys]]


def _pack_record(kind: _Kind, values: list[Any]) -> list[Any]:
    assert kind.record is not None
    present = [v for v in values if v is not None]
    missing = [i for i, v in enumerate(values) if v is None]
    return [missing, _pack(kind.record, present)]


def _pack_records(kind: _Kind, values: list[Any]) -> list[Any]:
    assert kind.record is not None
    flat = list(chain.from_iterable(values))
    return [_pack_values(_Kind(shape="values"), [len(v) for v in values]), _pack(kind.record, flat)]


def _pack_runs(_: _Kind, values: list[Any]) -> list[Any]:
    """Tuples of integers, most of which count up by one (offsets of a paragraph): start and length of each run."""
    out = []
    for value in values:
        runs: list[int] = []
        for _key, group in groupby(enumerate(value), key=lambda pair: pair[1] - pair[0]):
            run = list(group)
            runs += (run[0][1], len(run))
        out.append(runs)
    return out


def _unpack(record: Any, tree: list[Any], rename: Rename) -> list[Any]:
    size, *columns = tree
    made = list(map(object.__new__, repeat(record, size)))
    kinds = _kinds(record)
    for name, put, default in _later(record, len(columns)):
        if default is MISSING:
            raise ValueError(f"{record.__name__}.{name} was not kept")
        deque(map(put, made, repeat(default)), maxlen=0)
    for (name, kind, put), column in zip(kinds[: len(columns)], columns, strict=True):
        values = _UNPACK[kind.shape](kind, column, size)
        if name in rename:
            values = map(rename[name], values)
        # The slot's own setter, for all records at once: a frozen __init__ would cost more than the parsing.
        deque(map(put, made, values), maxlen=0)
    return made


@cache
def _later(record: Any, kept: int) -> tuple[tuple[str, Any, Any], ...]:
    """Name, slot setter and default of the fields that the record has got since these columns were written."""
    defaults = {f.name: f.default for f in fields(record)}
    return tuple((name, put, defaults[name]) for name, _, put in _kinds(record)[kept:])


def _unpack_values(kind: _Kind, column: list[Any], size: int) -> Iterable[Any]:
    form, values = column[0], column[1]
    if form == "same":
        return repeat(_made(kind, [values])[0], size)
    made = _made(kind, values)
    return made if form == "plain" else map(made.__getitem__, column[2])


def _made(kind: _Kind, values: list[Any]) -> list[Any]:
    make = kind.make
    return values if make is None else [None if v is None else make(v) for v in values]


def _unpack_record(kind: _Kind, column: list[Any], size: int) -> Iterable[Any]:
    assert kind.record is not None
    missing, tree = column
    present = _unpack(kind.record, tree, {})
    if not missing:
        return present
    absent, rest = set(missing), iter(present)
    return [None if i in absent else next(rest) for i in range(size)]


def _unpack_records(kind: _Kind, column: list[Any], size: int) -> Iterable[Any]:
    assert kind.record is not None
    flat, at = _unpack(kind.record, column[1], {}), 0
    values = []
    for length in _unpack_values(_Kind(shape="values"), column[0], size):
        values.append(tuple(flat[at : at + length]))
        at += length
    return values


def _unpack_runs(_: _Kind, column: list[Any], _size: int) -> Iterable[Any]:
    return [tuple(chain.from_iterable(map(_counted, runs[::2], runs[1::2]))) for runs in column]


def _counted(start: int, length: int) -> range:
    return range(start, start + length)


_PACK: dict[str, Callable[[_Kind, list[Any]], list[Any]]] = {
    "values": _pack_values,
    "record": _pack_record,
    "records": _pack_records,
    "runs": _pack_runs,
}
_UNPACK: dict[str, Callable[[_Kind, list[Any], int], Iterable[Any]]] = {
    "values": _unpack_values,
    "record": _unpack_record,
    "records": _unpack_records,
    "runs": _unpack_runs,
}
