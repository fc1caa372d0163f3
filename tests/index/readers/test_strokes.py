"""What a lone stroke in a recognised table is."""

from __future__ import annotations

import pytest

from index.model import Grid, GridCell
from index.readers.strokes import is_low, is_stroke, with_dashes


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["金额", "12.50", "一", "_"], ["金额", "12.50", "—", "—"]),
        (["项目支出", "一", "ー"], ["项目支出", "—", "—"]),
        (["序号", "一", "二", "三"], ["序号", "一", "二", "三"]),
        (["序号", "一", "1", "2", "二", "1"], ["序号", "一", "1", "2", "二", "1"]),
        (["序号", "一"], ["序号", "一"]),
        (["款", "一", "301"], ["款", "—", "301"]),
    ],
)
def test_strokes(column: list[str], expected: list[str]) -> None:
    cells = tuple(GridCell(row=row, column=0, text=text) for row, text in enumerate(column))
    grid = with_dashes(Grid(rows=len(column), columns=1, cells=cells))
    assert [cell.text for cell in grid.cells] == expected


def test_one_row_of_dashes() -> None:
    cells = tuple(GridCell(row=row, column=1, text=text) for row, text in enumerate(("出国费", "一")))
    assert with_dashes(Grid(rows=2, columns=2, cells=cells)).cells[1].text == "—"


def test_shapes() -> None:
    assert is_stroke((0, 10, 34, 15))
    assert not is_stroke((0, 10, 12, 40))  # 1
    assert not is_stroke((0, 10, 300, 14))  # a ruling
    assert is_low((0, 10, 5, 16))
    assert not is_low((0, 10, 5, 30))
