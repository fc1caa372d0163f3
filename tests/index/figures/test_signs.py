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
