"""Flattened tables with columns of words among those of figures: rebuilt where serial numbers or the total prove them."""

from __future__ import annotations

import pytest

from index.model import Grid, Line, Pages
from index.readers import read

NUMBERED = [
    ["序号", "项目名称", "总投资", "当年完成", "进度"],
    ["1", "桥梁加固", "1,200.00", "700.50", "在建"],
    ["2", "泵站更新", "300.00", "300.00", "完工"],
    ["3", "堤顶道路", "95.50", "0.00", "未开工"],
    ["", "合计", "1,595.50", "1,000.50", ""],
]
IN_TURN = [
    ["项目", "安排金额（万元）", "期限", "主管部门"],
    ["泵站更新", "9,500", "20年", "水务局"],
    ["桥梁加固", "6,200", "15年", "交通局"],
    ["堤顶道路", "1,500", "10年", "水务局"],
    ["合计", "17,200", "", ""],
]


def told(rows: list[list[str]]) -> str:
    return "\n".join(["项目安排如下：", *(cell for row in rows for cell in row if cell), "以上项目已经批准。"])


def tables(pages: Pages) -> list[list[list[str]]]:
    grids = (block for page in pages.pages for block in page.blocks if isinstance(block, Grid))
    return [[[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)] for grid in grids]


def of(text: str) -> list[list[list[str]]]:
    return tables(read("甲.txt", text.encode()))


@pytest.mark.parametrize("rows", [NUMBERED, IN_TURN], ids=["numbered", "in turn"])
@pytest.mark.parametrize(
    "end", ["\n", "\n\n", " |\n", " "], ids=["a cell a line", "blank lines between", "bars behind", "all in one line"]
)
def test_words_among_figures(rows: list[list[str]], end: str) -> None:
    assert of(told(rows).replace("\n", end)) == [rows]


@pytest.mark.parametrize("rows", [NUMBERED, IN_TURN], ids=["numbered", "in turn"])
def test_rows_that_stand_on_a_line_each(rows: list[list[str]]) -> None:
    assert of("\n".join(["项目安排如下：", *(" ".join(filter(None, row)) for row in rows), "以上项目已经批准。"])) == [
        rows
    ]


@pytest.mark.parametrize("rows", [NUMBERED, IN_TURN], ids=["numbered", "in turn"])
def test_the_total_may_stand_first(rows: list[list[str]]) -> None:
    assert of(told([rows[0], rows[-1], *rows[1:-1]])) == [rows]


def test_numbers_of_pages_and_the_heading_printed_again_are_no_rows() -> None:
    assert of(told([*NUMBERED[:3], ["第 2 页"], NUMBERED[0], *NUMBERED[3:]])) == [NUMBERED]


def test_numbered_rows_need_no_total() -> None:
    assert of(told(NUMBERED[:-1])) == [NUMBERED[:-1]]


def test_a_unit_on_a_line_of_its_own_is_part_of_the_name_before() -> None:
    heading = ["序号", "项目名称", "总投资", "（万元）", "当年完成", "进度"]
    assert of(told([heading, *NUMBERED[1:]]))[0][0] == ["序号", "项目名称", "总投资（万元）", "当年完成", "进度"]


def test_a_blank_is_put_back_where_words_and_figures_leave_one_place() -> None:
    rows = [*NUMBERED[:2], ["2", "泵站更新", "300.00", "300.00", ""], *NUMBERED[3:]]
    assert of(told(rows)) == [rows]


def test_a_blank_figure_is_put_back_where_the_total_leaves_one_place() -> None:
    rows = [*NUMBERED[:3], ["3", "堤顶道路", "95.50", "", "未开工"], NUMBERED[4]]
    assert of(told(rows)) == [rows]


def test_a_blank_figure_without_a_total_is_lost_and_told() -> None:
    rows = [*NUMBERED[:3], ["3", "堤顶道路", "95.50", "", "未开工"], ["4", "管网", "8.00", "7.00", "在建"]]
    pages = read("甲.txt", told(rows).encode())
    assert tables(pages) == [[*NUMBERED[:3], rows[4]]]
    lost = [b.text for page in pages.pages for b in page.blocks if isinstance(b, Line) and b.unplaced]
    assert lost == ["3", "堤顶道路", "95.50", "未开工"]


def test_a_total_that_is_no_sum_is_told_and_no_row() -> None:
    pages = read("甲.txt", told([*NUMBERED[:-1], ["", "合计", "1,600.00", "1,100.00", ""]]).encode())
    assert tables(pages) == [NUMBERED[:-1]]
    assert pages.warnings


@pytest.mark.parametrize(
    "rows",
    [
        # a column is blank in all rows: nobody can say which
        [["序号", "项目名称", "总投资", "中央资金", "当年完成", "进度"], *NUMBERED[1:]],
        [["项目", "安排金额", "其中", "期限", "主管部门"], *IN_TURN[1:]],
        # the numbers do not run
        [*NUMBERED[:2], *NUMBERED[3:]],
        # the total is another
        [*IN_TURN[:-1], ["合计", "17,300", "", ""]],
        # figures under a name of words
        [["序号", "项目名称", "总投资", "资金来源", "进度"], *NUMBERED[1:]],
        # amounts under a name of labels, words under one of amounts
        [["项目", "项目名称", "期限", "主管部门"], *IN_TURN[1:]],
        [["项目", "期限", "主管部门", "安排金额"], *IN_TURN[1:]],
    ],
    ids=["a blank column", "a blank column in turn", "a gap", "no sum", "words", "labels", "amounts"],
)
def test_what_proves_nothing_stays_as_it_is(rows: list[list[str]]) -> None:
    assert of(told(rows)) == []


def test_a_name_of_labels_that_other_names_stand_before_begins_no_heading() -> None:
    rows = [["采购物品名称", *IN_TURN[0][1:]], *IN_TURN[1:]]
    assert of(told(rows)) == [rows]
    assert of(told([["项目来源"], *rows])) == []


def test_a_total_right_behind_the_unit_is_no_heading() -> None:
    assert of("单位：万元\n合计\n5.00\n甲\n3.00\n乙") == []


def test_a_heading_without_a_name_of_labels_begins_behind_a_sentence() -> None:
    rows = [["村名", *IN_TURN[0][1:]], *IN_TURN[1:]]
    assert of(told(rows)) == [rows]
    assert of(told(rows).replace("：", "")) == []
