"""CSV with commas between thousands that no quotes keep together."""

from __future__ import annotations

import pytest

from index.model import Grid, Pages
from index.readers import read

HEAD = "项目,上年预算数,本年预算数"


def made(*rows: str) -> Pages:
    return read("甲.csv", "\n".join(rows).encode())


def cells(pages: Pages) -> list[list[str]]:
    (grid,) = (block for block in pages.pages[0].blocks if isinstance(block, Grid))
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


@pytest.mark.parametrize(
    ("row", "read_as"),
    [
        ("差旅费,75,000,81,000", ["差旅费", "75,000", "81,000"]),
        ("差旅费,1,275,000.50,81,000.00", ["差旅费", "1,275,000.50", "81,000.00"]),
        ("差旅费,0,81,000", ["差旅费", "0", "81,000"]),
        ("差旅费,-75,000,-81,000", ["差旅费", "-75,000", "-81,000"]),
        ("差旅费,75,81", ["差旅费", "75", "81"]),
        ('差旅费,"75,000","81,000"', ["差旅费", "75,000", "81,000"]),
    ],
)
def test_thousands_are_put_together_where_there_is_one_way(row: str, read_as: list[str]) -> None:
    pages = made(HEAD, row)
    assert cells(pages)[1] == read_as
    assert not pages.warnings


@pytest.mark.parametrize("row", ["差旅费,1,234,567,890", "差旅费,75,000,81,000,93,000"])
def test_what_fits_in_several_ways_or_in_none_is_not_read(row: str) -> None:
    pages = made(HEAD, "会议费,1,2", row)
    assert [c for c in cells(pages)[2] if c] == ["差旅费"]
    assert "第 3 行" in pages.warnings[0]
