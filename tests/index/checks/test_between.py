"""Two documents of one body: what this year's repeats or implies of last year's, a department against its units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from index.checks import Comparison, check_between
from index.figures import extract
from index.model import Document, Verdict

Make = Callable[..., Document]
Table = tuple[str, str | None, Sequence[str], Sequence[Sequence[str]]]

LAST: Table = ("“三公”经费支出预算表", "万元", ["项目", "本年预算数"], [["公务接待费", "2.50"], ["会议费", "4.00"]])


@dataclass(frozen=True)
class _Paper:
    """What the catalogue tells of a document."""

    id: str
    org: str
    year: int | None
    stage: str | None
    scope: str | None
    units: tuple[str, ...] = ()


def compared(*documents: Document, units: tuple[str, ...] = (), only: tuple[int, ...] = ()) -> list[Comparison]:
    """The findings on a library of these documents, each under an id of its own."""
    known = [replace(d, id=f"{number:064d}") for number, d in enumerate(documents)]
    figures = {d.id: extract(d) for d in known}
    papers = [
        _Paper(d.id, i.org, i.year, i.stage, i.scope, units if i.scope == "部门" else ())
        for d in known
        for i in [d.identity]
    ]
    return list(check_between(papers, figures.__getitem__, [known[n].id for n in only]))


def verdicts(found: Sequence[Comparison]) -> list[Verdict]:
    """Their outcomes."""
    return [c.finding.verdict for c in found]


def _repeating(amount: str) -> Table:
    return (LAST[0], "万元", ["项目", "上年预算数", "本年预算数"], [["公务接待费", amount, "1.00"]])


@pytest.mark.parametrize(("amount", "verdict"), [("2.50", Verdict.PASS), ("2.5", Verdict.PASS), ("2.00", Verdict.FAIL)])
def test_what_this_year_repeats(make_document: Make, amount: str, verdict: Verdict) -> None:
    found = compared(make_document([_repeating(amount)]), make_document([LAST], year=2020))
    assert verdicts(found) == [verdict]
    (told,) = found
    assert told.finding.sources[0].row == "公务接待费" and told.finding.sources[0].column == "上年预算数"
    assert [s.column for s in told.others] == ["本年预算数"]
    assert told.finding.document.endswith("0") and told.other.endswith("1")


def test_what_last_year_does_not_print_proves_nothing(make_document: Make) -> None:
    table = (LAST[0], "万元", ["项目", "上年预算数"], [["培训费", "1.00"]])
    assert verdicts(compared(make_document([table]), make_document([LAST], year=2020))) == [Verdict.NOT_ENOUGH]


@pytest.mark.parametrize(
    "other", [{"year": 2019}, {"year": 2020, "scope": "单位"}, {"year": 2020, "org": "乙市档案局"}, {"year": 2021}]
)
def test_other_bodies_scopes_and_years_are_not_compared(make_document: Make, other: dict[str, object]) -> None:
    assert not compared(make_document([_repeating("2.00")]), make_document([LAST], **other))


def test_a_file_of_text_and_one_of_tables_are_one_disclosure(make_document: Make) -> None:
    """The tables print what the text rounds: one that agrees is enough."""
    text = make_document(paragraphs=["2020年公务接待费预算3万元。"], year=2020)
    assert verdicts(compared(make_document([_repeating("2.50")]), text, make_document([LAST], year=2020))) == [
        Verdict.PASS
    ]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("公务接待费预算2.00万元，比上年预算减少0.50万元。", Verdict.PASS),
        ("公务接待费预算2.00万元，比上年预算减少0.80万元。", Verdict.FAIL),
        ("公务接待费预算2.50万元，与上年预算持平。", Verdict.PASS),
        ("公务接待费预算2.00万元，与上年预算持平。", Verdict.FAIL),
        ("公务接待费预算2.00万元，比上年预算下降20%。", Verdict.PASS),
        ("公务接待费预算2.00万元，比上年预算下降25%。", Verdict.FAIL),
        ("公务接待费预算2.00万元，比上年预算减少约0.8万元。", None),
        ("公务接待费预算2.00万元，比年初预算减少0.80万元。", None),
        ("培训费预算2.00万元，比上年预算减少0.80万元。", Verdict.NOT_ENOUGH),
    ],
)
def test_what_a_change_implies_of_last_year(make_document: Make, sentence: str, verdict: Verdict | None) -> None:
    found = compared(make_document(paragraphs=[sentence]), make_document([LAST], year=2020))
    assert verdicts(found) == ([verdict] if verdict else [])


def test_a_final_account_and_its_budget(make_document: Make) -> None:
    """年初预算 is what was published; 预算数 may have been adjusted since, so that a difference proves nothing."""

    def final(heading: str, amount: str) -> Document:
        return make_document([(LAST[0], "万元", ["项目", heading], [["公务接待费", amount]])], stage="决算")

    budget = make_document([LAST])
    assert verdicts(compared(final("年初预算数", "2.50"), budget)) == [Verdict.PASS]
    assert verdicts(compared(final("年初预算数", "2.90"), budget)) == [Verdict.FAIL]
    assert verdicts(compared(final("预算数", "2.90"), budget)) == [Verdict.NOT_ENOUGH]


def _totals(amount: str) -> Table:
    return ("收支总表", "万元", ["收入/项目", "收入/金额"], [["收入总计", amount]])


@pytest.mark.parametrize(
    ("amount", "verdict"), [("8.00", Verdict.PASS), ("9.00", Verdict.PASS), ("9.50", Verdict.FAIL)]
)
def test_a_unit_within_its_department(make_document: Make, amount: str, verdict: Verdict) -> None:
    whole, part = make_document([_totals("9.00")]), make_document([_totals(amount)], scope="单位")
    found = compared(whole, part)
    assert verdicts(found) == [verdict]
    assert [len(found[0].finding.sources), len(found[0].others)] == [1, 1]


def test_a_subordinate_unit_is_compared_where_the_department_lists_it(make_document: Make) -> None:
    whole, part = make_document([_totals("9.00")]), make_document([_totals("9.50")], scope="单位", org="甲市档案馆")
    assert not compared(whole, part)
    assert verdicts(compared(whole, part, units=("甲市档案馆",))) == [Verdict.FAIL]


@pytest.mark.parametrize(
    ("body", "name", "meant"),
    [
        ("甲省乙市社会福利院", "乙市社会福利院", True),
        ("丙省乙市社会福利院", "乙市社会福利院", False),
        ("甲省乙市社会福利院", "以及局属甲省乙市社会福利院", True),
        ("甲省乙市财政局机关服务中心", "机关服务中心", False),
        ("档案馆", "甲省乙市档案馆", False),
    ],
)
def test_a_unit_by_the_name_that_its_department_gives_it(
    make_document: Make, body: str, name: str, meant: bool
) -> None:
    whole = make_document([_totals("9.00")], org="甲省乙市民政局")
    part = make_document([_totals("9.50")], scope="单位", org=body)
    assert bool(compared(whole, part, units=(name,))) is meant


def _hospitality(amount: str) -> Table:
    return ("“三公”经费支出预算表", "万元", ["项目", "金额"], [["公务接待费", amount]])


@pytest.mark.parametrize(
    ("own", "verdict"), [("2.00", Verdict.PASS), ("2.50", Verdict.FAIL), ("1.50", Verdict.NOT_ENOUGH)]
)
def test_a_department_against_all_its_units_together(make_document: Make, own: str, verdict: Verdict) -> None:
    whole = make_document([_hospitality("3.00")])
    units = [
        make_document([_hospitality(own)], scope="单位"),
        make_document([_hospitality("1.00")], scope="单位", org="甲市档案馆"),
    ]
    (found,) = [c for c in compared(whole, *units, units=("甲市档案馆",)) if "各单位之和" in c.finding.message]
    assert found.finding.verdict is verdict
    assert f"甲市档案局{own}万元 + 甲市档案馆1.00万元" in found.finding.message
    assert len(found.finding.figures) == 3


def test_units_that_are_not_all_there_are_not_added(make_document: Make) -> None:
    whole, own = make_document([_hospitality("3.00")]), make_document([_hospitality("2.00")], scope="单位")
    found = compared(whole, own, units=("甲市档案馆",))
    assert not [c for c in found if "各单位之和" in c.finding.message]


def test_only_the_pairs_asked_for(make_document: Make) -> None:
    documents = [
        make_document([_repeating("2.50")]),
        make_document([LAST], year=2020),
        make_document([_totals("9.00")], year=2015),
    ]
    assert len(compared(*documents, only=(1,))) == 1
    assert not compared(*documents, only=(2,))
