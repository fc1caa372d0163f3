"""What a document holds that was not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.figures import extract
from index.model import Document
from index.unread import unread, unread_parts


def test_codes_and_places_are_no_figures_and_nothing_is_missing(make_document: Callable[..., Document]) -> None:
    rows = [["201", "一般公共服务支出", "12.50"], ["20103", "行政运行", "12.50"]]
    document = make_document([("支出预算表", "万元", ["科目编码", "科目名称", "合计"], rows)])
    assert unread(document, extract(document)) == ()


def test_a_number_without_a_figure_is_told_with_its_place(make_document: Callable[..., Document]) -> None:
    rows = [["会议费", "12.50"], ["培训费", "3.00"]]
    document = make_document([("支出预算表", "万元", ["项目", "金额"], rows)])
    figures = tuple(f for f in extract(document) if f.label != "培训费")
    (told,) = unread(document, figures)
    assert (told.page, told.table, told.row, told.column, told.text) == (1, "支出预算表", "培训费", "金额", "3.00")
    assert told.reason == "不知道栏目"


def test_amounts_without_a_unit_doubtful_readings_and_warnings(make_document: Callable[..., Document]) -> None:
    document = make_document([("支出预算表", None, ["项目", "金额"], [["会议费", "12.50"], ["培训费", "0.00"]])])
    document = replace(document, warnings=("第 3 页已损坏，未读取",))
    figures = [
        replace(f, source=replace(f.source, confidence=0.4 if f.value == 0 else None)) for f in extract(document)
    ]
    told = [(each.text, each.reason) for each in unread(document, figures)]
    assert told == [
        ("12.50", "不知道单位"),
        ("0.00", "不知道单位"),
        ("0.00", "图像识别的把握不大"),
        ("", "第 3 页已损坏，未读取"),
    ]


@pytest.mark.parametrize(
    ("warning", "seen"),
    [
        ("文档里有 1 张图片，图片里的文字未读取", True),
        ("第 3 页有图片，图片里的文字未读取", True),
        ("第 3 页没有可用的文字层，未读取", True),
        ("第 2 页已损坏，未读取", True),
        ("文档里有 1 个插入的文件未能读取", True),
        ("工作表“甲”有 2 个公式没有保存计算结果，未能读取", True),
        ("有 1 个隐藏的工作表未读取：“底稿”", False),
        ("工作表“甲”有 1 行是隐藏的，未读取", False),
        ("工作表“甲”有 4 格的文字与底色相同，看不见，未读取", False),
        ("文字由图像识别得到", False),
    ],
)
def test_what_is_seen_and_unread_is_told_from_what_is_hidden(warning: str, seen: bool) -> None:
    assert bool(unread_parts((warning,))) is seen
