"""Tables in which a title stands beside its unit, a row is longer than its heading, pages are added up, a cell holds parts or a target."""

from __future__ import annotations

import hashlib

import pytest

from index.figures import extract
from index.model import Document, Figure, GridCell, Page, Pages
from index.parsing import parse
from index.readers.sheets import blocks_of_cells

Rows = list[list[str]]


def document(rows: Rows) -> Document:
    cells = [GridCell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    pages = Pages(
        file="甲县水利局2023年部门预算.xlsx",
        format="xlsx",
        pages=(Page(number=None, blocks=tuple(blocks_of_cells(cells))),),
    )
    return parse(pages, hashlib.sha256(repr(rows).encode()).hexdigest())


def figures(rows: Rows) -> dict[tuple[str, str], Figure]:
    return {(f.label, f.source.column or ""): f for f in extract(document(rows))}


def test_a_title_with_its_unit_beside_it_begins_another_table() -> None:
    rows = [
        ["表一 收入预算表", "单位：万元"],
        ["项目", "预算数"],
        ["财政拨款收入", "900.5"],
        ["表二 项目支出表", "单位：元"],
        ["项目名称", "本年预算"],
        ["堤防维护", "1000000"],
        ["水闸更新", "2000000"],
    ]
    found = figures(rows)
    assert found["财政拨款收入", "预算数"].unit == "万元"
    assert (found["堤防维护", "本年预算"].amount, found["堤防维护", "本年预算"].unit) == ("1000000", "元")


def test_nothing_names_the_cells_of_a_row_that_are_beyond_its_heading() -> None:
    rows = [["支出预算表"], ["单位：万元"], ["项目", "预算数"], ["水利管理", "150.5", "99.9"], ["防汛", "50.25"]]
    assert {f.amount for f in figures(rows).values()} == {"150.5", "50.25"}


def test_what_has_added_up_by_the_end_of_a_page_is_no_item() -> None:
    rows = [["项目支出预算表"], ["单位：万元"], ["项目名称", "预算数"], ["堤防维护", "100"], ["水闸更新", "200"]]
    rows += [
        ["过次页", "300"],
        ["承前页", "300"],
        ["防汛演练", "50"],
        ["本页合计", "50"],
        ["累计", "350"],
        ["合计", "350"],
    ]
    assert [label for label, _ in figures(rows)] == ["堤防维护", "水闸更新", "防汛演练", "合计"]
    assert ("累计", "预算数") in figures([*rows[:5], ["累计", "300"]]), "without pages it is a row like others"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("900.50（其中：上年结转20.00）", [("上年结转", "20.00")]),
        ("900.50，其中上年结转20.00、其他5.00", [("上年结转", "20.00"), ("其他", "5.00")]),
        ("900.50（含上年结转1,020.00）", [("上年结转", "1020.00")]),
        ("900.50（其中：见附注3）", []),
    ],
)
def test_parts_told_beside_their_whole(text: str, parts: list[tuple[str, str]]) -> None:
    rows = [["收入预算表"], ["单位：万元"], ["项目", "预算数"], ["财政拨款收入", text], ["事业收入", "7.03"]]
    found = extract(document(rows))
    assert [(f.label, f.amount) for f in found] == [("财政拨款收入", "900.50"), *parts, ("事业收入", "7.03")]
    assert all(f.parents == ("财政拨款收入",) and f.unit == "万元" for f in found[1:-1])


def test_a_count_among_money_keeps_its_own_unit() -> None:
    rows = [
        ["主要指标表"],
        ["单位：万元"],
        ["指标", "2022年", "2023年"],
        ["医疗收入", "1200.5", "1300.2"],
        ["床位（张）", "300", "320"],
    ]
    bed = figures(rows)["床位（张）", "2023年"]
    assert (bed.amount, bed.unit, bed.yuan, bed.measure.value) == ("320", "张", None, "数量")


FORM = [
    ["项目支出绩效目标表"],
    ["项目名称", "堤防维护"],
    ["项目资金", "资金总额:952.22"],
    ["（万元）", "其中：财政拨款:900.00"],
    ["总体目标", "完成堤防维护12公里"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
]


def test_the_unit_of_a_form_s_money_in_the_row_below_its_label() -> None:
    rows = [*FORM, ["产出指标", "数量指标", "长度", "12公里"], ["产出指标", "质量指标", "合格率", "≥95%"]]
    assert (figures(rows)["资金总额", "金额"].unit, figures(rows)["财政拨款", "金额"].unit) == ("万元", "万元")


@pytest.mark.parametrize(
    ("text", "amount", "unit", "bound"),
    [
        ("检测600人次以上", "600", "人次", "以上"),
        ("≤30 万元", "30", "万元", "≤"),
        ("不超过30万元", "30", "万元", "≤"),
        ("≥95%", "95", "%", "≥"),
        ("新建12座", "12", "座", ""),
        ("完成2批、共30人", "完成2批、共30人", None, ""),
        ("全市前5名以内，2023年底前完成", "全市前5名以内，2023年底前完成", None, ""),
        ("良好", "良好", None, ""),
    ],
)
def test_targets_in_words(text: str, amount: str, unit: str | None, bound: str) -> None:
    found = figures([*FORM, ["产出指标", "数量指标", "某指标", text], ["产出指标", "质量指标", "合格率", "≥95%"]])
    figure = found["某指标", "指标值"]
    assert (figure.amount, figure.unit, figure.approximate) == (amount, unit, bound)
