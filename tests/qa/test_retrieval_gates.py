"""Retrieval over the documents that come with the project, as a gate: blind questions, floors a little under what was
measured, and the meaning beside the words worth having."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.derived import Derived, read, write
from index.embedding import embedder
from index.library import EmbeddedStore
from index.passages import passages
from index.ranking import Settings, settings
from index.search import Searcher
from qa.evaluate import read_gold
from qa.evaluate_retrieval import Topic, scores, summary, topics

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {"nDCG@10": 0.88, "R@5": 0.92, "R@10": 0.96}


@pytest.fixture(scope="module")
def asked(corpus_store: EmbeddedStore, tmp_path_factory: pytest.TempPathFactory) -> tuple[Derived, Sequence[Topic]]:
    place, store = tmp_path_factory.mktemp("gate"), corpus_store
    by_document = {info.id: passages(store.document(info.id)) for info in store.documents()}
    found = topics(read_gold(ROOT / "tests/data/questions.jsonl"), store, by_document)
    (place / "indexes").mkdir()
    write([p for ps in by_document.values() for p in ps], place / "indexes", embedder())
    return read(place / "indexes"), found


def _measured(asked: tuple[Derived, Sequence[Topic]], given: Settings) -> dict[str, float]:
    indexes, found = asked
    searcher = Searcher(indexes, embedder(), given)
    told = scores(
        found, lambda text, documents, k: [h.passage.id for h in searcher.search(text, k, documents=documents)]
    )
    return summary(found, told)


def test_passages_that_answer_are_found_and_better_with_the_meaning(asked: tuple[Derived, Sequence[Topic]]) -> None:
    assert len(asked[1]) >= 200
    whole = _measured(asked, settings())
    assert {name: whole[name] for name, floor in FLOORS.items() if whole[name] < floor} == {}
    words = _measured(asked, replace(settings(), dense=0.0, doubt=0.0, guess=0.0))
    assert whole["nDCG@10"] > words["nDCG@10"] + 0.01
