"""What the model that ships is trained on: pairs of texts that mean the same, or of which one is about the other."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.errors import UnreadableFile
from index.language.fold import label_key
from index.parsing import parse
from index.passages import passages
from index.readers import SUFFIXES, read
from index.vocabulary import Concept, Vocabulary

_SENTENCE = re.compile(r"[^。；;！？\n]{6,200}")
_CLAUSE = re.compile(r"[^。；;，,：:！？\n]{6,60}")
_PER_CONCEPT = 60
# A field of a CSV file may hold a whole report.
_FIELD = 1 << 24
# How questions are put around a notion: the model learns that these words do not matter.
_ASKED = (
    "{}", "{}", "{}", "{}多少", "{}是多少", "{}一共多少钱", "{}花了多少钱", "{}情况", "今年{}有多少", "{}是什么", "什么是{}",
    "去年{}多少", "{}增加了多少", "{}为什么减少", "{}有哪些", "{}占比多少", "请问{}", "{}怎么样",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """``left`` should be found by ``right`` and the other way; pairs of one ``group`` are no strangers to each other."""

    left: str
    right: str
    group: str


def wordings(concept: Concept) -> tuple[str, ...]:
    """Every way of saying a notion but its official name."""
    said = (*concept.aliases, *concept.colloquial, *concept.typos, *concept.wordings)
    return tuple(dict.fromkeys(w for w in said if w != concept.name))


def entry(concept: Concept) -> str:
    """A notion as a glossary would print it."""
    return f"{concept.name}：{concept.definition}" if concept.definition else concept.name


def held_out(vocabulary: Vocabulary, every: int) -> tuple[tuple[str, str], ...]:
    """(wording, key): one descriptive wording of every so many notions, for measuring."""
    rich = sorted(key for key, concept in vocabulary.concepts.items() if len(concept.wordings) >= 4)
    return tuple(
        (vocabulary.concepts[key].wordings[i % len(vocabulary.concepts[key].wordings)], key)
        for i, key in enumerate(rich)
        if i % every == 0
    )


def from_vocabulary(vocabulary: Vocabulary, without: Iterable[str] = (), seed: int = 1) -> Iterator[Pair]:
    """Wordings with names, definitions and one another; names with what is part of them."""
    chance = random.Random(seed)
    left_out = set(without)
    for key, concept in vocabulary.concepts.items():
        phrases = [w for w in wordings(concept) if w not in left_out]
        targets = dict.fromkeys((concept.name, entry(concept), concept.definition or concept.name))
        for target in targets:
            if target != concept.name:
                yield Pair(left=chance.choice(_ASKED).format(concept.name), right=target, group=key)
            for phrase in phrases:
                yield Pair(left=chance.choice(_ASKED).format(phrase), right=target, group=key)
        for phrase in phrases:
            yield Pair(left=chance.choice(_ASKED).format(phrase), right=chance.choice(phrases), group=key)


def from_documents(folder: Path) -> Iterator[Pair]:
    """Headings with what stands under them, in documents of our own."""
    for text in documents_of(folder):
        try:
            document = parse(read(text.name, text.read_bytes()), hashlib.sha256(text.read_bytes()).hexdigest())
        except UnreadableFile:
            continue
        for passage in passages(document):
            heading = passage.heading.rsplit(" / ", 1)[-1]
            if len(label_key(heading)) > 3:
                yield Pair(left=heading, right=passage.text[:300], group=label_key(heading))


def documents_of(folder: Path) -> tuple[Path, ...]:
    """The documents of a folder, in a fixed order."""
    return tuple(sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES))


def mentions(vocabulary: Vocabulary, texts: Sequence[str], seed: int = 1) -> Iterator[Pair]:
    """Wordings of a notion with clauses of running text that name it."""
    chance = random.Random(seed)
    names = {label_key(n): key for key, c in vocabulary.concepts.items() for n in c.printed if len(label_key(n)) > 2}
    found: dict[str, list[str]] = {}
    for text in texts:
        for clause in dict.fromkeys(_CLAUSE.findall(text)):
            key = _longest(label_key(clause), names)
            if key and len(found.setdefault(key, [])) < _PER_CONCEPT * 4:
                found[key].append(clause)
    for key, clauses in found.items():
        concept = vocabulary.concepts[key]
        phrases = (concept.name, *wordings(concept))
        for clause in chance.sample(clauses, min(_PER_CONCEPT, len(clauses))):
            yield Pair(left=chance.choice(phrases), right=clause, group=key)


def neighbours(texts: Sequence[str], most: int, seed: int = 1) -> Iterator[Pair]:
    """Sentences with those that follow them."""
    pairs = []
    for text in texts:
        sentences = _SENTENCE.findall(text)
        pairs += [Pair(left=a.strip(), right=b.strip(), group=a) for a, b in pairwise(sentences)]
    yield from random.Random(seed).sample(pairs, min(most, len(pairs)))


def texts_of(folder: Path) -> Iterator[str]:
    """Running text of a folder: .txt, the ``content`` of JSON lines, the ``full_text`` of CSV."""
    csv.field_size_limit(min(_FIELD, sys.maxsize))
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix == ".txt":
            yield path.read_text(encoding="utf-8", errors="replace")
        elif path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                yield str(json.loads(line).get("content", ""))
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                yield from (row.get("full_text") or "" for row in csv.DictReader(file))


def _longest(text: str, names: dict[str, str]) -> str:
    found = ""
    for start in range(len(text) - 2):
        for end in range(min(len(text), start + 16), start + 2 + len(found), -1):
            if text[start:end] in names:
                found = text[start:end]
                break
    return names.get(found, "")
