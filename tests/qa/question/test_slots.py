"""Years, stages and kinds of question, as people say them."""

from __future__ import annotations

import pytest

from index.language.fold import fold_text
from qa.question.slots import every, kind_of, read_years

YEARS = [
    ("2019年三公经费多少", (2019,), None),
    ("19年三公经费多少", (2019,), None),
    ("二〇一九年三公经费多少", (2019,), None),
    ("2017到2019年收入", (2017, 2018, 2019), None),
    ("2017-2019年收入", (2017, 2018, 2019), None),
    ("2017、2018、2019三年", (2017, 2018, 2019), None),
    ("2019年比2018年多多少", (2019,), 2018),
    ("2019年收入总计比2017年增长百分之几", (2019,), 2017),
    ("去年的培训费", (2025,), None),
    ("今年的培训费", (2026,), None),
    ("近三年变化", (2018, 2019, 2020), None),
    ("近十年变化", (2017, 2018, 2019, 2020), None),
    ("支出2019万元", (), None),
    ("科目2010301多少", (), None),
    ("2081年三公经费", (2081,), None),
    ("1919年三公经费", (1919,), None),
    ("2050年三公经费", (2050,), None),
    ("3019年三公经费", (3019,), None),
    ("2050三公经费", (2050,), None),
    ("2050人的培训费", (), None),
    ("二零八一年三公经费", (2081,), None),
    ("2019年比2081年增加多少", (2019,), 2081),
    ("2081年5月的三公经费", (2081,), None),
    ("2019年5月的三公经费", (2019,), None),
    ("81年三公经费", (1981,), None),
]

KINDS = [
    ("2019年三公经费多少", "figure"),
    ("2019年三公经费", "figure"),
    ("三公经费为什么减少", "reason"),
    ("什么是机关运行经费", "definition"),
    ("接待费占三公经费的百分之几", "share"),
    ("三公经费比去年多了还是少了", "change"),
    ("三公经费涨了百分之几", "percent"),
    ("哪个部门三公经费最多", "rank"),
    ("水费电费加起来多少", "sum"),
    ("有几辆公车", "count"),
    ("有哪些内设处室", "list"),
    ("负责什么工作", "duty"),
    ("有没有公车购置", "yesno"),
    ("在哪个表里", "source"),
    ("你好", "greeting"),
    ("资料库里有哪些年份", "catalog"),
]


@pytest.mark.parametrize(("question", "asked", "base"), YEARS, ids=[q for q, _, _ in YEARS])
def test_years(question: str, asked: tuple[int, ...], base: int | None) -> None:
    found = read_years(fold_text(question), today=2026, available=(2017, 2018, 2019, 2020))
    assert (found.asked, found.base) == (asked, base)


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("208年三公经费多少", "208"),
        ("20188年三公经费多少", "20188"),
        ("建校100年的支出", ""),
        ("2018年三公经费多少", ""),
        ("500万元以上", ""),
    ],
)
def test_what_is_written_like_a_year_and_is_none_is_said(question: str, unread: str) -> None:
    found = read_years(fold_text(question), today=2026, available=(2018, 2019))
    assert found.unread == unread
    assert not unread or found.asked == ()


@pytest.mark.parametrize(("question", "kind"), KINDS, ids=[q for q, _ in KINDS])
def test_kinds(question: str, kind: str) -> None:
    assert kind_of(fold_text(question)) == kind


def test_stages_from_the_most_specific() -> None:
    assert every("stages", "决算数比年初预算数") == ("决算", "年初预算", "预算")
