"""Of which year and stage the figures of a report are that goes on to next year's draft budget."""

from __future__ import annotations

from index.figures import extract
from index.model import Figure
from index.parsing import parse
from index.readers import read
from index.readers.limits import Limits

REPORT = """云县2023年预算执行情况和2024年预算草案的报告
一、2023年预算执行情况
全县一般公共预算收入完成12.50亿元，增长4.0%。
二、2024年预算草案
（一）一般公共预算
收入安排13.10亿元，支出安排30.20亿元。
2024年重点支出安排表
单位：万元
项目\t金额
教育\t81000
卫生健康\t42000
三、2023年结转情况
结转下年支出1.20亿元。"""


def figures(text: str) -> dict[str, Figure]:
    """By amount."""
    return {f.amount: f for f in extract(parse(read("x.txt", text.encode(), Limits()), "0" * 64))}


def test_a_draft_is_next_years_budget_and_the_rest_is_the_year_told_of() -> None:
    found = figures(REPORT)
    told = {a: (f.year, f.stage) for a, f in found.items()}
    assert told["12.50"] == (2023, "执行")
    assert told["13.10"] == told["30.20"] == told["81000"] == (2024, "预算")
    assert told["1.20"] == (2023, "执行")


def test_a_budget_is_of_one_year_whatever_a_heading_says() -> None:
    text = "云县水务局2023年部门预算\n一、2024年预算安排\n培训费安排3.00万元。"
    assert {f.year for f in figures(text).values()} == {2023}
