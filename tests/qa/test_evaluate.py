"""The measure itself: what counts as right, as offered, as wrong, over answers made by hand."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import BadOption
from index.library import Record, prepare
from index.library import open_library as opened
from qa.cli import main
from qa.evaluate import evaluate, group_of, mark
from qa.judge import verdict
from qa.model import Answer, Choice, Computed, Request, Value
from qa.render import answer_json
from qa.terminal import answer_lines, offered


def _answer(
    text: str = "", amount: str | None = None, unit: str | None = "万元", status: str = "answered", **more: Any
) -> Answer:
    value = Value(amount=amount, unit=unit) if amount is not None else None
    return Answer(question="", status=status, text=text, value=value, **more)


FIGURE = {"kind": "figure", "status": "answered", "expected_value": "3.20", "expected_unit": "万元"}
TWO = FIGURE | {"alt_value": "4.50"}
CASE = {"status": "answered", "expected_value": "3.20", "expected_unit": "万元"}
CHANGE = FIGURE | {"kind": "change", "expected_text": "减少"}
LIST = {
    "kind": "list",
    "status": "answered",
    "expected_value": "2",
    "expected_unit": "个",
    "expected_text": "甲庭、乙庭",
}
BLANK = {"kind": "unanswerable", "status": "not_found"}
OPEN = {"kind": "ambiguous", "status": "clarify", "must_contain": ["2021年|2022年"]}

JUDGED: list[tuple[str, dict[str, Any], Answer, str]] = [
    ("the figure", FIGURE, _answer(amount="3.20"), "right"),
    ("in another unit", FIGURE, _answer(amount="32000.00", unit="元"), "right"),
    ("in millions", FIGURE | {"expected_value": "320"}, _answer(amount="3.2", unit="百万元"), "right"),
    ("money without a unit", FIGURE | {"expected_value": "32000", "expected_unit": "元"}, _answer(amount="32000", unit=None), "wrong"),
    ("another figure", FIGURE, _answer(amount="3.21"), "wrong"),
    ("the other sign", FIGURE, _answer(amount="-3.20"), "wrong"),
    ("no figure", FIGURE, _answer("有安排。"), "wrong_text"),
    ("refused", FIGURE, _answer(status="not_found"), "refused"),
    ("asked back", FIGURE, _answer(status="clarify"), "refused"),
    ("another status admitted", FIGURE | {"also_status": ["clarify"]}, _answer(status="clarify"), "right"),
    ("elsewhere printed so", FIGURE | {"also_accept": [{"value": "3.199", "unit": "万元"}]}, _answer(amount="3.199"), "right"),
    ("a row without a unit", FIGURE | {"expected_unit": None}, _answer(amount="3.2", unit="台"), "right"),
    ("a row without a unit, money", FIGURE | {"expected_unit": None}, _answer(amount="3.2"), "right"),
    ("another noun", FIGURE | {"expected_unit": "人"}, _answer(amount="3.20", unit="批次"), "wrong"),
    ("the same noun", FIGURE | {"expected_unit": "人"}, _answer(amount="3.20", unit="名"), "right"),
    ("a rounded row", FIGURE | {"expected_value": "22000余", "expected_unit": "人次"}, _answer(amount="22000", unit="人次"), "right"),
    ("no number", FIGURE | {"expected_value": "2015年3月", "expected_unit": None}, _answer("2015 年 3 月搬迁"), "wrong_text"),
    ("no number, told", FIGURE | {"expected_value": "2015年3月", "expected_unit": None}, _answer("2015年3月搬迁"), "right"),
    ("a contradiction unsaid", FIGURE | {"conflict": "表与正文不一"}, _answer(amount="3.20"), "half"),
    ("a contradiction said", FIGURE | {"conflict": "表与正文不一"}, _answer(amount="3.20", warnings=("不一致",)), "right"),
    ("the first reading alone", TWO, _answer("为3.20万元", "3.20"), "half"),
    ("the other reading alone", TWO, _answer("为4.50万元", "4.50"), "wrong"),
    ("the first, the other said", TWO, _answer("为3.20万元，另一处为4.5万元", "3.20"), "right"),
    ("the other, the first said", TWO, _answer("为4.50万元", "4.50", warnings=("表中为3.20万元",)), "right"),
    ("asked back which reading", TWO, _answer(status="clarify"), "right"),
    ("a third reading", TWO, _answer("为5.00万元，不是3.20和4.50", "5.00"), "wrong"),
    ("one reading written twice", FIGURE | {"alt_value": "3.2"}, _answer("为3.20万元", "3.20"), "right"),
    ("worked out", FIGURE, _answer(amount="3.21", computed=Computed(expression="1+2.21", amount="3.21", unit="万元")), "right"),
    ("worked out by the row", FIGURE | {"computed": True}, _answer(amount="3.21"), "right"),
    ("a decrease", CHANGE, _answer("下降3.20万元", "-3.20"), "right"),
    ("an increase", CHANGE, _answer("增长3.20万元", "3.20"), "wrong_text"),
    ("a case", CASE, _answer(amount="-3.20"), "right"),
    ("a case below nought", CASE | {"expected_value": "-3.20"}, _answer(amount="3.20"), "wrong"),
    ("a case that says what is barred", CASE | {"never": ["下降-"]}, _answer("下降-3.20万元", "3.20"), "wrong"),
    ("a case that denies", {"status": "not_found", "never": ["没有列示"]}, _answer("没有列示", status="not_found"), "wrong"),
    ("a list", LIST, _answer("设甲庭、乙庭2个庭"), "right"),
    ("a list joined otherwise", LIST, _answer("一是甲庭；二是乙庭"), "right"),
    ("half of a list", LIST, _answer("设甲庭"), "wrong_text"),
    ("a list with a wrong headline", LIST, _answer("甲庭、乙庭", "3", "个"), "wrong"),
    ("traditional, with sounds", LIST | {"expected_text": "职责"}, _answer("職責(zé)"), "right"),
    ("not found", BLANK, _answer(status="not_found"), "right"),
    ("asked back for nothing", BLANK, _answer(status="clarify"), "right"),
    ("a figure for nothing", BLANK, _answer(amount="3.20"), "wrong"),
    ("words for nothing", BLANK, _answer("另有规定"), "wrong_text"),
    ("blank, said so", BLANK | {"also_status": ["answered"]}, _answer("空白"), "right"),
    ("blank, given as nought", BLANK | {"also_status": ["answered"]}, _answer(amount="0"), "wrong"),
    ("asked which", OPEN, _answer(status="clarify", options=("2022年三公经费",)), "right"),
    ("asked which by choices", OPEN, _answer(status="clarify", choices=(Choice(question="2021年三公经费", ask="a"),)), "right"),
    ("asked something else", OPEN, _answer(status="clarify", options=("甲局三公经费",)), "wrong_text"),
    ("guessed", OPEN, _answer("2021年为3.20万元", "3.20"), "wrong"),
    ("not even asked", OPEN, _answer(status="not_found"), "refused"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "answer", "expected"), [c[1:] for c in JUDGED], ids=[c[0] for c in JUDGED])
def test_what_an_answer_is_worth(entry: dict[str, Any], answer: Answer, expected: str) -> None:
    assert verdict(entry, answer) == expected


def _choices(*tokens: str) -> tuple[Choice, ...]:
    return tuple(Choice(question=f"问{token}", ask=token, label=token) for token in tokens)


def _picking(given: Answer) -> Callable[[Request], Answer]:
    """Answers every question the same way; a choice gives the amount that its token is."""

    def ask(request: Request) -> Answer:
        if request.ask is None:
            return given
        if request.ask == "unknown":
            raise BadOption("不认识")
        return _answer(amount=request.ask)

    return ask


OFFERED = [
    ("the first", "not_found", ("3.20", "1"), True),
    ("the fourth", "clarify", ("1", "2", "3", "3.20"), True),
    ("the fifth", "not_found", ("1", "2", "3", "4", "3.20"), False),
    ("none", "not_found", ("1", "2"), False),
    ("no choices", "not_found", (), False),
    ("a token that is not known", "not_found", ("unknown", "3.20"), True),
]


@pytest.mark.parametrize(("status", "tokens", "leads"), [c[1:] for c in OFFERED], ids=[c[0] for c in OFFERED])
def test_a_refused_answer_counts_as_offered_where_a_choice_leads_to_it(
    status: str, tokens: tuple[str, ...], leads: bool
) -> None:
    given = _answer(status=status, choices=_choices(*tokens))
    told = evaluate([{"id": "1", "question": "多少", **FIGURE}], _picking(given))
    assert (told["ALL"]["right"], told["ALL"]["refused"], told["ALL"]["right_or_offered"]) == (0, 1, int(leads))


def test_only_what_was_refused_can_be_offered() -> None:
    ask = _picking(_answer())
    for answer in (_answer(amount="9", choices=_choices("3.20")), _answer(amount="3.20", choices=_choices("3.20"))):
        assert not mark({"question": "多少", **FIGURE}, answer, ask).offered
    assert not mark({"question": "多少", **BLANK}, _answer(status="not_found", choices=_choices("3.20")), ask).offered


def test_choices_where_nothing_can_be_answered_are_counted() -> None:
    tokens = iter(((), ("1", "2", "3"), ("1",), ()))
    gold = [{"question": "多少", "id": str(n), **BLANK} for n in range(4)]
    told = evaluate(gold, lambda _: _answer(status="not_found", choices=_choices(*next(tokens))))
    assert told["unanswerable_choices"] == {"questions": 4, "with_choices": 2, "share": 0.5, "average": 2.0}


def test_the_page_that_the_asker_chose_is_passed_on_and_the_earlier_questions_with_it() -> None:
    asked: list[Request] = []

    def ask(request: Request) -> Answer:
        asked.append(request)
        return _answer(amount="3.20")

    row = {"id": "wa001-1", "question": "多少", "document": "a.html", "documents": ["pages/a.html"], "context": ["问"]}
    told = evaluate([row | FIGURE, row | FIGURE | {"documents": ["pages/b.html"]}], ask, ["a.html"])
    assert asked == [Request(question="多少", id="wa001-1", document="a.html", context=("问",))]
    assert (told["ALL"]["questions"], told["skipped"]) == (1, 1)


GROUPS: list[tuple[dict[str, Any], str | None, str | None]] = [
    ({"id": "wa001-1"}, None, "wa"),
    ({"id": "wb00208"}, None, "wb"),
    ({"id": "D001"}, None, None),
    ({"id": "wa001-1", "group": "手册"}, None, "手册"),
    ({"id": "wa001-1", "year": 2019}, "year", "2019"),
    ({"id": "wa001-1"}, "year", None),
]


@pytest.mark.parametrize(("entry", "by", "group"), GROUPS)
def test_groups(entry: dict[str, Any], by: str | None, group: str | None) -> None:
    assert group_of(entry, by) == group


def test_scores_by_kind_and_group() -> None:
    gold = [
        {"id": "wa001-1", "question": "多少", **FIGURE},
        {"id": "wb001-1", "question": "减了多少", **CHANGE},
        {"id": "wb001-2", "question": "多少", **FIGURE},
    ]
    told = evaluate(gold, _picking(_answer("增加3.20万元", "3.20")))
    assert {name: (s["questions"], s["right"], s["wrong_text"]) for name, s in told["groups"].items()} == {
        "wa": (1, 1, 0),
        "wb": (2, 1, 1),
    }
    assert (told["figure"]["right"], told["change"]["right"], told["ALL"]["marks"]) == (2, 0, 0.6667)
    assert [m["id"] for m in told["misses"]] == ["wb001-1"]


def test_choices_in_json_and_in_the_terminal(tmp_path: Path) -> None:
    store = opened(tmp_path / "library", create=True)
    choice = Choice(question="甲局“三公”经费", ask="t1", org="甲局", year=2021, label="三公经费", place="第2页")
    options = ("甲局三公经费", "甲局会议费")
    answer = _answer("没有完全对应的项目，最接近的是：", status="not_found", choices=(choice,), options=options)
    keys = ["question", "ask", "org", "year", "stage", "scope", "label", "place"]
    (told,) = answer_json(answer, store)["choices"]
    assert list(told) == keys and told["ask"] == "t1"
    assert answer_lines(answer, store)[1:] == ["  1. 甲局“三公”经费（第2页）", "  2. 甲局会议费"]
    assert [c.ask for c in offered(answer)] == ["t1", ""]


@pytest.fixture
def place(tmp_path: Path, make_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch) -> Path:
    store = opened(tmp_path / "library", create=True)
    store.put(prepare(make_record()))
    store.close()
    monkeypatch.setenv("BUDGETQA_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_token_that_was_never_given_is_one_clear_line(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["ask", "--ask", "x"], ["ask", "三公经费", "--ask", "x"], ["ask", "--ask", " "]):
        assert main(arguments) == 2
        out, err = capfd.readouterr()
        assert (out, len(err.splitlines())) == ("", 1) and "--ask" in err
    (place / "q.jsonl").write_text('{"id": 1, "ask": "x"}\n甲市档案局2021年三公经费多少\n', encoding="utf-8")
    assert main(["ask", "--batch", "q.jsonl"]) == 0
    told = [json.loads(line) for line in capfd.readouterr()[0].splitlines()]
    assert [a["status"] for a in told] == ["not_found", "answered"]


def test_evaluate_prints_both_measures_by_kind_and_by_group(place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": "wa1", "question": "三公经费多少", "document": "甲市档案局2021年部门预算.txt", **FIGURE},
        {"id": "wb1", "question": "甲市档案局2021年公务接待费多少", **BLANK},
    ]
    (place / "gold.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert main(["evaluate", "gold.jsonl", "--json"]) == 0
    told = json.loads(capfd.readouterr()[0])
    assert (told["ALL"]["right"], told["ALL"]["right_or_offered"], list(told["groups"])) == (2, 2, ["wa", "wb"])
    assert main(["evaluate", "gold.jsonl", "--by", "kind"]) == 0
    lines = capfd.readouterr()[0].splitlines()
    assert "对或给出选项" in lines[0]
    assert sum(line.startswith("unanswerable ") for line in lines) == 2
    # Whether anything near is offered is the ranking's to say.
    assert any(re.match("无法回答的 1 题中有 [01] 题给出选项", line) for line in lines), lines


def test_a_number_typed_in_the_chat_picks_the_choice_by_its_token(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, str | None]] = []

    class Fake:
        def __init__(self, store: object) -> None: ...

        def ask(self, request: Request) -> Answer:
            asked.append((request.question, request.ask))
            return _answer(status="not_found", choices=_choices("t1"), options=("另一问",))

    monkeypatch.setattr("qa.cli.chat.Asker", Fake)
    monkeypatch.setattr("sys.stdin", io.StringIO("三公经费\n1\n2\n3\n"))
    assert main(["chat"]) == 0
    assert asked == [("三公经费", None), ("问t1", "t1"), ("另一问", None), ("3", None)]
