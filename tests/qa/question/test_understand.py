"""What a question is about: notions by their names, short names, misspellings and sound; bases; default topics."""

from __future__ import annotations

import pytest

from qa.model import Query, Request
from qa.question.organisations import Body, Catalogue
from qa.question.thread import continues, merge
from qa.question.topic import with_default_topic
from qa.question.understand import World, understand

WORLD = World(catalogue=Catalogue([Body(name="云汀市民政局")]), years=(2022, 2023), today=2026)

TOPICS = [
    ("云汀市民政局2023年三公经费多少", {"三公经费"}),
    ("云汀市民政局2023年接待费多少", {"公务接待费"}),
    ("云汀市民政局2023年接代费多少", {"公务接待费"}),
    ("云汀市民政局2023年决算支出总计", {"支出总计"}),
    ("云汀市民政局2023年预算收入多少", {"收入总计"}),
    ("云汀市民政局2023年买车花了多少", {"公务用车购置费"}),
    ("云汀市民政局2023年三公超预算了吗", {"三公经费"}),
]


def _keys(query: Query) -> set[str]:
    return {key for chunk in query.chunks for piece in chunk.pieces for key in piece.concepts}


@pytest.mark.parametrize(("question", "keys"), TOPICS, ids=[q for q, _ in TOPICS])
def test_notions(question: str, keys: set[str]) -> None:
    assert keys <= _keys(understand(Request(question=question), WORLD))


def test_a_base_is_no_stage() -> None:
    query = understand(Request(question="云汀市民政局2023年三公经费比上年执行数增加百分之几"), WORLD)
    assert (query.stages, query.base, query.kind) == ((), "执行数", "percent")


def test_over_the_budget_compares_both_stages() -> None:
    query = understand(Request(question="云汀市民政局2023年三公超预算了吗"), WORLD)
    assert (query.stages, query.kind) == (("决算", "预算"), "change")


def test_a_budget_as_such_is_about_its_total() -> None:
    query = with_default_topic(understand(Request(question="云汀市民政局2023年预算多少"), WORLD))
    assert "收支总计" in _keys(query)


def test_a_follow_up_keeps_what_it_does_not_name() -> None:
    first = understand(Request(question="云汀市民政局2023年三公经费多少"), WORLD)
    year = understand(Request(question="那2022年呢"), WORLD)
    item = understand(Request(question="接待费呢"), WORLD)
    change = understand(Request(question="比上年呢？"), WORLD)
    assert continues(year) and continues(item) and continues(change)
    assert (merge(first, year).years, _keys(merge(first, year))) == ((2022,), {"三公经费"})
    assert "公务接待费" in _keys(merge(first, item)) and merge(first, item).years == (2023,)
    assert (merge(first, change).kind, _keys(merge(first, change))) == ("change", {"三公经费"})
