"""Number formats of sheets: a value → what people see in the cell (3 as 3.00, 0 as -)."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

# Formats that files name by number only; those of the Chinese edition for dates among them.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General",
    13: "General", 14: "yyyy/m/d", 15: "yyyy-mm-dd", 16: "m-d", 17: "yyyy-mm", 22: "yyyy/m/d", 27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|_.|\*.|\[\$([^\-\]]*)[^\]]*\]|\[[^\]]*\]')
_MARK = "\x00"
_DIGITS = re.compile(rf"[0#?](?:[0#?,.]|{_MARK}+(?=[0#?]))*")
_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_CONDITION = re.compile(r"\[([<>=]+)(-?\d+(?:\.\d+)?)\]")
_DATE = re.compile(r"[yd]|(?<![a-z])m(?![a-z])", re.IGNORECASE)
_TOKEN = re.compile(r"yyyy|yy|mmmm?|mm?|dd?|hh?|ss?", re.IGNORECASE)
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)  # what sheets hold of a number; the rest is binary dust
_SHOWN = 11  # digits of a number without a format
_COLOUR = re.compile(r"\[(?:red|红色|color\s*(?:3|53|10))\]", re.IGNORECASE)
_SIGNED = re.compile(r"[-−(（△▲]")


class _Section(NamedTuple):
    """``before`` and ``after`` surround the digits; ``digits`` is None where nothing but text is shown. ``among`` are the
    literals that stand between digits, each with how many digits follow it (0!.0 shows 123 as 12.3)."""

    before: str
    digits: str | None
    after: str
    percent: bool
    among: tuple[tuple[int, str], ...] = ()


def shown(value: object, code: str) -> str:
    """What the cell shows. Text is shown as it is."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), code)
    if isinstance(value, datetime.datetime | datetime.date):
        return _day(value, code)
    return str(value).strip() if value is not None else ""


def _number(value: Decimal, code: str) -> str:
    if not value.is_finite():
        return ""
    value = _FIFTEEN.plus(value)
    sections = _SECTION.split(code) if code else ["General"]
    index, signless = _chosen(value, sections)
    section = sections[index]
    bare = _LITERAL.sub("", section)
    if "general" in bare.lower() or "@" in bare or "e+" in bare.lower() or "/" in bare:
        return _general(value)
    part = _parsed(section)
    if part.digits is None:
        return (part.before + part.after).strip()
    text = _digits(abs(value), part)
    # A negative number that is shown in red alone is still seen as one.
    red = _COLOUR.search(section) is not None and not _SIGNED.search(part.before + part.after)
    minus = "-" if value < 0 and (not signless or red) and text.strip("0.,%") else ""
    return (minus + part.before + text + part.after).strip()


def _chosen(value: Decimal, sections: list[str]) -> tuple[int, bool]:
    """Which section applies, and whether it writes the sign itself."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for index, found in enumerate(conditions):
            if found is None or _holds(value, found[1], Decimal(found[2])):
                return index, False
        return len(sections) - 1, False
    if value < 0 and len(sections) > 1:
        return 1, True
    if value == 0 and len(sections) > 2:
        return 2, True
    return 0, False


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return ("<" in sign and value < bound) or (">" in sign and value > bound) or ("=" in sign and value == bound)


@lru_cache(maxsize=512)
def _parsed(section: str) -> _Section:
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return _MARK

    bare = _LITERAL.sub(keep, section)
    found = _DIGITS.search(bare)
    pieces = (bare, "", "") if found is None else (bare[: found.start()], found[0], bare[found.end() :])
    rest = iter(literals)
    before, _, after = ("".join(next(rest, "") if c == _MARK else c for c in piece) for piece in pieces)
    if found is None:
        return _Section(before, None, "", "%" in bare)
    own = iter(literals[pieces[0].count(_MARK) :])
    among = tuple(
        (sum(1 for each in found[0][at:].partition(".")[0] if each in "0#?"), next(own, ""))
        for at, sign in enumerate(found[0])
        if sign == _MARK
    )
    return _Section(before, found[0].replace(_MARK, ""), _DIGITS.sub("", after), "%" in bare, among)


def _digits(value: Decimal, part: _Section) -> str:
    whole, _, fraction = (part.digits or "0").partition(".")
    scale = len(whole) - len(whole.rstrip(",")) if not fraction else len(fraction) - len(fraction.rstrip(","))
    fraction = fraction.rstrip(",")
    value = value.scaleb((2 if part.percent else 0) - 3 * scale)
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP, context=Context(prec=60))
    grouped = "," in whole.rstrip(",") and not part.among  # 12,34.6 is nobody's number
    text = f"{rounded:,f}" if grouped else f"{rounded:f}"
    left, _, right = text.partition(".")
    least = sum(1 for sign in whole if sign == "0")
    left = left.rjust(least, "0") if not grouped else left
    left = "" if least == 0 and left == "0" else left
    for behind, literal in part.among:
        left = left.rjust(behind, "0")
        left = left[: len(left) - behind] + literal + left[len(left) - behind :]
    kept = len(fraction.rstrip("#?"))
    right = right[:kept] + right[kept:].rstrip("0")
    return f"{left}.{right}" if right else left


def _general(value: Decimal) -> str:
    """Up to eleven digits, never with an exponent."""
    digits = max(0, _SHOWN - max(1, value.adjusted() + 1))
    rounded = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=Context(prec=400))
    text = f"{abs(rounded):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"-{text}" if rounded < 0 else text


def is_date(code: str) -> bool:
    """Whether a format shows a day."""
    return bool(_DATE.search(_LITERAL.sub("", code)))


def _day(day: datetime.datetime | datetime.date, code: str) -> str:
    section = _SECTION.split(code)[0] if is_date(code) else "yyyy-mm-dd"
    section = re.sub(r"\[[^\]]*\]|_.|\*.|\\|;.*$", "", section)
    hours = re.compile(r"\s*h.*$", re.IGNORECASE)
    section = hours.sub("", section)
    values = {"y": day.year, "m": day.month, "d": day.day}

    def put(found: re.Match[str]) -> str:
        token = found[0].lower()
        number = values.get(token[0])
        if number is None:
            return ""
        return f"{number % 100:02d}" if token == "yy" else str(number).rjust(len(token), "0")

    parts = section.split('"')
    return "".join(part if n % 2 else _TOKEN.sub(put, part) for n, part in enumerate(parts)).strip()
