"""The cell-by-cell score: on tables made by hand, and on the real documents where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import BadBatchLine
from index.model import Cell, Column, Row, Table
from qa.evaluate_tables import evaluate_tables

GOLD = {
    "file": "data/a.pdf",
    "page": 3,
    "title": "收入表",
    "unit": "万元",
    "header": ["项目", "金额"],
    "rows": [["一、拨款", "1,507.56"], ["二、其他", ""], ["合计", "1,507.56"]],
}


def table(**changes: Any) -> Table:
    rows = changes.get("rows", GOLD["rows"])
    return Table(
        title=changes.get("title", "收入表"),
        unit=changes.get("unit", "万元"),
        unit_from=changes.get("unit_from", "caption"),
        columns=tuple(Column(path=tuple(name.split("/"))) for name in changes.get("header", ["项目", "金额"])),
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows),
        pages=changes.get("pages", (3,)),
        section=0,
    )


def gold(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / "gold" / "tables.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_all_right(tmp_path: Path) -> None:
    asked: list[Path] = []

    def tables_of(path: Path) -> list[Table]:
        asked.append(path)
        return [table(), table(title="支出表", rows=[["甲", "2.00"]])]

    scores = evaluate_tables(gold(tmp_path, GOLD, GOLD), tables_of)
    assert (scores.tables, scores.cells, scores.exact, scores.misses) == (2, 16, 1.0, ())
    assert asked == [tmp_path.resolve() / "data/a.pdf"]
    assert scores.as_json() == {"tables": 2, "cells": 16, "exact": 1.0, "misses": []}


@pytest.mark.parametrize(
    ("changes", "misses"),
    [
        ({"unit": "元"}, [("", "单位", "万元", "元")]),
        ({"rows": [["一、拨款", "1507.56"], *GOLD["rows"][1:]]}, [("一、拨款", "金额", "1,507.56", "1507.56")]),
        ({"rows": [GOLD["rows"][0], ["二、其他", "3.00"], GOLD["rows"][2]]}, [("二、其他", "金额", "", "3.00")]),
        ({"rows": GOLD["rows"][:2]}, [("合计", "项目", "合计", ""), ("合计", "金额", "1,507.56", "")]),
        ({"rows": [*GOLD["rows"], ["丙", "9.00"]]}, [("丙", "金额", "", "9.00")]),
        ({"rows": [["一 、拨款", "1,507.56"], *GOLD["rows"][1:]]}, []),
        (
            {"header": ["项目", "预算数"]},
            [
                ("标题行", "金额", "金额", "预算数"),
                ("一、拨款", "金额", "1,507.56", ""),
                ("合计", "金额", "1,507.56", ""),
            ],
        ),
    ],
)
def test_each_wrong_cell_is_listed(tmp_path: Path, changes: dict[str, Any], misses: list[tuple[str, ...]]) -> None:
    scores = evaluate_tables(gold(tmp_path, GOLD), lambda _: [table(**changes)])
    assert [(m.row, m.column, m.expected, m.got) for m in scores.misses] == misses
    assert scores.exact == (scores.cells - len(misses)) / scores.cells


def test_a_table_that_is_missing_is_all_wrong(tmp_path: Path) -> None:
    scores = evaluate_tables(gold(tmp_path, GOLD), lambda _: [table(pages=(9,))])
    assert scores.exact == 0


def test_a_unit_that_is_not_printed_may_be_inferred(tmp_path: Path) -> None:
    printed = {**GOLD, "unit": None}
    path = gold(tmp_path, printed)
    assert evaluate_tables(path, lambda _: [table(unit_from="inferred")]).exact == 1
    assert evaluate_tables(path, lambda _: [table()]).exact < 1


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadBatchLine) as caught:
        evaluate_tables(gold(tmp_path, GOLD, {"file": "b.pdf"}), lambda _: [table()])
    assert caught.value.line == 2


def test_the_real_tables(shared: Path) -> None:
    scores = evaluate_tables(shared / "gold" / "tables.jsonl")
    listed = "\n".join(f"{m.file} {m.title} {m.row} {m.column}: {m.expected!r} != {m.got!r}" for m in scores.misses)
    assert scores.cells > 3000
    assert scores.exact >= 0.995, listed
