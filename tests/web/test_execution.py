"""预算 beside 决算: both amounts are the chat's, and what they come to is worked out of printed amounts alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.library import EmbeddedStore
from qa.ask import Asker
from qa.model import Request
from qa.web import execution, leaf

ABOUT = leaf.Slots(org="", year=0, stage=None, scope="部门", item="三公经费")


def rows(store: EmbeddedStore, item: str = "三公经费") -> tuple[execution.Execution, ...]:
    asker = Asker(store)
    infos = [i for i in store.documents() if i.org and i.year and i.stage in (execution.PLANNED, execution.SPENT)]
    return execution.executions(
        lambda s: leaf.leaf(s, asker.ask(leaf.request(s))), infos, replace(ABOUT, item=item)
    )  # fmt: skip


@pytest.mark.parametrize("item", ["三公经费", "公务接待费", "收入总计"])
def test_both_amounts_are_those_of_the_chat(store: EmbeddedStore, item: str) -> None:
    asker, found = Asker(store), rows(store, item)
    assert {(r.org, r.year) for r in found} == {("云汀市民政局", year) for year in (2022, 2023, 2024)}
    for row in found:
        for stage, entry in ((execution.PLANNED, row.planned), (execution.SPENT, row.spent)):
            said = asker.ask(Request(question=f"{row.org}{row.year}年部门{stage}{item}是多少"))
            assert said.value is not None and entry.leaf is not None
            assert (entry.leaf.amount, entry.leaf.unit) == (said.value.amount, said.value.unit)


def test_what_they_come_to(store: EmbeddedStore) -> None:
    for row in rows(store):
        planned, spent = (entry.figure for entry in (row.planned, row.spent))
        assert planned and spent and planned.yuan and spent.yuan
        rate = (spent.yuan * 100 / planned.yuan).quantize(Decimal("0.01"))
        assert row.rate == f"{rate}%"
        sheet = execution.sheet([row], "三公经费")
        told = sheet.rows[0]
        assert [Decimal(told[at]) for at in (4, 2)] == [spent.value, planned.value]
        assert Decimal(told[6]) == spent.value - planned.value  # type: ignore[operator]


@pytest.mark.parametrize("spoilt", [{"worked": True}, {"warned": True}])
def test_nothing_is_worked_out_of_what_is_in_doubt(store: EmbeddedStore, spoilt: dict[str, bool]) -> None:
    asker = Asker(store)
    infos = [i for i in store.documents() if i.org and i.year and i.stage in (execution.PLANNED, execution.SPENT)]
    found = execution.executions(
        lambda s: replace(leaf.leaf(s, asker.ask(leaf.request(s))), **spoilt), infos, ABOUT
    )  # fmt: skip
    assert found and all((row.gap, row.rate) == ("", "") for row in found)


def test_a_year_of_one_paper_only_has_no_row(store: EmbeddedStore) -> None:
    infos = [i for i in store.documents() if i.stage == execution.PLANNED and i.org and i.year]
    assert execution.executions(lambda s: pytest.fail("asked for nothing"), infos, ABOUT) == ()
