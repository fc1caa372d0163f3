"""The command line: what it prints, and that wrong input is one clear line with exit code 2."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import open_library
from qa.answer.choices import token

Run = Callable[..., tuple[int, str, str]]


def test_a_batch_answers_in_order_with_the_ids_given_back(place: Path, run: Run) -> None:
    lines = [
        '{"id": "b", "question": "甲市档案局2021年三公经费多少"}',
        "甲市档案局2022年三公经费多少",
        '{"id": 7, "question": "三公经费多少", "org": "乙县财政局", "year": 2021}',
        '{"id": "x", "question": "三公经费多少", "document": "没有的.pdf"}',
        '{"id": "那", "question": "那2022年呢", "context": ["甲市档案局2021年三公经费多少"]}',
    ]
    Path("q.jsonl").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    code, out, _ = run("ask", "--batch", "q.jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [a["id"] for a in answers] == ["b", None, 7, "x", "那"]
    assert answers[3]["status"] == "not_found"
    assert [a["value"] and a["value"]["amount"] for a in answers] == ["3.20", "3.00", "12.50", None, "3.00"]


KEYS = [
    "question", "status", "text", "value", "figures", "computed", "passages", "options", "choices", "warnings",
    "elapsed_ms",
]  # fmt: skip
FIGURE_KEYS = ["org", "year", "stage", "scope", "item", "measure", "amount", "unit", "yuan", "source"]
SOURCE_KEYS = ["document", "title", "file", "page", "section", "table", "row", "column", "quote"]


def test_an_answer_in_json_is_what_the_interface_says(place: Path, run: Run) -> None:
    code, out, _ = run("ask", "甲市档案局2021年三公经费多少", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer)[: len(KEYS)] == KEYS and set(answer) - set(KEYS) <= {"beside"}
    assert answer["status"] == "answered"
    assert answer["value"] == {"amount": "3.20", "unit": "万元"}
    figure = answer["figures"][0]
    assert list(figure) == FIGURE_KEYS
    assert list(figure["source"])[: len(SOURCE_KEYS)] == SOURCE_KEYS
    assert set(figure["source"]) - set(SOURCE_KEYS) <= {"url", "reason"}
    assert (figure["yuan"], figure["measure"]) == ("32000.00", "金额")
    assert figure["source"]["quote"] == "3.20"
    assert figure["source"]["table"] == "总表"


def test_an_unknown_body_is_not_found_with_exit_code_0(place: Path, run: Run) -> None:
    code, out, _ = run("ask", "丙省审计厅2021年三公经费多少", "--json")
    answer = json.loads(out)
    assert (code, answer["status"], answer["value"]) == (0, "not_found", None)


def test_documents(place: Path, run: Run) -> None:
    code, out, _ = run("documents", "--json")
    told = json.loads(out)["documents"]
    assert code == 0
    assert [d["org"] for d in told] == ["甲市档案局", "甲市档案局", "乙县财政局"]
    assert "乙县财政局2021.txt" in run("documents")[1]
    _, out, _ = run("documents", "--unread", "--json")
    assert all(isinstance(d["unread"], list) for d in json.loads(out)["documents"])
    assert "没有读懂" in run("documents", "--unread")[2]


def test_tables_in_every_format(place: Path, run: Run) -> None:
    _, out, _ = run("tables", "乙县财政局2021.txt", "--format", "json")
    (table,) = json.loads(out)["tables"]
    assert list(table) == ["document", "file", "title", "unit", "pages", "header", "rows", "checks"]
    assert (table["header"], table["rows"]) == (["项目", "预算数"], [["项目0", "12.50"]])
    _, out, _ = run("tables", "乙县财政局2021.txt", "--format", "csv")
    assert list(csv.reader(io.StringIO(out))) == [["项目", "预算数"], ["项目0", "12.50"]]
    assert "12.50" in run("tables", "乙县财政局2021.txt")[1]
    code, out, _ = run("tables", "乙县财政局2021.txt", "--format", "xlsx", "-o", "t.xlsx")
    assert (code, out) == (0, "")
    assert _xlsx("t.xlsx") == [["项目", "预算数"], ["项目0", "12.50"]]


def test_figures_can_be_narrowed_and_exported(place: Path, run: Run) -> None:
    _, out, _ = run("figures", "--org", "甲市档案局", "--year", "2021..2022", "--item", "三公经费", "--format", "json")
    told = json.loads(out)["figures"]
    assert [(f["year"], f["amount"]) for f in told] == [(2021, "3.20"), (2022, "3.00")]
    code, _, _ = run("figures", "--year", "2022", "--format", "xlsx", "-o", "f.xlsx")
    rows = _xlsx("f.xlsx")
    assert code == 0
    assert [row[rows[0].index("数值")] for row in rows[1:]] == ["3.00", "0.90"]
    _, out, _ = run("figures", "--org", "没有的单位", "--format", "csv")
    assert len(out.splitlines()) == 1


def _xlsx(file: str) -> list[list[object]]:
    from openpyxl import load_workbook

    (page,) = load_workbook(file).worksheets
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_check_lists_what_does_not_hold_and_exits_1(place: Path, run: Run) -> None:
    code, out, _ = run("check", "乙县财政局2021.txt")
    assert code == 1
    assert "合计与各项之和不符（相差 0.01 万元）" in out
    code, out, _ = run("check", "--json")
    told = json.loads(out)
    assert (code, told["summary"]["不符"], len(told["findings"])) == (1, 3, 3)
    assert told["findings"][0]["cells"][0]["quote"] == "3.20"


def test_a_document_is_known_by_the_beginning_of_its_id_and_by_its_name(place: Path, run: Run) -> None:
    info = open_library(place).documents()[2]
    for name in (info.id, info.id[:8], info.file):
        assert run("tables", name)[0] == 0


def test_feedback_one_object_a_line(place: Path, run: Run) -> None:
    store = open_library(place)
    store.add_feedback({"question": "三公经费多少", "helpful": False, "reason": "单位不对"})
    code, out, _ = run("feedback", "--format", "jsonl")
    assert code == 0
    assert json.loads(out) == {"question": "三公经费多少", "helpful": False, "reason": "单位不对"}


def test_a_library_of_another_version_is_refused_and_left_alone(place: Path, run: Run) -> None:
    import sqlite3

    with sqlite3.connect(place / "library.sqlite3") as db:
        db.execute("UPDATE meta SET value = 999 WHERE name = 'schema'")
    db.close()
    before = (place / "library.sqlite3").read_bytes()
    for arguments in (("documents",), ("ask", "三公经费多少"), ("verify",)):
        code, out, err = run(*arguments)
        assert (code, out) == (2, "")
        assert "结构版本 999" in err
        assert len(err.splitlines()) == 1
    assert (place / "library.sqlite3").read_bytes() == before


def test_settings_come_from_the_environment_then_from_a_file(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BUDGETQA_LIBRARY")
    Path("budgetqa.toml").write_text(f'library = "{place}"\n[web]\ntitle = "x"\n', encoding="utf-8")
    assert run("documents")[0] == 0
    Path("budgetqa.toml").write_text("libary = 'x'\n", encoding="utf-8")
    code, _, err = run("documents")
    assert (code, "libary" in err) == (2, True)
    Path("budgetqa.toml").write_text("library = \n", encoding="utf-8")
    assert run("documents")[0] == 2


def test_a_choice_is_picked_by_its_token(place: Path, run: Run) -> None:
    store = open_library(place)
    for info in store.documents():
        for figure in store.figures_of(info.id):
            code, out, _ = run("ask", "--ask", token(figure), "--json")
            told = json.loads(out)
            assert (code, told["status"], told["value"]) == (0, "answered", {"amount": figure.amount, "unit": "万元"})
            assert (told["figures"][0]["org"], told["figures"][0]["year"]) == (figure.org, figure.year)
            assert told["figures"][0]["source"]["document"] == info.id


def test_reasons_are_given_where_they_are_asked_for(place: Path, run: Run) -> None:
    question = "甲市档案局2021年三公经费预算多少"
    code, out, _ = run("ask", question, "--explain", "--json")
    first, *others = json.loads(out)["explained"]
    assert code == 0 and set(first) == {
        "label",
        "place",
        "year",
        "stage",
        "amount",
        "unit",
        "probability",
        "for",
        "against",
    }
    assert len(others) <= 4 and all(0 <= one["probability"] <= 1 for one in (first, *others))
    assert all(isinstance(reason, str) for one in (first, *others) for reason in (*one["for"], *one["against"]))
    assert "explained" not in json.loads(run("ask", question, "--json")[1])
    assert "最可能的数字" in run("ask", question, "--explain")[1]
    assert "没有可比较的数字" in run("ask", "三公经费多少", "--explain")[1]
