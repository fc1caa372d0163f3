"""What sentences and headings contradict by themselves: direction and size of a change, the year, the sum of parts told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from objections import failed

from index.model import Document

Make = Callable[..., Document]


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("1、档案馆（项）。年初预算为80.81万元，支出决算为80.38万元。决算数大于预算数的主要原因：人员变化。", True),
        ("1、档案馆（项）。年初预算为80.81万元，支出决算为80.38万元。决算数小于预算数的主要原因：人员变化。", False),
        ("年初预算为 62.29 万元，支出决算为60.99万元。决算数等于预算数。", True),
        ("年初预算为0.94万元，支出决算为0.94万元。决算数与预算数持平。", False),
        ("决算数大于预算数的主要原因：人员变化。", False),
        ("公务用车完成预算15万元的133%；公务接待费支出决算为6万元。三公经费支出决算大于预算数。", False),
    ],
)
def test_direction_words(make_document: Make, sentence: str, fails: bool) -> None:
    found = failed(make_document(paragraphs=[sentence], stage="决算"))
    assert [f.check for f in found] == (["增减方向"] if fails else [])


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("公务接待费预算110万元，比上年增加10万元，增长10%。", False),
        ("公务接待费预算110万元，比上年增加10万元，增长1%。", True),
        ("公务接待费预算90万元，比上年减少10万元，下降10.00%。", False),
        ("公务接待费预算90万元，比上年减少10万元，下降11.11%。", True),
        ("公务接待费预算1.1万元，比上年增加0.1万元，增长11%。", False),
        ("公务接待费预算110万元，增长10%。", False),
    ],
)
def test_percentages_of_change(make_document: Make, sentence: str, fails: bool) -> None:
    found = failed(make_document(paragraphs=[sentence]))
    assert [f.check for f in found] == (["增减幅度"] if fails else [])


@pytest.mark.parametrize(
    ("heading", "fails"),
    [
        ("第三部分 甲市档案局2020年度部门决算情况说明", True),
        ("第三部分 甲市档案局2021年度部门决算情况说明", False),
        ("二、与2020年度决算比较", False),
        ("三、2020年预算执行情况", False),
    ],
)
def test_years_in_headings(make_document: Make, heading: str, fails: bool) -> None:
    found = failed(make_document(headings=[heading], stage="决算"))
    assert [f.check for f in found] == (["年度一致"] if fails else [])


def test_closing_date_and_base_of_comparison(make_document: Make) -> None:
    date = "截至2020年12月31日，甲市档案局共有车辆0辆。"
    assert [f.check for f in failed(make_document(paragraphs=[date], stage="决算"))] == ["年度一致"]
    assert not failed(make_document(paragraphs=[date], stage="预算")), "a budget tells the assets of the year before"
    assert failed(make_document(paragraphs=["收入预算比2021年预算增加3万元。"]))
    assert not failed(make_document(paragraphs=["收入预算比2020年预算增加3万元。"]))


def test_what_the_template_left(make_document: Make) -> None:
    found = failed(make_document(lines="第二部分 甲市XX局预算表\n政府性基金支出    万元，主要原因是。\n"))
    assert [f.check for f in found] == ["模板残留"] * 3
    assert not failed(make_document(lines="单位：    万元\n"))


@pytest.mark.parametrize(
    ("sentence", "fails"),
    [
        ("公务用车购置及运行费预算9.00万元，其中：公务用车购置费4.00万元，公务用车运行维护费5.00万元。", False),
        ("公务用车购置及运行费预算9.00万元，其中：公务用车购置费4.00万元，公务用车运行维护费6.00万元。", True),
        ("公务用车购置及运行费预算9.00万元，其中：公务用车运行维护费6.00万元。", False),
    ],
)
def test_parts_told_in_one_paragraph(make_document: Make, sentence: str, fails: bool) -> None:
    assert [f.check for f in failed(make_document(paragraphs=[sentence]))] == (["文内合计"] if fails else [])
