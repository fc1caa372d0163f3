"""What is said around a question, side by side in it, and after it."""

from __future__ import annotations

import re

import pytest

from qa.model import Chunk, Piece, Query
from qa.question.compound import questions_in
from qa.question.coordination import around, side_by_side
from qa.question.fillers import idle
from qa.question.frames import Said, unframed


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("我是报社记者,想了解甲市档案局2021年会议费多少", "甲市档案局2021年会议费多少"),
        ("你好,请问一下甲市档案局2021年会议费是多少?谢谢", "甲市档案局2021年会议费是多少"),
        ("写论文用:甲市档案局2021年会议费占比多少?请保留两位小数", "甲市档案局2021年会议费占比多少"),
        ("请说明甲市档案局2021年会议费增加的原因", "甲市档案局2021年会议费增加的原因"),
        # nothing is cut that tells what is asked for
        ("我局2021年会议费多少", "我局2021年会议费多少"),
        ("会议费多少", "会议费多少"),
        # 急 begins a word here, and asks for no hurry
        ("甲市档案局2021年应急管理支出多少", "甲市档案局2021年应急管理支出多少"),
        ("甲市档案局2021年会议费多少,急", "甲市档案局2021年会议费多少"),
    ],
)
def test_frames(said: str, left: str) -> None:
    assert unframed(said, heard).rstrip("?") == left


def heard(words: str) -> Said:
    """会议费 is the only notion here, 甲市档案局 the only body."""
    kept = "".join(re.findall("甲市档案局|20\\d\\d年", words))
    rest = re.sub("甲市档案局|20\\d\\d年", "", words)
    return Said(kept=kept, notion="会议费" in words, idle=idle(rest))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("我家孩子在读初中,甲市档案局2021年会议费多少", "甲市档案局2021年会议费多少"),
        ("我爸参加过会议费培训,甲市档案局2021年会议费多少", "甲市档案局2021年会议费多少"),
        ("按甲市档案局2021年公开的报告,会议费多少", "甲市档案局2021年 会议费多少"),
        ("会议不少吧?甲市档案局2021年会议费多少", "甲市档案局2021年会议费多少"),
        ("甲市档案局2021年开会那块,就是会议费,多少", "甲市档案局2021年 会议费,多少"),
        ("甲市档案局2021年会议费多少?看基本支出表", "甲市档案局2021年会议费多少"),
        # what the asker says of himself is the topic here
        ("我奶奶领高龄津贴,甲市档案局2021年这个项目多少钱", "我奶奶领高龄津贴,甲市档案局2021年这个项目多少钱"),
        ("我家门口要修路,甲市档案局2021年预算多少钱", "我家门口要修路,甲市档案局2021年预算多少钱"),
    ],
)
def test_frames_that_tell_something(said: str, left: str) -> None:
    assert unframed(said, heard).rstrip("?") == left


@pytest.mark.parametrize(
    ("words", "says_nothing"),
    [
        ("官方怎么解释", True),
        ("三个多亿", True),
        ("明细科目", True),
        ("名下", True),
        ("会议", False),
        ("开办费", False),
        ("局长", False),
        ("食堂", False),
        ("无人机", False),
    ],
)
def test_fillers(words: str, says_nothing: bool) -> None:
    assert idle(words) is says_nothing


def _query(text: str, *names: str) -> Query:
    chunks = tuple(Chunk(text=name, pieces=(Piece(text=name, concepts=(name,)),)) for name in names)
    return Query(text=text, original=text, kind="sum", chunks=chunks)


@pytest.mark.parametrize(
    ("text", "names", "row", "rest"),
    [
        ("支出预算中,办公费加印刷费合计", ("支出预算", "办公费", "印刷费"), ("办公费", "印刷费"), ("支出预算",)),
        ("水费、电费和邮电费一共", ("水费", "电费", "邮电费"), ("水费", "电费", "邮电费"), ()),
        # the name of a sum is one thing
        ("三公经费、会议费、培训费合计", ("三公经费、会议费、培训费合计",), (), ("三公经费、会议费、培训费合计",)),
        ("基本支出里的办公费增加多少", ("基本支出", "办公费"), (), ("基本支出", "办公费")),
    ],
)
def test_side_by_side(text: str, names: tuple[str, ...], row: tuple[str, ...], rest: tuple[str, ...]) -> None:
    query = _query(text, *names)
    found = side_by_side(query)
    assert tuple(c.text for c in found) == row
    assert tuple(c.text for c in around(query, found)) == rest


@pytest.mark.parametrize(
    ("line", "questions"),
    [
        ("甲局2021年会议费是多少，比上年增加多少？", ("甲局2021年会议费是多少", "比上年增加多少")),
        ("甲局2021年有几辆车？为什么", ("甲局2021年有几辆车", "为什么")),
        # one question: who, and by how much
        ("甲局和乙局哪家会议费多，多多少？", ("甲局和乙局哪家会议费多，多多少？",)),
        ("甲局哪个项目最大，多少钱？", ("甲局哪个项目最大，多少钱？",)),
    ],
)
def test_several_questions(line: str, questions: tuple[str, ...]) -> None:
    assert questions_in(line) == questions
