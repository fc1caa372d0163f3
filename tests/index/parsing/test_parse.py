"""Paragraphs, sections and identity on small documents of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Document, Grid, GridCell, Line, Page, Pages
from index.parsing import parse


def document(text: str, file: str = "文件.txt", title: str = "") -> Document:
    blocks = tuple(Line(text=line) for line in text.split("\n"))
    return parse(Pages(file=file, format="txt", title=title, pages=(Page(number=None, blocks=blocks),)), "0" * 64)


def test_the_text_is_the_decoded_text() -> None:
    text = "甲市档案局2021年部门预算\n\n一、收入\n收入10万元。"
    assert document(text).text == text + "\n"


@given(st.lists(st.text(alphabet="一二、（）。，；：预算收入支出万元0123.  ", max_size=30), max_size=12))
def test_every_character_of_a_paragraph_stands_where_it_says(lines: list[str]) -> None:
    parsed = document("\n".join(lines))
    for paragraph in parsed.paragraphs:
        assert len(paragraph.text) == len(paragraph.origin)
        assert all(parsed.text[o] == c for c, o in zip(paragraph.text, paragraph.origin, strict=True) if c != " ")
        section = parsed.sections[paragraph.section]
        assert section.span.start <= paragraph.origin[0] < max(section.span.end, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a sentence that goes on after a blank line
        ("按规定，本市实行综合预算，即全部收入和支出都反映\n\n在预算中。以上。", ["按规定，本市实行综合预算，即全部收入和支出都反映在预算中。以上。"]),
        # a heading and what follows are two
        ("四、财政拨款“三公”经费预算情况及增减变化原因\n\n2021年，我局安排3万元，持平。", ["四、财政拨款“三公”经费预算情况及增减变化原因", "2021年，我局安排3万元，持平。"]),
        # a page number between two halves of a sentence
        ("拟定全市档案事业的发展规划、年度计划和评价体系，并组\n- 3 -\n织实施，做好检查。", ["拟定全市档案事业的发展规划、年度计划和评价体系，并组织实施，做好检查。"]),
        # numbered items are never joined
        ("（一）拟定规划，组织实施和检查评估各项工作，做好统计\n（二）管理档案，开展利用。", ["（一）拟定规划，组织实施和检查评估各项工作，做好统计", "（二）管理档案，开展利用。"]),
    ],
)  # fmt: skip
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [p.text for p in document(text).paragraphs] == expected


OUTLINE = """甲市档案局
2021年部门预算
目录
第一部分 部门概况
一、主要职能
第二部分 预算说明
一、收入情况说明
第一部分 部门概况
一、主要职能
（一）管理档案。
（二）开展利用。
第二部分 预算说明
一、收入情况说明
（一）财政拨款收入。2021年为10万元。
1、基本支出5万元。
二、机构设置
下属单位包括：
1.办公室
2.保管处
三、名词解释
1、事业收入：指取得的收入。
2、其他收入：指其他。"""


def test_sections_restart_in_each_part_and_contents_are_none() -> None:
    paths = [s.path for s in document(OUTLINE).sections]
    assert paths == [
        (),
        ("第一部分 部门概况",),
        ("第一部分 部门概况", "一、主要职能"),
        ("第二部分 预算说明",),
        ("第二部分 预算说明", "一、收入情况说明"),
        ("第二部分 预算说明", "一、收入情况说明", "（一）财政拨款收入。"),
        ("第二部分 预算说明", "二、机构设置"),
        ("第二部分 预算说明", "三、名词解释"),
        ("第二部分 预算说明", "三、名词解释", "1、事业收入"),
        ("第二部分 预算说明", "三、名词解释", "2、其他收入"),
    ]


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        ("甲市档案局\n2021年部门预算\n一、收入", "x.txt", ("甲市档案局", 2021, "预算", "部门")),
        ("甲市乙区2021年区级单位预算\n预算单位：甲市乙区档案局\n目录", "x.txt", ("甲市乙区档案局", 2021, "预算", "单位")),
        ("关于甲市档案局2020年度部门决算公开的说明\n2021年8月", "x.txt", ("甲市档案局", 2020, "决算", "部门")),
        ("部门：甲省档案馆 单位：万元", "甲省档案馆__2019年部门预算公开表.pdf", ("甲省档案馆", 2019, "预算", "部门")),
        ("甲市档案局2021年部门预算\n经甲市财政局汇总\n一、收入", "x.txt", ("甲市档案局", 2021, "预算", "部门")),
        ("2021年预算收入10万元，我局共有车辆1辆。", "甲市乙区档案局21年单位预算.txt", ("甲市乙区档案局", 2021, "预算", "单位")),
        ("没有什么可说的。", "x.txt", ("", None, None, None)),
    ],
)  # fmt: skip
def test_identity(text: str, file: str, expected: tuple[str, int | None, str | None, str | None]) -> None:
    identity = document(text, file).identity
    assert (identity.org, identity.year, identity.stage, identity.scope) == expected


def test_the_title_year_beats_the_file_name() -> None:
    identity = document(
        "更新时间：2018-03-06\n2018年预算收入5万元。", "budget2017.htm", "甲市交通局2018年部门预算情况说明"
    ).identity
    assert (identity.org, identity.year) == ("甲市交通局", 2018)


def test_other_names_and_units() -> None:
    identity = document(
        "甲市交通委员会2018年部门预算\n甲市交通委员会（以下简称市交委）是部门。\n"
        "从预算单位构成看，纳入编制范围的预算单位包括：甲市公路局、甲市港航管理局。",
        "市交通委__甲市交通委员会2018年部门预算.txt",
    ).identity
    assert set(identity.aliases) >= {"市交委", "市交通委"}
    assert identity.units == ("甲市公路局", "甲市港航管理局")


def test_a_table_knows_its_section() -> None:
    cells = ("项目", "预算数", "收入", "10.00")
    grid = Grid(rows=2, columns=2, cells=tuple(GridCell(row=i // 2, column=i % 2, text=t) for i, t in enumerate(cells)))
    blocks = (Line(text="一、说明"), Line(text="无。"), Line(text="二、预算表"), Line(text="单位：万元"), grid)
    parsed = parse(Pages(file="x.txt", format="txt", pages=(Page(number=1, blocks=blocks),)), "0" * 64)
    assert [parsed.sections[t.section].path for t in parsed.tables] == [("二、预算表",)]
