"""Hard rules: for each a figure that it bars, and one like it that may answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from index.model import Measure
from qa.evidence.barred import BARS
from qa.evidence.bars import bars_of
from qa.evidence.otherwise import part_of_another

Make = Callable[..., Any]
Told = dict[str, Any]

Q: Told = {"words": "公务接待费是多少", "kind": "figure"}
C: Told = {"label": "公务接待费"}
AREA: Told = {"scope": "地区", "kind": "执行报告"}

# rule → (question, barred figure, figure that is not)
CASES: dict[str, tuple[Told, Told, Told]] = {
    "year": (Q | {"years": (2021,)}, C | {"year": 2020}, C | {"year": 2021}),
    "months": (Q | {"months": (1, 6)}, C | {"sentence": "一季度公务接待费"}, C | {"sentence": "上半年公务接待费"}),
    "day": (Q | {"text": "2021年底车辆"}, C | {"sentence": "截至2020年末车辆"}, C | {"sentence": "截至2021年末车辆"}),
    "stage": (Q | {"stages": ("决算",)}, C | {"stage": "预算"}, C | {"stage": "决算"}),
    "other_stage": (Q, C | {"stage": "决算"}, C | {"stage": "年初预算"}),
    "among": (Q | {"among": ("教育局",)}, C | {"sentence": "民政局公务接待费"}, C | {"sentence": "教育局公务接待费"}),
    "scope": (Q | {"scopes": ("单位",)}, C | {"scope": "部门"}, C | {"scope": "单位"}),
    "area": (Q | {"words": "全县公务接待费支出"}, C, C | {"info": AREA}),
    "level": (
        Q | {"text": "县本级公务接待费"},
        C | {"info": AREA, "sentence": "全县公务接待费"},
        C | {"info": AREA, "sentence": "县本级公务接待费"},
    ),
    "code": (Q | {"words": "2010301科目是多少"}, C | {"code": "2010302"}, C | {"code": "2010301"}),
    "base": (Q | {"base": "上年"}, C | {"base": "年初预算"}, C | {"base": "上年"}),
    "end": (Q | {"text": "年末结余多少"}, C | {"label": "上年结余"}, C | {"label": "年末结余"}),
    "dimension": (
        Q | {"kind": "percent", "words": "公务接待费降了百分之几"},
        C | {"unit": "万元"},
        C | {"unit": "%", "yuan": None},
    ),
    "kind": (Q | {"measure": "单价"}, C, C | {"measure": Measure.PRICE}),
    "flow": (Q | {"words": "事业支出多少"}, C | {"label": "事业收入"}, C | {"label": "事业支出"}),
    "before": (Q | {"words": "上年预算是多少"}, C | {"year": 2021}, C | {"year": 2020}),
    "less": (
        Q | {"text": "剔除退税后增长多少"},
        C | {"sentence": "收入增长"},
        C | {"sentence": "剔除退税因素后收入增长"},
    ),
    "below": (Q | {"text": "镇街的公务接待费"}, C | {"info": AREA}, C | {"info": AREA, "sentence": "镇街公务接待费"}),
    "other_unit": (
        Q | {"understood": (("单位", "云县考试院", "下属单位"),)},
        C | {"sentence": "教育局公务接待费"},
        C | {"sentence": "云县考试院公务接待费"},
    ),
    "unqualified": (
        Q | {"text": "局本级公务接待费"},
        C | {"sentence": "全局公务接待费"},
        C | {"sentence": "局本级公务接待费"},
    ),
    "another_name": (
        Q | {"text": "城北社区公务接待费"},
        {"label": "城东社区"},
        {"label": "城北社区"},
    ),
    "unsaid": (Q | {"words": "专项债务限额"}, {"label": "政府债务限额"}, {"label": "专项债务限额"}),
    "of_a_body": (
        Q | {"text": "各部门公务接待费一共多少"},
        C | {"info": AREA, "parents": ("区教育局",), "row": "区教育局"},
        C | {"info": AREA, "row": "合计"},
    ),
    "other_kind": (
        Q | {"kind": "count", "words": "有多少名教师"},
        {"label": "在校学生", "unit": "人"},
        {"label": "教职工", "unit": "人"},
    ),
    "whole_of": (
        Q | {"words": "接待费多少", "parts": [("接待费", ("公务接待费",))]},
        {"label": "三公经费", "item": "三公经费"},
        {"label": "三公经费", "item": "三公经费", "sentence": "三公经费全部是接待费,"},
    ),
    "opposite": (Q | {"words": "债务限额是多少"}, {"label": "债务余额"}, {"label": "债务限额"}),
    "rate": (Q | {"words": "完成预算的百分之几"}, C | {"rate": "增长"}, C | {"rate": "完成"}),
    "people": (Q | {"words": "接待了多少人"}, C | {"unit": "个"}, C | {"unit": "人次"}),
    "row": (
        Q | {"words": "甲乡和乙镇拨款多少", "parts": [("甲乡", ()), ("乙镇", ()), ("拨款", ())]},
        C | {"label": "甲乡拨款"},
        C | {"label": "甲乡乙镇拨款"},
    ),
}


@pytest.fixture
def bars(make_asked: Make, make_card: Make, make_info: Make) -> Callable[[Told, Told], set[str]]:
    """The names of the rules that bar a figure."""

    def of(question: Told, card: Told) -> set[str]:
        made = make_card(**card | {"info": make_info(**card.get("info", {}))})
        asked = make_asked(**question)
        return {bar.name for bar in BARS if bar.holds(asked, made)}

    return of


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_bars_what_it_says_and_nothing_beside_it(rule: str, bars: Callable[[Told, Told], set[str]]) -> None:
    question, barred, free = CASES[rule]
    assert rule in bars(question, barred)
    assert rule not in bars(question, free)


def test_every_rule_has_a_case() -> None:
    assert {bar.name for bar in BARS} == set(CASES)


def test_this_years_own_comes_before_another_years(make_asked: Make, make_card: Make) -> None:
    cards = [make_card(year=2020), make_card(year=2021, amount="2.00")]
    assert [bool(bar) for bar in bars_of(make_asked(**Q), cards)] == [True, False]
    assert [bool(bar) for bar in bars_of(make_asked(**Q), cards[:1])] == [False]


MONTHLY = {"scope": "地区", "stage": "执行", "period": "2024-01/2024-06"}
# (months asked for, the column, whether its figure is barred)
COLUMNS = [
    ((6, 6), "本月完成", False),
    ((6, 6), "本年累计", True),
    ((6, 6), "6月当月", False),
    ((1, 6), "本年累计", False),
    ((1, 6), "本月完成", True),
]


@pytest.mark.parametrize(("months", "column", "barred"), COLUMNS)
def test_a_column_tells_the_months_before_the_tables_title(
    bars: Callable[[Told, Told], set[str]], months: tuple[int, int], column: str, barred: bool
) -> None:
    told = {"label": "教育支出", "info": MONTHLY, "title": "2024年1-6月支出情况表", "column": column}
    assert ("months" in bars({"words": "教育支出多少", "kind": "figure", "months": months}, told)) is barred


def test_a_whole_area_is_told_by_news_on_it(bars: Callable[[Told, Told], set[str]]) -> None:
    asked = {"words": "全县教育支出多少", "kind": "figure"}
    assert "area" in bars(asked, {"label": "教育支出"})
    assert "area" not in bars(asked, {"label": "教育支出", "sentence": "上半年,我县教育支出"})


def test_last_years_budget_is_not_the_budget(bars: Callable[[Told, Told], set[str]]) -> None:
    asked = {"words": "公务接待费比预算少花了多少", "kind": "change", "base": "年初预算"}
    assert "base" in bars(asked, {"label": "公务接待费", "measure": Measure.CHANGE, "base": "上年预算"})
    assert "base" not in bars(asked, {"label": "公务接待费", "measure": Measure.CHANGE, "base": "年初预算"})


def test_the_whole_area_is_not_its_own_level(bars: Callable[[Told, Told], set[str]]) -> None:
    asked = {"words": "全市教育支出多少", "text": "全市教育支出多少", "kind": "figure"}
    assert "level" in bars(asked, {"label": "市级教育支出", "info": AREA})
    assert "level" not in bars(asked, {"label": "教育支出", "info": AREA})


def test_a_part_of_another_notion(make_asked: Make, make_card: Make) -> None:
    question = make_asked(words="维修(护)费多少", parts=[("维修(护)费", ("维修(护)费",))])
    inside = make_card(label="维修费", item=None, parents=("公务用车运行维护费",))
    assert part_of_another(question, inside)
    assert not part_of_another(question, make_card(label="维修费", item=None))
    assert not part_of_another(question, make_card(label="维修(护)费", item="维修(护)费"))
