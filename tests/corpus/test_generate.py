"""The generator: the same seed gives the same bytes, the books balance, what is said to be printed is printed."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from corpus import generate
from corpus.generator.city import cities, departments
from corpus.generator.document import Plan, write
from corpus.generator.ledger import FUNDS, ledger
from corpus.generator.writers import WRITERS, spread

ROOT = Path(__file__).resolve().parents[2]
SEED = 7


def test_the_committed_documents_are_the_generator_s(tmp_path: Path) -> None:
    generate.run(generate.example(), tmp_path)
    written = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.name != "truth.jsonl"}
    committed = {p.name: p.read_bytes() for p in (ROOT / "corpus" / "yunting").iterdir() if p.name != "truth.jsonl"}
    assert len(committed) >= 15
    assert written == committed


def test_the_same_seed_gives_the_same_documents() -> None:
    first, again = ([(p.file, WRITERS[".txt"](write(p))) for p in generate.plans(12, SEED)] for _ in range(2))
    assert first == again
    assert first != [(p.file, WRITERS[".txt"](write(p))) for p in generate.plans(12, SEED + 1)]


@pytest.mark.parametrize("plan", list(generate.plans(18, SEED)), ids=lambda p: p.file)
def test_every_figure_of_the_truth_is_printed(plan: Plan) -> None:
    pen = write(plan)
    text = WRITERS[".txt"](pen).decode().replace(",", "")
    assert len(pen.truth) > 100
    for row in pen.truth:
        assert str(row["amount"]) in text, row
        assert row["file"] == plan.file and row["org"] == plan.unit_name


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_each_format_is_written(suffix: str) -> None:
    pen = write(next(generate.plans(1, SEED)))
    pytest.importorskip({".docx": "docx", ".xlsx": "openpyxl"}.get(suffix, "json"))
    assert len(WRITERS[suffix](pen)) > 3000


@pytest.mark.parametrize("department", departments(cities()[0]), ids=lambda d: d.name)
def test_books_hang_together(department) -> None:
    for year in (2022, 2023, 2024):
        for stage in ("预算", "决算"):
            books = [ledger(department, n, year, stage, 1, SEED) for n in range(len(department.units))]
            whole = ledger(department, -1, year, stage, 1, SEED)
            assert whole.spent == sum(b.spent for b in books)
            for each in (whole, *books):
                assert each.spent == sum(map(each.fund, (*FUNDS, "事业收入", "其他收入")))
                assert each.income_total + each.carried_in == each.spent + each.carried_out
                assert (
                    each.travel.total
                    == each.travel.trips + each.travel.buying + each.travel.running + each.travel.hosting
                )


def test_last_year_s_column_is_last_year_s_document() -> None:
    """The 上年数 that a table prints is what last year's document printed."""
    rows = [
        row for plan in generate.plans(300, SEED) for row in write(plan).truth if row["place"] == "一般公共预算支出表"
    ]
    own = {
        (r["org"], r["scope"], r["year"], r["item"], r["amount"]) for r in rows
        if r["measure"] == "金额" and str(r["year"]) in str(r["file"]) and not r["aspect"]
    }  # fmt: skip
    prior = [r for r in rows if r["measure"] == "金额" and str(r["year"]) not in str(r["file"]) and r["year"] != 2021]
    written = {(r["org"], r["scope"], r["year"]) for r in rows if str(r["year"]) in str(r["file"])}
    checked = [r for r in prior if (r["org"], r["scope"], r["year"]) in written]
    assert checked
    for row in checked:
        assert (row["org"], row["scope"], row["year"], row["item"], row["amount"]) in own, row


def test_spans_are_spread_over_full_rows() -> None:
    from corpus.generator.pen import Head

    header = ((Head(text="甲", rows=2), Head(text="乙", columns=2)), (Head(text="丙"), Head(text="丁")))
    assert spread(header, 3) == [["甲", "乙", ""], ["", "丙", "丁"]]


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["generate.py", "--count", "3", "--seed", "5", "--out", str(tmp_path)])
    assert generate.main() == 0
    rows = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"file", "org", "year", "stage", "scope", "item", "aspect", "measure", "amount", "unit", "flow"} <= set(
        rows[0]
    )
    assert all(Decimal(row["amount"]) is not None for row in rows)
    assert len(list(tmp_path.iterdir())) == 4
