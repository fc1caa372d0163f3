"""Questions written blind over the documents that come with the project: floors by kind, and a ceiling on wrong figures.

The floors say what is held, not what is wished: raise them with every gain, and never lower them.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from index.language.fold import label_key
from index.library import EmbeddedStore
from qa.ask import Asker
from qa.evaluate import evaluate, read_gold
from qa.model import Answer, Request

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "tests" / "data" / "questions.jsonl"
PARAPHRASES = ROOT / "tests" / "data" / "paraphrases.jsonl"
TODAY = 2026

# kind: (at least right, at most wrong figures)
LIMITS = {
    "figure": (26, 0),
    "change": (19, 0),
    "percent": (19, 0),
    "count": (16, 0),
    "reason": (19, 0),
    "duty": (13, 0),
    "list": (16, 0),
    "definition": (18, 0),
    "compare_years": (19, 0),
    "compare_orgs": (16, 0),
    "share": (19, 0),
    "rank": (17, 0),
    "sum": (15, 0),
    "follow_up": (19, 0),
    "ambiguous": (20, 0),
    "unanswerable": (50, 0),
    "yesno": (16, 0),
    "source": (14, 0),
}
PARAPHRASES_RIGHT, PARAPHRASES_WRONG = 389, 0


@pytest.fixture(scope="session")
def asker(corpus_store: EmbeddedStore) -> Asker:
    return Asker(corpus_store)


@pytest.fixture(scope="session")
def scores(asker: Asker) -> dict[str, Any]:
    return evaluate(read_gold(QUESTIONS), lambda request: _answer(asker, request))


@pytest.fixture(scope="session")
def reworded(asker: Asker) -> dict[str, Any]:
    gold = [
        {**group, "id": f"{number}.{place}", "question": question, "kind": "figure", "status": "answered"}
        for number, group in enumerate(read_gold(PARAPHRASES))
        for place, question in enumerate(group["questions"])
    ]
    return evaluate(gold, lambda request: _answer(asker, request))


def _answer(asker: Asker, request: Request) -> Answer:
    return asker.ask(request, today=TODAY)


def _listed(scores: dict[str, Any], kind: str, *verdicts: str) -> str:
    found = [m for m in scores["misses"] if m["kind"] == kind and m["verdict"] in verdicts]
    return json.dumps(found, ensure_ascii=False, indent=1)


def test_the_questions_cover_every_kind() -> None:
    kinds = Counter(str(entry["kind"]) for entry in read_gold(QUESTIONS))
    assert set(kinds) == set(LIMITS)
    assert sum(kinds.values()) == 400
    assert min(kinds.values()) >= 20
    assert kinds["unanswerable"] >= 50


def test_every_group_has_ten_wordings() -> None:
    groups = read_gold(PARAPHRASES)
    assert len(groups) == 40
    assert all(len(set(group["questions"])) == 10 for group in groups)


@pytest.mark.parametrize("kind", LIMITS)
def test_enough_are_right(scores: dict[str, Any], kind: str) -> None:
    assert scores[kind]["right"] >= LIMITS[kind][0], _listed(scores, kind, "wrong", "refused", "wrong_text")


@pytest.mark.parametrize("kind", LIMITS)
def test_no_more_wrong_figures(scores: dict[str, Any], kind: str) -> None:
    assert scores[kind]["wrong"] <= LIMITS[kind][1], _listed(scores, kind, "wrong")


def test_other_words_get_the_same_figure(reworded: dict[str, Any]) -> None:
    assert reworded["ALL"]["right"] >= PARAPHRASES_RIGHT, _listed(reworded, "figure", "refused", "wrong_text")
    assert reworded["ALL"]["wrong"] <= PARAPHRASES_WRONG, _listed(reworded, "figure", "wrong")


def test_a_share_that_budget_and_accounts_tell_differently_is_asked_back(asker: Asker) -> None:
    answer = _answer(asker, Request(question="云汀市民政局2023年项目支出占支出总计的比例"))
    assert (answer.status, answer.value) == ("clarify", None)
    assert len(answer.options) > 1


@pytest.mark.parametrize("item", ["专用设备维修合同", "局长办公室装修", "应急管理演练", "食堂运营补贴", "诉讼外包"])
def test_what_no_document_tells_gets_no_figure(asker: Asker, item: str) -> None:
    answer = _answer(asker, Request(question=f"云汀市民政局2023年部门预算{item}多少钱"))
    assert (answer.status, answer.value) == ("not_found", None)


def test_what_a_table_calls_something_gives_itself_or_nothing(asker: Asker) -> None:
    """Every project, purchase and unit of the corpus asked by its own name: never the figure of another one."""
    wrong, answered = [], 0
    for info in asker.shelf.documents:
        facets = asker.shelf.facets(info.id)
        labels = {f.label for f in facets if f.item is None and f.figure.source.table is not None}
        for label in sorted(name for name in labels if asker.shelf.labels(info.org).at(name, 0)[0] == len(name)):
            slots = {"year": info.year, "stage": info.stage, "scope": info.scope, "org": info.org}
            answer = asker.ask(Request(question=f"{label}多少钱", **slots), today=2026)
            answered += answer.status == "answered"
            cited = answer.figures[0].figure if answer.figures and answer.value else None
            row = (cited.source.row or "",) if cited else ()
            told = tuple(map(label_key, (cited.label, *cited.parents, *row))) if cited else (label,)
            if not any(label in words or words in label for words in told):
                wrong.append((info.file, label, cited.label if cited else "", answer.text))
    assert answered > 80
    assert not wrong
