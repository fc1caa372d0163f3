from index.model import Grid, GridCell, Line, Page, Pages
from index.parsing.compose import PlacedGrid, PlacedLine, compose


def pages(*blocks: tuple[Line | Grid, ...], numbered: bool = True) -> Pages:
    return Pages(
        file="x.pdf",
        format="pdf",
        pages=tuple(Page(number=n if numbered else None, blocks=b) for n, b in enumerate(blocks, 1)),
    )


GRID = Grid(
    rows=2,
    columns=3,
    cells=(
        GridCell(row=0, column=0, text="科目", row_span=2),
        GridCell(row=0, column=1, text="金\n额", column_span=2),
        GridCell(row=1, column=1, text="1,\n234.00"),
        GridCell(row=1, column=2, text=""),
    ),
)


def test_every_line_and_cell_is_found_at_its_span() -> None:
    composed = compose(pages((Line(text="第一部分"), Line(text=""), GRID), (Line(text="完"),)))
    assert composed.text == "第一部分\n\n科目\t金额\n\t1,234.00\t\n完\n"
    assert composed.page_starts == (0, len(composed.text) - 2)
    line, blank, grid, last = composed.blocks
    assert isinstance(line, PlacedLine) and line.span.cut(composed.text) == "第一部分"
    assert isinstance(blank, PlacedLine) and blank.span.cut(composed.text) == ""
    assert isinstance(grid, PlacedGrid)
    assert [span.cut(composed.text) for span in grid.spans] == ["科目", "金额", "1,234.00", ""]
    assert [span.cut(composed.text) for span in grid.rows] == ["科目\t金额", "\t1,234.00\t"]
    assert isinstance(last, PlacedLine) and last.page == 2
    assert composed.page_at(0) == 1 and composed.page_at(len(composed.text) - 1) == 2


def test_without_pages_there_are_no_page_starts() -> None:
    composed = compose(pages((Line(text="甲"),), numbered=False))
    assert composed.page_starts == () and composed.page_at(0) is None
