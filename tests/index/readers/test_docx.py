"""Word documents: each rule on a small document, some of it written as Word writes it."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from index.errors import UnreadableFile
from index.model import Grid, Line, Page, Pages
from index.readers import image, read

W = nsdecls("w")
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""


def made(body: str) -> Pages:
    """A document of nothing but these paragraphs and tables."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", NUMBERING)
        archive.writestr("word/styles.xml", STYLES)
    return read("a.docx", out.getvalue())


STYLES = f"""<w:styles {W}>
<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="mine"><w:name w:val="我的"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="round"><w:name w:val="x"/><w:basedOn w:val="round"/></w:style>
<w:style w:styleId="level"><w:name w:val="y"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="t1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(pages: Pages) -> list[str]:
    return [block.text for block in pages.pages[0].blocks if isinstance(block, Line)]


def grids(pages: Pages) -> list[list[tuple[int, int, int, int, str]]]:
    found = [block for block in pages.pages[0].blocks if isinstance(block, Grid)]
    return [[(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] for grid in found]


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="1"/>', 1),
        ('<w:pStyle w:val="mine"/>', 1),
        ('<w:pStyle w:val="level"/>', 2),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="2"/>', 3),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None),
        ('<w:pStyle w:val="round"/>', None),
        ('<w:pStyle w:val="unknown"/>', None),
        ("", None),
    ],
)
def test_levels(properties: str, level: int | None) -> None:
    (line,) = made(p("甲", properties)).pages[0].blocks
    assert isinstance(line, Line)
    assert line.heading == level


def test_counted_numbers() -> None:
    body = [
        numbered("职责", 1),
        numbered("保管", 1, 1),
        numbered("利用", 1, 1),
        numbered("细", 1, 2),
        numbered("机构", 1),
    ]
    body += [numbered("重来", 1, 1), numbered("点", 2), numbered("另起", 3), numbered("没有", 0)]
    expected = ["一、职责", "（一）保管", "（二）利用", "1.1细", "二、机构", "（一）重来", "点", "五、另起", "没有"]
    assert lines(made("".join(body))) == expected


PIECES = {
    "deleted": ("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r></w:ins>", ["丙"]),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r>", ["丙"]),
    "codes of fields": ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", ["3"]),
    "line breaks": ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", ["甲", "乙"]),
    "hyphens": ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", ["1-2"]),
    "links": ("<w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>", ["甲"]),
    "text boxes": (
        "<w:r><w:t>甲</w:t><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>",
        ["甲", "框"],
    ),
}


@pytest.mark.parametrize("case", PIECES)
def test_pieces(case: str) -> None:
    runs, expected = PIECES[case]
    assert lines(made(f"<w:p>{runs}</w:p>")) == expected


def test_contents_lists_are_left_out() -> None:
    assert lines(made(p("一、职责\t3", '<w:pStyle w:val="t1"/>') + p("正文"))) == ["正文"]


def test_content_controls_are_looked_through() -> None:
    assert lines(made(f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>")) == ["甲"]


def test_tables_of_tabs() -> None:
    tabbed = "<w:p><w:r><w:t>{}</w:t><w:tab/><w:t>{}</w:t></w:r></w:p>"
    found = made(tabbed.format("项目", "数") + tabbed.format("合计", "3.00"))
    assert [cell[4] for cell in grids(found)[0]] == ["项目", "数", "合计", "3.00"]


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_spans() -> None:
    begin, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = (
        f"<w:tbl><w:tr>{tc('项目', begin)}{tc('数', wide)}</w:tr>"
        f"<w:tr>{tc('', goes_on)}{tc('甲')}{tc('乙')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{tc('1.00')}{tc('2.00')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('x')}{tc('y')}{tc('z')}</w:tr></w:tbl>"
    )
    assert grids(made(body)) == [
        [(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "数"), (1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙"), (2, 1, 1, 1, "1.00"), (2, 2, 1, 1, "2.00")]
    ]  # fmt: skip


def test_nested_tables_stand_after_the_outer() -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(0, 1).text, outer.cell(1, 0).text = "a", "b", "c"
    inner = outer.cell(1, 1).add_table(2, 2)
    for n, cell in enumerate(cell for row in inner.rows for cell in row.cells):
        cell.text = str(n)
    out = io.BytesIO()
    document.save(out)
    first, second = grids(read("a.docx", out.getvalue()))
    assert [cell[4] for cell in first] == ["a", "b", "c", ""]
    assert [cell[4] for cell in second] == ["0", "1", "2", "3"]


def test_what_python_docx_writes_is_read_as_it_reads() -> None:
    document = docx.Document()
    table = document.add_table(5, 4)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"{n}.50"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(3, 3)).text = "大"
    table.cell(2, 0)._tc.get_or_add_tcPr().append(parse_xml(f"<w:noWrap {W}/>"))
    out = io.BytesIO()
    document.save(out)
    (cells,) = grids(read("a.docx", out.getvalue()))
    spread = {(r + i, c + j): text for r, c, down, across, text in cells for i in range(down) for j in range(across)}
    seen = {(r, c): table.cell(r, c).text for r in range(5) for c in range(4)}
    assert spread == seen


def test_a_document_of_nothing() -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        made("<w:p/>")


def test_a_document_of_scanned_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    for shade in (10, 200):
        picture = io.BytesIO()
        Image.new("RGB", (20, 20), (shade,) * 3).save(picture, "PNG")
        document.add_picture(picture)
    out = io.BytesIO()
    document.save(out)
    monkeypatch.setattr(
        image,
        "recognise",
        lambda frame, number, _: Page(number=number, blocks=(Line(text=str(frame.getpixel((0, 0))[0])),)),
    )
    pages = read("a.docx", out.getvalue())
    assert [page.number for page in pages.pages] == [1, 2]
    assert pages.warnings[0] == "文字由图像识别得到"
