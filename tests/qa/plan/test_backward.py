"""Last year's amount from this year's and its change: only of one stage, of one name, and where a document prints both."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

BUDGET = """云县博物馆2024年单位预算
一、支出
2024年支出预算总额1,800.00万元，比2023年执行数增加120.00万元。
二、三公经费
2024年“三公”经费预算3.50万元，比上年预算减少0.30万元。
三、培训费
2024年培训费预算5.00万元，比上年预算增长25%。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"云县博物馆2024年单位预算.txt": BUDGET})


def ask(asker: Asker, question: str) -> Answer:
    return asker.ask(Request(question=question, document="云县博物馆2024年单位预算.txt"), today=2026)


@pytest.mark.parametrize("question", ["2023年三公经费预算多少", "照这个页面推算去年三公经费预算大约多少"])
def test_less_what_it_moved_by(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == ("3.80", "万元")
    assert [f.figure.amount for f in answer.figures] == ["3.50", "0.30"]
    assert answer.computed is not None and any("推算" in warning for warning in answer.warnings)


@pytest.mark.parametrize(
    "question",
    [
        "2023年支出预算总额多少",  # compared with what was carried out
        "2022年三公经费预算多少",  # two years back
        "2023年培训费预算多少",  # only a percentage is printed
        "2023年会议费预算多少",
    ],
)
def test_not_reckoned(asker: Asker, question: str) -> None:
    assert ask(asker, question).value is None
