"""Sets of questions other than the gold ones: words that no list foresaw, and general reading comprehension."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.errors import UnreadableFile
from index.language.fold import label_key
from index.model import Passage, Span
from index.passages import PROSE, TERM, labelled
from index.vocabulary import load
from qa.evaluate_retrieval import Topic

_DOCUMENTS = 3
_MOST = 12


def read_unlisted(path: Path) -> tuple[tuple[str, str], ...]:
    """(question, key of the notion meant)."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UnreadableFile(str(path), "无法读取") from error
    pairs = tuple(tuple(line.split("\t")) for line in lines if line.strip())
    unknown = [pair for pair in pairs if len(pair) != 2 or pair[1] not in load().concepts]
    if unknown:
        raise UnreadableFile(str(path), f"这些行不是“问题 TAB 概念”：{unknown[:3]}")
    return tuple((pair[0], pair[1]) for pair in pairs)


def entries(keys: Sequence[str] | None, always: Sequence[str] = ()) -> list[Passage]:
    """A passage for each notion, its id the key; for None every notion that has a definition."""
    concepts = load().concepts
    wanted = keys if keys is not None else [k for k, c in concepts.items() if c.definition or k in always]
    return [_passage(key, concepts[key].name, concepts[key].definition or concepts[key].name) for key in wanted]


def unlisted_in_documents(
    questions: Sequence[tuple[str, str]], passages: Mapping[str, Sequence[Passage]]
) -> list[tuple[str, str, frozenset[str]]]:
    """(question, document, passages that give a figure of the notion meant), for a few documents that have one."""
    labels = {p.id: label_key(labelled(p)) for ps in passages.values() for p in ps if p.kind != TERM}
    cases = []
    for text, key in questions:
        names = [n for n in map(label_key, load().concepts[key].printed) if len(n) > 2]
        found = []
        for document, held in passages.items():
            tell = [p.id for p in held if any(n in labels.get(p.id, "") for n in names)]
            if 0 < len(tell) <= _MOST:
                found.append((document, frozenset(tell)))
        found.sort(key=lambda pair: hashlib.sha256(f"{text}{pair[0]}".encode()).digest())
        cases += [(text, document, tell) for document, tell in found[:_DOCUMENTS]]
    return cases


def read_reading(path: Path) -> tuple[list[Passage], tuple[Topic, ...]]:
    """The passages and questions of a file as SQuAD has it (CMRC, DRCD)."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["data"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(str(path), "不是 SQuAD 格式的 JSON") from error
    held: dict[str, Passage] = {}
    asked = []
    for article in told:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            passage = held.setdefault(text, _passage(f"p{len(held)}", "", text))
            for question in paragraph["qas"]:
                asked.append(
                    Topic(
                        id=str(question["id"]),
                        kind="reading",
                        wording="",
                        text=question["question"],
                        documents=None,
                        relevant=frozenset({passage.id}),
                    )
                )
    return list(held.values()), tuple(asked)


def _passage(identifier: str, heading: str, text: str) -> Passage:
    return Passage(
        id=identifier,
        document=identifier,
        org="",
        year=None,
        stage=None,
        scope=None,
        kind=PROSE,
        section=(),
        heading=heading,
        text=text,
        page=None,
        span=Span(start=0, end=0),
    )
