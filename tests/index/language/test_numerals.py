from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.numerals import han_number, parse_amounts, parse_han_amounts
from index.language.periods import periods
from index.language.squeeze import squeeze


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算1507.56万元", [("1507.56", "万元", "15075600.00")]),
        ("1，507．56 万元", [("1507.56", "万元", "15075600.00")]),
        ("１，２３４．５０元", [("1234.50", "元", "1234.50")]),
        ("4125.49,4143.91万元", [("4125.49", "", None), ("4143.91", "万元", "41439100.00")]),
        ("（1.5）万元", [("-1.5", "万元", "-15000.0")]),
        ("△13.47万元", [("-13.47", "万元", "-134700.00")]),
        ("-204.61万元", [("-204.61", "万元", "-2046100.00")]),
        ("占1,055.4%", [("1055.4", "%", None)]),
        ("1.2亿元", [("1.2", "亿元", "120000000.0")]),
        ("增加209万用于", [("209", "万元", "2090000")]),
        ("加工档案86万页", [("86", "万页", None)]),
        ("第3页共46页", [("3", "", None), ("46", "", None)]),
        ("单价20万元（含）以上的设备33台（套）", [("20", "万元", "200000"), ("33", "台(套)", None)]),
        ("増長16倍", [("16", "倍", None)]),
        ("3萬(wàn)元", [("3", "万元", "30000")]),
        ("262.33 21.21", [("262.33", "", None), ("21.21", "", None)]),
        ("12批次、150人次", [("12", "批次", None), ("150", "人次", None)]),
        ("减少 万元", []),
    ],
)
def test_numbers_as_printed(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = parse_amounts(squeeze(text).text)
    assert [(a.printed, a.unit, None if a.yuan is None else str(a.yuan)) for a in found] == expected


@pytest.mark.parametrize(
    ("text", "unit", "approximate"),
    [
        ("5万余人", "万人", "余"),
        ("近2000人", "人", "近"),
        ("约8,347亩", "亩", "约"),
        ("80余个", "个", "余"),
        ("18期左右", "期", "左右"),
    ],
)
def test_about(text: str, unit: str, approximate: str) -> None:
    (amount,) = parse_amounts(squeeze(text).text)
    assert (amount.unit, amount.approximate) == (unit, approximate)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5),
        ("十五", 15),
        ("二十三", 23),
        ("两千零五十", 2050),
        ("三十二万", 320000),
        ("一亿零三万", 100030000),
        ("二〇一九", 2019),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert han_number(text) == value


def test_chinese_numerals_need_a_unit() -> None:
    assert [(a.printed, a.unit) for a in parse_han_amounts("内设五个处室，三是共三十二万元")] == [
        ("5", "个"),
        ("32", "万元"),
    ]
    assert parse_han_amounts("数十万毕业生") == ()


@given(st.integers(0, 10**12), st.integers(0, 4), st.booleans())
def test_every_printed_amount_comes_back_exactly(digits: int, places: int, grouped: bool) -> None:
    value = Decimal(digits).scaleb(-places)
    printed = f"{value:,}" if grouped else f"{value:f}"
    (amount,) = parse_amounts(f"支出{printed}万元")
    assert amount.value == value and amount.printed == f"{value:f}" and amount.yuan == value * 10000


@given(st.text(alphabet="一二三四五六七八九十百千万亿零点元个年0123456789.,-()（）%　 预算", max_size=40))
def test_no_text_breaks_the_grammar(text: str) -> None:
    view = squeeze(text).text
    for amount in (*parse_amounts(view), *parse_han_amounts(view)):
        assert 0 <= amount.start < amount.end <= amount.unit_end <= len(view)


@given(st.text(max_size=60))
def test_squeezing_keeps_the_place(text: str) -> None:
    view = squeeze(text)
    assert len(view.text) == len(view.origin)
    assert list(view.origin) == sorted(view.origin)
    assert all(0 <= place < len(text) for place in view.origin)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年度收支", [2019]),
        ("较2018年预算", [2018]),
        ("二〇二一年", [2021]),
        ("上年预算", [2018]),
        ("本年收入", [2019]),
        ("苏财预2017号", []),
        ("编号20190101", []),
        ("2013年来", []),
    ],
)
def test_years(text: str, expected: list[int]) -> None:
    assert [p.year for p in periods(text, 2019)] == expected


def test_a_date_is_no_year_of_account() -> None:
    (period,) = periods("截至2024年8月31日", 2025)
    assert period.date and period.year == 2024
