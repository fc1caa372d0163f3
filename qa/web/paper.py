"""A conversation as a Word file: each question with its answer, every figure with where it is printed. No widgets."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.model import Answer, CitedFigure
from qa.web.thread import Turn, source
from qa.web.words import grouped, label_of, signed, unit_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADER = ("单位", "年度", "阶段", "口径", "项目", "数字", "计量单位", "出处")
_WIDTHS = (
    2.6,
    1.2,
    1.2,
    1.2,
    2.6,
    2.2,
    1.3,
    4.2,
)  # cm, in the order of the header: an upright sheet without its margins
_RIGHT = _HEADER.index("数字")
_TEXT, _TITLE = "宋体", "黑体"
# Word takes no control characters; what a document prints may hold one.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FOOT = "数字照录自各单位公开的预算、决算文件，以公开文件原文为准。"
_QUOTED = 3  # passages of one answer


def as_docx(turns: Sequence[Turn], title: str) -> bytes:
    """The conversation to hand on; amounts exactly as disclosed."""
    # A tenth of a second that only this export needs.
    from docx import Document
    from docx.shared import Cm

    paper = Document()
    _fonts(paper)
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
    paper.add_heading(_plain(title), 0)
    for number, turn in enumerate(turns, 1):
        paper.add_heading(_plain(f"{number}．{' '.join(turn.question.split())}"), 1)
        _answer(paper, turn.answer)
    paper.add_paragraph(_FOOT)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _answer(paper: Document, answer: Answer) -> None:
    for line in answer.text.splitlines():
        paper.add_paragraph(_plain(line))
    if answer.computed:
        result = f"{grouped(answer.computed.amount)}{answer.computed.unit or ''}"
        paper.add_paragraph(_plain(f"计算：{answer.computed.expression} = {result}"))
    for offered in answer.options or tuple(choice.question for choice in answer.choices):
        paper.add_paragraph(_plain(offered), style="List Bullet")
    cited = tuple({each.figure.id: each for each in (*answer.figures, *answer.parts)}.values())
    if cited:
        _figures(paper, cited)
    for passage in answer.passages[:_QUOTED]:
        paper.add_paragraph(_plain(passage.passage.text), style="Quote")
        paper.add_paragraph(_plain(f"出处：{passage.title or passage.file}"))
    for warning in dict.fromkeys(answer.warnings):
        paper.add_paragraph(_plain(f"请注意：{warning}"))


def _figures(paper: Document, cited: Sequence[CitedFigure]) -> None:
    table = paper.add_table(rows=1, cols=len(_HEADER), style="Table Grid")
    table.autofit = False
    _fill(table, 0, _HEADER, bold=True)
    for number, each in enumerate(cited, 1):
        figure = each.figure
        year = str(figure.year or "")
        table.add_row()
        told = (figure.org, year, figure.stage, figure.scope, label_of(figure), signed(figure), unit_of(figure))
        _fill(table, number, (*(part or "" for part in told), source(each)))
    paper.add_paragraph()


def _fill(table: Table, number: int, texts: Sequence[str], *, bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    for at, (cell, text) in enumerate(zip(table.rows[number].cells, texts, strict=True)):
        cell.width = Cm(_WIDTHS[at])
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(_plain(text))
        run.bold, run.font.size = bold, Pt(9)
        if at == _RIGHT and not bold:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fonts(paper: Document) -> None:
    """Chinese letters have a font of their own in Word; without one it takes whatever it finds."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for name, font in (("Normal", _TEXT), ("Title", _TITLE), ("Heading 1", _TITLE), ("Quote", _TEXT)):
        style = paper.styles[name]
        style.font.name = font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), font)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    paper.styles["Normal"].font.size = Pt(11)


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)
