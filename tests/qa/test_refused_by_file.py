"""A refusal names the file that was asked, digits and all: they are its name, and need no other source."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa.ask import Asker
from qa.model import Request

UNDATED = """测绘所部门预算情况说明
一、公务接待费8.00万元。
"""


def test_digits_of_a_files_name_are_told(asker_of: Callable[[Mapping[str, str]], Asker]) -> None:
    asker = asker_of({"k17.txt": UNDATED, "k18.txt": UNDATED.replace("测绘所部门预算情况说明", "情况说明")})
    for file in ("k17.txt", "k18.txt"):
        answer = asker.ask(Request(question="城市道路养护支出多少", document=file), today=2026)
        assert answer.status == "not_found"
        assert "没有核到出处" not in answer.text
        assert "没有列示" in answer.text
