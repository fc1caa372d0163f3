"""What is printed around a figure, as it stands on its card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from index.library import Record
from qa.evidence.card import Card, cards, pairs

Make = Callable[..., Any]

PAIRS = [("", set()), ("费", {"费"}), ("接待费", {"接待", "待费"})]

SENTENCES = [
    # sentence before the number, words behind it → sentence, behind, clause, clauses in front
    ("去年很好。公务接待费", "万元。", "公务接待费", "万元", "公务接待费", 0),
    ("其中：购置费0.50万元，接待费", "万元，下降", "其中:购置费0.50万元,接待费", "万元,下降", "接待费", 2),
    ("收入总计1,234.00万元；公务 接待费", "元", "公务接待费", "元", "公务接待费", 0),
    ("较2020年1,200.50减少", "万元", "较2020年1,200.50减少", "万元", "较年减少", 1),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs(text: str, expected: set[str]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(("before", "after", "sentence", "behind", "clause", "clauses"), SENTENCES)
def test_around_a_number_in_a_sentence(
    make_card: Make, before: str, after: str, sentence: str, behind: str, clause: str, clauses: int
) -> None:
    card: Card = make_card(sentence=before, behind=after)
    assert (card.sentence, card.behind, card.clause, card.clauses) == (sentence, behind, clause, clauses)


def test_a_cell_has_its_table_row_and_column(make_card: Make) -> None:
    card: Card = make_card(
        title="三公经费支出表", row="公务接待费", column="预算数", section=("一、总表", "（二）明细")
    )
    assert (card.title, card.row, card.column, card.sentence) == ("三公经费支出表", "公务接待费", "预算数", "")
    assert card.section.endswith("明细") and "总表" in card.section


def test_notions_above(make_card: Make) -> None:
    card: Card = make_card(item="公务用车购置费", label="公务用车购置费", parents=("三公经费", "公务用车购置及运行费"))
    assert card.parents.startswith("公务用车购置及运行费|")
    assert card.above_items == {"三公经费", "公务用车购置及运行费"} and "三公经费" in card.wholes
    assert not make_card(label="办公设备", sentence="办公设备").wholes


def test_figures_of_one_name_are_counted(make_record: Callable[..., Record], make_info: Make) -> None:
    record = make_record(amounts=("1.00", "2.00", "3.00"))
    figures = [*record.figures, record.figures[2]]
    found = cards(make_info(), record.document, figures)
    assert [(c.number, c.siblings) for c in found] == [(0, 1), (1, 1), (2, 2), (3, 2)]


def test_year_and_stage_are_the_documents_where_the_figure_tells_none(make_card: Make, make_info: Make) -> None:
    info = make_info(year=2023, stage="决算")
    assert (make_card(info=info, year=None, stage=None).year, make_card(info=info, year=None, stage=None).stage) == (
        2023,
        "决算",
    )
    assert (make_card(info=info, year=2022, stage="预算").year, make_card(info=info, stage="预算").stage) == (
        2022,
        "预算",
    )


def test_a_card_taken_for_another_documents(make_card: Make, make_info: Make) -> None:
    card: Card = make_card()
    assert card.under(make_info()) is card
    assert card.under(make_info(year=None)).info.year is None
