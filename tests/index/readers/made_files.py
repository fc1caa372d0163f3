"""One truth, made into every format."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import docx
import openpyxl
import xlwt
from PIL import Image, ImageDraw, ImageFont

TITLE = "甲市档案局2021年收支预算总表"
UNIT = "单位：万元"
PROSE = ("一、部门预算安排的总体情况", "2021年收入预算1,507.56万元，比上年增加13.47万元。")
# Two rows of headings: 项目 over two rows, 支出 over two columns. A blank is not zero, 3.00 not 3.
HEAD = (("项目", 2, 1), ("合计", 2, 1), ("支出", 1, 2))
BELOW = ("基本支出", "项目支出")
ROWS = (
    ("行政运行", "1,507.56", "1,494.56", "13.00"),
    ("机关服务", "3.00", "3.00", ""),
    ("住房公积金", "614.97", "0.00", "614.97"),
    ("合计", "2,125.53", "1,497.56", "627.97"),
)
Cells = dict[tuple[int, int], tuple[str, int, int]]


def truth() -> Cells:
    """(row, column) → text, row span, column span."""
    cells: Cells = {(0, 0): ("项目", 2, 1), (0, 1): ("合计", 2, 1), (0, 2): ("支出", 1, 2)}
    cells |= {(1, 2 + n): (text, 1, 1) for n, text in enumerate(BELOW)}
    cells |= {(2 + r, c): (text, 1, 1) for r, row in enumerate(ROWS) for c, text in enumerate(row)}
    return cells


def html(encoding: str = "utf-8") -> bytes:
    head = "".join(f"<th rowspan={down} colspan={across}>{text}</th>" for text, down, across in HEAD)
    below = "".join(f"<th>{text}</th>" for text in BELOW)
    body = "".join("<tr>" + "".join(f"<td>{text or '&nbsp;'}</td>" for text in row) + "</tr>" for row in ROWS)
    prose = f"<h1>{PROSE[0]}</h1><p>{PROSE[1]}</p>"
    page = (
        f"<html><head><meta charset={encoding}><title>甲市档案局</title></head><body>{prose}<table>"
        f"<tr><td colspan=4>{TITLE}</td></tr><tr><td colspan=4 align=right>{UNIT}</td></tr>"
        f"<tr>{head}</tr><tr>{below}</tr>{body}</table></body></html>"
    )
    return page.encode("gb18030" if encoding == "gb2312" else encoding)


def word() -> bytes:
    document = docx.Document()
    document.add_heading(PROSE[0], 1)
    for text in (PROSE[1], TITLE, UNIT):
        document.add_paragraph(text)
    table = document.add_table(2 + len(ROWS), 4)
    for (row, column), (text, down, across) in truth().items():
        first = table.cell(row, column)
        cell = first.merge(table.cell(row + down - 1, column + across - 1)) if down * across > 1 else first
        cell.text = text
    document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def number(text: str) -> float | None:
    return float(text.replace(",", "")) if text[:1].isdigit() else None


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row, text in enumerate(PROSE, 1):
        book.active.cell(row, 1, text)
    sheet = book.create_sheet("总表")
    sheet["A1"], sheet["D2"] = TITLE, UNIT
    sheet.merge_cells("A1:D1")
    for (row, column), (text, down, across) in truth().items():
        cell = sheet.cell(row + 3, column + 1, number(text) if number(text) is not None else text or None)
        cell.number_format = "#,##0.00"
        if down * across > 1:
            sheet.merge_cells(
                start_row=row + 3, start_column=column + 1, end_row=row + 2 + down, end_column=column + across
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    words = book.add_sheet("说明")
    for row, text in enumerate(PROSE):
        words.write(row, 0, text)
    sheet = book.add_sheet("总表")
    style = xlwt.easyxf(num_format_str="#,##0.00")
    sheet.write_merge(0, 0, 0, 3, TITLE)
    sheet.write(1, 3, UNIT)
    for (row, column), (text, down, across) in truth().items():
        value = number(text) if number(text) is not None else text
        sheet.write_merge(row + 2, row + 1 + down, column, column + across - 1, value, style)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def chinese_font() -> str | None:
    """A font that has Chinese characters, where one is installed."""
    folders = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path("/Library/Fonts"), Path("C:/Windows/Fonts"))
    names = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "simsun.ttc", "Songti.ttc")
    return next((str(path) for folder in folders for name in names for path in folder.rglob(name)), None)


def page(dpi: int, rows: Sequence[Sequence[str]] = (), *, skew: float = 0.0, seal: bool = False) -> Image.Image:
    """The truth (and more rows) as a scanner would give it."""
    name = chinese_font()
    assert name
    unit = dpi / 72
    image = Image.new("RGB", (round(595 * unit), round(842 * unit)), "white")
    draw = ImageDraw.Draw(image)

    def write(left: float, top: float, text: str, size: float = 10.5) -> None:
        draw.text((left * unit, top * unit), text, font=ImageFont.truetype(name, round(size * unit)), fill="black")

    write(60, 50, PROSE[0], 12)
    write(60, 74, PROSE[1], 12)
    write(190, 110, TITLE, 14)
    write(460, 136, UNIT)
    cells = truth() | {(6 + r, c): (text, 1, 1) for r, row in enumerate(rows) for c, text in enumerate(row)}
    xs, top, high = (50, 190, 310, 425, 540), 156, 22
    for (row, column), (text, down, across) in cells.items():
        box = (xs[column], top + row * high, xs[column + across], top + (row + down) * high)
        draw.rectangle([side * unit for side in box], outline="black", width=max(1, round(0.6 * unit)))
        write(box[0] + 5, (box[1] + box[3]) / 2 - 8, text)
    if seal:
        ring = [side * unit for side in (330, 230, 440, 340)]
        draw.ellipse(ring, outline=(214, 40, 44), width=round(2.5 * unit))
        draw.regular_polygon((385 * unit, 275 * unit, 13 * unit), 5, fill=(214, 40, 44))
        # Print stands above the ink: drawn again, as paper would show it.
        for (row, column), (text, _, _) in cells.items():
            write(xs[column] + 5, top + row * high + 3, text) if row > 1 else None
    return image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white") if skew else image


def picture(image: Image.Image, dpi: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"resolution": dpi} if kind == "PDF" else {"dpi": (dpi, dpi)}))
    return out.getvalue()
