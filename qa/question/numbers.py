"""Whole numbers that a question tells in digits or in characters."""

from __future__ import annotations

from index.language.numerals import han_number


def whole_number(text: str) -> int | None:
    """5, 五, 两 or 十二; None where the characters make no number.

    >>> whole_number("12"), whole_number("十二"), whole_number("两"), whole_number("几")
    (12, 12, 2, None)
    """
    if text.isdecimal():
        return int(text)
    number = han_number(text)
    return None if number is None else int(number)
