"""Records of keys and values, a line each, as a table of which the keys are the headings."""

from __future__ import annotations

import pytest

from index.readers import keyed

WISHES = """云县2024年采购意向公告
发布时间：2024年6月1日
序号：1
采购项目名称：河道水质监测
采购单位：云县水务局
预算金额（元）：1,268,000.00

序号：2
采购项目名称：护理床采购
采购单位：云县残联
预算金额（元）：2,226,000.00
备注：无
联系人见附件""".splitlines()


def test_records_are_rows_and_what_stands_around_them_stays() -> None:
    found = keyed.find([line for line in WISHES if not line.startswith("备注")])
    assert found is not None
    assert (found.start, found.end) == (2, 11)
    assert found.rows == [
        ["序号", "采购项目名称", "采购单位", "预算金额（元）"],
        ["1", "河道水质监测", "云县水务局", "1,268,000.00"],
        ["2", "护理床采购", "云县残联", "2,226,000.00"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        WISHES,  # a key that the first record has not
        WISHES[:6],  # one record alone
        ["联系人：张某", "电话：12345", "联系人：李某", "电话：54321"],  # too few keys
        ["甲：一", "乙：二", "丙：三", "丁：四", "甲：五", "乙：六", "丙：七", "丁：八"],  # no number at all
        ["甲：1", "丙：3", "乙：2", "丁：4", "甲：5", "乙：6", "丙：7", "丁：8"],  # in another order
        [],
    ],
)
def test_what_is_no_list_of_records_stays_lines(lines: list[str]) -> None:
    assert keyed.find(lines) is None
