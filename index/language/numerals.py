"""Numbers in text, as printed and as exact decimals.

A small grammar of our own: 1,507.56万元, 1，507．56 万元 (after folding), (1.5), △13.47, 三十二万, 1.2亿元, 5万余人, 约8,347亩.
A comma between two complete numbers is a list, not a thousands separator (4125.49,4143.91万元).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from index.language.marks import behind

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_HAN_DIGIT = {
    c: n
    for n, cs in enumerate(("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_HAN_TEN = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_MYRIAD = {"万": 10**4, "亿": 10**8}
_HAN = "".join((*_HAN_DIGIT, *_HAN_TEN))
_HAN_NUMBER = re.compile(rf"[{_HAN}](?:[{_HAN}万亿]*[{_HAN}])?(?:点[{''.join(_HAN_DIGIT)}]+)?")
_MINUS = "-−△▲"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of ``units.toml``: ``dimension`` says for each what it measures, ``scaled`` the same of those that count behind
    a multiplier too, ``yuan`` what money is worth."""

    dimension: dict[str, str]
    scaled: dict[str, str]
    yuan: dict[str, Decimal]
    scale: dict[str, Decimal]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number at ``text[start:end]`` and the unit that ends at ``unit_end``.

    ``printed`` has no separators, digits otherwise as printed, with ``-`` where a minus sign, △ or brackets were;
    ``value`` is exact (of the digits, before ``scale``); ``unit`` is as printed ("" where none follows), with a scale
    in front where one was printed (万人). ``dimension`` is money, foreign, rate, area, people, batches, visits, count
    or "". ``approximate`` is 约, 近, 余 … as printed.
    """

    start: int
    end: int
    unit_end: int
    printed: str
    value: Decimal
    unit: str
    dimension: str
    approximate: str = ""
    han: bool = False

    @property
    def yuan(self) -> Decimal | None:
        """The exact amount in 元 for money, else None."""
        factor = units().yuan.get(self.unit)
        return None if factor is None else self.value * factor


@cache
def units() -> Units:
    """The table of units, loaded once."""
    data = tomllib.loads(files("index.language").joinpath("units.toml").read_text(encoding="utf-8"))
    yuan = {unit: Decimal(worth) for unit, worth in data["money"].items()}
    scale = {word: Decimal(by) for word, by in data["scale"].items()}
    dimension = dict.fromkeys(yuan, "money")
    for name in ("foreign", "rate", "area", "people", "batches", "visits", "count"):
        dimension |= dict.fromkeys(data[name]["units"], name)
    scaled = dimension | dict.fromkeys(data["scaled"]["units"], "count")
    known, behind_scale, scales = (
        "|".join(map(re.escape, sorted(t, key=len, reverse=True))) for t in (dimension, scaled, scale)
    )
    # The unit itself is tried before a scale with a unit, so that 万元 is one unit and 万人 is 万 + 人.
    pattern = re.compile(
        rf"(?P<more>[余多])?(?:(?P<unit>{known})|(?P<scale>{scales})(?P<more2>[余多])?(?P<scaled>{behind_scale})?)?(?P<after>左右|上下)?"
    )
    return Units(dimension=dimension, scaled=scaled, yuan=yuan, scale=scale, pattern=pattern)


def counting_units() -> dict[str, str]:
    """The words that count things (辆, 张, 场次), each with its dimension."""
    return {unit: dimension for unit, dimension in units().dimension.items() if dimension == "count"}


_NUMBER = re.compile(
    rf"(?P<about>约为|约|近|大约|超过|逾|接近|将近)?"
    rf"(?:(?<![\d.a-z])(?P<sign>[{_MINUS}](?=\d))?|(?P<open>\((?=-?\d[\d,.]*\)(?:万|亿|千|百)?元)))"
    rf"(?P<digits>{_DIGITS})(?![\d])(?P<close>(?<=\d)\))?"
)


def parse_amounts(text: str) -> tuple[Amount, ...]:
    """Every number in Arabic digits of a *folded* text without justifying spaces, with its unit where one follows."""
    found: list[Amount] = []
    position = 0
    while match := _NUMBER.search(text, position):
        position = behind(text, match.end("digits"))
        start, end = match.start("digits"), match.end("digits")
        before = text[start - 1] if start else ""
        if before == "." or (before.isascii() and before.isalnum()):
            continue
        negative = bool(match["sign"]) and not _is_dash(text, match.start("sign"))
        if match["open"] and match["close"]:
            negative, end = True, match.end("close")
        if match["sign"] and negative:
            start = match.start("sign")
        printed = match["digits"].replace(",", "")
        found.append(_with_unit(text, start, end, ("-" if negative else "") + printed, match["about"] or ""))
    return tuple(found)


def _is_dash(text: str, at: int) -> bool:
    """Whether a minus sign joins two things (2017-2019, W-07) instead of making a number negative."""
    return (
        at > 0
        and text[at] in "-−"
        and ((text[at - 1].isascii() and text[at - 1].isalnum()) or text[at - 1] in "年月日号)")
    )


def _with_unit(
    text: str, start: int, end: int, printed: str, about: str, *, han: bool = False, value: Decimal | None = None
) -> Amount:
    table = units()
    match = table.pattern.match(text, behind(text, end))
    assert match is not None
    unit = match["unit"] or ""
    if match["scale"]:
        unit = match["scale"] + (match["scaled"] or "")
    dimension = table.scaled.get(match["unit"] or match["scaled"] or "", "")
    if match["scale"] and not match["scaled"] and not han and match["scale"] in ("万", "亿", "千万", "百万"):
        # 增加209万用于…: in a disclosure a bare 万 after a number is 万元.
        unit, dimension = match["scale"] + "元", "money"
        unit_end = match.end("more2") if match["more2"] else match.end("scale")
    elif match["scale"] and not match["scaled"]:
        unit, unit_end = "", end
    else:
        unit_end = max(match.end("unit"), match.end("scaled"), end)
    more = match["more"] or match["more2"] or ""
    after = match["after"] if match["after"] and match.end() > unit_end else ""
    if not unit and not match["more"]:
        more = after = ""
    if after:
        unit_end = match.end("after")
    return Amount(
        start=start,
        end=end,
        unit_end=unit_end,
        printed=printed,
        value=Decimal(printed) if value is None else value,
        unit=unit,
        dimension=dimension,
        approximate=about or more or after or "",
        han=han,
    )


_SCALES = frozenset("百千万亿佰仟")  # alone, 千元 and 万元 are units


def parse_han_amounts(text: str) -> tuple[Amount, ...]:
    """Numbers in Chinese characters that a unit follows (五个处室, 三十二万元); ``printed`` are their Arabic digits."""
    found = []
    for match in _HAN_NUMBER.finditer(text):
        value = han_number(match[0])
        if value is None or match[0] in _SCALES:
            continue
        amount = _with_unit(text, match.start(), match.end(), str(value), "", han=True, value=value)
        if amount.dimension:
            found.append(amount)
    return tuple(found)


def han_number(text: str) -> Decimal | None:
    """The value of a number in Chinese characters; None where the characters make none.

    >>> han_number("三十二万"), han_number("二〇一九"), han_number("三点二二")
    (Decimal('320000'), Decimal('2019'), Decimal('3.22'))
    """
    whole, point, fraction = text.partition("点")
    if point and not (fraction and all(c in _HAN_DIGIT for c in fraction)):
        return None
    value = _han_whole(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(_HAN_DIGIT[c]) for c in fraction)}") if point else Decimal(value)


def _han_whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in _HAN_DIGIT for c in text):
        return int("".join(str(_HAN_DIGIT[c]) for c in text)) if len(text) != 1 or text else None
    total = section = digit = 0
    pending = False
    for character in text:
        if character in _HAN_DIGIT:
            if pending and digit:
                return None
            digit, pending = _HAN_DIGIT[character], True
        elif character in _HAN_TEN:
            section += (digit if pending and digit else 1) * _HAN_TEN[character]
            digit, pending = 0, False
        elif character in _HAN_MYRIAD:
            section = (section + digit) or 1
            total = (
                (total + section) * _HAN_MYRIAD[character]
                if character == "亿"
                else total + section * _HAN_MYRIAD[character]
            )
            section, digit, pending = 0, 0, False
        else:
            return None
    return total + section + digit
