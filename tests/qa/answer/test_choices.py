"""What is offered: its words, its place, and the token that gives exactly this figure."""

from __future__ import annotations

import base64
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from index.errors import BadOption
from index.model import Measure
from qa.answer.choices import figure_of, full_name, place, token

Make = Callable[..., Any]

IDS = ["0123456789ab-0", "ffffffffffff-123", "甲-1", ""]
BAD = [
    "",
    "x",
    "！",
    "0123",
    "====",
    base64.urlsafe_b64encode(b"f2:abc-1").decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]

NAMES = [
    ({"label": "公务接待费"}, "公务接待费"),
    ({"label": "公务接待费", "aspect": "国内"}, "公务接待费（国内）"),
    ({"label": "公务接待费", "aspect": "接待费"}, "公务接待费"),
    ({"label": "购置费", "parents": ("三公经费", "公务用车")}, "公务用车中的购置费"),
    ({"label": "公务用车购置费", "parents": ("公务用车",)}, "公务用车购置费"),
    ({"label": "", "measure": Measure.COUNT}, "该项"),
]
PLACES = [
    ({"row": "接待费", "column": "预算数", "title": "总表"}, "第1页表格“接待费”行，预算数"),
    ({"row": "接待费"}, "第1页表格“接待费”行"),
    ({"sentence": "接待费", "section": ("一、情况", "（二）三公")}, "第1页“（二）三公”文字说明"),
    ({"sentence": "接待费"}, "第1页文字说明"),
]


@pytest.mark.parametrize("identifier", IDS)
def test_a_token_there_and_back(identifier: str) -> None:
    told = token(SimpleNamespace(id=identifier))  # type: ignore[arg-type]
    assert figure_of(told) == identifier and told.isascii() and "=" not in told


@pytest.mark.parametrize("told", BAD)
def test_any_other_token_is_refused(told: str) -> None:
    with pytest.raises(BadOption, match="--ask"):
        figure_of(told)


@pytest.mark.parametrize(("told", "name"), NAMES)
def test_names(make_card: Make, told: dict[str, Any], name: str) -> None:
    assert full_name(make_card(**told).figure) == name


@pytest.mark.parametrize(("told", "words"), PLACES)
def test_places(make_card: Make, told: dict[str, Any], words: str) -> None:
    assert place(make_card(**told)) == words
