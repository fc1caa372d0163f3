"""Each rule of the PDF reader on a page made for it."""

from __future__ import annotations

import pytest
from pdf_paper import Paper, pdf

from index.errors import UnreadableFile
from index.model import Grid, Line, Page
from index.readers.pdf import needs_ocr, read_pdf
from index.readers.pdf.marks import Glyph, RawPage
from index.readers.pdf.second import completed

COLUMNS = [60, 200, 300, 400]
ROWS = [["项目", "预算数", "决算数"], ["一、财政拨款", "1,507.56", "20.10"], ["合计", "1,507.56", ""]]


def read(*papers: Paper) -> tuple[Page, ...]:
    return read_pdf("甲.pdf", pdf(papers)).pages


def lines(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Line)]


def grid(page: Page) -> Grid:
    (found,) = [block for block in page.blocks if isinstance(block, Grid)]
    return found


def texts(found: Grid) -> list[list[str]]:
    return [[cell.text for cell in found.cells if cell.row == row] for row in range(found.rows)]


def test_a_ruled_table_and_the_lines_around_it_in_reading_order() -> None:
    (page,) = read(Paper().text(60, 200, "注：略").text(100, 60, "收支表").table(COLUMNS, [100, 120, 140, 160], ROWS))
    assert [type(block) for block in page.blocks] == [Line, Grid, Line]
    assert texts(grid(page)) == ROWS
    assert grid(page).ruled


def test_merged_cells_are_given_once_with_their_spans() -> None:
    paper = Paper()
    for y in (100, 160, 180):
        paper.line(60, y, 360, y)
    paper.line(160, 130, 360, 130)
    for x, top in ((60, 100), (160, 100), (260, 130), (360, 100)):
        paper.line(x, top, x, 180)
    paper.text(65, 135, "项目").text(220, 118, "支出").text(165, 148, "基本").text(265, 148, "项目支出")
    paper.text(65, 172, "行政").text(165, 172, "1.00").text(265, 172, "2.00")
    found = grid(read(paper)[0])
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in found.cells}
    assert spans["项目"] == (0, 0, 2, 1)
    assert spans["支出"] == (0, 1, 1, 2)
    assert spans["项目支出"] == (1, 2, 1, 1)


def test_an_amount_that_runs_over_a_line_stays_whole_and_codes_side_by_side_stay_apart() -> None:
    paper = Paper().table([60, 80, 100, 200, 260], [100, 120], [["", "", "", ""]])
    paper.text(62, 113, "201").text(82, 113, "06").text(218, 113, "1,234,567.80").text(102, 113, "行政运行")
    assert texts(grid(read(paper)[0])) == [["201", "06", "行政运行", "1,234,567.80"]]


def test_text_too_high_for_its_cell_goes_back_to_it() -> None:
    paper = Paper().table([60, 100, 200], [100, 114, 140], [["", ""], ["", ""]])
    paper.text(61, 109, "组织形").text(61, 121, "式").text(105, 110, "总计").text(105, 132, "1.00")
    assert texts(grid(read(paper)[0])) == [["组织形\n式", "总计"], ["", "1.00"]]


@pytest.mark.parametrize("turn", [90, 0])
def test_sideways_pages_are_read_upright(turn: int) -> None:
    paper = Paper(turn=turn, font="F2")  # a font that is built in: text has an extent without being embedded
    paper.text(100, 700, "Revenue", 16, sideways=True).text(140, 700, "1,507.56", 10, sideways=True)
    (page,) = read(paper)
    assert lines(page) == ["Revenue", "1,507.56"]
    assert (page.width, page.height) == (842, 595)


def test_wrapped_lines_continue_and_paragraphs_end() -> None:
    wide = "本部门严格执行有关规定并认真编制年度部门预算安排合计数为"
    paper = Paper()
    for number, (x, words) in enumerate(
        [(80, wide), (60, wide + "各项"), (60, "1507.56万元。"), (80, wide), (60, "详见附表。")]
    ):
        paper.text(x, 100 + 16 * number, words)
    (page,) = read(paper)
    assert [block.continues for block in page.blocks if isinstance(block, Line)] == [True, True, False, True, False]


def test_figures_on_another_baseline_stand_on_the_line_of_their_words() -> None:
    (page,) = read(Paper().text(60, 100, "本年支出合计").text(120, 97, "603.14").text(150, 100, "万元，占"))
    assert lines(page) == ["本年支出合计603.14万元，占"]


def test_blanks_of_a_form_stay_and_justification_goes() -> None:
    paper = Paper().text(60, 100, "减少").text(140, 100, "万元")
    for number, char in enumerate("严格控制经费支出"):
        paper.text(60 + 16 * number, 130, char)
    blank, justified = lines(read(paper)[0])
    assert blank.split() == ["减少", "万元"]
    assert justified == "严格控制经费支出"


def test_what_the_first_reader_loses_for_want_of_a_font_the_second_finds() -> None:
    paper = Paper()
    for number, char in enumerate("合计"):
        paper.text(60 + 10 * number, 100, char)
    assert lines(read(paper)[0]) == ["合计"]


def test_the_second_reader_is_asked_no_more_when_the_first_is_right() -> None:
    pages = [RawPage(n, 595, 842, raw("正文").glyphs, [], 0.0, 0, shapeless=3) for n in range(1, 9)]
    asked: list[int] = []

    def glyphs_of(number: int) -> list[Glyph]:
        asked.append(number)
        return pages[number - 1].glyphs

    assert completed(pages, b"", glyphs_of) == pages
    assert asked == [1, 2]


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    (page,) = read(Paper().text(60, 100, "合计").text(60.2, 100, "合计"))
    assert lines(page) == ["合计"]


def test_page_numbers_go_and_of_a_running_head_the_first_stays() -> None:
    papers = []
    for number in range(1, 5):
        paper = Paper().text(60, 40, "甲市档案局部门预算").text(60, 300, f"第{number}段正文")
        papers.append(paper.text(290, 810, str(number)))
    assert [lines(page) for page in read(*papers)] == [
        ["甲市档案局部门预算", "第1段正文"],
        ["第2段正文"],
        ["第3段正文"],
        ["第4段正文"],
    ]


def test_a_lone_number_at_the_foot_that_does_not_count_pages_stays() -> None:
    assert lines(read(Paper().text(60, 300, "共计").text(60, 810, "4096"))[0]) == ["共计", "4096"]


def test_a_table_with_horizontal_lines_only() -> None:
    paper = Paper()
    for y in (100, 120, 180):
        paper.line(60, y, 460, y)
    rows = [("科目名称", "预算数", "决算数"), ("基本工资", "1,309.12", "1,300.00"), ("津贴补贴", "20.10", "19.50")]
    for number, row in enumerate((*rows, ("合计", "1,329.22", "1,319.50"))):
        for x, words in zip((60, 250, 400), row, strict=True):
            paper.text(x + (60 - 5 * len(words) if x > 60 else 0), 114 + 18 * number, words)
    found = grid(read(paper)[0])
    assert not found.ruled
    assert texts(found) == [list(row) for row in (*rows, ("合计", "1,329.22", "1,319.50"))]


def test_a_table_of_contents_is_no_table() -> None:
    paper = Paper()
    for number in range(5):
        paper.text(60, 100 + 20 * number, f"第{number}章" + "．" * 20).text(500, 100 + 20 * number, str(number + 3))
    assert all(isinstance(block, Line) for block in read(paper)[0].blocks)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (b"  \n", "空"),
        (b"PK\x03\x04 no pdf at all", "不是 PDF"),
        (pdf([Paper().text(60, 60, "正文" * 40)])[:-300], "不完整"),
        (
            pdf([Paper()]).replace(
                b"/Root 1 0 R",
                b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
                + b"41" * 32
                + b"> /U <"
                + b"42" * 32
                + b"> >>",
            ),
            "加密",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf("甲.pdf", data)
    assert reason in caught.value.reason


def raw(chars: str, picture: float = 0.0, curves: int = 0) -> RawPage:
    glyphs = [Glyph(char, 10.0 * i, 10, 10.0 * i + 9, 20, False) for i, char in enumerate(chars)]
    return RawPage(1, 595, 842, glyphs, [], picture, curves)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (raw("本部门二〇二三年度收支总体情况说明"), False),
        (raw(""), False),
        (raw("12", picture=0.9), True),
        (raw("", curves=5000), True),
        (raw("\ue001\ue002\ue003\ue004" * 5), True),
        (raw("\ufffd\ufffd本部门" * 6), True),
        (raw("\uf0b7本部门二〇二三年度收支总体情况说明"), False),
    ],
)
def test_pages_without_usable_text_are_known(page: RawPage, expected: bool) -> None:
    assert needs_ocr(page) is expected


def test_pages_without_usable_text_go_to_the_recogniser() -> None:
    garbage = Paper()
    for number in range(3):
        garbage.text(60, 100 + 20 * number, "\ue101\ue102\ue103\ue104\ue105\ue106")
    data = pdf([Paper().text(60, 60, "第一页是正常的文字内容，可以读取。"), garbage])
    unread = read_pdf("甲.pdf", data)
    assert unread.pages[1].blocks == ()
    assert unread.warnings == ("第 2 页没有可用的文字层，未读取",)
    calls = []

    def recognise(image: object, number: int, dpi: int) -> Page:
        calls.append((number, dpi))
        return Page(number=number, blocks=(Line(text="识别结果", confidence=0.9),))

    done = read_pdf("甲.pdf", data, recognise=recognise)
    assert calls == [(2, 300)]
    assert lines(done.pages[1]) == ["识别结果"]
