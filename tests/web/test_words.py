"""Figures, marks, matrix, charts and exports without a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from index.figures.compare import agree
from index.library import EmbeddedStore
from index.model import Column, Figure, Measure, Row, Source, State, Table
from index.model.document import Cell
from qa.answer.shelf import Shelf
from qa.ask import Asker
from qa.model import Answer, CitedFigure, Value
from qa.web import charts, leaf, marking, matrix, moves, passages, thread, words

SOURCE = Source(page=3, section=("一、总表",), span=None, quote=None, row="合计", column="预算数")


def figure(**given: object) -> Figure:
    base = Figure(
        id="d-1", document="d", org="甲局", year=2024, stage="预算", scope="部门", item="公务接待费", label="公务接待费",
        measure=Measure.AMOUNT, state=State.VALUE, amount="3.00", value=Decimal("3.00"), unit="万元", yuan=Decimal(30000),
        source=SOURCE,
    )  # fmt: skip
    changed = dict(given)
    if changed.get("amount"):
        value = Decimal(str(changed["amount"]))
        changed.setdefault("value", value)
        changed.setdefault("yuan", value * (10000 if changed.get("unit", "万元") == "万元" else 1))
    return replace(base, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("3.00", "3.00"),
        ("1507.56", "1,507.56"),
        ("31913889.14", "31,913,889.14"),
        ("-204.61", "-204.61"),
        ("△13.47", "△13.47"),
        ("0", "0"),
        ("≥90%", "≥90%"),
        ("2010301.5", "2,010,301.5"),
        ("007", "007"),
        ("", ""),
    ],
)
def test_digits_stay_as_disclosed(amount: str, shown: str) -> None:
    assert words.grouped(amount) == shown
    assert words.grouped(amount).replace(",", "") == amount


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, "3.00万元"),
        ({"unit": None, "yuan": None}, "3.00（单位未标明）"),
        ({"state": State.BLANK, "amount": "", "value": None, "yuan": None}, "空白"),
        ({"state": State.DASH, "amount": "", "value": None, "yuan": None}, "—"),
        ({"state": State.NONE, "amount": "", "value": None, "yuan": None}, "无"),
        ({"measure": Measure.RATE, "amount": "1312.56", "unit": "%"}, "1,312.56%"),
        ({"approximate": "约", "amount": "8347", "unit": "亩"}, "约8,347亩"),
    ],
)
def test_a_figure_with_its_unit(given: dict[str, object], shown: str) -> None:
    assert words.with_unit(figure(**given)) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (
            {"measure": Measure.CHANGE, "direction": -1, "base": "上年预算", "amount": "13.47"},
            ("比上年预算减少 13.47万元", "down"),
        ),
        ({"measure": Measure.CHANGE, "direction": 1, "base": None, "amount": "2"}, ("比上年增加 2万元", "up")),
        ({"measure": Measure.CHANGE, "direction": 0, "base": "2018年", "amount": "0"}, ("与2018年持平", "same")),
        (
            {"measure": Measure.RATE, "direction": -1, "base": "上年决算", "amount": "5.1", "unit": "%"},
            ("比上年决算下降 5.1%", "down"),
        ),
        ({"measure": Measure.CHANGE, "direction": None, "amount": "-204.61"}, ("比上年减少 204.61万元", "down")),
    ],
)
def test_how_a_figure_moved(given: dict[str, object], shown: tuple[str, str]) -> None:
    assert words.moved(figure(**given)) == shown


def table() -> Table:
    columns = (
        Column(path=("项目",)),
        Column(path=("支出", "小计")),
        Column(path=("支出", "购置<b>")),
        Column(path=("合计",)),
    )
    rows = tuple(Row(cells=tuple(Cell(text=t) for t in (f"行{n}", f"{n}.00", "", "—"))) for n in range(40))
    return Table(
        title="三公表",
        unit="万元",
        unit_from="caption",
        columns=columns,
        rows=rows,
        pages=(1,),
        section=0,
        note="注：略",
    )


def test_a_table_marks_row_column_and_cell() -> None:
    html = marking.table(table(), 20, 1)
    assert html.count("bq-here") == 1
    assert "<td class='bq-here bq-num'>20.00</td>" in html
    assert "<td class='bq-line'>行20</td>" in html
    assert "上面还有 12 行" in html and "下面还有 11 行" in html
    assert "<th rowspan='2'>项目</th><th colspan='2' class=bq-line>支出</th><th rowspan='2'>合计</th>" in html
    assert "购置&lt;b&gt;" in html and "<b>" not in html
    assert "行0" in marking.table(table(), 20, 1, whole=True)


def test_a_passage_marks_clause_and_number(store: EmbeddedStore) -> None:
    info = next(i for i in store.documents() if "石家庄" in i.org)
    document = store.document(info.id)
    prose = [f for f in store.figures_of(info.id) if f.source.table is None and f.source.span]
    assert prose
    for each in prose:
        html = marking.passage(document, each)
        marks = re.findall(r"<mark class='bq-figure'>(.*?)</mark>|<mark class='bq-clause'>([^<]*)</mark>", html)
        assert marks, html
        assert each.source.span is not None
        assert words.safe(each.source.span.cut(document.text)).replace("\n", "") in "".join(map("".join, marks))


def test_the_matrix_tells_missing_from_not_listed(store: EmbeddedStore) -> None:
    infos = [i for i in store.documents() if i.stage == "预算" and i.scope == "部门"]
    orgs = ["中共江苏省委办公厅", "云汀市民政局", "石家庄市数据资源管理局"]
    asker, about = Asker(store), leaf.Slots(org="", year=0, stage="预算", scope="部门", item="三公经费")

    def ask(slots: leaf.Slots) -> leaf.Leaf:
        return leaf.leaf(slots, asker.ask(leaf.request(slots)))

    found = matrix.matrix(ask, infos, orgs, [2018, 2019], about)
    rows = dict(found.rows)
    assert [e.text for e in rows["中共江苏省委办公厅"]] == ["508.20 万元", "508.20 万元"]
    assert [e.change for e in rows["中共江苏省委办公厅"]] == ["", "持平"]
    earlier = matrix.matrix(ask, infos, orgs[:1], [2017, 2018], about)
    assert [e.change for e in earlier.rows[0][1]] == ["", "−1.00 万元（−0.20%）"]
    assert [e.text for e in rows["云汀市民政局"]] == [matrix.NO_DOCUMENT] * 2
    assert rows["石家庄市数据资源管理局"][1].text == "3.22 万元"
    unknown = replace(about, item="火箭发射费")
    assert matrix.matrix(ask, infos, orgs[:1], [2018], unknown).rows[0][1][0].text == matrix.NOT_LISTED
    sheet = matrix.sheet(found, "三公经费")
    assert ("中共江苏省委办公厅", "508.20", "万元", "", "508.20", "万元", "持平") in sheet.rows


def test_one_table_side_by_side() -> None:
    years = {
        2023: [figure(year=2023, amount="4.00"), figure(year=2022, amount="9.99")],
        2024: [figure(amount="3.00"), figure(item="会议费", amount="1.00", aspect="基本支出")],
    }
    found = matrix.comparison(years)
    assert [key for key, _ in found.rows] == [("公务接待费", "", ""), ("会议费", "基本支出", "")]
    assert [f and f.amount for f in found.rows[0][1]] == ["4.00", "3.00"]
    assert found.rows[1][1][0] is None
    assert matrix.changes(found.rows[0][1]) == (("", ""), ("−1.00 万元（−25.00%）", "down"))


def test_what_can_be_drawn() -> None:
    years = [figure(id=str(y), year=y, amount=f"{y}.10") for y in (2024, 2022, 2023)]
    by_year = charts.series(years)
    assert by_year is not None and [f.year for f in by_year.figures] == [2022, 2023, 2024]
    by_org = charts.series([figure(org="甲局"), figure(org="乙局", amount="9.00")])
    assert by_org is not None and [f.org for f in by_org.figures] == ["乙局", "甲局"]
    assert charts.series([figure()]) is None
    assert charts.series([figure(), figure(item="会议费", org="乙局")]) is None
    assert charts.series([figure(unit=None, yuan=None), figure(unit=None, yuan=None, year=2023)]) is None
    values = charts.spec(by_year)["data"]["values"]
    assert [v["原文数字"] for v in values] == ["2,022.10万元", "2,023.10万元", "2,024.10万元"]


def turn() -> thread.Turn:
    cited = CitedFigure(
        figure=figure(amount="1507.50"), quote="公务接待费1507.50万元", title="甲局2024年预算", file="甲.txt"
    )
    answer = Answer(
        question="多少", status="answered", text="为1507.50万元。", value=Value(amount="1507.50", unit="万元"), figures=(cited,),
        parts=(cited,), warnings=("与表格不一致",),
    )  # fmt: skip
    return thread.Turn(question="甲局|公务接待费多少", answer=answer)


def test_a_conversation_to_keep() -> None:
    text = thread.as_markdown([turn()], "问答")
    assert "## 1. 甲局|公务接待费多少" in text
    assert text.count("| 1,507.50 |") == 1
    assert "**注意：**与表格不一致" in text
    sheet = thread.as_sheet([turn()])
    assert len(sheet.rows) == 1
    assert dict(zip(sheet.header, sheet.rows[0], strict=True))["数值"] == "1507.50"
    assert thread.plain(turn().answer).splitlines()[1] == "出处：甲局2024年预算，第3页，一、总表，合计 / 预算数"


def test_a_conversation_to_keep_shows_markup_and_renders_none() -> None:
    hostile = "![x](http://evil.example/p.png)<script>alert(1)</script>[a](b) $x$ `c`"
    told = thread.as_markdown([replace(turn(), question=hostile, answer=replace(turn().answer, text=hostile))], "x")
    assert not re.search(r"(?<!\\)[<\[`$]", told.replace("| ---", ""))
    assert hostile in told.replace("\\", "")


def test_only_the_last_questions_are_remembered() -> None:
    turns = [replace(turn(), question=str(n)) for n in range(12)]
    assert thread.context(turns) == ("4", "5", "6", "7", "8", "9", "10", "11")


def test_a_change_is_told_of_its_own_amount_only(store: EmbeddedStore) -> None:
    shelf = Asker(store).shelf
    told = 0
    for info in store.documents():
        figures = store.figures_of(info.id)
        for amount in figures:
            if amount.measure is not Measure.AMOUNT or amount.value is None or not amount.item:
                continue
            same = [
                f
                for f in figures
                if f.item == amount.item and (f.year, f.stage, f.aspect) == (amount.year, amount.stage, amount.aspect)
            ]
            for change in (f for f in same if f.measure is Measure.CHANGE and moves.belongs(shelf, amount, f, same)):
                told += 1
                assert change.document == amount.document
                beside = [f for f in same if f.measure is Measure.AMOUNT and agree(f, amount)]
                assert any(shelf_near(shelf, f, change) for f in beside)
    assert told > 20


def shelf_near(shelf: Shelf, amount: Figure, change: Figure) -> bool:
    if change.source.table is not None:
        return amount.source.table == change.source.table and amount.source.row_index == change.source.row_index
    if amount.source.table is not None or not amount.source.span or not change.source.span:
        return False
    return 0 < change.source.span.start - amount.source.span.start < 200


def test_another_amount_of_the_same_notion_has_no_change(store: EmbeddedStore) -> None:
    shelf = Asker(store).shelf
    figures = [f for i in store.documents() for f in store.figures_of(i.id)]
    changes = [f for f in figures if f.measure is Measure.CHANGE and f.item and f.source.table is None and f.value]
    amount, change, same = next(
        (amount, change, same)
        for change in changes
        for same in [[f for f in figures if f.document == change.document and f.item == change.item]]
        for amount in same
        if amount.measure is Measure.AMOUNT and moves.belongs(shelf, amount, change, same)
    )
    other = replace(amount, id="other", amount="999.99", value=Decimal("999.99"), yuan=Decimal("9999900"))
    assert not moves.belongs(shelf, other, change, [*same, other])


def test_search_words_are_marked_and_nothing_is_markup() -> None:
    html = passages.highlighted("<i>三公</i>经费减少，主要原因是减少接待", ["减少", "原因"])
    assert html.count("<mark") == 3
    assert "<i>" not in html
