"""What there is not: sentences and notes that deny a notion, each row in words of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.figures import figures_from_tables
from index.figures.prose import figures_from_prose
from index.model import Document, Line, Page, Pages, State
from index.parsing import parse

Make = Callable[..., Document]
FUND = ("政府性基金预算财政拨款收入", "政府性基金预算支出")
STATE = ("国有资本经营预算财政拨款收入", "国有资本经营预算支出")


def denied(text: str) -> list[str | None]:
    lines = ("甲市档案馆2021年单位预算", "一、情况", *text.split("\n"))
    page = Page(number=None, blocks=tuple(Line(text=line) for line in lines))
    document = parse(Pages(file="x.txt", format="txt", pages=(page,)), "0" * 64)
    return [figure.item for figure in figures_from_prose(document) if figure.state is State.NONE]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("本单位为事业单位，没有机关运行经费。", ["机关运行经费"]),
        ("我单位为公益一类事业单位，不安排机关运行经费。", ["机关运行经费"]),
        ("我单位不存在机关运行经费支出。", ["机关运行经费"]),
        ("机关运行经费：无。", ["机关运行经费"]),
        ("（一）机关运行经费\n无此项支出。", ["机关运行经费"]),
        ("二、机关运行经费情况\n本单位无该项经费。", ["机关运行经费"]),
        ("2021年未安排政府性基金预算。", [*FUND]),
        ("本单位无政府性基金收支。", [*FUND]),
        ("2021年政府性基金预算支出未安排。", ["政府性基金预算支出"]),
        ("二、政府性基金预算支出表\n注：本部门无相关收支项目。", ["政府性基金预算支出"]),
        ("二、国有资本经营预算收支情况说明\n本表无数据", [*STATE]),
        ("全年国内公务接待3批次、15人次，没有外事接待。", ["外事接待费"]),
        ("公务接待费未发生。", ["公务接待费"]),
        # a figure was just given; words that begin with 无; nothing of which we know what it is
        ("公务接待费0万元，无此项支出。", []),
        ("公务接待费3万元，与上年相比无变化，与外事活动无关。", []),
        ("本单位无线电监测项目按期完成。", []),
        ("（一）其他情况\n无此项支出。", []),
    ],
)
def test_sentences(text: str, items: list[str]) -> None:
    assert denied(text) == items


@pytest.mark.parametrize(
    ("title", "rows", "note", "items"),
    [
        ("政府性基金预算支出表", [["", "合计", ""]], "本表无数据", ["政府性基金预算支出"]),
        ("政府性基金预算支出表", [["", "说明：本年度没有政府性基金安排的支出。", ""]], "", ["政府性基金预算支出"]),
        ("政府性基金预算收支表", [["", "合计", ""]], "本单位无政府性基金收支", [*FUND]),
        # rows with names stay blank cells beside what the note says
        (
            "机关运行经费支出表",
            [["30201", "办公费", ""], ["30207", "邮电费", ""]],
            "本部门无相关收支项目",
            ["机关运行经费"],
        ),
        ("机关运行经费支出表", [["30201", "办公费", ""], ["30207", "邮电费", "3"]], "", []),
        ("档案情况表", [["1", "库房", ""]], "本表无数据", []),
    ],
)
def test_notes(make_document: Make, title: str, rows: Sequence[Sequence[str]], note: str, items: list[str]) -> None:
    document = make_document([(title, "万元", ["科目编码", "科目名称", "金额"], rows)], notes=[note])
    figures = figures_from_tables(document)
    assert [figure.item for figure in figures if figure.state is State.NONE] == items
    named = sum(1 for row in rows if row[0] and not row[2])
    assert sum(1 for figure in figures if figure.state is State.BLANK) == named
