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
from index.language.fold import fold_text, label_key
from index.language.segment import runs, value_of
from index.library import DocumentInfo, Store
from index.model import Document, Passage
from index.passages import TABLE
from index.vocabulary import load
from qa.answer.shelf import Shelf
from qa.model import Query, Request
from qa.question.thread import continues, merge
from qa.question.understand import World, understand

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
# A value of fewer digits stands in too many places: it counts only with its unit behind it.
_TELLING = 3
# One of so many digits stands for the same amount wherever it is printed.
_UNMISTAKABLE = 4
# More passages than this print it: it tells no passage from another.
_MOST = 12
_NOT_WORDS = re.compile(r"[^\w%]+")
_LINE = re.compile(r"[。；;\n]")
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
        tell = _telling(entry, text, named_there, shelf, passages, open_year=not query.years, open_org=not query.orgs)
        if not tell or (entry.get("expected_value") is not None and len(tell) > _MOST):
            continue
        admitted = tuple(
            info.id
            for org in query.orgs
            for info in shelf.select(org, years=query.years, stages=query.stages, scopes=query.scopes)
        )
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


def _telling(
    entry: Mapping[str, Any],
    text: str,
    files: Sequence[DocumentInfo],
    shelf: Shelf,
    passages: Mapping[str, Sequence[Passage]],
    open_year: bool,
    open_org: bool,
) -> list[str]:
    """Passages that hold what is expected, in the files named and in the other files of the same disclosures. Words (a
    meaning, a duty) of another year or body are as right where none was asked for; figures are not."""
    words = entry.get("expected_value") is None

    def disclosure(info: DocumentInfo) -> tuple[object, ...]:
        return (
            None if words and open_org else info.org,
            None if words and open_year else (info.year, info.stage),
        )

    same = {disclosure(info) for info in files if info.org}
    own = {info.id for info in files}
    others = [info.id for info in shelf.documents if disclosure(info) in same and info.id not in own]
    names = _names(text)
    return [
        p.id
        for d in (*own, *others)
        for p in passages[d]
        if _tells(entry, p, shelf.document(d) if d in own else None, names)
    ]


def _names(text: str) -> tuple[str, ...]:
    """What the question asks of, in every printed form, folded."""
    concepts = load().concepts
    forms = (n for each in named(text) for key in each.concepts for n in (each.words, *concepts[key].printed))
    return tuple(dict.fromkeys(form for form in map(label_key, forms) if len(form) > 1))


def wording(text: str) -> str:
    """How a question names its subject: by its official name, in other words of the lexicon, or in none of them."""
    concepts = load().concepts
    found = [(each.words, key) for each in named(text) for key in each.concepts]
    if any(words in {label_key(n) for n in concepts[key].printed} for words, key in found):
        return "official"
    return "listed" if found else "unlisted"


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


def _tells(entry: Mapping[str, Any], passage: Passage, document: Document | None, names: Sequence[str]) -> bool:
    """Whether a passage holds what is expected: on the page told (``document`` is None in another file), or, for a
    figure, anywhere if it has many digits or stands in one line with the name of what was asked for."""
    page = entry.get("page")
    there = document is not None and (page is None or not document.page_starts or _on(passage, document, page))
    value = entry.get("expected_value")
    if value is None:
        wanted = str(entry.get("expected_text") or "")
        return bool(wanted) and _bare(wanted) in _bare(f"{passage.heading}{passage.text}")
    amounts = [(str(value), entry.get("expected_unit"))]
    amounts += [(str(o["value"]), o.get("unit")) for o in entry.get("also_accept") or ()]
    for amount, unit in amounts:
        if _digits(amount) >= _UNMISTAKABLE:
            if _prints(passage.text, passage.kind, amount, unit):
                return True
        elif names:
            lines = (line for line in _LINE.split(passage.text) if any(n in label_key(line) for n in names))
            if any(_prints(line, passage.kind, amount, unit) for line in lines):
                return True
            there = there and not any(n in label_key(passage.text) for n in names)
        if there and _prints(passage.text, passage.kind, amount, unit):
            return True
    return False


def _digits(amount: str) -> int:
    return len(value_of(amount.lstrip("-")).replace(".", "").strip("0"))


def _prints(text: str, kind: str, amount: str, unit: str | None) -> bool:
    value = value_of(amount.lstrip("-"))
    if _digits(amount) < _TELLING and kind != TABLE:
        return f"{value}{unit or ''}" in _SPACES.sub("", _zeros(fold_text(text)))
    return any(found == "amount" and run == value for found, run in runs(text))


_SPACES = re.compile(r"\s+")
_DECIMAL = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+")


def _zeros(text: str) -> str:
    return _DECIMAL.sub(lambda match: value_of(match[0]), text)


def _on(passage: Passage, document: Document, page: int) -> bool:
    starts = document.page_starts
    begin = starts[page - 1] if page <= len(starts) else len(document.text)
    end = starts[page] if page < len(starts) else len(document.text)
    return passage.span.start < end and passage.span.end > begin


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", fold_text(text))
