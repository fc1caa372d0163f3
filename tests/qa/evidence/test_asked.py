"""A question weighed: which of its words say much, what unit and codes it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa.evidence.asked import Asked

Make = Callable[..., Any]

UNITS = [
    ("接待了多少人次", "figure", "人次"),
    ("有几个学校", "figure", "个"),
    ("房屋有多少平方米", "figure", "平方米"),
    ("公务接待费多少钱", "figure", "钱"),
    ("公务接待费是多少", "figure", None),
    ("接待费降了多少", "percent", "%"),
    ("会议费多少万元", "share", "%"),
]
CODES = [
    ("2010301科目是多少", {"2010301"}),
    ("2019年30217是多少", {"30217"}),
    ("2019年接待费", set()),
    ("2021和2022年的208", {"208"}),
    ("12345678号", set()),
]
# (question, weighty words, words that say little)
WEIGHTS = [
    ("请问公务接待费是多少", "接待", "请问"),
    ("查一下会议费多少钱", "会议", "多少"),
    ("渔业增殖放流是多少？", "放流", "是多"),
]


@pytest.mark.parametrize(("words", "kind", "unit"), UNITS)
def test_the_unit_asked_for(make_asked: Make, words: str, kind: str, unit: str | None) -> None:
    assert make_asked(words, kind=kind).unit == unit


@pytest.mark.parametrize(("words", "codes"), CODES)
def test_codes_are_no_years(make_asked: Make, words: str, codes: set[str]) -> None:
    assert make_asked(words).codes == codes


@pytest.mark.parametrize(("words", "heavy", "light"), WEIGHTS)
def test_weights(make_asked: Make, words: str, heavy: str, light: str) -> None:
    question: Asked = make_asked(words)
    weights = dict(question.pairs)
    assert weights[heavy] > 2 * weights.get(light, 0.0)
    assert heavy in question.content and light not in question.content
    assert question.weight == pytest.approx(sum(weights.values()))


def test_the_bodys_own_name_asks_for_nothing(make_asked: Make) -> None:
    plain, aside = make_asked("档案馆的接待费"), make_asked("档案馆的接待费", aside="甲市档案馆")
    assert dict(plain.pairs)["档案"] > 3 * dict(aside.pairs).get("档案", 0.0)
    assert dict(plain.pairs)["接待"] == dict(aside.pairs)["接待"]


def test_parts_weigh_by_their_words_and_notions(make_asked: Make) -> None:
    question: Asked = make_asked("公务接待费是多少", (("公务接待费", ("公务接待费",)), ("多少", ())))
    whole, filler = question.parts
    assert whole.weight > 3 > 1 > filler.weight and question.keys == {"公务接待费"}


def test_without_a_model_every_quantity_is_as_likely(make_asked: Make) -> None:
    found = make_asked("接待费").quantities
    assert found.sum() == pytest.approx(1) and found.min() == found.max()


def test_no_words_no_division_by_nothing(make_asked: Make) -> None:
    question: Asked = make_asked("？")
    assert question.weight == 1.0 and question.pairs == ()


def test_what_is_done_in_words_that_no_document_uses_says_little(make_asked: Make) -> None:
    printed = frozenset({"违规", "资金", "查处"})

    def weight(pair: str, words: str) -> float:
        return dict(make_asked(words, printed=printed).pairs).get(pair, 0.0)

    assert weight("挪用", "挪用资金多少") < weight("查处", "查处资金多少")
    assert weight("挪用", "挪用资金多少") < weight("雨露", "雨露资金多少"), "a name that is not printed is missed"
