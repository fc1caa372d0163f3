"""Rows that are totals, names of bodies, classes of projects or counts: what each cell of them says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.figures import figures_from_tables
from index.model import Document, Figure, Measure

Make = Callable[..., Document]


def said(figures: Sequence[Figure], row: int, column: int) -> tuple[str | None, str, str, tuple[str, ...]]:
    """What a cell is about."""
    found = [f for f in figures if (f.source.row_index, f.source.column_index) == (row, column)]
    assert len(found) == 1, found
    return found[0].item, found[0].label, found[0].aspect, found[0].parents


def read(
    make: Make, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], **more: object
) -> tuple[Figure, ...]:
    return figures_from_tables(make([(title, "万元", columns, rows)], **more))


def test_a_foot_label_that_spans_to_its_amount_names_it(make_document: Make) -> None:
    columns = ["公用经费/编码", "公用经费/名称", "公用经费/金额"] * 2
    rows = [["302", "商品和服务支出", "9.00", "307", "债务利息", "1.00"], ["公用经费合计", "", "", "", "", "10.00"]]
    figures = read(make_document, "基本支出决算明细表", columns, rows, stage="决算")
    assert said(figures, 1, 5)[:2] == ("公用经费", "公用经费合计")


def test_nothing_speaks_for_an_amount_across_another(make_document: Make) -> None:
    columns = ["支出/编码", "支出/名称", "支出/金额"] * 2
    rows = [["302", "办公费", "9.00", "", "", "1.00"]]
    figures = read(make_document, "基本支出决算表", columns, rows)
    assert not [f for f in figures if f.source.column_index == 5]


@pytest.mark.parametrize("second", ["功能科目", "对应功能科目（项）", "项目类别", "资金性质"])
def test_the_class_of_a_project_does_not_name_it(make_document: Make, second: str) -> None:
    rows = [["校舍维修", "小学教育", "5.00"], ["营养餐", "小学教育", "7.00"], ["合计", "", "12.00"]]
    figures = read(make_document, "项目支出表", ["项目名称", second, "金额"], rows)
    assert said(figures, 0, 2)[:3] == (None, "校舍维修", "")
    assert said(figures, 1, 2)[:2] == (None, "营养餐")
    assert said(figures, 2, 2)[0] == "项目支出"


def test_a_total_in_the_place_of_an_ordinal(make_document: Make) -> None:
    rows = [["1", "水库加固", "8.00"], ["合计", "", "8.00"]]
    figures = read(make_document, "主要项目支出情况表", ["序号", "项目名称", "支出金额"], rows)
    assert said(figures, 0, 2) == (None, "水库加固", "", ())
    assert said(figures, 1, 2)[0] == "项目支出"


def test_pages_of_a_contents_list_are_no_figures(make_document: Make) -> None:
    document = make_document(
        [("2021年部门预算公开目录", None, ["", ""], [["2", "表一 收支总表"], ["3", "表二 收入表"]])]
    )
    assert figures_from_tables(document) == ()


def test_what_is_printed_in_per_cent_is_no_amount(make_document: Make) -> None:
    columns = ["科目名称", "年初预算数", "决算数", "完成年初预算（%）"]
    figures = read(make_document, "支出决算表", columns, [["小学教育", "4.00", "3.00", "75.00"]], stage="决算")
    share = next(f for f in figures if f.source.column_index == 3)
    assert (share.measure, share.unit, share.yuan, share.stage) == (Measure.SHARE, "%", None, "决算")


def test_totals_and_counts_of_what_they_are_numbered_under(make_document: Make) -> None:
    rows = [
        ["一、“三公”经费支出", "—"],
        ["（一）支出合计", "9.00"],
        ["1.公务接待费", "9.00"],
        ["二、机关运行经费", "30.00"],
        ["（一）行政单位", "30.00"],
        ["三、国有资产占用情况", "—"],
        ["（一）车辆数合计（辆）", "3"],
        ["1.应急保障用车", "2"],
        ["2.其他用车", "1"],
    ]
    figures = read(make_document, "机构运行信息表", ["项目", "决算统计数"], rows, stage="决算")
    assert said(figures, 1, 1)[0] == "三公经费"
    assert said(figures, 4, 1) == (None, "行政单位", "", ("机关运行经费",))
    counts = {f.label: (f.measure, f.unit, f.amount) for f in figures if f.source.row_index in (6, 7, 8)}
    assert counts == {
        "车辆数合计（辆）": (Measure.COUNT, "辆", "3"),
        "应急保障用车": (Measure.COUNT, "辆", "2"),
        "其他用车": (Measure.COUNT, "辆", "1"),
    }


def test_a_total_without_a_number_is_not_of_the_part_above_it(make_document: Make) -> None:
    rows = [["一、基本支出", "6.00"], ["1.人员经费", "5.00"], ["支出合计", "9.00"]]
    figures = read(make_document, "收支总表", ["支出/项目", "支出/金额"], rows)
    assert said(figures, 2, 1)[0] == "支出总计"


@pytest.mark.parametrize("heading", ["部门（单位）名称", "单位（部门）", "部门（单位）"])
def test_rows_of_bodies_tell_the_items_of_their_columns(make_document: Make, heading: str) -> None:
    columns = [heading, "合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费"]
    rows = [["甲市档案局", "9.00", "0.00", "4.00", "5.00"], ["甲市档案馆", "3.00", "0.00", "1.00", "2.00"]]
    figures = read(make_document, "“三公”经费支出表", columns, rows)
    assert said(figures, 0, 1)[0] == "三公经费" and said(figures, 0, 1)[3] == ()
    assert said(figures, 1, 3) == ("公务接待费", "公务接待费", "", ("甲市档案馆",))


def test_a_unit_s_own_name_among_its_classes_is_its_total(make_document: Make) -> None:
    columns = ["科目编码", "科目名称", "合计", "基本支出"]
    rows = [["105236", "甲市档案局", "9.00", "7.00"], ["201", "一般公共服务支出", "9.00", "7.00"]]
    assert said(read(make_document, "支出总表", columns, rows, scope="单位"), 0, 2)[0] == "支出总计"
    assert said(read(make_document, "支出总表", columns, rows, scope="部门"), 0, 2)[0] is None
    assert said(read(make_document, "支出总表", columns, rows, scope=None), 0, 2)[0] is None


def test_a_class_with_a_code_is_no_total(make_document: Make) -> None:
    columns = ["科目编码", "科目名称", "合计", "项目支出"]
    rows = [["", "合计", "3.00", "3.00"], ["223", "国有资本经营预算支出", "3.00", "3.00"]]
    figures = read(make_document, "国有资本经营预算支出表", columns, rows)
    assert said(figures, 1, 3)[:3] == ("国有资本经营预算支出", "国有资本经营预算支出", "项目支出")


def test_a_lone_total_of_projects_is_read_by_its_row(make_document: Make) -> None:
    columns = ["项目名称", "合计", "一般公共预算", "政府性基金"]
    figures = read(make_document, "项目支出表", columns, [["合计", "0.00", "0.00", "0.00"]])
    assert said(figures, 0, 2)[:3] == ("项目支出", "合计", "一般公共预算")
