"""Reading the notions: ``[[concept]]`` tables, and ``[[wordings]]`` tables that add words to a notion of another file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib.abc import Traversable
from typing import Any

from index.errors import BudgetqaError
from index.vocabulary.model import Concept

KINDS = frozenset(
    {
        "item",
        "function",
        "economic",
        "procurement",
        "asset",
        "personnel",
        "performance",
        "organisation",
        "process",
        "table",
        "measure",
    }
)
FLOWS = frozenset({"收入", "支出"})
_LISTS = frozenset({"parts", "distinct", "codes", "aliases", "colloquial", "typos", "wordings"})
_MORE = frozenset({"aliases", "colloquial", "typos", "wordings"})
_TEXTS = frozenset({"key", "name", "kind", "flow", "parent", "definition"})


class VocabularyError(BudgetqaError):
    """A file of the vocabulary contradicts itself or another one."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}：{key}：{reason}")
        self.file = file
        self.key = key


def read_toml(file: Traversable) -> dict[str, Any]:
    """A file's tables; what is no TOML is an error that names the file."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(file.name, "TOML", str(error)) from None


def read_concepts(folder: Traversable) -> tuple[dict[str, Concept], dict[str, str]]:
    """Every notion of the folder by its key, and the file that each stands in."""
    concepts: dict[str, Concept] = {}
    origin: dict[str, str] = {}
    more: list[tuple[str, Mapping[str, Any]]] = []
    for file in sorted(folder.joinpath("concepts").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        data = read_toml(file)
        if unknown := set(data) - {"concept", "wordings"}:
            raise VocabularyError(file.name, "、".join(sorted(unknown)), "不认识的表")
        for entry in data.get("concept", ()):
            concept = _concept(file.name, entry)
            if concept.key in concepts:
                raise VocabularyError(file.name, concept.key, f"键重复（已见于 {origin[concept.key]}）")
            concepts[concept.key], origin[concept.key] = concept, file.name
        more.extend((file.name, entry) for entry in data.get("wordings", ()))
    for name, entry in more:
        extended = _extended(name, entry, concepts)
        concepts[extended.key] = extended
    for key, concept in concepts.items():
        for field, targets in (
            ("parent", (concept.parent,) if concept.parent else ()),
            ("parts", concept.parts),
            ("distinct", concept.distinct),
        ):
            for target in targets:
                if target not in concepts:
                    raise VocabularyError(origin[key], key, f"{field} 指向不存在的“{target}”")
        _no_circle(concepts, origin, key)
    return concepts, origin


def _concept(file: str, entry: Mapping[str, Any]) -> Concept:
    key = str(entry.get("key", "?"))
    if unknown := set(entry) - _LISTS - _TEXTS:
        raise VocabularyError(file, key, f"不认识的字段 {'、'.join(sorted(unknown))}")
    for field in ("key", "name", "kind"):
        if not entry.get(field):
            raise VocabularyError(file, key, f"缺少 {field}")
    if entry["kind"] not in KINDS:
        raise VocabularyError(file, key, f"kind 须为 {'、'.join(sorted(KINDS))} 之一")
    if entry.get("flow") not in {None, *FLOWS}:
        raise VocabularyError(file, key, f"flow 须为 {'、'.join(sorted(FLOWS))} 之一")
    for field, value in entry.items():
        strings = value if field in _LISTS and isinstance(value, list) else [value]
        if (field in _LISTS) != isinstance(value, list) or not all(isinstance(s, str) and s.strip() for s in strings):
            raise VocabularyError(file, key, f"{field} 的类型不对或有空串")
    values: dict[str, Any] = {field: tuple(v) if field in _LISTS else v for field, v in entry.items()}
    return Concept(**values)


def _extended(file: str, entry: Mapping[str, Any], concepts: Mapping[str, Concept]) -> Concept:
    """A notion with the further words that another file has for it, and the definition that it lacked."""
    key = str(entry.get("key", "?"))
    if unknown := set(entry) - _MORE - {"key", "definition"}:
        raise VocabularyError(file, key, f"不认识的字段 {'、'.join(sorted(unknown))}")
    if key not in concepts:
        raise VocabularyError(file, key, "补充的词条没有对应的概念")
    _typed(file, key, entry)
    concept = concepts[key]
    if entry.get("definition") and concept.definition:
        raise VocabularyError(file, key, "释义重复")
    changes: dict[str, Any] = {
        field: tuple(dict.fromkeys((*getattr(concept, field), *entry.get(field, ())))) for field in _MORE
    }
    return replace(concept, **changes, definition=concept.definition or entry.get("definition", ""))


def _typed(file: str, key: str, entry: Mapping[str, Any]) -> None:
    for field, value in entry.items():
        strings = value if field in _LISTS and isinstance(value, list) else [value]
        if (field in _LISTS) != isinstance(value, list) or not all(isinstance(s, str) and s.strip() for s in strings):
            raise VocabularyError(file, key, f"{field} 的类型不对或有空串")


def _no_circle(concepts: Mapping[str, Concept], origin: Mapping[str, str], key: str) -> None:
    seen = [key]
    parent = concepts[key].parent
    while parent is not None:
        if parent in seen:
            raise VocabularyError(origin[key], key, f"parent 成环：{' → '.join([*seen, parent])}")
        seen.append(parent)
        parent = concepts[parent].parent
