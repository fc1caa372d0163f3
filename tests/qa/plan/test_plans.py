"""What is worked out from several figures, over documents made here: every number can be looked up a few lines above."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from qa.ask import Asker
from qa.model import Answer, Request

SCHOOLS = """\
丙县教育局2024年部门决算
一、基本情况
全县有在校学生9000人，其中：小学5200人，初中2600人，高中1200人。各类学校61所，其中：义务教育学校52所，高中6所，幼儿园3所。
二、支出情况
2024年支出合计1000.00万元，其中：教育支出700.00万元，卫生健康支出120.00万元，住房保障支出90.00万元。
三、收入情况
2024年收入合计1000.00万元，其中：财政拨款收入400.00万元，事业收入250.00万元，其他收入100.00万元。
四、“三公”经费情况
2024年公务接待费决算为3.00万元，公务用车购置及运行维护费决算为9.00万元，因公出国（境）费决算为0.00万元。
五、奖补情况
其中：甲项奖补50.00万元，乙项奖补30.00万元。
六、转移支付情况
2024年转移支付80.00万元，比上年减少20.00万元。
"""

LIST = """\
丁县水利局2024年部门预算
项目支出表
单位：万元
项目名称|合计|财政拨款
堤防加固|150.00|150.00
水闸大修|80.00|40.00
节水补贴|130.00|130.00
河道清淤|60.00|60.00
合计|420.00|380.00
"""

SMALL = """\
{name}2024年部门预算
“三公”经费预算表
单位：万元
项目|2024年预算数
合计|{total}
公务接待费|{amount}
公务用车运行维护费|1.00
"""


@pytest.fixture(scope="module")
def asker(asker_of: Callable[[Mapping[str, str]], Asker]) -> Asker:
    small = {
        name: SMALL.format(name=name, amount=amount, total=total)
        for name, amount, total in (
            ("戊县林业局", "7.30", "8.30"),
            ("戊县水务局", "6.20", "7.20"),
            ("戊县气象局", "1.10", "2.10"),
        )
    }
    texts = {"丙县教育局2024年部门决算": SCHOOLS, "丁县水利局2024年部门预算": LIST.replace("|", "\t")}
    texts |= {f"{name}2024年部门预算": text.replace("|", "\t") for name, text in small.items()}
    return asker_of({f"{name}.txt": text for name, text in texts.items()})


def ask(asker: Asker, question: str, *context: str) -> Answer:
    return asker.ask(Request(question=question, context=context), today=2026)


@pytest.mark.parametrize(
    ("question", "amount", "unit", "told"),
    [
        # members of an enumeration that come to their whole
        ("丙县教育局2024年在校学生里哪一类最多", "5200", "人", "小学"),
        ("丙县教育局2024年在校学生里哪一类最少", "1200", "人", "高中"),
        # 90.00万元 of the expenditure is not listed: no item of it can be larger than the first two
        ("丙县教育局2024年支出里哪一项最大", "700.00", "万元", "教育支出"),
        ("丙县教育局2024年支出里第二大的是哪一项", "120.00", "万元", "卫生健康支出"),
        # things named one by one, found in one enumeration
        ("丙县教育局2024年小学比初中多多少人", "2600", "人", "多"),
        ("丙县教育局2024年小学和初中一共多少人", "7800", "人", "合计"),
        ("丙县教育局2024年高中和幼儿园一共几所", "9", "所", "合计"),
        ("丙县教育局2024年三公经费三项加起来多少", "12.00", "万元", "合计"),
        ("丙县教育局2024年小学占在校学生的百分之几", "57.78", "%", "占"),
        ("丙县教育局2024年在校学生里人数最多的一类占多少比例", "57.78", "%", "小学"),
        # rows of a table
        ("丁县水利局2024年哪个项目金额最大", "150.00", "万元", "堤防加固"),
        ("丁县水利局2024年除堤防加固外，哪个项目金额最大", "130.00", "万元", "节水补贴"),
        ("丁县水利局2024年金额最大的三个项目", "150.00", "万元", "水闸大修"),
        # all bodies of the library that have a budget of the year
        ("2024年各单位公务接待费预算合计多少", "14.60", "万元", "合计"),
        ("2024年各单位公务接待费预算平均多少", "4.87", "万元", "平均"),
        ("2024年公务接待费预算从高到低排前两名的单位", "7.30", "万元", "戊县水务局6.20万元"),
        # last year's figure from the change told with this year's
        ("丙县教育局2023年转移支付多少", "100.00", "万元", "推算"),
    ],
)
def test_what_is_worked_out(asker: Asker, question: str, amount: str, unit: str, told: str) -> None:
    answer = ask(asker, question)
    assert answer.status == "answered", answer.text
    assert answer.value is not None
    assert (answer.value.amount, answer.value.unit) == (amount, unit), answer.text
    assert told in answer.text
    assert answer.figures, "every operand is cited"


@pytest.mark.parametrize(
    ("question", "count", "told"),
    [
        ("丁县水利局2024年超过100万元的项目有几个", "2", "“堤防加固”150.00万元"),
        ("丁县水利局2024年不超过80万元的项目有几个", "2", "“河道清淤”60.00万元"),
        ("2024年公务接待费预算超过6万元的有几个单位", "2", "戊县林业局7.30万元"),
        ("丁县水利局2024年超过200万元的项目有几个", "0", "没有"),
    ],
)
def test_how_many_lie_beyond_a_limit(asker: Asker, question: str, count: str, told: str) -> None:
    answer = ask(asker, question)
    assert answer.value is not None, answer.text
    assert answer.value.amount == count, answer.text
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "丙县教育局2024年支出里哪一项最小",  # what is not listed may be smaller
        "丙县教育局2024年收入里第三大的是哪一项",  # 250.00万元 is not listed
        "丙县教育局2024年公务员比工人多几个",  # neither is told
        "丙县教育局2024年小学比大学多多少人",  # one alone answers no comparison
        "2024年九家单位公务接待费预算平均多少",  # of four
    ],
)
def test_what_nothing_proves_is_not_answered(asker: Asker, question: str) -> None:
    answer = ask(asker, question)
    assert answer.value is None, answer.text


def test_limit_listed_in_prose_needs_the_rest_to_be_small(asker: Asker) -> None:
    assert ask(asker, "丙县教育局2024年支出中超过100万元的有几项").value is not None
    assert ask(asker, "丙县教育局2024年支出中低于100万元的有几项").value is None


def test_a_conversation_speaks_of_the_bodies_named_before(asker: Asker) -> None:
    answer = ask(asker, "两家哪个多", "戊县林业局2024年公务接待费多少", "水务局呢")
    assert answer.value is not None, answer.text
    assert answer.value.amount == "7.30"
    assert "戊县水务局6.20万元" in answer.text


def test_a_filter_is_said_where_the_first_of_all_bodies_is_asked(asker: Asker) -> None:
    request = Request(question="2024年公务接待费最高的是哪个单位", org="戊县水务局")
    answer = asker.ask(request, today=2026)
    assert answer.value is not None
    assert answer.value.amount == "6.20"
    assert answer.text.startswith("所查的只有戊县水务局")
