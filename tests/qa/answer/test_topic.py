"""A refusal names what was asked as it was asked; what is offered is set apart in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.answer.asked import topic
from qa.answer.choices import choices
from qa.ask import Asker
from qa.model import Chunk, Piece, Query, Request

TEXT = "甲州市测绘所部门预算\n\n一、收支情况\n\n会议费3.50万元，培训费2.10万元。\n"
NAMED = [
    ("甲州市测绘所2024年落实发展要求、产业升级的比例是多少", ("落实发展", "求", "产业升级"), "落实发展要求、产业升级"),
    ("用于购买无人机和新能源汽车的钱有多少", ("购", "无人机", "新能源汽车"), "购买无人机和新能源汽车"),
    ("本溪市人民政府性基金收入多少", ("溪市人民政府", "性基金收入"), "本溪市人民政府性基金收入"),
    ("公务接待费多少", ("公务接待费",), "公务接待费"),
    # What the question does not hold in this order comes from an earlier turn: named one by one.
    ("那2023年呢", ("无人机", "新能源汽车"), "无人机、新能源汽车"),
    ("甲" * 30 + "无人机" + "乙" * 40 + "汽车多少", ("无人机", "汽车"), "无人机、汽车"),
    ("2019年科目多少", ("科目",), ""),
    ("2019年多少", (), ""),
]
REFUSALS = [
    ("2023年公务接待费多少", "《甲州市测绘所部门预算》中没有列示2023年的“公务接待费”。"),
    ("公务接待费多少", "《甲州市测绘所部门预算》中没有列示“公务接待费”。"),
]


@pytest.mark.parametrize(("question", "chunks", "name"), NAMED)
def test_what_is_asked_for_in_the_words_of_who_asked(question: str, chunks: tuple[str, ...], name: str) -> None:
    cut = tuple(Chunk(text=text, pieces=(Piece(text=text),)) for text in chunks)
    assert topic(Query(text=question, original=question, kind="figure", chunks=cut)) == name


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    folder: Path = tmp_path_factory.mktemp("undated")
    file = folder / "测绘所部门预算.txt"
    file.write_text(TEXT, encoding="utf-8")
    store = open_library(folder / "library", create=True)
    ingest([file], store)
    return Asker(store)


@pytest.mark.parametrize(("question", "told"), REFUSALS)
def test_a_chosen_document_that_tells_no_year_prints_no_such_figure(asker: Asker, question: str, told: str) -> None:
    answer = asker.ask(Request(question=question, document="测绘所部门预算.txt"), today=2026)
    assert (answer.status, answer.text.removesuffix("最接近的是：")) == ("not_found", told)


def test_a_class_word_alone_is_no_item_that_is_missing(asker: Asker) -> None:
    answer = asker.ask(Request(question="2023年科目多少", document="测绘所部门预算.txt"), today=2026)
    assert answer.status == "not_found" and "没有列示" not in answer.text and "“2023年科目多少”" in answer.text


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ({"parents": ("甲中心",)}, {"parents": ("乙中心",)}),
        ({"section": ("一、收入",)}, {"section": ("二、支出",)}),
        ({}, {}),
    ],
)
def test_two_choices_never_read_the_same(
    make_card: Callable[..., Any], told: dict[str, Any], ends: dict[str, Any]
) -> None:
    same = {"label": "甲中心和乙中心会议费", "row": "会议费", "column": "预算数"}
    cards = [make_card(**same, **told), make_card(**same, **ends, amount="7.77")]
    ranked = SimpleNamespace(choices=(0, 1), evidence=SimpleNamespace(cards=cards))
    found = choices(ranked)  # type: ignore[arg-type]
    assert len({(each.question, each.place) for each in found}) == 2
    assert not any(digit.isdigit() for each in found for digit in each.place.removeprefix("第1页"))
