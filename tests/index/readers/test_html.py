"""Web pages: each rule on a small page."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from index.model import Grid, Line, Pages
from index.readers import read


def page(body: str, head: str = "") -> Pages:
    return read("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


def lines(pages: Pages) -> list[str]:
    return [block.text for block in pages.pages[0].blocks if isinstance(block, Line)]


def rows(pages: Pages) -> list[list[str]]:
    (grid,) = [block for block in pages.pages[0].blocks if isinstance(block, Grid)]
    return [[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)]


BODIES = {
    "blocks": ("<div>甲<p>乙</p>丙<br>丁</div>", ["甲", "乙", "丙", "丁"]),
    "inline": ("<p>支出<b>3.00</b><span>万元</span></p>", ["支出3.00万元"]),
    "broken source lines": ("<p>支出\n   3.00万元，经费\n   合计</p>", ["支出 3.00万元，经费合计"]),
    "spaces": ("<p>&nbsp;&nbsp;　一、情况&nbsp;说明 </p>", ["一、情况 说明"]),
    "scripts and styles": ("<script>x</script><style>y</style><p>甲</p><noscript>z</noscript>", ["甲"]),
    "navigation": ("<div class=mainNav><a>首页</a></div><div id=foot-info>版权</div><p>甲</p>" + "<p>正文</p>" * 9, ["甲"] + ["正文"] * 9),
    "lists of links": ("<ul><li><a>甲</a><li><a>乙</a><li><a>丙</a></ul><p>正文</p>", ["正文"]),
    "the way to the page": ("<div>当前位置：<a>首页</a> &gt; 正文</div><p>甲</p>", ["甲"]),
    "hidden": ("<p>甲<span style='display:none'>乙</span></p>", ["甲"]),
    "data about the page": ("<p>发布时间：2021-02-03 来源：财政局</p><p>甲</p><p>责任编辑：某</p>", ["甲"]),
    "a table for layout": ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"]),
    "servers' marks": ("<%@ page import='x' %><c:import url='y'></c:import><p>甲</p><?php echo 1 ?>", ["甲"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_lines(case: str) -> None:
    body, expected = BODIES[case]
    assert lines(page(body)) == expected


def test_headings() -> None:
    blocks = page("<h1>甲</h1><h3>乙</h3>丙").pages[0].blocks
    assert [block.heading for block in blocks if isinstance(block, Line)] == [1, 3, None]


TABLES = {
    "open tags": ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
    "foot last": ("<tfoot><tr><td>x<td>y</tfoot><tbody><tr><td>a<td>b</tbody>", [["a", "b"], ["x", "y"]]),
    "breaks in cells": ("<tr><td>a<br>b<td><p>c</p><p>d</p>", [["a\nb", "c\nd"]]),
    "columns of spans alone": ("<tr><td colspan=3>a<td>b<tr><td colspan=3>c<td>d", [["a", "b"], ["c", "d"]]),
    "a bogus span": ("<tr><td colspan=2002 rowspan=3000>a<td>b<tr><td>c", [["a", "b"], ["c"]]),
    "a span to the end": ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [["a", "b"], ["c"], ["d"]]),
    "not a number": ("<tr><td colspan=x>a<td rowspan=-1>b", [["a", "b"]]),
}


@pytest.mark.parametrize("case", TABLES)
def test_tables(case: str) -> None:
    body, expected = TABLES[case]
    assert rows(page(f"<table>{body}</table>")) == expected


def test_tables_in_tables() -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    found = page(f"<table><tr><td>菜单</td><td><p>正文</p>{inner}</td></tr></table>")
    assert rows(found) == [["a", "b"], ["c", "d"]]
    assert lines(found) == ["菜单", "正文"]


def test_tables_written_as_lines() -> None:
    assert rows(page("<p>甲</p><p>项目|数</p><p>合计|3.00</p>")) == [["项目", "数"], ["合计", "3.00"]]
    cells = "".join(f"<p>{cell}</p>" for cell in ["项目", "数", "甲", "1.00", "乙", "2.00", "合计", "3.00"])
    assert rows(page(cells)) == [["项目", "数"], ["甲", "1.00"], ["乙", "2.00"], ["合计", "3.00"]]
    assert rows(page("<pre>项目\t数\n合计\t3.00</pre>")) == [["项目", "数"], ["合计", "3.00"]]


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ("<meta name=PubDate content='2021-02-03 10:00'>", "发布时间：2020-01-01<p>甲", "2021-02-03"),
        ("", "<div>更新时间：2018年3月6日</div><p>甲", "2018-03-06"),
        ("", "<table><tr><td>索引号<td>1<td>发布日期<td>2019-12-31</table><p>甲", "2019-12-31"),
        ("", "<p>截至2021年12月31日，共有车辆3辆</p>", ""),
        ("<meta name=PubDate content='${day}'>", "<p>甲", ""),
    ],
)
def test_published(head: str, body: str, day: str) -> None:
    assert page(body, head).published == day


def test_title() -> None:
    assert page("甲", "<title>\n甲局 预算 </title>").title == "甲局 预算"
    assert page("甲", "<title>甲局</title><meta name=ArticleTitle content=甲局2021年预算>").title == "甲局2021年预算"


def test_data_about_the_page_is_no_table() -> None:
    found = page("<table><tr><td>索引号：<td>1<td>发布机构：<td>财政局</table><p>甲</p>")
    assert [type(block).__name__ for block in found.pages[0].blocks] == ["Line"]


def test_pictures_are_told() -> None:
    body = "<p>甲</p><img width=750 src=x><img style='width: 400px' src=y><img width=16 src=z><img src=w>"
    assert page(body).warnings == ("网页里有 2 张图片，图片里的文字未读取",)


def test_a_page_that_says_gb2312_and_holds_more() -> None:
    data = "<meta charset=gb2312><p>㐀镕基万元</p>".encode("gb18030")
    assert lines(read("a.htm", data)) == ["㐀镕基万元"]


def test_saved_with_its_pictures() -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content(
        "<p>甲 <img src='http://192.0.2.1/x.png'>3.00万元</p>", subtype="html", charset="gb18030", cte="base64"
    )
    message.make_related()
    message.add_related(b"GIF89a", "image", "gif")
    assert lines(read("a.mhtml", message.as_bytes())) == ["甲 3.00万元"]


def test_real_pages(shared) -> None:  # type: ignore[no-untyped-def]
    folder = shared / "data" / "disclosures"
    jsp = read("budget2017.jsp", (folder / "chongqing" / "budget2017.jsp").read_bytes())
    assert jsp.published == "2018-03-06"
    assert [block.heading for block in jsp.pages[0].blocks[:2]] == [2, None]  # type: ignore[union-attr]
    assert not any("首页" in line or "更新时间" in line for line in lines(jsp))
    (path,) = (folder / "swu").glob("*.html")
    found = read(path.name, path.read_bytes())
    assert found.published == "2023-04-21"
    assert len(lines(found)) <= 4


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("7.35<sup>1</sup>", "7.35¹"),
        ("<b>7.35</b><sup><a href='#n'>[1]</a></sup>", "7.35[1]"),
        ("7.35<span style='vertical-align: super; font-size: 8px'>2</span>", "7.35²"),
        ("面积m<sup>2</sup>", "面积m²"),
        ("<sup>7.35</sup>", "7.35"),
    ],
)
def test_raised_words_of_a_cell(cell: str, text: str) -> None:
    page = f"<table><tr><td>项目</td><td>数</td></tr><tr><td>差旅费</td><td>{cell}</td></tr></table><p>差旅费{cell}万元</p>"
    blocks = read("甲.html", page.encode()).pages[0].blocks
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    assert grid.cells[-1].text == text
    assert isinstance(blocks[-1], Line) and blocks[-1].text == f"差旅费{text}万元"


@pytest.mark.parametrize(
    "how",
    [
        'style="display:none"',
        'style="visibility: hidden"',
        'style="font-size:0"',
        "hidden",
        'class="big gone"',
        'id="off"',
    ],
)
def test_rows_and_words_that_nobody_sees(how: str) -> None:
    head = "<style>/* .big{display:none} */ .gone, #off {color:red; display:none} @media print {.big{display:none}}</style>"
    body = f"<table><tr><td>甲</td><td class=big>1</td></tr><tr {how}><td>乙</td><td>2</td></tr>"
    body += f"<tr><td>丙</td><td>3<span {how}>9</span></td></tr></table><p>正文<span {how}>无</span>在此</p>"
    read_ = page(body, head)
    (grid,) = (block for block in read_.pages[0].blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["甲", "1", "丙", "3"]
    assert lines(read_) == ["正文在此"]


@pytest.mark.parametrize("tag", ["del", "s", "strike", 'span style="text-decoration: line-through"'])
def test_struck_words(tag: str) -> None:
    end = tag.split()[0]
    read_ = page(f"<p>差旅费<{tag}>9.90</{end}>7.35万元</p>")
    assert lines(read_) == ["差旅费7.35万元"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('<input value="7.35">', "7.35"),
        ('<input type="text" value="略">', "略"),
        ('<input type="hidden" value="7.35">', ""),
        ('<input type="button" value="查询">', ""),
        ("<textarea>7.35</textarea>", "7.35"),
        ("<select><option>1</option><option selected>7.35</option></select>", "7.35"),
    ],
)
def test_fields_of_a_form(field: str, text: str) -> None:
    read_ = page(f"<table><tr><td>项目</td><td>数</td></tr><tr><td>差旅费</td><td>{field}</td></tr></table>")
    (grid,) = (block for block in read_.pages[0].blocks if isinstance(block, Grid))
    assert grid.cells[-1].text == text


def test_the_box_for_searching_is_no_text() -> None:
    assert lines(page('<p>差旅费<input value="7.35">万元</p><div><input value="请输入关键字"></div>')) == [
        "差旅费7.35万元"
    ]
