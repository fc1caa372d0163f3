"""Columns and back: every record comes back equal, whatever its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Record
from index.library.codec import dumps, loads
from index.model import Document, Figure, Finding, Passage


def _strategy(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        arguments = get_args(hint)
        if arguments[-1] is Ellipsis:
            return st.lists(_strategy(arguments[0]), max_size=3).map(tuple)
        return st.tuples(*map(_strategy, arguments))
    if get_args(hint):
        return st.one_of([st.none() if a is NoneType else _strategy(a) for a in get_args(hint)])
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{f.name: _strategy(hints[f.name]) for f in fields(hint)})
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return {
        str: st.text(st.characters(codec="utf-8"), max_size=4),
        int: st.integers(-(2**40), 2**40),
        bool: st.booleans(),
        float: st.floats(allow_nan=False),
        Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=2),
    }[hint]


@pytest.mark.parametrize("record", [Figure, Document, Passage, Finding])
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_comes_back_is_equal(record: type[Any], data: st.DataObject) -> None:
    items = data.draw(st.lists(_strategy(record), max_size=4))
    back = loads(record, dumps(record, items))
    assert back == tuple(items)
    assert [repr(item) for item in back] == [repr(item) for item in items]


def test_digits_stay_as_printed(make_record: Callable[..., Record]) -> None:
    figures = make_record(amounts=("3.00", "3.0", "3", "1E+3", "-0.00")).figures
    assert [str(f.value) for f in loads(Figure, dumps(Figure, figures))] == ["3.00", "3.0", "3", "1E+3", "-0.00"]


def test_broken_characters_survive(make_record: Callable[..., Record]) -> None:
    figures = make_record(org="甲\ud800局").figures
    assert loads(Figure, dumps(Figure, figures)) == figures


def test_names_can_be_changed_on_the_way(make_record: Callable[..., Record]) -> None:
    figures = make_record().figures
    assert {f.org for f in loads(Figure, dumps(Figure, figures), {"org": lambda name: name + "（本级）"})} == {
        "甲市档案局（本级）"
    }


def test_many_figures_decode_quickly(make_record: Callable[..., Record], benchmark_ms: Callable[..., float]) -> None:
    data = dumps(Figure, make_record(amounts=tuple(f"{i}.{i % 100:02}" for i in range(3000))).figures)
    # Measured 12 ms; the bound only notices a change of kind.
    assert benchmark_ms(lambda: loads(Figure, data)) < 100
