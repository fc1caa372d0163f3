"""What a question leaves open although one document is asked: asked back, not picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

LEVELS = """云县2023年预算执行情况的报告
一、政府性基金预算执行情况
全县政府性基金收入完成93.55亿元，增长4.4%。
县本级政府性基金收入完成41.07亿元，增长1.9%。
"""
STAGES = """# 云县2023年预算调整方案（草案）

单位：万元

| 科目 | 年初预算 | 调整数 | 调整预算 |
|---|---|---|---|
| 教育支出 | 72,600 | 6,300 | 78,900 |
| 交通运输支出 | 21,800 | -1,400 | 20,400 |
| 合计 | 94,400 | 4,900 | 99,300 |
"""
BODIES = """云县2023年“三公”经费决算汇总公开
单位：万元
单位名称\t合计\t公务接待费\t公务用车费
县公安局\t58.20\t21.40\t36.80
县财政局\t41.60\t18.00\t23.60
合计\t99.80\t39.40\t60.40
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"levels.txt": LEVELS, "stages.md": STAGES, "bodies.txt": BODIES})


def ask(asker: Asker, file: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=file), today=2026)


@pytest.mark.parametrize(
    ("file", "question", "amounts"),
    [
        ("levels.txt", "2023年政府性基金收入完成多少", {"93.55", "41.07"}),
        ("stages.md", "交通运输支出预算是多少", {"21800", "20400"}),
    ],
)
def test_two_that_fit_alike_are_offered_both(asker: Asker, file: str, question: str, amounts: set[str]) -> None:
    answer = ask(asker, file, question)
    assert answer.status == "clarify", answer.text
    told = {asker.ask(Request(question=answer.question, ask=c.ask), today=2026).value for c in answer.choices}
    assert amounts <= {value.amount for value in told if value}


@pytest.mark.parametrize(
    ("file", "question", "amount"),
    [
        ("levels.txt", "全县政府性基金收入完成多少", "93.55"),
        ("levels.txt", "县本级政府性基金收入完成多少", "41.07"),
        ("stages.md", "交通运输支出年初预算是多少", "21800"),
        ("stages.md", "交通运输支出调整后的预算是多少", "20400"),
    ],
)
def test_one_that_is_named_is_told(asker: Asker, file: str, question: str, amount: str) -> None:
    answer = ask(asker, file, question)
    assert answer.value is not None, answer.text
    assert answer.value.amount == amount


def test_a_body_is_known_by_the_name_that_its_row_prints(asker: Asker) -> None:
    answer = ask(asker, "bodies.txt", "县公安局2023年公务接待费决算数是多少")
    assert answer.value is not None, answer.text
    assert answer.value.amount == "21.40"
