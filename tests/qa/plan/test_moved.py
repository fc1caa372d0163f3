"""Changes that no paper prints, from the two figures of one row or name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Request

REVENUE = """# 云县2023年一般公共预算收入执行情况表

单位：万元

| 项目 | 2022年决算数 | 2023年调整预算数 | 2023年执行数 |
|---|---|---|---|
| 土地增值税 | 21,755 | 26,000 | 27,180 |
| 契税 | 36,000 | 40,000 | 38,420 |
| 合计 | 57,755 | 66,000 | 65,600 |
"""
ZONE = """# 云澜高新区2023年度财政决算

单位：万元

| 项目 | 年初预算 | 决算数 |
|---|---|---|
| 一般公共预算收入 | 58,000 | 62,374 |
| 税收收入 | 50,000 | 55,918 |
"""
LAND = """# 桐镇近三年耕地地力保护补贴发放情况

| 年度 | 面积（亩） | 金额（元） |
|---|---|---|
| 2022 | 12,600.00 | 1,310,400.00 |
| 2023 | 12,500.00 | 1,318,266.24 |
| 2024 | 12,448.50 | 1,222,442.70 |

2024年耕地地力保护补贴每亩96.50元。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"revenue.md": REVENUE, "zone.md": ZONE, "land.md": LAND})


@pytest.mark.parametrize(
    ("document", "question", "amount", "unit", "word"),
    [
        ("revenue.md", "土地增值税比2022年多收了多少钱？", "5425", "万元", "增加"),
        ("zone.md", "一般公共预算收入比年初预算多收了多少？", "4374", "万元", "多"),
    ],
)
def test_worked_out_from_the_row(asker: Asker, document: str, question: str, amount: str, unit: str, word: str) -> None:
    answer = asker.ask(Request(question=question, document=document), today=2026)
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == (amount, unit)
    assert word in answer.text
    assert answer.computed is not None


def test_a_price_is_never_held_against_a_sum(asker: Asker) -> None:
    question = "2024年耕地地力保护补贴总额比2023年少发多少？"
    answer = asker.ask(Request(question=question, document="land.md"), today=2026)
    assert answer.value is None or answer.value.amount == "95823.54"
