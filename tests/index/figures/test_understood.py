"""Which cells count as understood, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.figures import figures_from_tables
from index.figures.understood import readings
from index.model import Document

Make = Callable[..., Document]
HEAD = ["项目名称", "数量", "金额"]


def lacking(document: Document) -> list[str]:
    return [reading.lacks for reading in readings(document, figures_from_tables(document))]


def test_a_row_s_own_label_is_an_item_and_a_count_needs_no_unit(make_document: Make) -> None:
    assert lacking(make_document([("采购表", "万元", HEAD, [["网络租线费", "3", "1.50"]])])) == ["", ""]


def test_what_is_not_known_is_named(make_document: Make) -> None:
    rows = [["网络租线费", "3", "1.50"]]
    assert lacking(make_document([("采购表", None, HEAD, rows)])) == ["", "单位"]
    assert lacking(make_document([("采购表", "万元", HEAD, rows)], year=None)) == ["年份", "年份"]
    assert lacking(make_document([("采购表", "万元", HEAD, rows)], stage=None)) == ["阶段", "阶段"]
    assert lacking(make_document([("绩效表", "万元", ["项目名称", "金额"], [["合计", "1.50"]])])) == ["项目"]


def test_codes_and_ordinals_are_not_counted(make_document: Make) -> None:
    rows = [["1", "2010101", "行政运行", "9.00"]]
    head = ["序号", "科目编码", "科目名称", "金额"]
    assert lacking(make_document([("支出总表", "万元", head, rows)])) == [""]


def test_a_figure_printed_again_beside_its_parts_is_understood(make_document: Make) -> None:
    head = ["项目来源/项目名称", "预算资金", "采购物品名称", "金额"]
    rows = [["设备购置", "13.00", "打印机", "5.00"], ["设备购置", "13.00", "扫描仪", "8.00"]]
    assert lacking(make_document([("政府采购表", "万元", head, rows)])) == ["", "", "", ""]


@pytest.mark.parametrize(
    ("printed", "amounts"),
    [
        (("201", "205", "208", "221"), 0),  # classes
        (("210", "350", "480", "222"), 4),  # whole amounts of which two are classes by chance
    ],
)
def test_a_column_of_whole_numbers_is_of_codes_only_where_they_are_known(
    make_document: Make, printed: tuple[str, ...], amounts: int
) -> None:
    rows = [[f"{name}项", number] for name, number in zip("甲乙丙丁", printed, strict=True)]
    figures = figures_from_tables(make_document([("支出表", "万元", ["项目", "甲馆"], rows)]))
    assert [f.amount for f in figures] == list(printed[:amounts])
