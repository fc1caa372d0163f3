"""From a question's words to what is to be done; nothing need be in the library but the body."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.answer.shelf import Shelf
from qa.model import Request
from qa.plan.planner import planned
from qa.plan.sought import sought
from qa.plan.tree import Alike, Apart, Beyond, Change, Each, Order, Plan, Share, Total, Trend
from qa.question.understand import understand

TEXT = "庚县民政局2024年部门预算\n2024年公务接待费预算4.00万元。\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder: Path = tmp_path_factory.mktemp("planner")
    for year in (2023, 2024):
        text = TEXT.replace("2024", str(year))
        (folder / f"庚县民政局{year}年部门预算.txt").write_text(text, encoding="utf-8")
    (folder / "庚县教育局2024年部门预算.txt").write_text(TEXT.replace("民政", "教育"), encoding="utf-8")
    store = open_library(folder / "library", create=True)
    ingest([folder], store)
    return Shelf(store)


def plan(shelf: Shelf, question: str) -> Plan | None:
    return planned(understand(Request(question=question), shelf.world(2026)), shelf)


def test_one_printed_figure_needs_no_plan(shelf: Shelf) -> None:
    assert plan(shelf, "庚县民政局2024年公务接待费多少") is None
    assert plan(shelf, "庚县民政局2024年公务接待费为什么减少") is None


def test_items_held_apart_keep_the_order_in_which_they_are_named(shelf: Shelf) -> None:
    found = plan(shelf, "庚县民政局2024年会议费比培训费多多少")
    assert isinstance(found, Order) and isinstance(found.of, Each)
    assert [leaf.name for leaf in found.of.leaves] == ["会议费", "培训费"]
    assert found.of.by == "项目"
    assert found.apart


@pytest.mark.parametrize(
    ("question", "kind", "by"),
    [
        ("庚县民政局和庚县教育局2024年公务接待费谁多", Order, "单位"),
        ("庚县民政局2023年和2024年公务接待费各多少", Trend, "年度"),
        ("庚县民政局2024年公务接待费决算比预算多多少", Apart, "阶段"),
        ("庚县民政局2024年办公费和差旅费一共多少", Total, "项目"),
    ],
)
def test_what_is_named_one_by_one(shelf: Shelf, question: str, kind: type, by: str) -> None:
    found = plan(shelf, question)
    assert isinstance(found, kind)
    assert isinstance(found.of, Each)  # type: ignore[attr-defined]
    assert found.of.by == by  # type: ignore[attr-defined]


def test_the_like_ones(shelf: Shelf) -> None:
    second = plan(shelf, "庚县民政局2024年支出里第二大的是哪一项")
    assert isinstance(second, Order) and isinstance(second.of, Alike)
    assert second.place == 1
    few = plan(shelf, "庚县民政局2024年支出里最少的三项")
    assert isinstance(few, Order)
    assert few.lowest and few.top == 3


def test_a_limit_is_read_with_its_relation_and_scale(shelf: Shelf) -> None:
    found = plan(shelf, "庚县民政局2024年不低于1.5万元的项目有几个")
    assert isinstance(found, Beyond)
    assert (found.limit, found.relation, found.counts) == (15000, "at_least", True)


def test_a_share_of_the_budget_spent_is_no_part_of_a_whole(shelf: Shelf) -> None:
    assert isinstance(plan(shelf, "庚县民政局2024年公务接待费占三公经费的比例"), Share)
    assert isinstance(plan(shelf, "庚县民政局2024年公务接待费完成预算的比例"), Change)


@pytest.mark.parametrize(
    ("question", "words", "projects", "bodies"),
    [
        ("庚县民政局2024年支出中哪一类最多", "支出", False, False),
        ("庚县民政局2024年在校学生里哪个学段人数最多", "在校学生", False, False),
        ("庚县民政局2024年金额最大的项目", "", True, False),
        ("庚县民政局2024年哪个下属单位收入最多", "收入", False, True),
    ],
)
def test_what_the_items_are_called_is_no_part_of_the_topic(
    shelf: Shelf, question: str, words: str, projects: bool, bodies: bool
) -> None:
    found = sought(understand(Request(question=question), shelf.world(2026)))
    assert "".join(c.text for c in found.topic.chunks) == words
    assert (found.projects, found.bodies) == (projects, bodies)
