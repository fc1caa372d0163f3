"""Reading the vocabulary, strictly: what a file says wrongly is an error that names the file and the key."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.abc import Traversable
from importlib.resources import files
from typing import Any

from index.language.fold import label_key
from index.language.numerals import counting_units
from index.model import Measure
from index.vocabulary.entries import VocabularyError, read_concepts, read_toml
from index.vocabulary.model import CodeName, Column, Concept, Fund, StageCue, TableKind, Unit, Vocabulary

ROLES = frozenset({"label", "code", "text", "unit", "ignore", "value", "year"})
LAYOUTS = frozenset({"rows", "records"})
# Kinds whose names frame a question (部门预算, 占比, 收支总表) and are not what it asks for; again unless colloquial. A measure is
# no label of a row either.
_FRAMES = frozenset({"measure", "process", "table"})
# Names of codes shorter than this are everyday words or parts of bodies' names (检察, 体育): no cue for what a question asks,
# unless the concept says so in its colloquial names.
_SHORTEST_CODE_NAME = 4


@cache
def load() -> Vocabulary:
    """The vocabulary that ships."""
    return read(files("index.vocabulary"))


def read(folder: Traversable) -> Vocabulary:
    """The vocabulary of a folder."""
    codes = _codes(folder)
    concepts, origin = read_concepts(folder)
    labels = _labels(folder)
    _add_codes(concepts, codes, labels.get("rest"))
    names = _names(concepts, origin)
    units, unit_names = _units(folder)
    return Vocabulary(
        concepts=concepts,
        names=names,
        question_names=_question_names(concepts),
        codes=codes,
        units=units,
        unit_names=unit_names,
        stages=tuple(_rows(folder, "stages.toml", "stage", _stage)),
        scopes=_lists(folder, "scopes.toml"),
        measures=_lists(folder, "measures.toml"),
        tables=tuple(_rows(folder, "tables.toml", "table", _table)),
        columns=tuple(_rows(folder, "columns.toml", "column", _column)),
        funds=tuple(_rows(folder, "funds.toml", "fund", _fund)),
        labels=labels,
    )


def _names(concepts: Mapping[str, Concept], origin: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Printed names; one name may be of two notions only where one is of the income and the other of the expenditure."""
    names: dict[str, tuple[str, ...]] = {}
    for key, concept in concepts.items():
        if concept.kind == "measure":
            continue
        for name in dict.fromkeys(map(label_key, concept.printed)):
            for other in names.get(name, ()):
                flows = {concept.flow, concepts[other].flow}
                if None in flows or len(flows) == 1:
                    file = origin.get(key, "codes.csv")
                    raise VocabularyError(
                        file, key, f"“{name}”同时是“{other}”（{origin.get(other, 'codes.csv')}）的名称"
                    )
            names[name] = (*names.get(name, ()), key)
    return names


def _question_names(concepts: Mapping[str, Concept]) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for key, concept in concepts.items():
        said = dict.fromkeys(map(label_key, (*concept.colloquial, *concept.typos)))
        for name in dict.fromkeys((*map(label_key, concept.printed), *said)):
            if name not in said and (concept.kind in _FRAMES or _everyday(concept, name)):
                continue
            names[name] = (*names.get(name, ()), key)
    return names


def _everyday(concept: Concept, name: str) -> bool:
    return concept.kind == "function" and len(name) < _SHORTEST_CODE_NAME


def _codes(folder: Traversable) -> dict[str, tuple[CodeName, ...]]:
    codes: dict[str, tuple[CodeName, ...]] = {}
    text = folder.joinpath("codes.csv").read_text(encoding="utf-8")
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        if set(row) != {"kind", "code", "name", "from", "to"} or not row["code"].isdigit() or not row["name"]:
            raise VocabularyError("codes.csv", f"第 {line} 行", "须为 kind,code,name,from,to")
        entry = CodeName(
            kind=row["kind"],
            code=row["code"],
            name=row["name"],
            since=int(row["from"]) if row["from"] else None,
            until=int(row["to"]) if row["to"] else None,
        )
        for other in codes.get(entry.code, ()):
            if (entry.since or 0) <= (other.until or 9999) and (other.since or 0) <= (entry.until or 9999):
                raise VocabularyError("codes.csv", entry.code, f"年份与“{other.name}”重叠")
        codes[entry.code] = (*codes.get(entry.code, ()), entry)
    return codes


def _add_codes(
    concepts: dict[str, Concept], codes: Mapping[str, tuple[CodeName, ...]], rest: re.Pattern[str] | None
) -> None:
    """Every name of a code that no file describes is a notion too, part of the one that its code lies under.

    ``rest`` finds the words by which the rest of a class is called for short (其他人大事务 for 其他人大事务支出).
    """
    known = {label_key(name) for concept in concepts.values() for name in concept.printed}
    places: dict[str, list[CodeName]] = {}
    for entries in codes.values():
        for entry in entries:
            if label_key(entry.name) not in known:
                places.setdefault(entry.name, []).append(entry)
    by_name = {label_key(name): key for key, c in concepts.items() for name in c.printed}
    by_name |= {label_key(name): name for name in places}
    seen: set[str] = set()
    for name, found in places.items():
        if label_key(name) in seen:
            continue
        seen.add(label_key(name))
        parents = {
            by_name.get(label_key(c.name)) for e in found for c in codes.get(_above(e), ()) if c.until == e.until
        }
        parent = next(iter(parents)) if len(parents) == 1 else None
        concepts[name] = Concept(
            key=name,
            name=name,
            kind="function" if found[0].kind == "功能" else "economic",
            flow="支出",
            parent=parent if parent != name else None,
            codes=tuple(e.code for e in found),
            aliases=tuple(m[1] for m in [rest and rest.search(name)] if m and label_key(m[1]) not in by_name),
        )


def _above(entry: CodeName) -> str:
    return entry.code[:-2] if len(entry.code) > 3 else ""


def _units(folder: Traversable) -> tuple[dict[str, Unit], dict[str, str]]:
    units: dict[str, Unit] = {}
    names: dict[str, str] = {}
    measures = {m.value for m in Measure}
    for unit in _rows(folder, "units.toml", "unit", _unit):
        if unit.symbol in units:
            raise VocabularyError("units.toml", unit.symbol, "单位重复")
        if unit.measure not in measures:
            raise VocabularyError("units.toml", unit.symbol, f"measure 须为 {'、'.join(sorted(measures))} 之一")
        units[unit.symbol] = unit
        for name in map(label_key, (unit.symbol, *unit.aliases)):
            if names.setdefault(name, unit.symbol) != unit.symbol:
                raise VocabularyError("units.toml", unit.symbol, f"“{name}”同时是“{names[name]}”")
    for symbol, dimension in counting_units().items():
        if names.setdefault(label_key(symbol), symbol) == symbol and symbol not in units:
            # 床位（张）: what counts in sentences counts in tables too.
            units[symbol] = Unit(symbol=symbol, dimension=dimension, factor=Decimal(1), measure=Measure.COUNT.value)
    return units, names


def _rows(folder: Traversable, name: str, table: str, make: Callable[[dict[str, Any]], Any]) -> Iterator[Any]:
    data = read_toml(folder.joinpath(name))
    if unknown := set(data) - {table}:
        raise VocabularyError(name, "、".join(sorted(unknown)), "不认识的表")
    for number, row in enumerate(data.get(table, ()), 1):
        try:
            yield make(row)
        except (TypeError, ValueError, KeyError, re.error) as error:
            raise VocabularyError(name, f"{table} 第 {number} 条", str(error)) from None


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(**{**row, "factor": Decimal(row["factor"]), "aliases": tuple(row.get("aliases", ()))})


def _stage(row: dict[str, Any]) -> StageCue:
    return StageCue(**{**row, "words": re.compile(row["words"])})


def _table(row: dict[str, Any]) -> TableKind:
    if row.get("layout", "rows") not in LAYOUTS:
        raise ValueError(f"layout 须为 {'、'.join(sorted(LAYOUTS))} 之一")
    patterns: dict[str, Any] = {k: re.compile(row[k]) for k in ("title", "not_title") if k in row}
    columns = tuple(re.compile(words) for words in row.get("columns", ()))
    lists: dict[str, Any] = {"columns": columns, "items": tuple(row.get("items", ()))}
    lists |= {name: tuple(row.get(name, {}).items()) for name in ("totals", "subtotals")}
    return TableKind(**(row | patterns | lists))


def _column(row: dict[str, Any]) -> Column:
    if row["role"] not in ROLES:
        raise ValueError(f"role 须为 {'、'.join(sorted(ROLES))} 之一")
    return Column(**{**row, "words": re.compile(row["words"])})


def _fund(row: dict[str, Any]) -> Fund:
    return Fund(**{**row, "words": re.compile(row["words"])})


def _labels(folder: Traversable) -> dict[str, re.Pattern[str]]:
    try:
        return {name: re.compile(words) for name, words in read_toml(folder.joinpath("labels.toml")).items()}
    except re.error as error:
        raise VocabularyError("labels.toml", "正则", str(error)) from None


def _lists(folder: Traversable, name: str) -> dict[str, tuple[str, ...]]:
    data = read_toml(folder.joinpath(name))
    return {key: tuple(_strings(name, key, value)) for key, value in data.items()}


def _strings(name: str, key: str, value: object) -> Iterable[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise VocabularyError(name, key, "须为字符串列表")
    return value
