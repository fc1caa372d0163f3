"""Shares of a whole that the question only calls 全部 or 总支出: what the part and its neighbours come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

PAPER = """云县残联2022年康复项目绩效自评
一、资金情况
项目总投资192万元，资金来源为县级财政资金120万元、省级补助60万元、福利彩票公益金12万元。
二、其他
另有会议费3万元、培训费4万元。
三、三公经费
2022年“三公”经费支出10万元，其中：公务接待费4万元，公务用车运行维护费6万元。
"""
DEBT = """云市2022年政府债务情况
一、限额
2022年全市政府债务限额486.30亿元，其中一般债务限额251.80亿元，专项债务限额234.50亿元。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"paper.txt": PAPER, "debt.txt": DEBT})


def ask(asker: Asker, file: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=file), today=2026)


@pytest.mark.parametrize("whole", ["总投资", "总资金", "全部资金"])
def test_the_whole_is_what_the_parts_come_to(asker: Asker, whole: str) -> None:
    answer = ask(asker, "paper.txt", f"省级补助占{whole}的比重")
    assert answer.value is not None, answer.text
    assert answer.value.amount == "31.25"
    assert {f.figure.amount for f in answer.figures} == {"60", "192"}


@pytest.mark.parametrize(
    ("file", "question"),
    [
        ("paper.txt", "会议费占全部资金的比重"),  # no printed whole
        ("paper.txt", "公务接待费占全部资金的比重"),  # its whole is a part itself
        ("paper.txt", "省级补助占支付总额的比重"),  # a whole that is not printed
        ("debt.txt", "专项债务占全部债务余额的比重"),  # the parts of another whole
    ],
)
def test_no_whole_is_proven(asker: Asker, file: str, question: str) -> None:
    assert ask(asker, file, question).status != "answered"
