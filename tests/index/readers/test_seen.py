"""What the eye sees of a page, and nothing else: each way of hiding text, of marking it and of turning it, on a page of its own."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_paper import Paper, pdf

from index.model import Grid, GridCell, Line, Page
from index.readers.pdf import read_pdf
from index.readers.pdf.marks import Glyph
from index.readers.pdf.raised import with_marks

COLUMNS = [60, 200, 300, 400]
ROWS = [["项目", "预算数", "决算数"], ["办公费", "1,507.56", "20.10"], ["合计", "1,507.56", "20.10"]]
YS = [100, 120, 140, 160]


def words(*papers: Paper, recognise: Any = None) -> str:
    read = read_pdf("甲.pdf", pdf(papers), recognise=recognise).pages
    return "\n".join(text for page in read for text in texts(page))


def texts(page: Page) -> list[str]:
    return [
        each.text
        for block in page.blocks
        for each in (block.cells if isinstance(block, Grid) else (block,))
        if each.text
    ]


def page_of_text() -> Paper:
    return Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字").table(COLUMNS, YS, ROWS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1 1 1 rg", "0 g"),
        ("0.99 g", "0 g"),
        ("3 Tr", "0 Tr"),
        ("7 Tr", "0 Tr"),
        ("q 10 10 30 30 re W n", "Q"),
    ],
    ids=["white", "near white", "not painted", "clip only", "cut off"],
)
def test_text_that_nobody_sees_is_not_read(before: str, after: str) -> None:
    paper = page_of_text()
    paper.marks.append(before)
    paper.text(60, 300, "会议费三十万元")
    paper.marks.append(after)
    paper.text(60, 330, "培训费二十万元")
    read = words(paper)
    assert "会议费" not in read
    assert "培训费" in read and "1,507.56" in read


@pytest.mark.parametrize(
    ("before", "size", "seen"),
    [
        ("1 Tr 1 1 1 rg 0 0 0 RG", 10, True),
        ("2 Tr 1 1 1 rg 0 0 0 RG", 10, True),
        ("2 Tr 1 1 1 rg 1 1 1 RG", 10, False),
        ("0 Tr 0 0 0 rg", 0.5, False),
        ("0 Tr 0 0 0 rg", 5, True),
    ],
    ids=["outlines", "both, white inside", "both white", "tiny", "small"],
)
def test_what_is_painted_of_the_characters(before: str, size: float, seen: bool) -> None:
    paper = page_of_text()
    paper.marks.append(before)
    assert ("会议费" in words(paper.text(60, 300, "会议费三十万元", size))) is seen


@pytest.mark.parametrize(("alpha", "seen"), [("0", False), ("0.02", False), ("0.5", True)])
def test_transparent_words(alpha: str, seen: bool) -> None:
    paper = page_of_text()
    paper.marks.append("/G0 gs")
    paper.text(60, 300, "会议费三十万元")
    states = f"/Resources << /ExtGState << /G0 << /ca {alpha} >> >>".encode()
    (page,) = read_pdf("甲.pdf", pdf([paper]).replace(b"/Resources <<", states)).pages
    assert ("会议费三十万元" in texts(page)) is seen


def test_what_the_page_is_cropped_of_is_not_read() -> None:
    file = pdf([page_of_text().text(60, 700, "会议费三十万元")])
    (page,) = read_pdf("甲.pdf", file.replace(b"/Rotate 0", b"/Rotate 0 /CropBox [0 300 595 842]")).pages
    assert "会议费三十万元" not in texts(page) and "1,507.56" in texts(page)


def test_white_words_on_a_dark_ground_are_seen() -> None:
    paper = page_of_text()
    paper.marks.append("0.1 0.2 0.5 rg 50 530 300 30 re f 1 1 1 rg")
    paper.text(60, 300, "会议费三十万元")
    assert "会议费三十万元" in words(paper)


def test_what_is_painted_over_is_not_read() -> None:
    paper = page_of_text().text(60, 300, "会议费三十万元")
    paper.marks.append("1 1 1 rg 50 530 300 30 re f 0 g")
    paper.text(60, 330, "培训费二十万元")
    read = words(paper)
    assert "会议费" not in read and "培训费" in read


def test_what_stands_off_the_page_is_not_read() -> None:
    read = words(page_of_text().text(60, 900, "会议费三十万元").text(700, 300, "培训费二十万元"))
    assert "会议费" not in read and "培训费" not in read


def test_a_tiled_watermark_is_not_read_and_light_words_are() -> None:
    paper = page_of_text()
    paper.marks.append("0.8 g")
    for n in range(9):
        paper.text(65 + 100 * (n % 3), 108 + 20 * (n // 3), "内部资料2023", 9)
    paper.text(60, 400, "另有说明")
    read = words(paper)
    assert "内部资料" not in read
    assert "另有说明" in read and read.count("1,507.56") == 2


@pytest.mark.parametrize("mark", ["1", "2", "12"])
def test_small_raised_digits_are_marks(mark: str) -> None:
    paper = Paper(font="F2").text(60, 200, "6.20", 10).text(60 + 19.8, 196, mark, 6)
    read = words(Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字"), paper)
    assert "6.20" + mark.translate(str.maketrans("12", "¹²")) in read


def glyph(char: str, left: float, size: float, foot: float) -> Glyph:
    return Glyph(char, left, foot - size, left + size / 2, foot, True)


@pytest.mark.parametrize(
    ("second", "read"),
    [
        (glyph("1", 5, 6, 96), "6¹"),
        (glyph("1", 5, 6, 100), "61"),  # small, on the same foot
        (glyph("1", 5, 9.5, 96), "61"),  # raised, of nearly the same size
        (glyph("1", 40, 6, 96), "61"),  # far away
    ],
)
def test_a_mark_is_small_and_high_and_near(second: Glyph, read: str) -> None:
    assert "".join(g.char for g in with_marks([glyph("6", 0, 10, 100), second])) == read


def test_a_table_set_sideways_is_read_as_a_table_and_leaves_the_text_alone() -> None:
    paper = Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字").text(60, 80, "本页的表横排在右侧供查阅")
    rows = [["Item", "Budget"], ["Office", "1,507.56"], ["Travel", "20.10"], ["Total", "1,527.66"]]
    for n in range(len(rows) + 1):
        paper.line(400 + 20 * n, 200, 400 + 20 * n, 400)
    for y in (200, 300, 400):
        paper.line(400, y, 480, y)
    paper.font = "F2"
    for n, row in enumerate(rows):
        for m, word in enumerate(row):
            paper.text(414 + 20 * n, 395 - 100 * m, word, sideways=True)
    (page,) = read_pdf("甲.pdf", pdf([paper])).pages
    (grid,) = (block for block in page.blocks if isinstance(block, Grid))
    assert [[c.text for c in grid.cells if c.row == r] for r in range(grid.rows)] == rows
    assert [block.text for block in page.blocks if isinstance(block, Line)] == [
        "某局二〇二三年部门预算公开的说明文字",
        "本页的表横排在右侧供查阅",
    ]


def seen(*found: str) -> Any:
    """A recogniser that sees these words in every picture."""

    def recognise(image: Any, number: int, dpi: int) -> Page:
        grid = Grid(
            rows=1, columns=len(found), cells=tuple(GridCell(row=0, column=n, text=t) for n, t in enumerate(found))
        )
        return Page(number=number, blocks=(grid,))

    return recognise


PICTURE = "q {wide} 0 0 {high} {left} {bottom} cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID {tones}> EI Q"


def scan(layer: str) -> Paper:
    paper = Paper()
    paper.marks.append(PICTURE.format(wide=595, high=842, left=0, bottom=0, tones="00ff00ff"))
    paper.marks.append("3 Tr")
    paper.text(60, 100, layer)
    paper.marks.append("0 Tr")
    return paper


@pytest.mark.parametrize(
    ("in_picture", "warning"),
    [("公务接待费本年预算数合计6.20万元", "抽查的页与图像一致"), ("公务接待费本年预算数合计8.20万元", "与图像不一致")],
)
def test_the_hidden_layer_of_a_scan_is_trusted_only_where_the_picture_says_the_same(
    in_picture: str, warning: str
) -> None:
    file = pdf([scan("公务接待费本年预算数合计6.20万元")])
    read = read_pdf("甲.pdf", file, recognise=seen(in_picture))
    assert texts(read.pages[0]) == [in_picture]
    assert warning in "".join(read.warnings)
    alone = read_pdf("甲.pdf", file)
    assert texts(alone.pages[0]) == ["公务接待费本年预算数合计6.20万元"]
    assert "未与图像核对" in "".join(alone.warnings)


def test_a_picture_between_lines_of_text_is_read_or_told() -> None:
    paper = Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字").text(60, 600, "以上为本年预算")
    paper.marks.append(PICTURE.format(wide=400, high=200, left=60, bottom=400, tones="ffffffff"))
    file = pdf([paper])
    read = read_pdf("甲.pdf", file, recognise=seen("公务接待费", "6.20"))
    assert texts(read.pages[0]) == ["某局二〇二三年部门预算公开的说明文字", "公务接待费", "6.20", "以上为本年预算"]
    alone = read_pdf("甲.pdf", file)
    assert alone.warnings == ("第 1 页有图片，图片里的文字未读取",)


@pytest.mark.parametrize(("wide", "high"), [(60, 60), (400, 10)], ids=["a seal", "a rule"])
def test_small_pictures_are_not_looked_at(wide: int, high: int) -> None:
    paper = Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字")
    paper.marks.append(PICTURE.format(wide=wide, high=high, left=60, bottom=400, tones="ffffffff"))
    assert "不该读" not in words(paper, recognise=seen("不该读"))


@pytest.mark.parametrize("shift", [0, 15], ids=["level", "one lower"])
def test_tables_side_by_side_are_read_one_after_the_other_with_their_captions(shift: int) -> None:
    left, right = [["项目", "预算数"], ["办公费", "1.50"]], [["品目", "金额"], ["打印机", "3,000"]]
    paper = Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字")
    paper.text(60, 80, "项目支出表").text(320, 80 + shift, "采购预算表")
    paper.text(180, 95, "单位：万元").text(450, 95 + shift, "单位：元")
    paper.table([60, 160, 260], [100, 120, 140], left)
    paper.table([320, 420, 520], [100 + shift, 120 + shift, 140 + shift], right).text(60, 200, "说明")
    (page,) = read_pdf("甲.pdf", pdf([paper])).pages
    told = [block.text if isinstance(block, Line) else [c.text for c in block.cells] for block in page.blocks]
    assert told == [
        "某局二〇二三年部门预算公开的说明文字",
        "项目支出表",
        "单位：万元",
        ["项目", "预算数", "办公费", "1.50"],
        "采购预算表",
        "单位：元",
        ["品目", "金额", "打印机", "3,000"],
        "说明",
    ]


@pytest.mark.parametrize("state", ["OFF", "ON"])
def test_a_layer_is_read_where_it_is_switched_on(state: str) -> None:
    paper = page_of_text()
    paper.font = "F2"
    paper.marks.append("/OC /L0 BDC")
    paper.text(60, 300, "training 44.40")
    paper.marks.append("EMC")
    paper.text(60, 330, "meetings 3.50")
    layer = b"90 0 obj\n<< /Type /OCG /Name (draft) >>\nendobj\n"
    catalog = f"/Pages 2 0 R /OCProperties << /OCGs [90 0 R] /D << /{state} [90 0 R] >> >>".encode()
    file = pdf([paper]).replace(b"/Resources <<", b"/Resources << /Properties << /L0 90 0 R >>")
    file = file.replace(b"/Pages 2 0 R", catalog).replace(b"\nxref", b"\n" + layer + b"xref")
    (page,) = read_pdf("甲.pdf", file).pages
    assert any("44.40" in text for text in texts(page)) is (state == "ON")
    # A font that is neither in the file nor on the machine paints nothing, and hides nothing.
    assert {"1,507.56", "办公费"} <= set(texts(page))


def test_fields_of_a_form_are_read_in_their_place() -> None:
    field = b"91 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (42.75) /Rect [305 704 395 720] /F 4 >>\nendobj\n"
    hidden = b"92 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Tx /T (b) /V (99.99) /Rect [205 704 295 720] /F 2 >>\nendobj\n"
    rows = [["项目", "预算数", "决算数"], ["办公费", "", ""]]
    file = pdf([Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字").table(COLUMNS, [100, 120, 140], rows)])
    file = file.replace(b"/Rotate 0", b"/Rotate 0 /Annots [91 0 R 92 0 R]").replace(
        b"\nxref", b"\n" + field + hidden + b"xref"
    )
    file = file.replace(b"/Pages 2 0 R", b"/Pages 2 0 R /AcroForm << /Fields [91 0 R 92 0 R] >>")
    (page,) = read_pdf("甲.pdf", file).pages
    (grid,) = (block for block in page.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells if cell.row == 1] == ["办公费", "", "42.75"]


def test_photographs_are_not_looked_at() -> None:
    paper = Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字")
    paper.marks.append(PICTURE.format(wide=400, high=200, left=60, bottom=400, tones="40806020"))
    assert "不该读" not in words(paper, recognise=seen("不该读"))


def test_only_so_many_pictures_are_recognised_and_the_others_are_told() -> None:
    papers = []
    for n in range(14):
        paper = Paper().text(60, 60, "某局二〇二三年部门预算公开的说明文字")
        paper.marks.append(PICTURE.format(wide=400, high=200, left=60, bottom=100 + 25 * n, tones="ffffffff"))
        papers.append(paper)
    read = read_pdf("甲.pdf", pdf(papers), recognise=seen("图中"))
    assert sum("图中" in texts(page) for page in read.pages) == 12
    assert "第 13、14 页有图片，图片里的文字未读取" in read.warnings
