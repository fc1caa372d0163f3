"""Tables ruled with horizontal lines only: where they end, and which heading stands over which columns."""

from __future__ import annotations

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
