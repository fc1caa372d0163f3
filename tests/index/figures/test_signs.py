"""How a cell writes that its number is negative, or that there is none; columns of figures that hold words as well."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from index.figures import figures_from_tables
from index.figures.printed import read_cell
from index.model import Document, Measure, State
from index.vocabulary import load

Make = Callable[..., Document]


@pytest.mark.parametrize(
    "printed",
    [
        "-4.75",
        "－4.75",
        "−4.75",
        "–4.75",
        "—4.75",
        "‑4.75",
        "﹣4.75",
        "(4.75)",
        "（4.75）",
        "[4.75]",
        "【4.75】",
        "△4.75",
        "▲4.75",
        "负4.75",
        "4.75-",
    ],
)
def test_negatives(printed: str) -> None:
    assert read_cell(printed, load()).value == Decimal("-4.75")


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1'234.50", "1234.50"), ("1’234’567", "1234567"), ("1 234.50", "1234.50"), ("2 000", "2000"), ("4. 75", "4.75")],
)
def test_separators(printed: str, value: str) -> None:
    assert read_cell(printed, load()).amount == value


@pytest.mark.parametrize("printed", ["[2]", "2023-", "12-", "1-2", "负责", "[甲]", "(4.75", "4.75)"])
def test_no_numbers(printed: str) -> None:
    assert not read_cell(printed, load()).is_number


@pytest.mark.parametrize(
    "words", ["待批复", "涉密", "另行下达", "详见附表", "略", "不适用", "尚未批复", "按规定不公开"]
)
def test_words_that_keep_a_figure_back_leave_the_column_one_of_figures(make_document: Make, words: str) -> None:
    rows = [["甲项目", "80.00"], ["乙项目", words], ["丙项目", words], ["丁项目", words]]
    figures = figures_from_tables(make_document([("项目支出预算表", "万元", ["项目", "预算数"], rows)]))
    told = [f for f in figures if f.measure is Measure.AMOUNT and f.state is State.VALUE]
    assert [(f.label, f.amount, f.unit) for f in told] == [("甲项目", "80.00", "万元")]


def test_a_column_of_sentences_is_no_column_of_figures(make_document: Make) -> None:
    rows = [
        ["甲项目", "80", "用于甲处的修缮和日常维护"],
        ["乙项目", "70", "2"],
        ["丙项目", "60", "用于丙处的修缮和日常维护"],
    ]
    document = make_document([("项目支出预算表", "万元", ["项目", "预算数", "绩效目标"], rows)])
    assert [f.amount for f in figures_from_tables(document) if f.measure is Measure.AMOUNT] == ["80", "70", "60"]


def test_a_column_behind_the_end_of_the_heading_is_of_nothing(make_document: Make) -> None:
    rows = [["甲项目", "80", "70", "6"], ["乙项目", "70", "60", "5"]]
    document = make_document([("项目支出预算表", "万元", ["项目", "上年预算数", "预算数", ""], rows)])
    assert {f.source.column_index for f in figures_from_tables(document)} == {1, 2}


ROWS = [["差旅费", "万元", "6.25"], ["接待批次", "批次", "12"], ["人均差旅费", "元", "85.50"]]


def test_a_row_has_its_own_unit(make_document: Make) -> None:
    document = make_document([("运行情况表", "万元", ["指标", "计量单位", "预算数"], ROWS)])
    found = {f.label: (f.amount, f.unit, f.measure) for f in figures_from_tables(document)}
    assert found == {
        "差旅费": ("6.25", "万元", Measure.AMOUNT),
        "接待批次": ("12", "批次", Measure.BATCHES),
        "人均差旅费": ("85.50", "元", Measure.AMOUNT),
    }


def test_a_column_of_units_is_one_whatever_it_is_called(make_document: Make) -> None:
    document = make_document(
        [("运行情况表", None, ["项目", "单位", "预算数"], [["差旅费", "万元", "6.25"], ["会议费", "元", "500"]])]
    )
    assert [(f.label, f.unit) for f in figures_from_tables(document)] == [("差旅费", "万元"), ("会议费", "元")]


def test_what_is_bought_by_the_piece_has_its_price_in_the_unit_of_the_table(make_document: Make) -> None:
    rows = [["空调", "台", "5.25"], ["打印机", "台", "1.80"]]
    document = make_document([("政府采购预算表", "万元", ["采购品目", "计量单位", "采购金额"], rows)])
    assert {(f.amount, f.unit, f.measure) for f in figures_from_tables(document)} == {
        ("5.25", "万元", Measure.AMOUNT),
        ("1.80", "万元", Measure.AMOUNT),
    }


@pytest.mark.parametrize(
    ("label", "measure", "unit"),
    [
        ("国内公务接待批次", Measure.BATCHES, "批次"),
        ("国内公务接待人次", Measure.VISITS, "人次"),
        ("参会人数", Measure.PEOPLE, "人"),
        ("公务用车保有量", Measure.COUNT, None),
        ("办公用房面积", Measure.AREA, None),
        ("差旅费", Measure.AMOUNT, "万元"),
        ("面积补贴费", Measure.AMOUNT, "万元"),
        ("人员编制经费", Measure.AMOUNT, "万元"),
        ("人均面积", Measure.AMOUNT, "万元"),
    ],
)
def test_a_name_that_ends_with_what_it_counts_is_no_money(
    make_document: Make, label: str, measure: Measure, unit: str | None
) -> None:
    (figure, _) = figures_from_tables(
        make_document([("情况表", "万元", ["项目", "预算数"], [[label, "30"], ["其他", "5.50"]])])
    )
    assert (figure.measure, figure.unit) == (measure, unit)


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("120.50（其中：财政拨款100.00）", "120.50"), ("120.50万元，其中：上级100", "120.50"), ("12（含借调3人）", "12")],
)
def test_the_amount_before_its_parts(printed: str, amount: str) -> None:
    assert read_cell(printed, load()).amount == amount


@pytest.mark.parametrize("printed", ["12 30", "6.20 5.10", "1 2", "100 20.50"])
def test_two_numbers_in_one_cell_are_not_one(printed: str) -> None:
    assert not read_cell(printed, load()).is_number


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("壹拾贰万叁仟元整", "123000", "元"),
        ("三十二万元", "320000", "元"),
        ("下降2.39%", "-2.39", "%"),
        ("减少0.40", "-0.40", None),
        ("↓0.40", "-0.40", None),
        ("增长2.39%", "2.39", "%"),
    ],
)
def test_numbers_in_words_and_ways_in_words(printed: str, value: str, unit: str | None) -> None:
    read_ = read_cell(printed, load())
    assert (str(read_.value), read_.unit.symbol if read_.unit else None) == (value, unit)
