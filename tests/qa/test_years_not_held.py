"""A year that nothing in the library is of is named, never passed over for another one."""

from __future__ import annotations

import pytest

from index.library import EmbeddedStore
from qa.ask import Asker
from qa.model import Answer, Request

BODY = "石家庄市数据资源管理局"
FAR = ("2081年", "1919年", "2050年", "3019年", "二〇八一年", "2081年5月")
ABOUT = (
    "三公经费多少",
    "的主要职责是什么",
    "有哪些内设机构",
    "人员编制有多少人",
    "三公经费为什么减少",
    "有没有公务用车购置",
    "绩效目标是什么",
)


@pytest.fixture(scope="module")
def asker(corpus_store: EmbeddedStore) -> Asker:
    return Asker(corpus_store)


def _ask(asker: Asker, question: str) -> Answer:
    return asker.ask(Request(question=question), today=2026)


@pytest.mark.parametrize("year", FAR)
@pytest.mark.parametrize("about", ABOUT)
def test_a_year_far_off_is_not_found_and_named(asker: Asker, year: str, about: str) -> None:
    answer = _ask(asker, f"{BODY}{year}{about}")
    assert (answer.status, answer.value) == ("not_found", None)
    assert year.removesuffix("5月").replace("二〇八一", "2081") in answer.text


@pytest.mark.parametrize(
    "question",
    [f"{BODY}2019年比2081年三公经费增加多少", f"{BODY}三公经费2019年与1919年相比", f"{BODY}2081年和2019年三公经费合计"],
)
def test_a_year_compared_with_is_no_other_one_either(asker: Asker, question: str) -> None:
    answer = _ask(asker, question)
    assert (answer.status, answer.value) == ("not_found", None)
    assert "2081年" in answer.text or "1919年" in answer.text


def test_no_year_is_asked_back_with_the_years_held(asker: Asker) -> None:
    answer = _ask(asker, f"{BODY}208年三公经费多少")
    assert (answer.status, answer.value) == ("clarify", None)
    assert answer.options == (f"{BODY}2019年三公经费是多少",)


def test_years_held_and_the_one_before_are_answered(asker: Asker) -> None:
    for year in (2018, 2019):
        answer = _ask(asker, f"{BODY}{year}年三公经费多少")
        assert (answer.status, answer.figures[0].figure.year) == ("answered", year)
