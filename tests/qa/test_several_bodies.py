"""Documents that print figures of several bodies: each is asked for its own, and none answers for another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Request

PAGES = {
    "新闻.txt": (
        "省直部门晒2012年“三公”账单\n海东网讯 记者获悉，海东省水利厅、海东省教育厅等陆续公布“三公”经费预算。\n"
        "海东省水利厅2012年“三公”经费预算2,310.00万元，其中公务用车1,540.00万元。\n"
        "海东省教育厅2012年“三公”经费预算860.50万元，其中公务接待费310.00万元。\n"
    ),
    "几家.txt": (
        "海东水利部晒2012年“三公”账单\n本报讯 海东水利部2012年“三公”经费决算5.00万元。\n海东交通部2012年“三公”经费决算6.00万元。\n"
        "地方志办的“三公”经费决算为7.00万元。\n"
    ),
    "汇总.txt": (
        "云县2020年各乡镇“三公”经费决算汇总表\n单位：万元\n乡镇\t合计\t公务接待费\t公务用车费\n"
        "白石街道\t58.20\t21.40\t36.80\n夹浦镇\t41.60\t18.00\t23.60\n合计\t99.80\t39.40\t60.40\n"
    ),
}


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of(PAGES)


@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "whole library"])
@pytest.mark.parametrize(
    ("document", "question", "amount", "org"),
    [
        ("新闻.txt", "海东省水利厅2012年三公经费预算多少", "2310.00", "海东省水利厅"),
        ("新闻.txt", "海东省教育厅2012年三公经费预算多少", "860.50", "海东省教育厅"),
        ("新闻.txt", "省教育厅2012年公务接待费多少", "310.00", "海东省教育厅"),
        ("几家.txt", "海东水利部2012年三公经费决算多少", "5.00", "海东水利部"),
        ("几家.txt", "海东交通部2012年三公经费决算多少", "6.00", "海东交通部"),
        ("汇总.txt", "云县夹浦镇2020年公务接待费决算多少", "18.00", "云县夹浦镇"),
        ("汇总.txt", "白石街道2020年三公经费合计多少", "58.20", "云县白石街道"),
        ("汇总.txt", "云县2020年三公经费决算多少", "99.80", "云县"),
    ],
)
def test_each_body_is_asked_for_its_own(
    asker: Asker, document: str, question: str, amount: str, org: str, chosen: bool
) -> None:
    answer = asker.ask(Request(question=question, document=document if chosen else None), today=2025)
    assert answer.value is not None and answer.value.amount == amount, answer.text
    assert answer.figures[0].figure.org == org


def test_a_body_that_only_its_words_name_is_never_answered_for_another(asker: Asker) -> None:
    answer = asker.ask(Request(question="省地方志办2012年三公经费决算多少", document="几家.txt"), today=2025)
    assert answer.value is None or answer.value.amount == "7.00", answer.text


@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "whole library"])
@pytest.mark.parametrize(
    ("document", "question"),
    [
        ("新闻.txt", "海东省水利厅2012年公务接待费多少"),
        ("新闻.txt", "海东省民政厅2012年三公经费预算多少"),
        ("汇总.txt", "云县清水镇2020年公务接待费多少"),
    ],
)
def test_none_answers_for_another(asker: Asker, document: str, question: str, chosen: bool) -> None:
    answer = asker.ask(Request(question=question, document=document if chosen else None), today=2025)
    assert answer.value is None, answer.text
