"""Names that are alike, and those that only look so: each of the latter was once a wrong figure."""

from __future__ import annotations

import pytest

from qa.answer.alike import alike

ENOUGH = 0.72


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("网络租线", "网络租线费"),
        ("物业管理费", "物业管理支出"),
        ("租网络线路", "网络租线路费"),
        ("信息化建设经费", "信息化建设费"),
    ],
)
def test_meant(said: str, label: str) -> None:
    assert alike(said, label) >= ENOUGH


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("办公设备采购", "办公经费"),
        ("诉讼费", "诉讼服务及集中送达外包"),
        ("司法", "执行指挥中心运行及司法拍卖辅助"),
        ("其他支出", "其他资金"),
        ("上年支出", "上年资金"),
        ("会议费", "培训费"),
    ],
)
def test_not_meant(said: str, label: str) -> None:
    assert alike(said, label) < ENOUGH
