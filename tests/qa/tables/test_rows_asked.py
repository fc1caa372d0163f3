"""Questions after many rows at once: put in order, counted, filtered, added up, held apart, shared out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

TOWNS = """# 云县2022年乡村振兴补助资金分配表

单位：万元

| 乡镇 | 合计 | 产业发展 | 基础设施 | 主管部门 |
|---|---|---|---|---|
| 白石镇 | 240.00 | 200.00 | 40.00 | 县农业农村局 |
| 夹浦镇 | 320.00 | 120.00 | 200.00 | 县水利局 |
| 柳林乡 | 90.00 | 90.00 | 0 | 县农业农村局 |
| 河东乡 | 150.00 | 60.00 | 90.00 | 县水利局 |
| 合计 | 800.00 | 470.00 | 330.00 | |
"""
SCHOOLS = """# 云县教育局2023年校舍维修资金安排表

| 学校 | 学生（人） | 安排资金（万元） |
|---|---|---|
| 第一中学 | 1,000 | 50.00 |
| 实验小学 | 800 | 64.00 |
| 河东小学 | 200 | 30.00 |
"""
SUBJECTS = """# 云县2022年一般公共预算支出执行情况表

单位：万元

| 科目 | 年初预算数 | 决算数 | 比上年增减% |
|---|---|---|---|
| 教育支出 | 900.00 | 960.00 | 4.0 |
| 卫生健康支出 | 500.00 | 430.00 | -6.5 |
| 农林水支出 | 300.00 | 420.00 | 12.1 |
| 合计 | 1,700.00 | 1,810.00 | 3.1 |
"""
GAP = """# 云县2022年乡镇转移支付分配表

单位：万元

| 乡镇 | 合计 |
|---|---|
| 白石镇 | 240.00 |
| 夹浦镇 | 320.00 |
| 合计 | 1,200.00 |
"""
BUYERS = """# 云县2023年政府采购情况

| 采购人 | 县教育局 | 县卫生健康局 | 县住房和城乡建设局 | 县公安局 |
|---|---|---|---|---|
| 项目数（个） | 21 | 12 | 9 | 6 |
| 合同金额（万元） | 3,186.42 | 2,410.00 | 4,912.08 | 980.50 |
"""
FUNDS = """# 云县2023年社会保险基金决算

单位：万元

| 项目 | 城乡居民基本养老保险 | 职工基本医疗保险 | 失业保险 | 工伤保险 |
|---|---|---|---|---|
| 一、本年收入 | 11,860 | 18,742 | 1,486 | 973 |
| 其中：利息收入 | 386 | 612 | 20 | 12 |
| 二、本年支出 | 9,745 | 15,230 | 1,690 | 1,048 |
"""
ASKED = [
    ("buyers.md", "哪个单位采购的合同金额最大", "4912.08", "万元", "县住房和城乡建设局"),
    ("funds.md", "收不抵支的险种有几个", "2", None, "失业保险"),
    ("towns.md", "哪个乡镇分到的钱最多", "320.00", "万元", "夹浦镇"),
    ("towns.md", "分得最少的乡镇是哪个", "90.00", "万元", "柳林乡"),
    ("towns.md", "产业发展资金第二多的是哪个乡镇", "120.00", "万元", "夹浦镇"),
    ("towns.md", "补助超过200万的乡镇有几个", "2", None, "夹浦镇"),
    ("towns.md", "哪些乡镇的基础设施资金超过100万元", "1", None, "夹浦镇"),
    ("towns.md", "一共分给了几个乡镇", "4", None, "河东乡"),
    ("towns.md", "除夹浦镇外其余乡镇合计多少", "480.00", "万元", "白石镇"),
    ("towns.md", "前两名的乡镇合计多少", "560.00", "万元", "白石镇"),
    ("towns.md", "白石镇、河东乡两个乡镇合计多少", "390.00", "万元", "河东乡"),
    ("towns.md", "平均每个乡镇分到多少", "200.00", "万元", "平均"),
    ("towns.md", "夹浦镇的补助占全部的百分之几", "40.00", "%", "夹浦镇"),
    ("towns.md", "水利局主管的乡镇一共安排多少", "470.00", "万元", "河东乡"),
    ("schools.md", "哪所学校安排的资金最少", "30.00", "万元", "河东小学"),
    ("schools.md", "表里列了几所学校", "3", None, "实验小学"),
    ("schools.md", "第一中学生均多少钱", "500.00", "元", "第一中学"),
    ("schools.md", "学生过五百的学校有几所", "2", None, "第一中学"),
    ("subjects.md", "2022年决算超过年初预算的科目有哪些", "2", None, "农林水支出"),
    ("subjects.md", "决算比年初预算多得最多的是哪个科目", "120.00", "万元", "农林水支出"),
    ("subjects.md", "哪个科目增长最快", "12.1", "%", "农林水支出"),
    ("subjects.md", "哪些科目比上年下降", "1", None, "卫生健康支出"),
]
REFUSED = [
    ("towns.md", "哪所学校分到的钱最多"),  # rows of another kind
    ("towns.md", "哪个乡镇的教育经费最多"),  # a column that is not there
    ("towns.md", "三个乡镇合计多少"),  # there are four
    ("gap.md", "哪个乡镇分到的最多"),  # what is missing of the total is more than any row
    ("gap.md", "各乡镇平均多少"),
    ("schools.md", "红旗小学、实验小学、第一中学合计安排多少"),  # one of them is not listed
]


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of(
        {
            "buyers.md": BUYERS,
            "funds.md": FUNDS,
            "towns.md": TOWNS,
            "schools.md": SCHOOLS,
            "subjects.md": SUBJECTS,
            "gap.md": GAP,
        }
    )


def ask(asker: Asker, file: str, question: str) -> Answer:
    return asker.ask(Request(question=question, document=file), today=2026)


@pytest.mark.parametrize(("file", "question", "amount", "unit", "said"), ASKED)
def test_rows_are_put_in_order_counted_and_added_up(
    asker: Asker, file: str, question: str, amount: str, unit: str | None, said: str
) -> None:
    answer = ask(asker, file, question)
    assert answer.value is not None
    assert (answer.value.amount, answer.value.unit) == (amount, unit)
    assert said in answer.text
    assert answer.figures


@pytest.mark.parametrize(("file", "question"), REFUSED)
def test_what_the_rows_do_not_tell_is_not_said(asker: Asker, file: str, question: str) -> None:
    assert ask(asker, file, question).status != "answered"


def test_every_figure_of_a_sum_is_cited(asker: Asker) -> None:
    answer = ask(asker, "towns.md", "除夹浦镇外其余乡镇合计多少")
    assert answer.computed is not None
    assert answer.computed.expression == "240.00 + 90.00 + 150.00"
    assert {f.figure.amount for f in answer.figures} >= {"240.00", "90.00", "150.00"}
