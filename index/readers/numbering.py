"""The numbers that Word counts for paragraphs (一、 （二） 3.): they are printed, but stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from index.readers.package import child, kind, value

_PLACE = re.compile(r"%(\d)")
_DIGITS = "零一二三四五六七八九"
_LEVELS = 9


def _chinese(number: int) -> str:
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    return str(number)


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


def _roman(number: int) -> str:
    out = ""
    for worth, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        out, number = out + sign * (number // worth), number % worth
    return out


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _stem(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10]


# A form that is not here is printed as a plain number.
_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(d) + 0xFEE0) for d in str(number)),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ideographTraditional": _stem,
    "bullet": lambda _: "",
    "none": lambda _: "",
}


class Numbering:
    """Counts along while paragraphs are read in order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        for element in () if root is None else root:
            if kind(element) == "abstractNum":
                levels = (level for level in element if kind(level) == "lvl")
                self._levels[value(element, "abstractNumId") or ""] = {_int(value(v, "ilvl")): v for v in levels}
            elif kind(element) == "num":
                self._number(element)

    def _number(self, element: Any) -> None:
        key, abstract = value(element, "numId") or "", child(element, "abstractNumId")
        self._list_of[key] = "" if abstract is None else value(abstract) or ""
        for override in (each for each in element if kind(each) == "lvlOverride"):
            start = child(override, "startOverride")
            if start is not None:
                self._starts.setdefault(key, {})[_int(value(override, "ilvl"))] = _int(value(start))

    def next(self, number: str, level: int) -> str:
        """What is printed before the next paragraph of this list and level; "" for bullets and unknown lists."""
        abstract = self._list_of.get(number, "")
        levels = self._levels.get(abstract)
        if not levels or level not in levels or number == "0":
            return ""
        counts = self._counts.setdefault(abstract, [0] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            for at, start in self._starts.get(number, {}).items():
                counts[at : at + 1] = [start - 1]
        first = _setting(levels[level], "start", "1")
        counts[level] = counts[level] + 1 if counts[level] else _int(first)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        for above in range(level):
            counts[above] = counts[above] or 1
        if _setting(levels[level], "numFmt", "decimal") == "bullet":
            return ""
        text = _setting(levels[level], "lvlText", "")
        plain = child(levels[level], "isLgl") is not None  # all levels as plain numbers here
        return _PLACE.sub(lambda found: self._printed(levels, counts, int(found[1]) - 1, plain), text)

    @staticmethod
    def _printed(levels: dict[int, Any], counts: list[int], level: int, plain: bool) -> str:
        form = _setting(levels[level], "numFmt", "decimal") if level in levels else "decimal"
        return (str if plain else _FORMS.get(form, str))(counts[level])


def _setting(level: Any, name: str, default: str) -> str:
    found = child(level, name)
    told = None if found is None else value(found)
    return default if told is None else told


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
