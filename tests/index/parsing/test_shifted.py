"""Totals that stand in the wrong column: set right where sums prove it, left as printed where nothing does."""

from __future__ import annotations

import pytest
from table_paper import cells, flat, tables

PURCHASES = [
    ["名称", "数量", "单价", "总计", "拨款", "其他"],
    ["合 计", "", "30.10", "30.10", "", ""],
    ["设备", "2", "0.05", "0.10", "0.10", ""],
    ["服务", "1", "30.00", "30.00", "30.00", ""],
]


def test_a_shifted_total_is_set_right_where_the_sums_prove_it() -> None:
    (table,) = tables([flat(PURCHASES)], numbered=False)
    assert cells(table)[0] == ["合计", "", "", "30.10", "30.10", ""]
    assert [cell.moved_from for cell in table.rows[0].cells] == [None, None, None, 2, 3, None]


def test_shifted_subtotals_are_set_right_by_the_rows_that_they_sum_up() -> None:
    rows = [PURCHASES[0], ["合 计", "", "34.10", "34.10", "", ""], ["甲所小计", "", "30.10", "30.10", "", ""]]
    rows += [*PURCHASES[2:], ["乙所小计", "", "4.00", "4.00", "", ""], ["车辆", "2", "2.00", "4.00", "4.00", ""]]
    (table,) = tables([flat(rows)], numbered=False)
    assert cells(table)[:2] == [["合计", "", "", "34.10", "34.10", ""], ["甲所小计", "", "", "30.10", "30.10", ""]]
    assert cells(table)[4] == ["乙所小计", "", "", "4.00", "4.00", ""]


@pytest.mark.parametrize("wrong", ["30.11", "3,010"])
def test_a_total_is_left_where_it_is_printed_without_proof(wrong: str) -> None:
    rows = [PURCHASES[0], ["合 计", "", wrong, "30.10", "", ""], *PURCHASES[2:]]
    (table,) = tables([flat(rows)], numbered=False)
    assert cells(table)[0] == ["合计", "", wrong, "30.10", "", ""]
    assert all(cell.moved_from is None for cell in table.rows[0].cells)
