"""What is the difference of two printed figures by its name, and operands that are another level's or stage's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request
from qa.plan.differences import differences

STAFF = """云县司法局2023年部门决算
一、机构情况
编制47名，年末实有42人。
二、收支情况
2023年收入合计401.15万元，支出合计389.40万元。
三、三公经费
2023年三公经费支出决算4.20万元，其中公务接待费1.20万元、公务用车运行维护费3.00万元，国内公务接待12批次、96人次。
"""
DEBT = """云县2022年政府债务情况
一、债务限额和余额
2022年末全县政府债务限额217.00亿元，全县政府债务余额204.00亿元。
"""
REPORT = """云市2021年市级决算的报告
一、一般公共预算
全市一般公共预算收入142.36亿元，其中税收收入100.00亿元。市本级一般公共预算收入50.83亿元。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"staff.txt": STAFF, "debt.txt": DEBT, "report.txt": REPORT})


def ask(asker: Asker, file: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=file), today=2026)


@pytest.mark.parametrize(
    ("file", "question", "amount"),
    [
        ("staff.txt", "空编几个", "5"),
        ("debt.txt", "还有多少举债空间", "13.00"),
        ("debt.txt", "债务余额离限额还差多少", "13.00"),
        ("debt.txt", "债务限额还剩多少空间", "13.00"),
        ("debt.txt", "还能再举债多少", "13.00"),
        ("staff.txt", "除公务接待费外，三公经费还有多少", "3.00"),
    ],
)
def test_a_difference_by_name_is_worked_out_of_both_figures(
    asker: Asker, file: str, question: str, amount: str
) -> None:
    answer = ask(asker, file, question)
    assert answer.value is not None, answer.text
    assert answer.value.amount == amount
    assert answer.computed is not None
    assert len(answer.figures) == 2
    assert any("相减" in warning for warning in answer.warnings)


def test_a_mean_is_never_how_many_there_are_or_all_together(asker: Asker) -> None:
    for question in ("平均每批次出国花多少钱", "平均每辆车花多少钱", "人均三公经费多少"):
        answer = ask(asker, "staff.txt", question)
        assert answer.value is None, answer.text


@pytest.mark.parametrize(
    ("question", "amount"), [("平均每批次接待花多少钱", "1000.00"), ("公务接待平均每人次多少钱", "125.00")]
)
def test_so_much_for_each_of_what_is_counted(asker: Asker, question: str, amount: str) -> None:
    answer = ask(asker, "staff.txt", question)
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == (amount, "元")
    assert {f.figure.amount for f in answer.figures} >= {"1.20"}


def test_a_difference_is_not_taken_across_levels(asker: Asker) -> None:
    answer = ask(asker, "report.txt", "市本级非税收入是多少")
    assert answer.value is None, answer.text


def test_every_name_matches_itself_and_neither_of_its_terms() -> None:
    for each in differences():
        assert not each.name.search(each.more)
        assert not each.name.search(each.less)
