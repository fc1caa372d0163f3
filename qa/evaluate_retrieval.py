"""How well passages are found: ``python -m qa.evaluate_retrieval GOLD.jsonl --library PLACE``.

A question's relevant passages are those of its documents, on its page where one is given, that print the expected value
or text. They are one fact printed several times: the first of them in a ranking counts, the others are passed over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import ir_measures
import numpy as np

from index.expansion import named
from index.language.fold import label_key
from index.library import DocumentInfo, Store
from index.model import Passage
from index.vocabulary import load
from qa.answer.shelf import Shelf
from qa.model import Query, Request
from qa.question.thread import continues, merge
from qa.question.understand import World, understand
from qa.relevance import telling

MEASURES = {
    "nDCG@10": ir_measures.nDCG @ 10,
    "R@1": ir_measures.R @ 1,
    "R@5": ir_measures.R @ 5,
    "R@10": ir_measures.R @ 10,
    "RR": ir_measures.RR @ 10,
}
DEPTH = 10
_THIS_YEAR = 2025
_RESAMPLED = 1000
# More passages than this print it: it tells no passage from another.
_MOST = 12
# What taking out bodies and years leaves behind.
_LEFT_OVER = re.compile(r"(?:^|(?<=\s))[年、和与]+(?=\s|\S)|\s+")
_FACT = "fact"

Ranker = Callable[[str, tuple[str, ...] | None, int], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A question to be searched for: in which documents, and which passages tell."""

    id: str
    kind: str
    wording: str
    text: str
    documents: tuple[str, ...] | None
    relevant: frozenset[str]

    @property
    def split(self) -> str:
        """Half of the questions are for choosing settings, half for reporting."""
        return "dev" if hashlib.sha256(self.id.encode()).digest()[0] % 2 else "test"


def topics(
    gold: Iterable[dict[str, Any]], store: Store, passages: Mapping[str, Sequence[Passage]]
) -> tuple[Topic, ...]:
    """The questions of a gold file that passages can answer; ``passages`` by document."""
    shelf = Shelf(store)
    world = shelf.world(_THIS_YEAR)
    by_name: dict[str, list[DocumentInfo]] = {}
    for info in shelf.documents:
        by_name.setdefault(PurePath(info.file).name, []).append(info)
    found = []
    for entry in gold:
        named_there = [info for name in entry.get("documents", ()) for info in by_name.get(PurePath(name).name, ())]
        if entry["status"] != "answered" or not named_there or entry.get("not_with"):
            continue
        query = _understood(entry, world)
        text = query.words or entry["question"]
        if entry.get("context"):
            text = f"{understand(Request(question=entry['context'][-1]), world).words} {text}"
        text = _LEFT_OVER.sub(" ", text).strip()
        tell = telling(entry, text, named_there, shelf, passages, open_year=not query.years, open_org=not query.orgs)
        if not tell or (entry.get("expected_value") is not None and len(tell) > _MOST):
            continue
        admitted = _admitted(query, shelf)
        found.append(
            Topic(
                id=str(entry["id"]),
                kind=entry["kind"],
                wording=wording(text),
                text=text,
                documents=admitted or None,
                relevant=frozenset(tell),
            )
        )
    return tuple(found)


def _admitted(query: Query, shelf: Shelf) -> tuple[str, ...]:
    """The documents that the question's slots admit; where a body has none of that year, its others: they tell of the
    year before."""
    slots: tuple[dict[str, Any], ...] = ({"years": query.years, "stages": query.stages, "scopes": query.scopes}, {})
    found = (tuple(info.id for org in query.orgs for info in shelf.select(org, **given)) for given in slots)
    return next(filter(None, found), ())


def wording(text: str) -> str:
    """How a question names its subject: by its official name, by another name of the lexicon, by a description that the
    lexicon has, or in words that it does not have."""
    concepts, names = load().concepts, load().question_names
    found = [(each.words, key) for each in named(text) for key in each.concepts]
    if any(words in {label_key(n) for n in concepts[key].printed} for words, key in found):
        return "official"
    if any(words in names for words, _ in found):
        return "listed"
    return "descriptive" if found else "unlisted"


def scores(topics: Sequence[Topic], rank: Ranker) -> dict[str, dict[str, float]]:
    """Measures of each topic, by its id. ``rank`` gives passage ids for (text, documents, how many)."""
    qrels = [ir_measures.Qrel(topic.id, _FACT, 1) for topic in topics]
    run = []
    for topic in topics:
        seen = False
        place = 0
        for passage in rank(topic.text, topic.documents, DEPTH):
            told = passage in topic.relevant
            if told and seen:
                continue
            seen = seen or told
            place += 1
            run.append(ir_measures.ScoredDoc(topic.id, _FACT if told else passage, -float(place)))
    found: dict[str, dict[str, float]] = {topic.id: dict.fromkeys(MEASURES, 0.0) for topic in topics}
    names = {str(measure): name for name, measure in MEASURES.items()}
    for metric in ir_measures.iter_calc(list(MEASURES.values()), qrels, run):
        found[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return found


def summary(topics: Sequence[Topic], told: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Means over topics."""
    return {name: float(np.mean([told[t.id][name] for t in topics])) if topics else 0.0 for name in MEASURES}


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the means of resampled topics."""
    chance = np.random.default_rng(1)
    array = np.asarray(values)
    means = array[chance.integers(0, len(array), (_RESAMPLED, len(array)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def _understood(entry: Mapping[str, Any], world: World) -> Query:
    """The question after its thread, as asking understands it."""
    earlier: Query | None = None
    for question in (*(entry.get("context") or ()), entry["question"]):
        query = understand(Request(question=question), world)
        earlier = merge(earlier, query) if earlier and continues(query) else query
    assert earlier is not None
    return earlier
