"""Tables ruled with horizontal lines only: where they end, and which heading stands over which columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from pdf_paper import Paper, pdf

from index.model import Grid, Page
from index.readers.pdf import read_pdf

LEFT, RIGHT = 50.0, 550.0


def read(*papers: Paper) -> tuple[Page, ...]:
    return read_pdf("甲.pdf", pdf(papers)).pages


def grids(page: Page) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def rows(paper: Paper, top: float, printed: Sequence[Sequence[tuple[float, str]]]) -> float:
    """Rows of (x, words) with a line above and below each; the height below the last."""
    paper.line(LEFT, top, RIGHT, top)
    for row in printed:
        for x, words in row:
            paper.text(x, top + 14, words)
        top += 20
        paper.line(LEFT, top, RIGHT, top)
    return top


def test_two_tables_with_a_title_between_them_stay_two() -> None:
    paper = Paper()
    end = rows(
        paper,
        100,
        [[(60, "项目"), (410, "预算数")], [(60, "收入总计"), (450, "100.00")], [(60, "上年结转"), (460, "20.00")]],
    )
    paper.text(260, end + 20, "支出总表").text(50, end + 36, "单位：元")
    rows(paper, end + 42, [[(60, "科目"), (410, "金额")], [(60, "教育支出"), (450, "100.00")]])
    first, second = grids(read(paper)[0])
    assert texts(first) == [["项目", "预算数"], ["收入总计", "100.00"], ["上年结转", "20.00"]]
    assert texts(second) == [["科目", "金额"], ["教育支出", "100.00"]]


def test_a_column_without_figures_keeps_its_heading() -> None:
    paper = Paper()
    head = [(60, "科目"), (240, "合计"), (370, "基本支出"), (490, "项目支出")]
    rows(
        paper,
        100,
        [head, [(60, "教育支出"), (250, "9.50"), (385, "9.50")], [(60, "小学教育"), (250, "9.50"), (385, "9.50")]],
    )
    (grid,) = grids(read(paper)[0])
    assert texts(grid) == [
        ["科目", "合计", "基本支出", "项目支出"],
        ["教育支出", "9.50", "9.50", ""],
        ["小学教育", "9.50", "9.50", ""],
    ]


def test_a_heading_over_several_columns_spans_them() -> None:
    paper = Paper()
    paper.line(LEFT, 100, RIGHT, 100)
    paper.text(130, 114, "收入").text(390, 114, "支出")
    rows(
        paper, 120,
        [
            [(70, "项目"), (200, "预算数"), (320, "项目"), (460, "预算数")],
            [(60, "财政拨款"), (205, "12.00"), (310, "教育支出"), (465, "12.00")],
        ],
    )  # fmt: skip
    (grid,) = grids(read(paper)[0])
    assert [(c.text, c.column, c.column_span) for c in grid.cells if c.row == 0] == [("收入", 0, 2), ("支出", 2, 2)]
    assert texts(grid)[2] == ["财政拨款", "12.00", "教育支出", "12.00"]


def test_the_next_page_keeps_the_columns_that_are_blank_there() -> None:
    first, second = Paper(), Paper()
    head = [(60, "科目"), (240, "合计"), (370, "基本支出"), (490, "项目支出")]
    rows(first, 700, [head, [(60, "教育支出"), (250, "9.50"), (385, "4.50"), (505, "5.00")]])
    rows(
        second,
        60,
        [[(60, "住房公积金"), (250, "2.50"), (505, "2.50")], [(60, "购房补贴"), (250, "1.50"), (505, "1.50")]],
    )
    (grid,) = grids(read(first, second)[1])
    assert texts(grid) == [["住房公积金", "2.50", "", "2.50"], ["购房补贴", "1.50", "", "1.50"]]


def pieces(paper: Paper, y: float, xs: Sequence[float]) -> None:
    """A horizontal line drawn cell by cell, as word processors do."""
    for left, right in itertools.pairwise(xs):
        paper.line(left, y, right + 0.8, y)


def test_broken_lines_tell_the_columns() -> None:
    """Amounts that nearly touch the next column's words stay in their cells, and a merged heading spans its columns."""
    paper, xs = Paper(), [50, 200, 300, 450, 550]
    pieces(paper, 100, [50, 300, 550])
    pieces(paper, 120, xs)
    paper.text(150, 114, "收入").text(400, 114, "支出")
    paper.text(90, 134, "项目").text(230, 134, "金额").text(350, 134, "项目").text(480, 134, "金额")
    for number, row in enumerate([("事业收入", "5.00", "教育支出", "7.50"), ("其他收入", "2.50", "", "")]):
        y = 140 + 20 * number
        pieces(paper, y, xs)
        paper.text(54, y + 14, row[0]).text(276, y + 14, row[1]).text(302, y + 14, row[2]).text(520, y + 14, row[3])
    pieces(paper, 180, xs)
    (grid,) = grids(read(paper)[0])
    spans = [(c.text, c.column, c.column_span) for c in grid.cells if c.row == 0]
    assert spans == [("收入", 0, 2), ("支出", 2, 2)]
    assert texts(grid)[1:] == [
        ["项目", "金额", "项目", "金额"],
        ["事业收入", "5.00", "教育支出", "7.50"],
        ["其他收入", "2.50", "", ""],
    ]


def test_pieces_under_a_heading_alone_tell_no_columns() -> None:
    paper = Paper()
    paper.line(LEFT, 100, RIGHT, 100)
    pieces(paper, 120, [50, 300, 550])
    paper.text(130, 114, "收入").text(390, 114, "支出")
    rows(
        paper, 140,
        [
            [(70, "项目"), (200, "预算数"), (320, "项目"), (460, "预算数")],
            [(60, "财政拨款"), (205, "12.00"), (310, "教育支出"), (465, "12.00")],
        ],
    )  # fmt: skip
    (grid,) = grids(read(paper)[0])
    assert texts(grid)[-1] == ["财政拨款", "12.00", "教育支出", "12.00"]


def test_three_lines_hold_a_table_together() -> None:
    """Only a line above the heading, one below it and one at the end; a column that is blank all the way keeps its name."""
    paper = Paper()
    for y in (100, 140, 205):
        paper.line(LEFT, y, RIGHT, y)
    paper.text(105, 114, "科目").text(60, 134, "编码").text(150, 134, "名称").text(245, 124, "合计")
    paper.text(360, 114, "事业收入").text(330, 134, "金额").text(420, 134, "教育收费").text(490, 124, "其他收入")
    for number, row in enumerate([("205", "教育支出", "90.00", "60.00"), ("20502", "普通教育", "90.00", "60.00")]):
        y = 154 + 20 * number
        for x, words in zip((60, 130, 245, 330), row, strict=True):
            paper.text(x, y, words)
    (grid,) = grids(read(paper)[0])
    heads = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.row < 2 and c.text}
    assert heads["科目"] == (0, 0, 1, 2)
    assert heads["合计"] == (0, 2, 2, 1)
    assert heads["事业收入"] == (0, 3, 1, 2)
    assert heads["其他收入"] == (0, 5, 2, 1)
    assert texts(grid)[2:] == [
        ["205", "教育支出", "90.00", "60.00", "", ""],
        ["20502", "普通教育", "90.00", "60.00", "", ""],
    ]


def test_an_amount_that_nearly_touches_a_code_is_not_one_number_with_it() -> None:
    paper = Paper()
    rows(
        paper, 100,
        [
            [(60, "科目"), (180, "金额"), (230, "编码"), (300, "名称"), (480, "金额")],
            [(60, "绩效工资"), (180, "88.46"), (209, "30205"), (300, "水费"), (480, "0.84")],
            [(60, "住房公积金"), (180, "66.72"), (209, "30206"), (300, "电费"), (480, "9.77")],
        ],
    )  # fmt: skip
    (grid,) = grids(read(paper)[0])
    assert texts(grid)[1] == ["绩效工资", "88.46", "30205", "水费", "0.84"]
