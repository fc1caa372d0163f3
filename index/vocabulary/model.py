"""What the vocabulary's files say, as frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.language.fold import label_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A notion. ``aliases`` are printed variants of its name, ``colloquial`` what people say for it in questions,
    ``wordings`` whole phrases that describe it; ``parts`` add up to it, ``distinct`` must never be taken for it.
    """

    key: str
    name: str
    kind: str
    flow: str | None = None
    parent: str | None = None
    parts: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    colloquial: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    definition: str = ""

    @property
    def printed(self) -> tuple[str, ...]:
        """Every form in which documents print it."""
        return (self.key, self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeName:
    """What a code is called in the years ``since``…``until``, both included; None is open."""

    kind: str
    code: str
    name: str
    since: int | None = None
    until: int | None = None

    def holds(self, year: int | None) -> bool:
        """Whether the code had this name in the year; an unknown year takes the newest name."""
        if year is None:
            return self.until is None
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """``factor`` turns an amount into the base unit of its dimension (元 for money)."""

    symbol: str
    dimension: str
    factor: Decimal
    measure: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A standard table: recognised by its title (``title`` matches, ``not_title`` does not) or by all of its ``columns``.

    ``total`` is the notion of its total row by flow, ``fund`` the money that it speaks of, ``flow`` its side; ``items`` the only kinds of
    notions that its rows may name, () for all.
    """

    name: str
    title: re.Pattern[str] | None = None
    not_title: re.Pattern[str] | None = None
    columns: tuple[re.Pattern[str], ...] = ()
    flow: str | None = None
    fund: str | None = None
    totals: tuple[tuple[str, str], ...] = ()
    subtotals: tuple[tuple[str, str], ...] = ()
    layout: str = "rows"
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column is by the words of its heading: ``role`` is label, code, text, unit, ignore or value."""

    role: str
    words: re.Pattern[str]
    leaf: bool = True
    name: str = ""
    measure: str = ""
    base: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCue:
    """Words of a heading that tell the stage of what stands under it; ``shift`` moves the year (上年 is -1)."""

    words: re.Pattern[str]
    stage: str | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """The money that words speak of."""

    name: str
    words: re.Pattern[str]


@lru_cache(maxsize=1 << 15)
def _is_label(vocabulary: Vocabulary, name: str, words: str) -> bool:
    return bool(vocabulary.labels[name].search(label_key(words)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # one is like no other: what is read with it can be kept
class Vocabulary:
    """All of it. ``names`` are printed names by ``label_key``; ``question_names`` the words of questions likewise."""

    concepts: Mapping[str, Concept]
    names: Mapping[str, tuple[str, ...]]
    question_names: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, tuple[CodeName, ...]]
    units: Mapping[str, Unit]
    unit_names: Mapping[str, str]
    stages: tuple[StageCue, ...]
    scopes: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, tuple[str, ...]]
    tables: tuple[TableKind, ...]
    columns: tuple[Column, ...]
    funds: tuple[Fund, ...]
    labels: Mapping[str, re.Pattern[str]]

    def concept_of(self, label: str, flow: str | None = None) -> Concept | None:
        """The notion that a printed label names; a name used on both sides needs the ``flow``."""
        keys = self.names.get(label_key(label), ())
        if flow is not None and len(keys) > 1:
            keys = tuple(k for k in keys if self.concepts[k].flow in (flow, None))
        return self.concepts[keys[0]] if len(keys) == 1 else None

    def code_name(self, code: str, year: int | None = None) -> str | None:
        """What a function or economic code (all digits) was called in a year."""
        known = self.codes.get(code, ())
        return next((c.name for c in known if c.holds(year)), None)

    def unit_of(self, words: str) -> Unit | None:
        """The unit that the words name, brackets around it allowed."""
        symbol = self.unit_names.get(label_key(words).strip("()[]"))
        return self.units[symbol] if symbol else None

    def is_label(self, name: str, words: str) -> bool:
        """Whether the words are of a class of ``labels.toml`` (total, whole, note, none, dash …)."""
        return _is_label(self, name, words)

    def table_kinds(self, title: str) -> frozenset[str]:
        """The standard forms that a title without its columns may tell: the first that needs none, and those before it."""
        folded = label_key(title)
        told = [k for k in self.tables if k.title is not None and k.title.search(folded)]
        told = [k for k in told if not (k.not_title and k.not_title.search(folded))]
        last = next((n for n, k in enumerate(told) if not k.columns), len(told) - 1)
        return frozenset(k.name for k in told[: last + 1])

    def fund_of(self, words: str) -> str | None:
        """The money that the words speak of."""
        folded = label_key(words)
        return next((fund.name for fund in self.funds if fund.words.search(folded)), None)

    def ancestors(self, key: str) -> tuple[str, ...]:
        """The notions that a notion is part of, nearest first."""
        found: list[str] = []
        parent = self.concepts[key].parent if key in self.concepts else None
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.concepts[parent].parent
        return tuple(found)
