"""Plain text, CSV and Markdown: each rule on a small ugly text."""

from __future__ import annotations

import pytest

from index.model import Grid, Line
from index.readers import read

Block = str | tuple[str, int] | list[list[str]]


def simple(name: str, data: str | bytes) -> list[Block]:
    """Lines as text (with their level), grids as rows."""
    pages = read(name, data.encode() if isinstance(data, str) else data)
    out: list[Block] = []
    for block in pages.pages[0].blocks:
        if isinstance(block, Line):
            out.append(block.text if block.heading is None else (block.text, block.heading))
        else:
            out.append([[c.text for c in block.cells if c.row == row] for row in range(block.rows)])
    return out


TEXTS = {
    "blank lines are kept": ("甲\n\n乙\n", ["甲", "", "乙", ""]),
    "tabs make a table": ("项目\t数\n合计\t3.00", [[["项目", "数"], ["合计", "3.00"]]]),
    "a blank line ends it": ("项目\t数\n\n合计\t3.00", [[["项目", "数"]], "", [["合计", "3.00"]]]),
    "short rows have fewer cells": ("a\tb\tc\nd\te", [[["a", "b", "c"], ["d", "e"]]]),
    "blank cells stay": ("\tb\t\nc\t\td", [[["", "b", ""], ["c", "", "d"]]]),
    "a tab that indents is none": ("\t一、部门职责\n\t二、机构设置", ["一、部门职责", "二、机构设置"]),
    "a caption pushed to the right": (
        "\t\t单位：万元\n项目\t数\n合计\t1",
        ["单位：万元", [["项目", "数"], ["合计", "1"]]],
    ),
    "pipes make a table": ("项目|数\n合计|3.00", [[["项目", "数"], ["合计", "3.00"]]]),
    "with pipes at the ends": ("|项目|数|\n|---|---|\n|合计||", [[["项目", "数"], ["合计", ""]]]),
    "blank cells at the ends where no frame is drawn": (
        "收 入 | | 支 出 |\n甲 | 1.00 | 乙 | 2.00\n | | 丙 | 3.00\n丁 | 4.00 | |",
        [[["收 入", "", "支 出", ""], ["甲", "1.00", "乙", "2.00"], ["", "", "丙", "3.00"], ["丁", "4.00", "", ""]]],
    ),
    "a frame below a title is none": (
        "表 | 一\n| 甲 | 1.00 |\n| 乙 | 2.00 |",
        [[["表", "一"], ["甲", "1.00"], ["乙", "2.00"]]],
    ),
    "a path of links is no table": ("首页 | 公开 | 预算", ["首页 | 公开 | 预算"]),
    "data about the page is no table": ("索引号|发布机构\n001|财政局", ["索引号|发布机构", "001|财政局"]),
    "one cell a line": (
        "总表\n单位：元\n项目\n预算\n决算\n甲\n1.00\n2\n乙\n3.00\n-\n合计\n4.00\n2\n注：无",
        [
            "总表",
            "单位：元",
            [["项目", "预算", "决算"], ["甲", "1.00", "2"], ["乙", "3.00", "-"], ["合计", "4.00", "2"]],
            "注：无",
        ],
    ),
    "one of them lost": (
        "项目\n预算\n决算\n甲\n1.00\n2\n乙\n3.00\n丙\n4.00\n2",
        ["项目", "预算", "决算", "甲", "1.00", "2", "乙", "3.00", "丙", "4.00", "2"],
    ),
    "no table": ("一、职责\n（一）保管\n2021\n年\n3", ["一、职责", "（一）保管", "2021", "年", "3"]),
    "old line ends": ("甲\r乙\r\n丙", ["甲", "乙", "丙"]),
    "form feeds": ("甲\f乙\v丙", ["甲", "乙", "丙"]),
}


@pytest.mark.parametrize("case", TEXTS)
def test_text(case: str) -> None:
    text, blocks = TEXTS[case]
    assert simple("a.txt", text) == blocks


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    text = "甲市档案局2021年“三公”经费预算\n合计\t1,507.56\n" * 3
    assert simple("a.txt", text.encode(encoding))[0] == "甲市档案局2021年“三公”经费预算"


def test_characters_that_only_gb18030_has() -> None:
    assert simple("a.txt", "㐀镕€数据".encode("gb18030")) == ["㐀镕€数据"]


def test_a_cut_character_does_not_spoil_the_rest() -> None:
    data = ("部门预算公开说明" * 100).encode()
    pages = read("a.txt", data[:-1])
    assert pages.pages[0].blocks[0].text.startswith("部门预算公开说明")  # type: ignore[union-attr]
    assert pages.warnings == ("有 1 个字符已损坏，无法辨认",)


MARKDOWN = {
    "headings": ("# 甲\n## 乙 ##\n丙", [("甲", 1), ("乙", 2), "丙"]),
    "underlined headings": ("甲\n===\n乙\n---\n丙", [("甲", 1), ("乙", 2), "丙"]),
    "tables": (
        "前\n| 项目 | 数 |\n|:--|--:|\n| 合计 | **3.00** |\n后",
        ["前", [["项目", "数"], ["合计", "3.00"]], "后"],
    ),
    "an escaped pipe": ("a|b\n-|-\nx\\|y|z", [[["a", "b"], ["x|y", "z"]]]),
    "bold": ("支出**1.00**万元", ["支出1.00万元"]),
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown(case: str) -> None:
    text, blocks = MARKDOWN[case]
    assert simple("a.md", text) == blocks


CSVS = {
    "title and unit above": ("总表,,\n,,单位：元\n项目,数,\n合计,3.00,", ["总表", "单位：元", [["项目", "数"], ["合计", "3.00"]]]),
    "quotes": ('项目,数\n"a,b","1,507.56"', [[["项目", "数"], ["a,b", "1,507.56"]]]),
    "semicolons": ("项目;数\n合计;3,00", [[["项目", "数"], ["合计", "3,00"]]]),
    "a note below": ("项目,数\n合计,3.00\n注：无,", [[["项目", "数"], ["合计", "3.00"]], "注：无"]),
    "two tables": ("甲,,\n单位：元,,\na,b,c\n1,2,3\n\n乙,,\n单位：元,,\nd,e,f\n4,5,6",
                   ["甲", "单位：元", [["a", "b", "c"], ["1", "2", "3"]], "乙", "单位：元", [["d", "e", "f"], ["4", "5", "6"]]]),
    "a blank row within": ("a,b,c\n1,2,3\n\n二、,,\n4,5,6", [[["a", "b", "c"], ["1", "2", "3"], ["二、", "", ""], ["4", "5", "6"]]]),
    "a text after the table": ("项目,数,注\n合计,3,\n其中：甲,,\n\n第三部分 说明,,\n一、总体,,\n收入3元，支出3元。,,",
                               [[["项目", "数", "注"], ["合计", "3", ""], ["其中：甲", "", ""]], "第三部分 说明", "一、总体", "收入3元，支出3元。"]),
    "and another table after it": ("项目,数\n合计,3\n一、说明\n收入3元。\n二、乙\n乙表\n部门：局,单位：元\n项目,数\n合计,4\n注：无",
                                   [[["项目", "数"], ["合计", "3"]], "一、说明", "收入3元。", "二、乙", "乙表", "部门：局    单位：元", [["项目", "数"], ["合计", "4"]], "注：无"]),
    "a label is no heading": ("品目,数\n一、货物,3\n二、工程,\n三、服务,\n注：本年没有服务。",
                              [[["品目", "数"], ["一、货物", "3"], ["二、工程", ""], ["三、服务", ""]], "注：本年没有服务。"]),
    "a text that heads rows": ("职责,活动,分\n负责档案的收集和保管。,,\n,收集,3\n,保管,4",
                               [[["职责", "活动", "分"], ["负责档案的收集和保管。", "", ""], ["", "收集", "3"], ["", "保管", "4"]]]),
    "a row of many cells is no text": ("a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8", [[[*"abcdefgh"], [*"12345678"]]]),
    "a header on two lines": ('a,"b\nc",d,e,f,g,h\n1,2,3,4,5,6,7', [[["a", "b\nc", *"defgh"], [*"1234567"]]]),
    "a text in a cell": ('title,text\n报告,"' + "\n".join("一二三四五六七") + '"', ["title：报告", *"一二三四五六七"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CSVS)
def test_csv(case: str) -> None:
    text, blocks = CSVS[case]
    assert simple("a.csv", text) == blocks


def test_the_seed(shared) -> None:  # type: ignore[no-untyped-def]
    (path,) = (shared / "seeds").glob("000_*.txt")
    grids = [b for b in read(path.name, path.read_bytes()).pages[0].blocks if isinstance(b, Grid)]
    assert len(grids) > 10
    assert max(grid.columns for grid in grids) == 13


def test_marks_struck_words_and_remarks_of_markdown() -> None:
    text = "差旅费<sup>1</sup>7.35[^1]万元，~~9.90~~会议费<del>8.80</del>3.50万元<!-- 草稿 -->\n\n[^1]: 含培训"
    assert simple("甲.md", text) == ["差旅费¹7.35万元，会议费3.50万元", "", "[^1]: 含培训"]
