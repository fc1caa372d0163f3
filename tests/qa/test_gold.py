"""The development gold set as a gate: nearly all right, and no wrong figure given as an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.ingest import ingest
from index.library import open_library
from qa.ask import Asker
from qa.evaluate import evaluate, read_gold


@pytest.fixture(scope="module")
def scores(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    store = open_library(tmp_path_factory.mktemp("gold") / "library", create=True)
    folders = [p for p in (shared / "data/disclosures").iterdir() if p.name != "not_real"]
    ingest([*folders, shared / "seeds"], store)
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
