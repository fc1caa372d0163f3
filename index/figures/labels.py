"""Labels of rows: numbering, codes, units in brackets, and what a row stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from index.language.fold import fold_text, label_key
from index.model import Measure
from index.parsing.tables.words import squeeze
from index.vocabulary import Unit, Vocabulary

# Styles of numbering from the outermost to the innermost.
_STYLES = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^\d{1,2}(?:、|[.．](?!\d))"),
    re.compile(r"^[(（]\d{1,2}[)）]"),
    re.compile(r"^[①-⑳]"),
)
_FIRST = re.compile(r"^[(（]?[一1①][)）、.．]?$")
_AMONG = re.compile(r"^其中[:：]?")
_CODE = re.compile(r"^[\[【(（]?([235]\d{2}(?:\d{2}){0,2})[\])）】]?[-_\s|—]*(?=[^\d\W])(?!年)")
_LEAF = 9.0
# 元/亩, 元/人·年: money for one of something.
_PRICE = re.compile(r"((?:亿|千万|百万|万|千|百)?元)[/每]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """``text`` without numbering and spaces; ``depth`` None where no numbering tells; ``first`` whether it begins a list."""

    text: str
    depth: float | None = None
    first: bool = True
    among: bool = False
    code: str | None = None
    unit: Unit | None = None


@lru_cache(maxsize=1 << 13)
def read_label(text: str, vocabulary: Vocabulary) -> Label:
    """A row's label taken apart."""
    rest = squeeze(text)
    depth: float | None = None
    among, first = False, True
    code = None
    moved = True
    while moved and rest:
        moved = False
        for level, style in enumerate(_STYLES, 1):
            if (match := style.match(rest)) and len(rest) > match.end():
                first = first and bool(_FIRST.match(match[0]))
                rest, depth, moved = rest[match.end() :], depth if depth is not None else float(level), True
        if (match := _AMONG.match(rest)) and len(rest) > match.end():
            rest, among, moved = rest[match.end() :], True, True
        if code is None and (match := _CODE.match(rest)):
            rest, code, moved = rest[match.end() :], match[1], True
    return Label(
        text=rest.strip(":：") or rest,
        depth=depth,
        first=first,
        among=among,
        code=code,
        unit=bracket_unit(rest, vocabulary),
    )


@lru_cache(maxsize=1 << 13)
def bracket_unit(text: str, vocabulary: Vocabulary) -> Unit | None:
    """The unit in the last brackets of a label: 房屋（平方米）, 车辆（台、辆）, 项目资金（万元）."""
    found = (_named(inner, vocabulary) for inner in reversed(vocabulary.labels["unit"].findall(fold_text(text))))
    return next((unit for unit in found if unit is not None), None)


def _named(inner: str, vocabulary: Vocabulary) -> Unit | None:
    price = _PRICE.match(inner)
    if price and (money := vocabulary.unit_of(price[1])) is not None:
        return replace(money, measure=Measure.PRICE.value)
    words = (inner, *re.split("[、/,]", inner)[::-1])
    return next((unit for w in words if (unit := vocabulary.unit_of(w)) is not None), None)


@lru_cache(maxsize=1 << 13)
def without_unit(text: str, vocabulary: Vocabulary) -> str:
    """A label without the unit in brackets; other brackets stay (因公出国（境）人次（人））."""
    return vocabulary.labels["unit"].sub(lambda m: "" if _named(fold_text(m[1]), vocabulary) else m[0], text) or text


class Nesting:
    """What the row at hand stands under, from the rows before it."""

    def __init__(self, labels: Iterable[Label]) -> None:
        labels = tuple(labels)
        self._numbered = any(label.depth is not None for label in labels)
        self._stack: list[tuple[float, str]] = []
        self._lists: dict[float, list[tuple[float, str]]] = {}
        self._last_among = False

    def place(self, label: Label, vocabulary: Vocabulary) -> tuple[str, ...]:
        """The labels that the row stands under, outermost first."""
        depth = self._depth(label, vocabulary)
        if label.depth == depth and not label.first and depth in self._lists:
            # 二、 goes on where 一、 stood, whatever stood between them without a number.
            self._stack = list(self._lists[depth])
        self._last_among = label.among or (self._last_among and depth == _LEAF)
        while self._stack and self._stack[-1][0] >= depth:
            self._stack.pop()
        self._lists[depth] = list(self._stack)
        parents = tuple(text for _, text in self._stack)
        if not vocabulary.is_label("total", label.text):
            self._stack.append((depth, label.text))
        return parents

    def _depth(self, label: Label, vocabulary: Vocabulary) -> float:
        if label.code is not None and len(label.code) in (3, 5, 7):
            return len(label.code)
        if label.among:
            return _LEAF if label.depth is None else label.depth
        if label.depth is not None:
            return label.depth
        if self._last_among and not self._numbered and not vocabulary.is_label("total", label.text):
            return _LEAF
        return 0.0


def concept_key(label: str, vocabulary: Vocabulary, flow: str | None, above: tuple[str, ...] = ()) -> str | None:
    """The notion that a label names where it stands: a label under another notion's label first."""
    whole = vocabulary.concept_of(above[-1], flow) if above else None
    for words in dict.fromkeys((label, without_unit(label, vocabulary), vocabulary.labels["bracket"].sub("", label))):
        if whole is not None and (found := vocabulary.concept_of(f"{whole.key}/{label_key(words)}", flow)):
            return found.key
        if found := vocabulary.concept_of(words, flow):
            return found.key
    return None


def with_code(label: Label, code: str | None) -> Label:
    """The label with the code that stands beside it."""
    return label if code is None else replace(label, code=code)
