"""Each piece of evidence between two pairs of question and figure: it is greater on the first."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.library import DocumentInfo
from index.model import Measure
from qa.evidence.features import FEATURES, NAMES, RELATIVE, matrix
from qa.evidence.gather import Evidence
from qa.evidence.pair import Pair, Scene
from qa.evidence.rates import words
from qa.evidence.table import page

ROOT = Path(__file__).resolve().parents[3]
Told = dict[str, Any]

# What is asked and what is printed unless a row says otherwise.
Q: Told = {"words": "公务接待费是多少", "parts": (("公务接待费", ("公务接待费",)),)}
C: Told = {"label": "公务接待费", "item": "公务接待费", "sentence": "公务接待费"}
CAR: Told = {"label": "公务用车购置费", "item": "公务用车购置费", "sentence": "公务用车购置费"}
WORK: Told = {"words": "渔业增殖放流项目是多少", "parts": (("渔业增殖放流", ()), ("项目", ()))}
FISH: Told = {"label": "渔业增殖放流", "sentence": "渔业增殖放流"}
PERCENT: Told = {"measure": Measure.RATE, "unit": "%"}
TEACH: Told = {"words": "老师工资是多少", "parts": (("老师", ()),)}
PAY: Told = {"label": "教师工资", "sentence": "教师工资"}
ROOMS: Told = {"label": "校舍维修", "sentence": "校舍维修"}
LIKE: Told = {"likeness": (0.9, 0.8, 0.7)}

# name: (question, figure, scene) whose number is greater, and one whose number is less.
CASES: dict[str, tuple[tuple[Told, ...], tuple[Told, ...]]] = {
    "in_label": ((Q, C), (Q, CAR)),
    "in_named": ((Q, CAR | {"aspect": "公务接待费"}), (Q, CAR)),
    "in_near": ((Q, CAR | {"parents": ("公务接待费",)}), (Q, CAR)),
    "in_all": ((Q, CAR | {"sentence": "公务接待费和公务用车购置费"}), (Q, CAR)),
    "left_near": ((Q, CAR), (Q, C)),
    "left_all": ((Q, CAR), (Q, CAR | {"sentence": "公务接待费"})),
    "alike_named": ((TEACH, PAY), (TEACH, ROOMS)),
    "alike_near": ((TEACH, ROOMS | {"parents": ("教师工资",)}), (TEACH, ROOMS)),
    "alike_all": ((TEACH, ROOMS | {"section": ("教师工资",)}), (TEACH, ROOMS)),
    "left_alike": ((TEACH, ROOMS), (TEACH, PAY)),
    "nowhere_alike": ((TEACH, ROOMS), (TEACH, ROOMS, {"text": "教师工资"})),
    "nowhere": ((Q, CAR), (Q, CAR, {"text": "公务接待费"})),
    "nowhere_figures": ((Q, CAR, {"text": "公务接待费"}), (Q, CAR, {"figures": "公务接待费"})),
    "in_clause": ((Q, C | {"sentence": "购置费，公务接待费"}), (Q, C | {"sentence": "公务接待费，购置费"})),
    "in_sentence": ((Q, C | {"sentence": "公务接待费，购置费"}), (Q, C | {"sentence": "公务接待费。购置费"})),
    "in_title": ((Q, C | {"title": "公务接待费表"}), (Q, C | {"title": "收支总表"})),
    "in_section": ((Q, C | {"section": ("公务接待费情况",)}), (Q, C | {"section": ("机关运行",)})),
    "in_column": ((Q, C | {"column": "公务接待费"}), (Q, C | {"column": "合计"})),
    "label_said": ((Q, C), (Q, C | {"label": "公务接待费和会议费"})),
    "aspect_said": ((Q, C), (Q, C | {"aspect": "国内"})),
    "column_said": ((Q, C | {"column": "接待费"}), (Q, C | {"column": "预算数"})),
    "row_said": ((Q, C | {"row": "接待费"}), (Q, C | {"row": "合计"})),
    "clause_said": ((Q, C), (Q, C | {"sentence": "去年购置"})),
    "has_aspect": ((Q, C | {"aspect": "国内"}), (Q, C)),
    "label_length": ((Q, CAR), (Q, C)),
    "more": ((Q, CAR), (Q, C)),
    "more_share": ((Q, CAR), (Q, C)),
    "left_parts": ((Q, CAR), (Q, C)),
    "among": ((Q, C | {"parents": ("会议",)}), (Q, C | {"parents": ("接待",)})),
    "run": ((Q, C), (Q, CAR)),
    "run_length": ((Q, C), (Q, C | {"label": "接待费"})),
    "parts_own": ((WORK, FISH), (WORK, CAR)),
    "parts_named": ((WORK, CAR | {"aspect": "渔业增殖放流"}), (WORK, CAR)),
    "parts_near": ((WORK, CAR | {"parents": ("渔业增殖放流",)}), (WORK, CAR)),
    "parts_around": ((WORK, CAR | {"section": ("渔业增殖放流",)}), (WORK, CAR)),
    "part_left": ((WORK, CAR), (WORK, FISH)),
    "notion_left": ((Q, FISH), (Q, C)),
    "nearest": ((Q, C), (Q, CAR | {"parents": ("公务接待费",)})),
    "main_met": ((WORK, FISH), (WORK, FISH | {"label": "项目", "sentence": "项目"})),
    "parts": ((WORK, C), (Q, C)),
    "item_asked": ((Q, C), (Q, CAR)),
    "item_other": ((Q, CAR), (Q, C)),
    "aspect_asked": ((Q, CAR | {"aspect": "接待", "aspect_item": "公务接待费"}), (Q, CAR | {"aspect": "会", "aspect_item": "会议费"})),
    "aspect_other": ((Q, C | {"aspect": "会", "aspect_item": "会议费"}), (Q, C)),
    "part_of_asked": ((Q | {"parts": (("三公经费", ("三公经费",)),)}, C), (Q, FISH)),
    "whole_of_asked": ((Q, C | {"label": "三公经费", "item": "三公经费"}), (Q, C)),
    "above_asked": ((Q, CAR | {"parents": ("公务接待费",)}), (Q, CAR | {"parents": ("会议费",)})),
    "keys": ((Q, C), (WORK, C)),
    "kind": ((Q | {"kind": "count"}, C), (Q | {"kind": "figure"}, C)),
    "measure": ((Q, C | PERCENT), (Q, C)),
    "kind_fits": ((Q | {"kind": "percent"}, C | PERCENT), (Q | {"kind": "percent"}, C)),
    "rate_asked": ((Q | {"words": "公务接待费增长了百分之几"}, C), (Q | {"words": "公务接待费完成了百分之几"}, C)),
    "rate": ((Q, C | PERCENT | {"rate": "增长"}), (Q, C | PERCENT | {"rate": "完成"})),
    "rate_fits": ((Q | {"words": "接待费完成率"}, C | PERCENT | {"rate": "完成"}), (Q | {"words": "接待费完成率"}, C | PERCENT | {"rate": "增长"})),
    "quantity_asked": ((Q, C), (Q, C)),  # without a model that reads quantities all are as likely: see test_quantity
    "quantity_fits": ((Q, C), (Q, C)),
    "quantity": ((Q, C | PERCENT | {"rate": "完成"}), (Q, C)),
    "measure_named": ((Q | {"measure": "单价"}, C | {"measure": Measure.PRICE}), (Q | {"measure": "单价"}, C)),
    "named_in_full": ((Q, C, {"named": "公务接待费"}), (Q, CAR, {"named": "公务接待费"})),
    "day_fits": (
        (Q | {"words": "截至2021年底有几辆车"}, C | {"sentence": "截至2021年12月31日，车"}),
        (Q | {"words": "截至2021年底有几辆车"}, C | {"sentence": "截至2020年12月31日，车"}),
    ),
    "unit_asked": ((Q | {"words": "接待了多少人次"}, C), (Q, C)),
    "unit_fits": ((Q | {"words": "接待了多少人次"}, C | {"unit": "人次"}), (Q | {"words": "接待了多少人次"}, C | {"unit": "平方米"})),
    "unit_exact": ((Q | {"words": "接待了多少人次"}, C | {"unit": "人次"}), (Q | {"words": "接待了多少人次"}, C | {"unit": "人"})),
    "unit_said": ((Q | {"words": "多少万元"}, C), (Q | {"words": "多少万元"}, C | {"unit": "%"})),
    "unit_none": ((Q, C | {"unit": None}), (Q, C)),
    "money": ((Q, C), (Q, C | {"unit": "人"})),
    "stage_named": ((Q | {"stages": ("预算",)}, C), (Q, C)),
    "stage_fits": ((Q | {"stages": ("预算",)}, C), (Q | {"stages": ("预算",)}, C | {"stage": "决算"})),
    "stage": ((Q, C | {"stage": "决算"}), (Q, C | {"stage": "预算"})),
    "paper_stage": ((Q, C | {"info": {"stage": "决算"}}), (Q, C | {"info": {"stage": "预算"}})),
    "paper_kind": ((Q, C | {"info": {"kind": "新闻"}}), (Q, C | {"info": {"kind": "部门预决算"}})),
    "area_fits": ((Q | {"words": "全县接待费"}, C | {"info": {"scope": "地区"}}), (Q | {"words": "全县接待费"}, C)),
    "stage_own": ((Q, C), (Q, C | {"stage": "决算"})),
    "year_named": ((Q | {"years": (2021,)}, C), (Q, C)),
    "year_fits": ((Q | {"years": (2021,)}, C), (Q | {"years": (2021,)}, C | {"year": 2020})),
    "year_own": ((Q, C), (Q, C | {"year": 2020})),
    "year_before": ((Q, C | {"year": 2020}), (Q, C)),
    "base": ((Q, C | {"base": "上年预算"}), (Q, C)),
    "base_fits": ((Q | {"base": "上年预算"}, C | {"base": "上年预算"}), (Q | {"base": "上年预算"}, C | {"base": "年初预算"})),
    "direction": ((Q, C | {"direction": 1}), (Q, C | {"direction": -1})),
    "table": ((Q, C | {"row": "公务接待费"}), (Q, C)),
    "depth": ((Q, C | {"parents": ("三公经费",)}), (Q, C)),
    "clauses": ((Q, C | {"sentence": "其中：公务用车0元，公务接待费"}), (Q, C)),
    "fragment": ((Q, C | {"label": "占年初预算"}), (Q, C)),
    "total": ((Q, C | {"label": "支出合计"}), (Q, C)),
    "code": ((Q | {"words": "2010301科目是多少"}, C | {"code": "2010301"}), (Q | {"words": "2010301科目是多少"}, C | {"code": "2010302"})),
    "fund": ((Q, C | {"fund": "财政拨款"}), (Q, C)),
    "fund_said": ((Q | {"words": "财政拨款是多少"}, C | {"fund": "财政拨款"}), (Q | {"words": "财政拨款是多少"}, C | {"fund": "政府性基金"})),
    "flow": ((Q, C | {"flow": "支出"}), (Q, C | {"flow": "收入"})),
    "zero": ((Q, C | {"value": Decimal(0)}), (Q, C)),
    "approximate": ((Q, C | {"approximate": "约"}), (Q, C)),
    "siblings": ((Q, C), (Q, C)),  # see test_card
    "place": ((Q, C), (Q, C)),
    "like": ((Q, C, LIKE), (Q, C)),
    "like_label": ((Q, C, LIKE), (Q, C)),
    "like_sentence": ((Q, C, LIKE), (Q, C)),
}  # fmt: skip
EQUAL = {"quantity_asked", "quantity_fits", "siblings", "place"}

# A text that has the words, for each pattern; what has none of them is NONE.
SAID = {
    "own_level": "县本级", "comparable": "同口径", "deducted": "剔除", "grown": "增长", "of_last_year": "上年预算", "less": "扣除", "without": "除修缮以外", "area": "全县", "whole_area": "全市的收入",
    "share": "占比", "rate": "增长", "done": "执行率", "up": "增加", "down": "减少", "before": "去年", "whole": "一共", "income": "收入",
    "spent": "花了", "fund": "财政拨款", "begun": "年初", "ended": "年末", "people": "几个人", "money": "经费", "年初预算": "年初预算数",
    "调整预算": "调整后", "预算数": "预算数", "决算": "决算数", "执行": "实际", "上年": "去年", "财政拨款": "财政拨款", "其中": "其中",
    "累计": "上半年", "单价": "单价", "目标": "目标值", "分数": "得分", "本级": "本级", "项目": "项目", "基本": "基本",
}  # fmt: skip
NONE = "房屋面积"
CUES = [f.name for f in FEATURES if f.name.startswith(("asks_", "own_"))]

Make = Callable[..., Any]


@pytest.fixture
def number(make_asked: Make, make_card: Make, make_pair: Make, make_info: Make) -> Callable[..., float]:
    """The number of a feature on a question, a figure and a scene."""
    table = {f.name: f for f in FEATURES}

    def of(name: str, question: Told, card: Told, scene: Told | None = None) -> float:
        info: DocumentInfo = make_info(**card.get("info", {}))
        pair: Pair = make_pair(make_asked(**question), make_card(**card | {"info": info}), **scene or {})
        return table[name].of(pair)

    return of


@pytest.mark.parametrize("name", CASES)
def test_a_feature_tells_two_figures_apart(name: str, number: Callable[..., float]) -> None:
    more, less = (number(name, *case) for case in CASES[name])
    assert more == less if name in EQUAL else more > less, (more, less)


@pytest.mark.parametrize("name", CUES)
def test_a_cue_is_found_where_it_is_said(name: str, number: Callable[..., float]) -> None:
    kind, _, cue = name.partition("_")
    said = SAID[cue]
    with_it = number(name, Q | {"words": said}, C) if kind == "asks" else number(name, Q, C | {"column": said})
    without = number(name, Q | {"words": NONE}, C) if kind == "asks" else number(name, Q, C | {"column": NONE})
    assert (with_it, without) == (1.0, 0.0)


def test_every_feature_has_its_row_here() -> None:
    assert set(CASES) | set(CUES) == {f.name for f in FEATURES}
    assert {cue for room in ("asks", "columns") for cue in words()[room]} == set(SAID)


def test_names_and_words_are_told_apart() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert len({f.says for f in FEATURES}) == len(FEATURES)
    assert all(f.says and not f.says.startswith("…") for f in FEATURES)


def test_the_page_is_the_table() -> None:
    assert (ROOT / "docs/features.md").read_text(encoding="utf-8") == page(), (
        "python -m qa.evidence.table > docs/features.md"
    )


def test_the_last_columns_hold_each_against_the_best(make_asked: Make, make_card: Make, make_evidence: Make) -> None:
    evidence: Evidence = make_evidence(make_asked(**Q), [make_card(**CAR), make_card(**C)])
    place = NAMES.index("in_label~best")
    own = evidence.rows[:, NAMES.index("in_label")]
    assert evidence.rows.shape == (2, len(FEATURES) + len(RELATIVE))
    assert evidence.rows[1, place] == 0
    assert evidence.rows[0, place] == pytest.approx(own[0] - own[1]) and own[0] < own[1]


def test_no_figure_no_row(make_asked: Make) -> None:
    scene = Scene(figures=frozenset(), text=frozenset(), documents=0)
    assert matrix(make_asked(**Q), [], scene, np.zeros((0, 3), dtype=np.float32)).shape == (0, len(NAMES))
