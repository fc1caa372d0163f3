"""Headings that are nothing but a unit, columns that count, and subtotals that stand under words."""

from __future__ import annotations

from decimal import Decimal

from index.figures import extract
from index.model import Figure, Measure
from index.parsing import parse
from index.readers import read
from index.readers.limits import Limits

CHANGES = """<html><body><h1>云县2022年三公经费决算表</h1><p>单位：万元</p>
<table><tr><th rowspan="2">项目</th><th rowspan="2">决算数</th><th colspan="2">比上年增减</th><th rowspan="2">单位数</th></tr>
<tr><th>金额</th><th>％</th></tr>
<tr><td>公务接待费</td><td>268.85</td><td>-72.42</td><td>-21.22</td><td>24</td></tr>
<tr><td>会议费</td><td>30.00</td><td>6.00</td><td>25.00</td><td>3</td></tr></table></body></html>"""

PROJECTS = """<html><body><h1>云县2024年补助资金安排表</h1><p>单位：万元</p>
<table><tr><th>片区</th><th>实施单位</th><th>项目名称</th><th>资金</th></tr>
<tr><td rowspan="3">东片</td><td rowspan="2">岩镇</td><td>茶园改造</td><td>272.0</td></tr>
<tr><td>道路硬化</td><td>143.5</td></tr>
<tr><td colspan="2">小计</td><td>415.5</td></tr>
<tr><td rowspan="2">西片</td><td>麻镇</td><td>管网改造</td><td>182.8</td></tr>
<tr><td colspan="2">小计</td><td>182.8</td></tr></table></body></html>"""


def figures(page: str) -> tuple[Figure, ...]:
    return extract(parse(read("page.html", page.encode(), Limits()), "0" * 64))


def test_a_percent_sign_alone_under_a_change_is_its_rate() -> None:
    found = {f.amount: (f.measure, f.unit, f.yuan) for f in figures(CHANGES)}
    assert found["-21.22"] == (Measure.RATE, "%", None)
    assert found["-72.42"] == (Measure.CHANGE, "万元", Decimal("-724200"))


def test_a_column_of_how_many_is_no_money() -> None:
    counted = next(f for f in figures(CHANGES) if f.amount == "24")
    assert (counted.measure, counted.yuan) == (Measure.COUNT, None)


def test_a_subtotal_under_words_is_not_the_row_above() -> None:
    labels = {f.amount: f.label for f in figures(PROJECTS)}
    assert labels["415.5"] != "道路硬化"
    assert [f.label for f in figures(PROJECTS) if f.amount == "143.5"] == ["道路硬化"]
