"""Sentences whose numbers once became another figure, or none: years told one by one, changes from an amount to another, spaces
and line ends within numbers, amounts without a unit of their own."""

from __future__ import annotations

import pytest

from index.figures.prose import figures_from_prose
from index.model import Figure, Line, Page, Pages
from index.parsing import parse

A, C, R = "金额", "增减额", "增减率"


def figures(text: str) -> tuple[Figure, ...]:
    lines = (
        "甲市水务局2023年部门预算公开",
        "一、部门职责",
        "甲市水务局负责全市水务工作。",
        "二、预算情况",
        *text.split("\n"),
    )
    blocks = tuple(Line(text=line) for line in lines)
    return figures_from_prose(
        parse(Pages(file="x.txt", format="txt", pages=(Page(number=None, blocks=blocks),)), "0" * 64)
    )


def told(text: str) -> list[tuple[object, ...]]:
    return [(f.label, f.year, f.measure.value, f.amount, f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2021年、2022年、2023年“三公”经费预算分别为22.10万元、20.35万元、18.60万元。",
        "“三公”经费预算2021年、2022年、2023年分别为22.10万元、20.35万元和18.60万元。",
        "2021年至2023年“三公”经费预算分别为22.10、20.35、18.60万元。",
    ],
)
def test_years_told_one_by_one(text: str) -> None:
    found = [(year, amount) for _, year, _, amount, _ in told(text)]
    assert found == [(2021, "22.10"), (2022, "20.35"), (2023, "18.60")]
    assert {f.item for f in figures(text)} == {"三公经费"}


def test_from_an_amount_of_last_year_to_one_of_this_year() -> None:
    assert told("培训费由2022年的4.2万元减少到3.6万元，减少0.6万元，下降14.29%。") == [
        ("培训费", 2022, A, "4.2", "万元"),
        ("培训费", 2023, A, "3.6", "万元"),
        ("培训费", 2023, C, "0.6", "万元"),
        ("培训费", 2023, R, "14.29", "%"),
    ]


def test_a_net_increase_is_a_change() -> None:
    assert told("项目支出600.00万元，较上年净增100万元。")[1] == ("项目支出", 2023, C, "100", "万元")


def test_what_only_compares_is_no_name_and_a_clause_without_numbers_names_its_own() -> None:
    found = [
        (label, amount) for label, _, _, amount, _ in told("会议费预算3万元，是上年的1.5倍；培训费翻一番，达到8万元。")
    ]
    assert found == [("会议费", "3"), ("会议费", "1.5"), ("培训费", "8")]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("公务接待费 6 . 2 0 万 元。", "6.20"),
        ("公务接待费1002. 33万元。", "1002.33"),
        ("公务接待费 1 002. 33 万元。", "1002.33"),
        ("公务接待费 12 .5 万元。", "12.5"),
        ("公务接待费预算为1,2\n34.56万元。", "1234.56"),
        ("公务接待费预算为10\n.5万元。", "10.5"),
        ("公务接待费合计1234\n5.67万元。", "12345.67"),
    ],
)
def test_a_number_parted_by_spaces_or_a_line_s_end_is_one(text: str, amount: str) -> None:
    assert [(f.item, f.amount, f.unit) for f in figures(text)] == [("公务接待费", amount, "万元")]


def test_the_number_of_an_item_is_not_drawn_to_its_amount() -> None:
    assert [amount for *_, amount, _ in told("1. 5万元用于防汛。")] == ["5"]
    assert [amount for *_, amount, _ in told("项目5 120.50万元。")] == ["120.50"]


def test_the_unit_that_a_text_says_all_amounts_are_in() -> None:
    text = (
        "以下金额均以万元计。2023年收入合计1,265.20，支出合计1,265.20，其中基本支出665.20。人员12人，2023年完成95.5%。"
    )
    money = [(label, amount, unit) for label, _, _, amount, unit in told(text) if unit == "万元"]
    assert money == [("收入合计", "1265.20", "万元"), ("支出合计", "1265.20", "万元"), ("基本支出", "665.20", "万元")]
    assert told("2023年收入合计1,265.20。") == [], "no unit is taken for granted"


def test_a_note_behind_an_amount_is_no_part_of_the_next_name() -> None:
    told = figures("收入包括政府性基金预算拨款1,543.00万元（体育彩票公益金）、事业收入2,000.00万元。")
    assert {f.amount: f.label for f in told} == {"1543.00": "政府性基金预算拨款", "2000.00": "事业收入"}
