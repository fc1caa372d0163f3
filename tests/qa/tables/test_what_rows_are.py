"""Rows that a question calls by what they are, not by what the table prints: months, classes, levels, rates, parts told in prose."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

MONTHS = """# 云县2023年1-8月一般公共预算收入完成情况

单位：万元

| 项目 | 8月当月 | 1-8月累计 | 上年同期累计 | 增减额 |
|---|---|---|---|---|
| 增值税 | 2,000 | 17,300 | 13,600 | 3,700 |
| 契税 | 3,000 | 4,100 | 4,800 | -700 |
| 土地增值税 | 100 | 900 | 2,400 | -1,500 |
| 专项收入 | 4,000 | 30,000 | 20,000 | 10,000 |
| 罚没收入 | 300 | 2,000 | 1,000 | 1,000 |
| 合计 | 9,400 | 54,300 | 41,800 | 12,500 |
"""
UNITS = """# 云县文化局2023年部门预算

## 部门收支总表

单位：万元

| 预算单位 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|
| 局机关本级 | 800.00 | 500.00 | 300.00 |
| 县图书馆 | 210.00 | 150.00 | 60.00 |
| 县文化馆 | 340.00 | 240.00 | 100.00 |
| 县博物馆 | 180.00 | 130.00 | 50.00 |
| 合计 | 1,530.00 | 1,020.00 | 510.00 |

## 项目支出执行情况

| 项目名称 | 预算数（万元） | 执行数（万元） | 执行率 |
|---|---|---|---|
| 免费开放补助 | 60.00 | 54.00 | 90.00% |
| 送戏下乡 | 50.00 | 49.00 | 98.00% |
| 古籍修复 | 40.00 | 22.00 | 55.00% |
"""
PROSE = """云县司法局2024年部门预算
一、支出安排
2024年支出预算500.00万元，其中：人员经费400.00万元，公用经费30.00万元，项目支出70.00万元：社区矫正经费35.00万元，法律援助补助20.00万元，普法宣传15.00万元。
二、政府采购
2024年政府采购支出总额90.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出40.00万元、政府采购服务支出30.00万元。
"""
COUNTY = """云县2023年预算执行情况的报告
一、支出情况
2023年全县一般公共预算支出200.00亿元，其中：教育支出80.00亿元，农林水支出70.00亿元，卫生健康支出50.00亿元。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"months.md": MONTHS, "units.md": UNITS, "prose.txt": PROSE, "county.txt": COUNTY})


def ask(asker: Asker, file: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=file), today=2026)


@pytest.mark.parametrize(
    ("file", "question", "amount", "said"),
    [
        ("months.md", "1-8月哪个税种收得最多", "17300", "增值税"),
        ("months.md", "8月份哪个税种收得最多", "3000", "契税"),
        ("months.md", "跟去年同期比哪个税减收的金额最大", "1500", "土地增值税"),
        ("months.md", "1-8月累计超过4000万元的税种有几个", "2", "契税"),
        ("units.md", "哪个下属单位的预算最多", "340.00", "县文化馆"),
        ("units.md", "二级单位里哪家预算最少", "180.00", "县博物馆"),
        ("units.md", "哪个项目的执行率最低", "55.00", "古籍修复"),
        ("prose.txt", "项目支出里哪一项最少", "15.00", "普法宣传"),
        ("prose.txt", "政府采购的货物、工程、服务里哪类最多", "40.00", "政府采购工程支出"),
        ("county.txt", "2023年全县哪项支出最多", "80.00", "教育支出"),
        ("county.txt", "按功能分类哪项支出最少", "50.00", "卫生健康支出"),
    ],
)
def test_rows_by_what_they_are(asker: Asker, file: str, question: str, amount: str, said: str) -> None:
    answer = ask(asker, file, question)
    assert answer.value is not None, answer.text
    assert (answer.value.amount.replace(",", ""), said in answer.text) == (amount, True), answer.text


@pytest.mark.parametrize(
    ("file", "question"),
    [
        ("months.md", "1-6月哪个税种收得最多"),
        ("units.md", "哪个下属单位的决算最多"),
        ("prose.txt", "按经济分类哪项采购最多"),
    ],
)
def test_what_rows_are_not(asker: Asker, file: str, question: str) -> None:
    assert ask(asker, file, question).status != "answered"


def test_a_batch_is_no_place_in_an_order(asker_of: Callable[[Mapping[str, str]], Asker]) -> None:
    page = (
        "# 云县2023年第二批衔接资金项目表\n\n单位：万元\n\n| 项目名称 | 资金 | 受益户数 |\n|---|---|---|\n"
        "| 茶园提质 | 680.00 | 90 |\n| 冷链仓储 | 610.00 | 80 |\n| 饮水管网 | 120.00 | 300 |\n| 合计 | 1,410.00 | 470 |\n"
    )
    asker = asker_of({"p.md": page})
    for question, name in (
        ("2023年第二批衔接资金里哪个项目钱最多", "茶园提质"),
        ("资金第二多的是哪个项目", "冷链仓储"),
        ("受益户数最多的是哪个项目", "饮水管网"),
    ):
        assert f"的是“{name}”" in ask(asker, "p.md", question).text


def test_a_tax_and_what_was_taken_in_of_it_are_two_words(asker: Asker) -> None:
    answer = ask(asker, "months.md", "2023年1-8月契税收了多少")
    assert "契税收" not in answer.text
    assert answer.value is None or answer.value.amount == "4100"
