"""What a lone stroke in a recognised table is."""

from __future__ import annotations

import pytest

from index.model import Grid, GridCell
from index.readers.strokes import with_dashes


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
