"""Which rows of a table are asked about, of which column, at which level; and what is left of one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

# A row of the county's own beside the towns; money by source, of which one column alone is asked for.
GRANTS = """# 云县2024年衔接资金分配表

单位：万元

| 乡镇 | 合计 | 中央资金 | 省级资金 |
|---|---|---|---|
| 白石镇 | 260.00 | 200.00 | 60.00 |
| 夹浦镇 | 180.00 | 120.00 | 60.00 |
| 柳林乡 | 90.00 | 0.00 | 90.00 |
| 县直项目 | 370.00 | 300.00 | 70.00 |
| 合计 | 900.00 | 620.00 | 280.00 |
"""
# The first row is the sum of the others, by no word.
DEBTS = """# 云市2023年地方政府债务余额情况表

单位：亿元

| 地区 | 债务限额 | 债务余额 |
|---|---|---|
| 云市 | 420.50 | 398.40 |
| 市本级 | 180.20 | 174.10 |
| 东城区 | 90.10 | 84.20 |
| 西城区 | 80.10 | 76.00 |
| 青山县 | 70.10 | 64.10 |
"""
# Income and expenditure in one table, each under its total, and taxes under theirs.
BLOCKS = """# 云县2024年一般公共预算收支执行情况表

单位：万元

| 项目 | 年初预算数 | 执行数 |
|---|---|---|
| 收入合计 | 15,000.00 | 14,500.00 |
| 税收收入 | 9,000.00 | 8,700.00 |
| 增值税 | 5,000.00 | 4,600.00 |
| 契税 | 4,000.00 | 4,100.00 |
| 非税收入 | 6,000.00 | 5,800.00 |
| 支出合计 | 21,000.00 | 20,100.00 |
| 教育支出 | 8,000.00 | 7,900.00 |
| 农林水支出 | 7,000.00 | 7,400.00 |
| 交通运输支出 | 6,000.00 | 4,800.00 |
"""
PROJECTS = """# 云县2024年重点项目进展情况

单位：万元

| 项目名称 | 总投资 | 计划投资 | 完成投资 | 已支付 |
|---|---|---|---|---|
| 县中医院迁建工程 | 9,000 | 3,000 | 2,800 | 2,100 |
| 城区防洪排涝工程 | 5,000 | 2,000 | 2,200 | 1,900 |
| 合计 | 14,000 | 5,000 | 5,000 | 4,000 |
"""
FILES = {"grants.md": GRANTS, "debts.md": DEBTS, "blocks.md": BLOCKS, "projects.md": PROJECTS}

# (file, question, amount, unit, what the answer says)
ASKED = [
    ("grants.md", "哪个乡镇分到的资金最多", "260.00", "万元", "白石镇"),  # 县直项目 is no town
    ("grants.md", "各乡镇合计多少", "530.00", "万元", "白石镇"),
    ("grants.md", "一共几个乡镇", "3", None, "柳林乡"),
    (
        "grants.md",
        "中央资金最少的乡镇是哪个",
        "0.00",
        "万元",
        "柳林乡",
    ),  # the column that is asked for, not the first one
    ("grants.md", "省级资金超过70万元的乡镇有几个", "1", None, "柳林乡"),
    ("grants.md", "没有中央资金的乡镇有几个", "1", None, "柳林乡"),
    ("debts.md", "各县区债务余额合计多少", "224.30", "亿元", "东城区"),
    ("debts.md", "债务余额超过80亿元的县区有几个", "1", None, "东城区"),
    ("blocks.md", "支出最大的两项依次是什么", "7,900.00", "万元", "农林水支出"),
    ("projects.md", "中医院完成的投资里还有多少没付", "700", "万元", "2,800"),
    ("projects.md", "防洪排涝工程还有多少计划投资没完成", None, None, ""),  # more was done than planned
]


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of(FILES)


def ask(asker: Asker, file: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=file), today=2026)


@pytest.mark.parametrize(("file", "question", "amount", "unit", "said"), ASKED)
def test_the_rows_that_are_meant(
    asker: Asker, file: str, question: str, amount: str | None, unit: str | None, said: str
) -> None:
    answer = ask(asker, file, question)
    if amount is None:
        assert answer.computed is None
        return
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == (amount.replace(",", ""), unit)
    assert said in answer.text


@pytest.mark.parametrize(
    ("file", "question"),
    [
        ("grants.md", "2023年完工的乡镇有几个"),  # a condition that no column tells
        ("grants.md", "白石镇中央资金占比多少"),  # of the row, or of the column
        ("projects.md", "除绿化项目外完成投资最多的项目"),  # what is left out is not listed
    ],
)
def test_what_is_not_read_is_not_passed_over(asker: Asker, file: str, question: str) -> None:
    assert ask(asker, file, question).status != "answered"
