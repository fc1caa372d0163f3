"""Which kind of quantity a question is after, learnt from a few; and which kind a figure is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from index.model import Measure
from qa.evidence.quantity import QUANTITIES, grams, learn, quantity_of

Make = Callable[..., Any]

THINGS = ("会议", "培训", "接待", "出国", "公车", "办公", "差旅", "印刷")
LESSONS = [
    (pattern.format(thing), QUANTITIES.index(kind))
    for pattern, kind in (
        ("{}花了多少钱", "金额"),
        ("{}来了多少人次", "人次"),
        ("{}占百分之几", "占比"),
        ("{}有多少批次", "批次"),
    )
    for thing in THINGS
]
ASKED = [
    ("取暖花了多少钱", "金额"),
    ("观众来了多少人次", "人次"),
    ("水费占百分之几", "占比"),
    ("外宾有多少批次", "批次"),
]

FIGURES = [
    ({}, "金额"),
    ({"measure": Measure.PEOPLE, "unit": "人"}, "人数"),
    ({"measure": Measure.RATE, "unit": "%", "rate": "完成"}, "完成"),
    ({"measure": Measure.RATE, "unit": "%", "sentence": "比上年下降"}, "增长"),
    ({"measure": Measure.SHARE, "unit": "%", "sentence": "占总支出的"}, "占比"),
    ({"measure": Measure.INDICATOR, "unit": "%", "sentence": "满意度"}, "占比"),
    ({"measure": Measure.INDICATOR, "unit": "篇", "sentence": "论文"}, "指标值"),
]


@pytest.mark.parametrize(("words", "kind"), ASKED)
def test_a_kind_is_learnt_from_other_things(words: str, kind: str) -> None:
    found = learn([t for t, _ in LESSONS], [k for _, k in LESSONS]).probabilities(words)
    assert QUANTITIES[int(np.argmax(found))] == kind
    assert found.sum() == pytest.approx(1, abs=1e-5) and found.max() > 0.6


def test_learning_has_no_chance_in_it() -> None:
    first, again = (learn([t for t, _ in LESSONS], [k for _, k in LESSONS]) for _ in range(2))
    assert first.known == again.known and np.array_equal(first.weights, again.weights)


def test_words_never_seen_leave_what_is_usual() -> None:
    taught = learn([t for t, _ in LESSONS], [k for _, k in LESSONS])
    found = taught.probabilities("XYZ")
    assert [QUANTITIES[i] for i in np.argsort(-found)[:4]] and found[QUANTITIES.index("单价")] < 0.05


@pytest.mark.parametrize(("told", "kind"), FIGURES)
def test_the_kind_of_a_figure(make_card: Make, told: dict[str, Any], kind: str) -> None:
    assert QUANTITIES[quantity_of(make_card(**told))] == kind


def test_numbers_are_one_sign() -> None:
    assert grams("2019年 3.5万") == grams("2021年7万") and "^0" in grams("2019")
