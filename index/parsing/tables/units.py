"""The unit of a table's amounts, in the many ways that lines and headings tell it."""

from __future__ import annotations

import re

from index.language.fold import fold_text
from index.language.patterns import Patterns, patterns_of

_SPACE = re.compile(r"\s+")
_SHORT = {"圆": "元", "万": "万元", "亿": "亿元"}
_STATEMENT = 60  # characters: a longer line is a text that has other things to say
_BRACKETS = str.maketrans({"【": "[", "】": "]", "〔": "[", "〕": "]", "［": "[", "］": "]", "{": "[", "}": "]"})


def _patterns() -> Patterns:
    return patterns_of("index.parsing.tables", "units.toml")


def is_money(unit: str | None) -> bool:
    """Whether a unit is one of money: 元, 万元."""
    return unit is not None and _patterns()["unit"]["money"].fullmatch(unit) is not None


def is_unit(text: str) -> bool:
    """Whether a text without white space is a unit and nothing more."""
    return _patterns()["unit"]["any"].fullmatch(text) is not None


def amounts_in(text: str) -> list[tuple[str, str]]:
    """The amounts of money in a text, without separators, each with its unit."""
    return [(found["amount"].replace(",", ""), found["unit"]) for found in _patterns()["text"]["amount"].finditer(text)]


def named_with_unit(tight: str) -> str:
    """What is called 支出总表（单位：万元） without its unit; "" where a text is no such title."""
    found = _patterns()["title"]["named"].fullmatch(tight)
    return found[1] if found else ""


def unit_of(text: str) -> str | None:
    """The unit that a line tells (单位：万元).

    >>> unit_of("單位：萬元"), unit_of("以下金额均以百万元计"), unit_of("编制单位：元氏县档案馆")
    ('万元', '百万元', None)
    """
    if not any(sign in text for sign in "元圆圓万萬亿億"):
        return None
    tight = _SPACE.sub("", fold_text(text)).translate(_BRACKETS)
    if len(tight) > _STATEMENT:
        ending = _patterns()["text"]["ending"].search(tight)
        tight = ending[0] if ending else ""
    found = next((found for line in _patterns()["line"].values() if (found := line.search(tight))), None)
    return None if found is None else _SHORT.get(found[1], found[1])


def unit_of_all(text: str) -> str | None:
    """The unit that a line tells of every table of the document (除另有说明外，金额均以万元计)."""
    return unit_of(text) if _patterns()["text"]["everywhere"].search(text) else None


def split_unit(text: str) -> tuple[str, str | None]:
    """A heading without the unit that it carries in brackets, and the unit.

    >>> split_unit("价值（金额单位：万元）")
    ('价值', '万元')
    """
    found = _patterns()["heading"]["inside"].search(text)
    if found is None:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), (found[1] or found[2]).replace("％", "%")


def without_unit_line(text: str) -> str:
    """A title without the words 单位：万元 in it."""
    return _patterns()["title"]["told"].sub("", text)
