"""The development gold set as a gate: nearly all right, and no wrong figure given as an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.library import EmbeddedStore
from index.library.upkeep import refresh
from index.search import Filters, search
from qa.ask import Asker
from qa.evaluate import evaluate, read_gold
from qa.evaluate_retrieval import scores as measured
from qa.evaluate_retrieval import summary, topics


@pytest.fixture(scope="module")
def store(real_store: EmbeddedStore) -> EmbeddedStore:
    refresh(real_store)
    return real_store


@pytest.fixture(scope="module")
def scores(shared: Path, store: EmbeddedStore) -> dict[str, Any]:
    asker = Asker(store)
    gold = read_gold(shared / "gold/questions.jsonl")
    return evaluate(gold, lambda request: asker.ask(request, today=2026), [d.file for d in store.documents()])


def test_nearly_all_are_right(scores: dict[str, Any]) -> None:
    assert scores["ALL"]["questions"] > 500
    assert scores["ALL"]["right"] >= 0.97 * scores["ALL"]["questions"], json.dumps(scores["misses"], ensure_ascii=False)


def test_hardly_a_wrong_figure_is_given(scores: dict[str, Any]) -> None:
    assert scores["ALL"]["wrong"] <= 1, [m for m in scores["misses"] if m["verdict"] == "wrong"]


@pytest.mark.parametrize("kind", ["unanswerable", "ambiguous"])
def test_what_cannot_be_answered_is_refused_or_asked_back(scores: dict[str, Any], kind: str) -> None:
    assert scores[kind]["right"] >= 0.98 * scores[kind]["questions"]


def test_the_seed_is_answered_without_a_wrong_figure(scores: dict[str, Any], shared: Path) -> None:
    gold = read_gold(shared / "gold/questions.jsonl")
    seed = {str(entry["id"]) for entry in gold if any(d.startswith("seeds/") for d in entry["documents"])}
    misses = [m for m in scores["misses"] if m["id"] in seed and m["verdict"] != "half"]
    assert len(misses) <= 0.03 * len(seed), misses
    assert not [m for m in misses if m["verdict"] == "wrong"]


def test_passages_that_answer_are_found(shared: Path, store: EmbeddedStore) -> None:
    held = {info.id: store.passages_of(info.id) for info in store.documents()}
    asked = topics(read_gold(shared / "gold/questions.jsonl"), store, held)

    def rank(text: str, documents: tuple[str, ...] | None, k: int) -> list[str]:
        return [hit.passage.id for hit in search(store, text, Filters(documents=documents or ()), k)]

    found = summary(asked, measured(asked, rank))
    assert len(asked) > 400
    assert found["nDCG@10"] >= 0.93 and found["R@5"] >= 0.98, found
