"""Marks are no digits: in cells and labels, in folded text, before units, in raised runs."""

from __future__ import annotations

import pytest

from index.language.fold import fold_text, label_key
from index.language.marks import behind, raised, unmarked
from index.language.numerals import parse_amounts


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("7.35¹", "7.35"),
        ("7.35②", "7.35"),
        ("7.35㉑", "7.35"),
        ("7.35❶", "7.35"),
        ("*7.35", "7.35"),
        ("＊7.35", "7.35"),
        ("7.35 *", "7.35"),
        ("7.35**", "7.35"),
        ("7.35[3]", "7.35"),
        ("7.35〔3〕", "7.35"),
        ("7.35（注2）", "7.35"),
        ("7.35(注)", "7.35"),
        ("7.35（见注2）", "7.35"),
        ("7.35⑴", "7.35"),
        ("7.35†‡", "7.35"),
        ("7.35※", "7.35"),
        ("1,234.50②", "1,234.50"),
        ("-7.35①", "-7.35"),
        ("7.35万元①", "7.35万元"),
        ("注①7.35", "7.35"),
        ("注2：7.35", "7.35"),
        ("①7.35", "7.35"),
        ("差旅费③", "差旅费"),
        ("差旅费（注1）", "差旅费"),
        ("总计*", "总计"),
        ("2024年①预算数", "2024年预算数"),
        ("2024年¹", "2024年"),
    ],
)
def test_marks_are_taken_off(printed: str, plain: str) -> None:
    assert unmarked(printed) == plain


@pytest.mark.parametrize(
    "printed",
    [
        "[7.35]",  # a negative, or no number at all; never a mark
        "(7.35)",
        "7.35(1)",  # a mark, or the part of a sum: not to be told
        "注27.35",
        "*",
        "**",
        "①",
        "—",
        "①差旅费",
        "其中①差旅费",
        "办公①差旅②会议③",
        "面积m²",
        "（m²）",
        "备注",
        "附注",
        "（一）差旅费",
    ],
)
def test_what_is_no_mark_stays(printed: str) -> None:
    assert unmarked(printed) == printed


def test_folding_makes_no_digits_of_marks() -> None:
    assert fold_text("７.３５①²") == "7.35①²"
    assert fold_text("㎡ ⑴ ⒈") == "m2 (1) 1."
    assert label_key("差旅费③") == label_key("差旅费") == label_key("①差旅费")


@pytest.mark.parametrize("mark", ["①", "²", "（注1）", "[2]", "(注)"])
def test_a_mark_between_number_and_unit_is_passed_over(mark: str) -> None:
    (amount,) = parse_amounts(fold_text(f"差旅费7.35{mark}万元"))
    assert (amount.printed, amount.unit) == ("7.35", "万元")


def test_marks_end_where_they_end() -> None:
    assert behind("7①②元", 1) == 3
    assert behind("7元", 1) == 1


@pytest.mark.parametrize(
    ("run", "before", "read"),
    [
        ("2", "7.35", "²"),
        ("12", "7.35", "¹²"),
        ("2", "面积m", "²"),
        ("注1", "差旅费", "注¹"),
        ("[1]", "差旅费", "[1]"),
        ("7.35", "", "7.35"),  # nothing before: raised for its looks
        ("7.35", "万元", "7.35"),
        ("st", "1", "st"),
    ],
)
def test_raised_runs(run: str, before: str, read: str) -> None:
    assert raised(run, before) == read
