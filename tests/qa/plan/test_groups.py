"""Which figures stand together, and what their whole proves of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.answer.shelf import Shelf
from qa.evidence.card import Card
from qa.plan.alike import Group, groups, of_notion

TEXT = """\
己县财政局2024年部门预算
支出表
单位：万元
科目编码|科目名称|合计
201|一般公共服务支出|600.00
20106|财政事务|600.00
2010601|行政运行|350.00
2010602|一般行政管理事务|250.00
208|社会保障和就业支出|300.00
20805|行政事业单位养老支出|300.00
2080505|机关事业单位基本养老保险缴费支出|300.00
221|住房保障支出|100.00
22102|住房改革支出|100.00
2210201|住房公积金|100.00
|合计|1000.00
2024年“三公”经费预算10.00万元，其中：因公出国（境）费0.00万元，公务接待费4.00万元，公务用车购置及运行维护费6.00万元。
培训计划120.00万元，其中：新任干部40.00万元，财会人员30.00万元。
"""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Card, ...]:
    folder: Path = tmp_path_factory.mktemp("alike")
    (folder / "己县财政局2024年部门预算.txt").write_text(TEXT.replace("|", "\t"), encoding="utf-8")
    store = open_library(folder / "library", create=True)
    ingest([folder], store)
    shelf = Shelf(store)
    return shelf.drawers.of(shelf.documents[0]).cards


def _of(found: tuple[Group, ...], *labels: str) -> Group:
    return next(group for group in found if [c.label for c in group.members] == list(labels))


def test_the_rows_of_a_level_come_to_the_total_of_their_column(cards: tuple[Card, ...]) -> None:
    top = _of(groups(cards), "一般公共服务支出", "社会保障和就业支出", "住房保障支出")
    assert top.rest == 0
    assert top.whole is not None and top.whole.label == "合计"
    assert not top.across


def test_rows_under_one_name_come_to_it(cards: tuple[Card, ...]) -> None:
    under = _of(groups(cards), "行政运行", "一般行政管理事务")
    assert under.rest == 0
    assert under.whole is not None and under.whole.label == "财政事务"


def test_all_rows_of_a_level_stand_under_several_names(cards: tuple[Card, ...]) -> None:
    level = _of(groups(cards), "行政运行", "一般行政管理事务", "机关事业单位基本养老保险缴费支出", "住房公积金")
    assert level.across
    assert level.rest == 0


def test_what_an_enumeration_leaves_of_its_whole_is_told(cards: tuple[Card, ...]) -> None:
    plan = _of(groups(cards), "新任干部", "财会人员")
    assert plan.rest == Decimal(500000)


def test_a_notion_is_the_sum_of_its_parts_by_definition(cards: tuple[Card, ...]) -> None:
    (found,) = of_notion("三公经费", cards)
    assert {c.figure.amount for c in found.members} == {"0.00", "4.00", "6.00"}
    assert found.rest == 0


def test_a_notion_whose_parts_do_not_come_to_its_printed_whole_is_no_group(cards: tuple[Card, ...]) -> None:
    part = next(c for c in cards if c.figure.item == "公务接待费")
    more = replace(part, figure=replace(part.figure, value=Decimal("5.00"), yuan=Decimal(50000)))
    assert of_notion("三公经费", [more if c is part else c for c in cards]) == ()


def test_a_notion_without_one_of_its_parts_is_no_group(cards: tuple[Card, ...]) -> None:
    assert of_notion("三公经费", [c for c in cards if c.figure.item != "公务接待费"]) == ()
