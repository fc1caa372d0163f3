"""Yes or no over two pages made here: each answer begins with what the page affirms or denies of that very thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

ACCOUNTS = """\
丁山县水文站2022年度单位决算公开说明
一、单位概况
丁山县水文站为公益一类事业单位，无下属预算单位，内设测验科、情报科2个科室。
二、支出决算
水质监测支出年初预算40.00万元，支出决算36.20万元。会议费年初预算2.00万元，支出决算3.10万元。
2022年“三公”经费支出决算6.00万元，比上年减少1.50万元，主要是压减接待。
公务接待费支出决算1.20万元，接待12批次。因公出国（境）费支出决算0.00万元，本年未组织出国（境）团组。
公务用车运行维护费支出决算4.80万元，公務用車保有量2輛，當年未購置公務用車。
三、产出
全年巡测河道126次（目标120次），维修测船3艘（目标5艘）。
四、其他
无政府性基金安排的支出。
国有资本经营预算收入30.00万元，本次不作调整。
五、名词解释
无人机巡检：是指使用无人机开展的巡查工作。
"""

SCHOOL = """\
丁山县第四小学2022年度单位决算公开说明
我校无公务用车，没有出国（境）支出。
年末单价50万元以上通用设备2台。
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    return asker_of({"水文站.txt": ACCOUNTS, "小学.txt": SCHOOL})


def ask(asker: Asker, question: str, document: str = "水文站.txt") -> Answer:
    return asker.ask(Request(question=question, document=document), today=2026)


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        # a figure: any of it, or none
        ("有没有公务接待费", "有。", "1.20万元"),
        ("有人因公出国吗", "没有。", "未组织出国"),
        # sentences that deny, in both kinds of characters
        ("买公车了没有", "没有。", "未購置公務用車"),
        ("有没有安排购车", "没有。", "未購置公務用車"),
        ("有没有下属的预算单位", "没有。", "无下属预算单位"),
        ("有没有政府性基金安排的支出", "没有。", "无政府性基金"),
        # whether it was changed is no question after the amount
        ("国有资本经营预算这次有没有动", "没有变化。", "不作调整"),
        # two figures held against each other
        ("会议费超没超年初预算", "超过了。", "3.10"),
        ("水质监测支出超过年初预算了吗", "没有超过。", "36.20"),
        ("维修测船的任务完成了没有", "没有达到。", "5艘"),
        ("巡测河道达标了吗", "达到了。", "120次"),
        # a limit in the question, and a direction
        ("公务接待超过10批次了没有", "是。", "12"),
        ("三公经费是不是下降了", "是。", "1.50万元"),
        ("三公经费增加了吗", "不是。", "1.50万元"),
    ],
)
def test_the_answer_begins_with_the_polarity(asker: Asker, question: str, begins: str, says: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered"
    assert answer.text.startswith(begins)
    assert says in answer.text


def test_a_body_denies_of_itself(asker: Asker) -> None:
    answer = ask(asker, "咱们学校有公务用车吗", "小学.txt")
    assert answer.text.startswith("没有。")
    assert answer.value is None


def test_the_headline_of_exceeding_is_what_was_spent(asker: Asker) -> None:
    answer = ask(asker, "水质监测支出超过年初预算了吗")
    assert answer.value is not None
    assert answer.value.amount == "36.20"


@pytest.mark.parametrize("question", ["有没有无人机", "有没有食堂", "有没有处置公务用车"])
def test_a_neighbouring_thing_affirms_and_denies_nothing(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "not_found"
    assert answer.value is None
