"""What is masked before it is kept, and what is not."""

from __future__ import annotations

import pytest

from qa.personal import MASK, masked

PERSONAL = [
    "13812345678",
    "138 1234 5678",
    "139-1234-5678",
    "138.1234.5678",
    "138—1234—5678",
    "138/1234/5678",
    "138,1234,5678",
    "1 3 8 1 2 3 4 5 6 7 8",
    "+86 138 1234 5678",
    "８６１３８１２３４５６７８",
    "１３８ １２３４ ５６７８",
    "138\u200b1234\u200b5678",
    "一三八一二三四五六七八",
    "幺三八 幺二三四 五六七八",
    "025-88881234",
    "(025) 8888 1234",
    "0311 8888-1234",
    "88881234",
    "320102199003071234",
    "320102 19900307 1234",
    "32010219900307123X",
    "320102-19900307-123x",
    "6222 0212 3456 7890 123",
    "wang.li@example.org",
]

PUBLIC = [
    "石家庄市数据资源管理局2019年三公经费多少",
    "2017-2019年收入总计",
    "2017、2018、2019三年合计",
    "2017 2018 2019年培训费",
    "收入1,507.56万元，比上年减少13.47万元",
    "26,759,900.87元",
    "科目2010301和30217",
    "二〇一九年三公经费",
    "100万元以上设备12台",
    "2024年12月31日",
]


@pytest.mark.parametrize("number", PERSONAL)
def test_personal_numbers_are_masked(number: str) -> None:
    told = masked(f"请回电{number}，问2019年三公经费")
    assert told == f"请回电{MASK}，问2019年三公经费"


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_stays(text: str) -> None:
    assert masked(text) == text
