"""Word: what of its runs, rows and parts is seen."""

from __future__ import annotations

import io
import zipfile

import pytest

from index.model import Grid, Line, Pages
from index.readers import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {W}>
<w:style w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="old"><w:name w:val="old"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:styleId="heir"><w:name w:val="heir"/><w:basedOn w:val="old"/></w:style>
<w:style w:styleId="note"><w:name w:val="note"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
</w:styles>"""


def made(body: str, **parts: str) -> Pages:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        for name, words in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:hdr {W}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:hdr>")
    return read("甲.docx", out.getvalue())


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def line(body: str, style: str = "") -> str:
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    (block,) = made(f"<w:p>{told}{body}</w:p>").pages[0].blocks
    assert isinstance(block, Line)
    return block.text


@pytest.mark.parametrize(
    "look",
    [
        "<w:vanish/>",
        "<w:strike/>",
        "<w:dstrike/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="gone"/>',
        '<w:rStyle w:val="old"/>',
        '<w:rStyle w:val="heir"/>',
    ],
)
def test_runs_that_nobody_sees(look: str) -> None:
    assert line(run("差旅费") + run("9.90", look) + run("7.35万元")) == "差旅费7.35万元"


@pytest.mark.parametrize(
    "look",
    [
        '<w:vanish w:val="0"/>',
        '<w:strike w:val="false"/>',
        '<w:color w:val="FF0000"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:fill="000080"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:sz w:val="21"/>',
    ],
)
def test_runs_that_are_seen(look: str) -> None:
    assert line(run("差旅费") + run("7.35万元", look)) == "差旅费7.35万元"


def test_a_style_of_the_paragraph_may_be_overruled() -> None:
    assert line(run("旧") + run("新", '<w:strike w:val="0"/>'), style="old") == "新"


def test_raised_runs_are_marks() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    assert line(run("差旅费7.35") + run("1", up) + run("万元")) == "差旅费7.35¹万元"
    assert line(run("差旅费7.35") + run("[1]", '<w:rStyle w:val="note"/>')) == "差旅费7.35[1]"


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("<w:noBreakHyphen/>", "-"),
        ('<w:sym w:font="Symbol" w:char="F02D"/>', "-"),
        ('<w:sym w:font="Symbol" w:char="F0A3"/>', "≤"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F021"/>', ""),
        ("<w:softHyphen/>", ""),
    ],
)
def test_signs_that_are_no_text(sign: str, text: str) -> None:
    assert line(f"<w:r>{sign}<w:t>7.35</w:t></w:r>") == f"{text}7.35"


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def row(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def grid(*rows: str) -> list[list[tuple[str, int]]]:
    (found,) = (b for b in made(f"<w:tbl>{''.join(rows)}</w:tbl>").pages[0].blocks if isinstance(b, Grid))
    return [[(c.text, c.column_span) for c in found.cells if c.row == r] for r in range(found.rows)]


@pytest.mark.parametrize("look", ["<w:hidden/>", '<w:trHeight w:val="10" w:hRule="exact"/>', "<w:del/>"])
def test_rows_that_nobody_sees(look: str) -> None:
    found = grid(row(cell("项目"), cell("数")), row(cell("甲"), cell("1"), look=look), row(cell("乙"), cell("2")))
    assert [line[0][0] for line in found] == ["项目", "乙"]


def test_cells_merged_the_old_way() -> None:
    first, more = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    found = grid(
        row(cell("项目"), cell("本年", first), cell("", more)),
        row(cell(""), cell("预算数"), cell("决算数")),
        row(cell("甲"), cell("1"), cell("2")),
    )
    assert found[0] == [("项目", 1), ("本年", 2)]


def test_heads_and_feet_are_lines_of_every_page() -> None:
    assert made(f"<w:p>{run('某局')}</w:p>", header1="金额单位：元", footer2="某局").running == ("金额单位：元", "某局")


RELATIONS = '<Relationships><Relationship Id="r1" Target="{target}"/></Relationships>'
CHUNK = '<w:altChunk xmlns:r="r" r:id="r1"/>'
TABLE = "<table><tr><td>项目</td><td>数</td></tr><tr><td>差旅费</td><td>7.35</td></tr></table>"


def taking_in(target: str, data: bytes) -> Pages:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        body = f"<w:p>{run('前')}</w:p>{CHUNK}<w:p>{run('后')}</w:p>"
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(target=target))
        archive.writestr(f"word/{target}", data)
    return read("甲.docx", out.getvalue())


@pytest.mark.parametrize(
    ("target", "data"),
    [
        ("chunk.htm", f"<html><body>{TABLE}</body></html>".encode()),
        ("chunk.txt", "项目\t数\n差旅费\t7.35".encode()),
        (
            "chunk.mht",
            f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>{TABLE}</body></html>".encode(),
        ),
    ],
)
def test_files_taken_in_whole_are_read_in_their_place(target: str, data: bytes) -> None:
    blocks = taking_in(target, data).pages[0].blocks
    assert [b.text if isinstance(b, Line) else [c.text for c in b.cells] for b in blocks] == [
        "前",
        ["项目", "数", "差旅费", "7.35"],
        "后",
    ]


def test_a_document_in_a_document_is_read_and_one_without_end_is_not() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body><w:p>{run('中')}</w:p></w:body></w:document>")
    blocks = taking_in("chunk.docx", inner.getvalue()).pages[0].blocks
    assert [b.text for b in blocks if isinstance(b, Line)] == ["前", "中", "后"]


def test_what_cannot_be_taken_in_is_said() -> None:
    read_ = taking_in("chunk.rtf", b"{\\rtf1 7.35}")
    assert "未能读取" in read_.warnings[0]


def test_notes_at_the_foot_are_read_behind_the_text_and_objects_are_said() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        body = f"<w:p>{run('正文')}<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:object><OLEObject/></w:object></w:r></w:p>"
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        notes = f"<w:footnote w:type='separator'><w:p>{run('线')}</w:p></w:footnote>"
        notes += f"<w:footnote w:id='1'><w:p>{run('金额单位：元')}</w:p></w:footnote>"
        archive.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    pages = read("甲.docx", out.getvalue())
    assert [b.text for b in pages.pages[0].blocks if isinstance(b, Line)] == ["正文", "金额单位：元"]
    assert pages.running == ("金额单位：元",)
    assert pages.warnings == ("文档里有 1 个嵌入的对象未能读取",)
