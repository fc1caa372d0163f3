"""A question after one body, asked without a document: in the words of its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Request

SCHOOLS = """云县教育局2023年部门预算公开
一、重点项目
校舍维修改造391.50万元，营养改善287.40万元，教师继续教育经费46.20万元。
"""
WATER = """云县水务局2023年部门预算公开
一、重点项目
修校舍捐款2.00万元，水库维修养护60.00万元。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"schools.txt": SCHOOLS, "water.txt": WATER})


def test_everyday_words_are_read_as_the_bodys_papers_print_them(asker: Asker) -> None:
    answer = asker.ask(Request(question="云县教育局2023年修校舍安排多少"), today=2026)
    assert answer.value is not None, answer.text
    assert (answer.value.amount, answer.value.unit) == ("391.50", "万元")


def test_words_that_its_papers_print_stay(asker: Asker) -> None:
    answer = asker.ask(Request(question="云县水务局2023年修校舍捐款多少"), today=2026)
    assert answer.value is not None, answer.text
    assert answer.value.amount == "2.00"


def test_a_refusal_keeps_the_words_that_were_asked(asker: Asker) -> None:
    answer = asker.ask(Request(question="云县教育局2023年老师体检花了多少"), today=2026)
    assert answer.status == "not_found"
    assert "“老师体检”" in answer.text
