"""Patterns of TOML files, made of parts that several of them have in common."""

from __future__ import annotations

import pytest

from index.language.patterns import filled, parts_of, patterns_of


def test_parts_are_put_in_and_counts_are_left() -> None:
    parts = parts_of({"to": "[至到]", "months": r"\d{1,2}月{to}\d{1,2}月"})
    assert filled("^{months}$", parts) == r"^\d{1,2}月[至到]\d{1,2}月$"


def test_a_part_that_is_not_there_is_no_empty_one() -> None:
    with pytest.raises(KeyError):
        filled("{from}", {"to": "至"})


def test_every_table_but_the_parts_is_compiled() -> None:
    found = patterns_of("index.parsing", "identity_time.toml")
    assert "parts" not in found
    assert found["month"]["several"].fullmatch("1至5月")
