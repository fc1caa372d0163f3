"""Things told by what one of them costs, in one form."""

from __future__ import annotations

import pytest

from index.language.thresholds import plain_threshold


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("单价100万元(含)以上的设备", "单价100万元以上设备"),
        ("单位价值50万元以上通用设备", "单价50万元以上通用设备"),
        ("单价在20万(含)以上设备", "单价20万元以上设备"),
        ("单台价值一百万以上的大型设备有几台", "单价100万元以上设备有几台"),
        ("百万元以上设备", "单价100万元以上设备"),
        ("单位价值100万元(含)以上设备(不含车辆)", "单价100万元以上设备"),
        # a bound of money on something else is no such thing
        ("超过500万元以上的项目", "超过500万元以上的项目"),
        ("100万元以上项目", "100万元以上项目"),
        ("设备购置", "设备购置"),
    ],
)
def test_one_form(said: str, plain: str) -> None:
    assert plain_threshold(said) == plain
