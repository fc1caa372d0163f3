"""Shares of figures of which one alone would not be sure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Request

CARS = """云县机关事务中心2023年度单位决算公开
一、公务用车情况
平台在编车辆共100辆，其中新能源车26辆。
二、其他事项
接待中心保有车辆40辆。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"cars.txt": CARS})


def test_two_of_one_sentence_bear_each_other_out(asker: Asker) -> None:
    answer = asker.ask(Request(question="新能源车占平台在编车辆多少", document="cars.txt"), today=2026)
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == ("26.00", "%")
    assert {f.figure.amount for f in answer.figures} == {"26", "100"}


def test_what_is_not_named_is_no_whole(asker: Asker) -> None:
    answer = asker.ask(Request(question="新能源车占教学设备多少", document="cars.txt"), today=2026)
    assert answer.status != "answered"
