"""The figures worth weighing are found among many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.evidence.candidates import Drawer
from qa.evidence.card import Card

Make = Callable[..., Any]

LAND = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东西南北"
# Where the planted figure's words stand, and the question that means it.
PLANTED = [
    ({"label": "渔业增殖放流"}, "渔业增殖放流花了多少"),
    ({"label": "项目", "aspect": "增殖放流"}, "增殖放流项目是多少"),
    ({"label": "金额", "parents": ("增殖放流",)}, "增殖放流多少"),
    ({"label": "金额", "sentence": "用于增殖放流"}, "增殖放流多少"),
    ({"label": "金额", "title": "增殖放流情况表"}, "增殖放流多少"),
    ({"label": "请客吃饭", "item": "公务接待费"}, "接待费是多少"),
]


@pytest.fixture
def many(make_card: Make) -> list[Card]:
    """Five hundred figures of other things."""
    found = []
    for a in LAND[:20]:
        for b in LAND[1:26]:
            label = f"{a}{b}路面整修工程"
            found.append(make_card(label=label, sentence=label))
    assert len(found) == 500
    return found


@pytest.mark.parametrize(("told", "words"), PLANTED, ids=[str(t) for t, _ in PLANTED])
def test_the_planted_figure_is_near(
    make_card: Make, make_asked: Make, many: list[Card], told: dict[str, Any], words: str
) -> None:
    planted = make_card(**({"sentence": told["label"]} | told))
    drawer = Drawer([*many[:250], planted, *many[250:]], "")
    question = make_asked(words, (("接待费", ("公务接待费",)),) if "接待" in words else ())
    near = drawer.nearest(question, 10)
    assert len(near) == 10 and planted in near
    assert not any(card is planted for card in Drawer(many, "").nearest(question, 10))


def test_they_keep_the_documents_order(make_asked: Make, many: list[Card]) -> None:
    near = Drawer(many, "").nearest(make_asked("甲乙路面整修"), 40)
    places = [many.index(card) for card in near]
    assert places == sorted(places)


def test_few_are_all_taken(make_asked: Make, many: list[Card]) -> None:
    assert Drawer(many[:7], "").nearest(make_asked("别的"), 7) == tuple(many[:7])
    assert Drawer([], "").nearest(make_asked("别的"), 7) == ()
