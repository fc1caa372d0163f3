"""What tells who somebody is, in the spellings of people; what tells nobody stays."""

from __future__ import annotations

import pytest

from qa.personal import masked

TAKEN_OUT = [
    "13812345678", "138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "0311-87654321", "0311 8765 4321", "010-8765 4321",
    "11010119900307123X", "110101 19900307 123x", "87654321", "zhang.san@example.org",
]  # fmt: skip


@pytest.mark.parametrize("words", TAKEN_OUT)
def test_numbers_of_persons_are_taken_out(words: str) -> None:
    assert masked(f"请联系{words}，谢谢") == "请联系…，谢谢"


STAYS = [
    "石家庄市数据资源管理局2019年三公经费3.22万元",
    "2017 2018 2019年",
    "2019-2021年",
    "30101类，1,507.56万元",
    "增长12.5%",
]


@pytest.mark.parametrize("words", STAYS)
def test_years_codes_and_amounts_stay(words: str) -> None:
    assert masked(words) == words
