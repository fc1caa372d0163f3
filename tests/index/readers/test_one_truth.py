"""The same table in every format: the same cells."""

from __future__ import annotations

import random
import re

import made_files as made
import pytest
from scan_harms import harmed

from index.model import Grid, GridCell, Line, Pages
from index.readers import read
from index.readers.image import LOW

needs_font = pytest.mark.skipif(made.chinese_font() is None, reason="no Chinese font is installed to draw a page with")
MADE = {
    "a.html": made.html,
    "gbk.jsp": lambda: made.html("gb2312"),
    "a.docx": made.word,
    "a.xlsx": made.xlsx,
    "a.xls": made.xls,
}


def grids(pages: Pages) -> list[Grid]:
    return [block for page in pages.pages for block in page.blocks if isinstance(block, Grid)]


def lines(pages: Pages) -> list[str]:
    return [block.text for page in pages.pages for block in page.blocks if isinstance(block, Line) and block.text]


def cells(grid: Grid) -> made.Cells:
    return {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in grid.cells}


@pytest.mark.parametrize("name", MADE)
def test_formats_agree(name: str) -> None:
    pages = read(name, MADE[name]())
    (grid,) = grids(pages)
    assert cells(grid) == made.truth()
    assert (grid.rows, grid.columns, grid.ruled) == (6, 4, True)
    assert lines(pages)[-2:] == [made.TITLE, made.UNIT]


def test_comma_separated() -> None:
    text = "\n".join(
        [f"{made.TITLE},,,", f",,,{made.UNIT}", "项目,合计,基本支出,项目支出"]
        + [",".join(f'"{cell}"' for cell in row) for row in made.ROWS]
    )
    pages = read("a.csv", text.encode("gb18030"))
    (grid,) = grids(pages)
    assert [cell.text for cell in grid.cells if cell.row] == [text for row in made.ROWS for text in row]
    assert lines(pages) == [made.TITLE, made.UNIT]


def _check(pages: Pages, more: list[list[str]]) -> None:
    """At least 98 % of the digits, and no wrong number that is not marked."""
    grid = max(grids(pages), key=lambda g: g.rows)
    truth = made.truth() | {(6 + r, c): (text, 1, 1) for r, row in enumerate(more) for c, text in enumerate(row)}
    by_place: dict[tuple[int, int], GridCell] = {(c.row, c.column): c for c in grid.cells}
    assert {place: (c.row_span, c.column_span) for place, c in by_place.items()} == {
        place: spans for place, (_, *rest) in truth.items() for spans in [tuple(rest)]
    }
    right = total = 0
    for place, (text, *_) in truth.items():
        cell = by_place[place]
        digits = sum(map(str.isdigit, text))
        total += digits
        right += digits if cell.text == text else 0
        if cell.text != text and re.search(r"\d", text + cell.text):
            assert cell.confidence is not None
            assert cell.confidence < LOW, (place, text, cell.text)
        if not text:
            assert cell.text == ""
    assert right >= 0.98 * total


@needs_font
@pytest.mark.parametrize(
    ("dpi", "skew", "seal", "kind"), [(150, 0.0, False, "PNG"), (300, -0.9, True, "PDF"), (200, 0.7, True, "TIFF")]
)
def test_scans(dpi: int, skew: float, seal: bool, kind: str) -> None:
    chance = random.Random(dpi)
    more = [
        ["公务接待费"] + [f"{chance.uniform(0, 10 ** chance.randint(0, 5)):,.2f}" for _ in range(3)] for _ in range(8)
    ]
    image = made.page(dpi, more, skew=skew, seal=seal)
    image = image.rotate(90, expand=True) if kind == "TIFF" else image  # a page that lay on its side
    data = made.picture(image, dpi, kind)
    pages = read(f"scan.{kind.lower()}", data)
    _check(pages, more)
    assert any("图像识别" in warning for warning in pages.warnings)
    assert any("1,507.56万元" in line for line in lines(pages))
    assert made.UNIT in lines(pages)


@needs_font
def test_a_bad_scan() -> None:
    """Askew, leaning, blurred, grainy and squeezed by JPEG: what is not read right is marked."""
    chance = random.Random(7)
    more = [[name] + [f"{chance.uniform(0, 9999):,.2f}" for _ in range(3)] for name in ("会议费", "培训费", "差旅费")]
    (image,) = harmed([made.page(200, more).convert("L")], "全部", 200)
    _check(read("scan.jpg", made.picture(image, 200, "JPEG")), more)
