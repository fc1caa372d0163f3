"""Tables of which only the cells are left: rebuilt where heading, names and sums prove them, left as lines where they do not."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from index.model import Grid, Line, Pages
from index.readers import read

BOTH = ["项目", "预算数", "项目", "预算数"]
SIDES = [
    ["一、财政拨款收入", "900.50", "一、公共安全支出", "20.10"],
    ["二、事业收入", "7.03", "二、农林水支出", "850.33"],
    ["三、其他收入", "", "三、住房保障支出", "37.10"],
    ["本年收入合计", "907.53", "本年支出合计", "907.53"],
]
CODED = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
BY_CODE = [
    ["213", "农林水支出", "850.33", "250.33", "600.00"],
    ["21303", "水利", "850.33", "250.33", "600.00"],
    ["2130301", "行政运行", "250.33", "250.33", ""],
    ["2130306", "水利工程运行与维护", "500.00", "", "500.00"],
    ["2130311", "水资源节约管理与保护", "100.00", "", "100.00"],
    ["221", "住房保障支出", "37.10", "37.10", ""],
    ["", "合计", "887.43", "287.43", "600.00"],
]
COMPARED = ["项目", "2022年决算数", "2023年预算数", "增减额"]
MOVED = [
    ["办公费", "10.00", "12.00", "2.00"],
    ["差旅费", "20.00", "15.00", "-5.00"],
    ["会议费", "3.00", "3.00", "0.00"],
    ["培训费", "", "4.00", "4.00"],
    ["合计", "33.00", "34.00", "1.00"],
]
CAPTIONS = ["支出预算表", "单位：万元"]


def cells(heading: list[str], rows: list[list[str]]) -> list[str]:
    return [*CAPTIONS, *heading, *(cell for row in rows for cell in row if cell)]


def word(told: list[str]) -> Pages:
    file, made = docx.Document(), io.BytesIO()
    for cell in told:
        file.add_paragraph(cell)
    file.save(made)
    return read("甲.docx", made.getvalue())


WAYS: dict[str, Callable[[list[str]], Pages]] = {
    "a cell a line": lambda told: read("甲.txt", "\n".join(told).encode()),
    "blank lines between": lambda told: read("甲.txt", "\n\n".join(told).encode()),
    "all in one line": lambda told: read("甲.txt", " ".join(told).encode()),
    "bars behind": lambda told: read("甲.txt", "".join(f"{cell} |\n" for cell in told).encode()),
    "paragraphs of a page": lambda told: read("甲.html", "".join(f"<p>{cell}</p>" for cell in told).encode()),
    "lines of a paragraph": lambda told: read("甲.html", f"<p>{'<br>'.join(told)}</p>".encode()),
    "paragraphs in Word": word,
}


def tables(pages: Pages) -> list[list[list[str]]]:
    grids = (block for page in pages.pages for block in page.blocks if isinstance(block, Grid))
    return [[[c.text for c in grid.cells if c.row == row] for row in range(grid.rows)] for grid in grids]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("heading", "rows"), [(CODED, BY_CODE), (COMPARED, MOVED)], ids=["by code", "compared"])
def test_dropped_blanks_are_put_back_where_sums_leave_one_place(
    way: str, heading: list[str], rows: list[list[str]]
) -> None:
    assert tables(WAYS[way](cells(heading, rows))) == [[heading, *rows]]


@pytest.mark.parametrize("way", WAYS)
def test_sides_with_the_same_names_are_one_list(way: str) -> None:
    listed = [[row[n], row[n + 1]] for row in SIDES for n in (0, 2)]
    assert tables(WAYS[way](cells(BOTH, SIDES))) == [[BOTH[:2], *listed]]


def test_rows_that_stand_on_a_line_each() -> None:
    text = "\n".join([*CAPTIONS, " ".join(CODED), *(" ".join(filter(None, row)) for row in BY_CODE)])
    assert tables(read("甲.txt", text.encode())) == [[CODED, *BY_CODE]]


def test_sides_of_different_width_stand_beside_each_other() -> None:
    heading = ["项目", "金额", "项目", "合计", "一般公共预算", "政府性基金"]
    rows = [
        ["一、一般公共预算拨款", "900.50", "一、农林水支出", "850.50", "850.50", "0.00"],
        ["二、政府性基金拨款", "20.00", "二、住房保障支出", "50.00", "50.00", "0.00"],
        ["", "", "三、城乡社区支出", "20.00", "0.00", "20.00"],
        ["收入总计", "920.50", "支出总计", "920.50", "900.50", "20.00"],
        ["三、其他", "0.00", "四、其他支出", "0.00", "0.00", "0.00"],
    ]
    assert tables(WAYS["a cell a line"](cells(heading, rows))) == [[heading, *rows]]


@pytest.mark.parametrize("way", ["a cell a line", "all in one line"])
def test_names_that_come_again_stand_under_the_groups_before_them(way: str) -> None:
    heading = ["项目", "2022年", "2023年", "合计", "基本支出", "项目支出", "合计", "基本支出", "项目支出"]
    rows = [
        ["工资", "10.00", "9.00", "1.00", "12.00", "10.00", "2.00"],
        ["办公", "6.00", "4.00", "2.00", "7.00", "5.00", "2.00"],
        ["会议", "5.00", "3.00", "2.00", "6.00", "4.00", "2.00"],
    ]
    over = ["项目", "2022年", "", "", "2023年", "", ""]
    names = ["", *["合计", "基本支出", "项目支出"] * 2]
    assert tables(WAYS[way](cells(heading, rows))) == [[over, names, *rows]]


def test_a_heading_printed_again_and_numbers_of_pages_are_no_rows() -> None:
    told = cells(["项目", "预算数", "执行数"], [["工资", "10.00", "9.00"], ["办公", "6.00", "4.00"]])
    told += ["第2页", "项目", "预算数", "执行数", "会议", "5.00", "3.00"]
    assert [row[0] for row in tables(WAYS["a cell a line"](told))[0]] == ["项目", "工资", "办公", "会议"]


def test_a_name_cut_by_the_end_of_a_line_is_one_again() -> None:
    rows = [BY_CODE[0], ["20805", "行政事业单位", "养老支出", "30.00", "20.00", "10.00"], BY_CODE[1]]
    assert tables(WAYS["a cell a line"](cells(CODED, rows)))[0][2][:2] == ["20805", "行政事业单位养老支出"]


@pytest.mark.parametrize("way", ["a cell a line", "all in one line"])
@pytest.mark.parametrize(
    "told",
    [
        # a column is blank in all rows: nobody can say which
        ["项目", "合计", "上年结转", "财政拨款", "其他", *["工资", "10.00", "9.00", "1.00", "办公", "6.00", "4.00", "2.00", "会议", "5.00", "3.00", "2.00"]],
        # names and amounts column by column
        ["项目", "预算数", "一、财政收入", "二、事业收入", "三、其他收入", "900.50", "7.03", "1.00"],
        # more amounts than names
        ["项目", "预算数", *["工资", "10.00", "9.00", "办公", "6.00", "4.00", "会议", "5.00", "3.00", "维修", "2.00"]],
        # names of columns of words over amounts
        ["项目", "说明", "情况", *["工资", "10.00", "9.00", "办公", "6.00", "4.00", "会议", "5.00", "3.00", "维修", "2.00"]],
    ],
    ids=["a blank column", "by column", "too many", "words"],
)  # fmt: skip
def test_what_proves_nothing_stays_as_it_is(way: str, told: list[str]) -> None:
    assert tables(WAYS[way]([*CAPTIONS, *told])) == []


def test_a_row_that_fits_in_two_ways_is_lost_and_told() -> None:
    rows = [["工资", "10.00", "10.00"], ["办公", "6.00", "4.00", "2.00"], ["会议", "5.00", "3.00", "2.00"]]
    pages = WAYS["a cell a line"](cells(CODED[1:], [*rows, ["维修", "7.00", "6.00", "1.00"]]))
    assert [row[0] for row in tables(pages)[0]] == ["科目名称", "办公", "会议", "维修"]
    lost = [b.text for page in pages.pages for b in page.blocks if isinstance(b, Line) and b.unplaced]
    assert lost == ["工资", "10.00", "10.00"]
    assert pages.warnings == ("失去格式的表格中有 2 个数字无法对应到栏目，未读取",)


ADRIFT = """表1 收支总表 单位:万元 收 项 入 目 2023年预算数 项 支 目 一、财政拨款收入 90.50 一、国防支出 二、事业收入 二、教育支出
 三、公共安全支出 2023年预算数 60.30 四、社会保障支出 20.10 五、住房保障支出 10.10 本 年 收 入 合 计 90.50 本 年 支 出 合 计 90.50"""


def test_a_heading_in_pieces_and_an_amount_adrift() -> None:
    """What an amount follows is its name, since all of them add up to the printed total; that behind a heading has none."""
    pages = read("甲.txt", ADRIFT.replace("\n", "").encode())
    assert tables(pages) == [
        [
            ["项目", "2023年预算数"],
            ["四、社会保障支出", "20.10"],
            ["五、住房保障支出", "10.10"],
            ["本年收入合计", "90.50"],
            ["本年支出合计", "90.50"],
        ]
    ]
    assert pages.warnings == ("失去格式的表格中有 2 个数字无法对应到栏目，未读取",)
    assert tables(read("甲.txt", ADRIFT.replace("\n", "").replace("20.10", "20.20").encode())) == []


ASSESSED = "项目名称 堤防维护 项目资金(万元) 年度资金总额 其中:财政拨款 全年预算数 全年执行数 分值 执行率 得分 65.66 65.07 10 99% 9 65.66 65.07 — {} — 其他资金"


@pytest.mark.parametrize(("rate", "rows"), [("99%", 2), ("98%", 1)])
def test_the_money_of_an_assessment_is_proved_by_its_rate(rate: str, rows: int) -> None:
    (table,) = tables(read("甲.txt", ASSESSED.format(rate).encode()))
    told = [["年度资金总额", "65.66", "65.07", "10", "99%", "9"], ["其中:财政拨款", "65.66", "65.07", "—", "99%", "—"]]
    assert table[0][:3] == ["项目", "全年预算数(万元)", "全年执行数(万元)"]
    assert table[1:] == told[:rows]
