"""What a document is called."""

from __future__ import annotations

import pytest

from index.model import Line, Page, Pages
from index.parsing import parse
from index.readers import read
from index.readers.limits import Limits


def title(*lines: str | tuple[int, str], own: str = "") -> str:
    blocks = tuple(Line(text=x) if isinstance(x, str) else Line(heading=x[0], text=x[1]) for x in lines)
    pages = Pages(file="乙.txt", format="txt", title=own, pages=(Page(number=None, blocks=blocks),))
    return parse(pages, "0" * 64).title


@pytest.mark.parametrize(
    ("lines", "truth"),
    [
        (("甲县水务局", "2021年部门决算", "一、职责"), "甲县水务局2021年部门决算"),
        (("索引号 | 014500-2024-0031 | 公开日期 | 2024-08-22", "甲乡2023年部门决算"), "甲乡2023年部门决算"),
        (("附件1", "甲县水务局2021年部门决算"), "甲县水务局2021年部门决算"),
        (("首页 > 市财政局 > 债务", "甲川市2022年政府债务限额及余额情况表"), "甲川市2022年政府债务限额及余额情况表"),
        (("甲县人民政府门户网站", "甲县财政收支月报（5月）"), "甲县财政收支月报（5月）"),
        (("甲县民政局", "关于2023年补助资金分配情况的公示"), "甲县民政局关于2023年补助资金分配情况的公示"),
        (("收支总表", "单位：万元", "一、收入"), "乙"),
        (("一、职责", "负责2021年收支情况的说明。"), "乙"),
    ],
)
def test_the_cover_without_lines_about_the_page(lines: tuple[str, ...], truth: str) -> None:
    assert title(*lines) == truth


def test_the_first_heading_is_the_title() -> None:
    assert title((1, "甲县2022年预算执行表"), "发布单位：甲县财政局", (2, "一、基金预算")) == "甲县2022年预算执行表"
    assert title("发布日期：2022-08-30", (1, "甲县2021年部门决算"), (2, "第一部分 概况")) == "甲县2021年部门决算"


def test_a_heading_of_a_part_is_no_title() -> None:
    assert title((1, "部门职责和收支"), "负责水务。", (1, "部门收支情况说明")) == "乙"


def test_the_title_of_a_page_is_without_the_site() -> None:
    assert title((1, "甲局2021年部门决算"), own="甲局2021年部门决算-甲县人民政府") == "甲局2021年部门决算"
    assert title((1, "甲局2021年部门决算"), own="2021年部门决算") == "甲局2021年部门决算"
    assert title("甲局2021年部门决算", "一、职责", own="信息公开") == "甲局2021年部门决算"
    assert title("甲局2020年部门决算", "一、职责", own="2021年部门决算") == "2021年部门决算"


def test_a_markdown_file_is_called_after_its_heading() -> None:
    text = "# 甲区2022年“三公”经费决算汇总表\n\n甲区财政局\n\n| 部门 | 小计 |\n|---|---|\n| 甲局 | 1 |\n"
    found = parse(read("x.md", text.encode(), Limits()), "0" * 64)
    assert found.title == "甲区2022年“三公”经费决算汇总表"
